"""Pairs, documents and people around a client."""

from datetime import date

import factory
from django.utils import timezone

from clients.enums.merging import AroundRole, DocumentKind, MatchReason
from clients.models import Document, DocumentVersion, DuplicateCandidate, PersonAround
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
