"""Pairs, documents and people around a client."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from clients.enums.merging import AroundRole, DocumentKind, MatchReason
from clients.models import (
    Client,
    ClientMerge,
    Document,
    DocumentPiece,
    DocumentVersion,
    DuplicateCandidate,
    PersonAround,
)
from config.kernel.encryption import encrypt
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory


class DuplicateCandidateFactory(factory.django.DjangoModelFactory):
    """An open pair; `of` names the two clients in any order."""

    class Meta:
        model = DuplicateCandidate
        exclude = ("of",)

    of = factory.LazyFunction(lambda: (ClientFactory(), ClientFactory()))
    first = factory.LazyAttribute(lambda one: min(one.of, key=lambda client: client.pk))
    second = factory.LazyAttribute(lambda one: max(one.of, key=lambda client: client.pk))
    area_id = factory.SelfAttribute("first.area_id")
    score = 80
    reasons = [MatchReason.NAME_VARIANT, MatchReason.BIRTH_DATE]
    found_at = factory.LazyFunction(timezone.now)


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    kind = DocumentKind.CV
    title = "CANARY-DOCUMENT"
    created_by = factory.SubFactory(UserFactory)


class DocumentVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DocumentVersion

    document = factory.SubFactory(DocumentFactory)
    area_id = factory.SelfAttribute("document.area_id")
    number = 1
    file_name = "file.pdf"
    media_type = "application/pdf"
    size = 10
    uploaded_by = factory.SelfAttribute("document.created_by")


class PersonAroundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PersonAround

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    name = "CANARY-PERSON"
    role = AroundRole.SOCIAL_WORKER
    organisation = "Wellbeing services county"
    started_on = date(2026, 1, 5)
    created_by = factory.SubFactory(UserFactory)


def merging_words(client: Client, *, user: User, text: str) -> dict[str, Any]:
    """What addresses name of a client's documents, people, possible duplicates and merges, with `text` in it."""
    twin = ClientFactory(area_id=client.area_id, unit=client.unit)
    absorbed = ClientFactory(area_id=client.area_id, unit=client.unit, merged_into=client)
    merge = ClientMerge(area_id=client.area_id, kept=client, absorbed=absorbed, merged_by=user)
    merge.overwrite("{}")
    merge.save(force_insert=True)
    file = DocumentVersionFactory(document=DocumentFactory(client=client, title=text[:200], created_by=user))
    DocumentPiece.objects.create(
        area_id=client.area_id,
        file=file,
        position=0,
        cipher=encrypt(b"%PDF-1.7", place=f"clients.DocumentPiece:{file.pk}:0"),
    )
    return {
        "around_id": PersonAroundFactory(client=client, name=text[:200], note=text[:300], created_by=user).pk,
        "document_id": file.document_id,
        "merge_id": merge.pk,
        "number": file.number,
        "pair_id": DuplicateCandidateFactory(of=(client, twin)).pk,
    }
