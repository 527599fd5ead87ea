"""Duplicates, documents and people around clients in the demo; invented, and plainly so."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from clients.enums.merging import AroundRole, DocumentKind
from clients.models import Client, Document, PersonAround
from clients.services.documents import Described, Upload, add_document
from clients.services.pairing import note_duplicates

TWINS = 3
TITLE = "Esimerkkiasiakirja %s"
AROUND = (
    (AroundRole.SOCIAL_WORKER, "Sisko Sosiaali", "Esimerkin hyvinvointialue"),
    (AroundRole.KELA, "Kalle Kuntoutus", "Kela"),
    (AroundRole.NEAR, "Läheinen Esimerkki", ""),
)
# The least that is a PDF.
PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def give_merging() -> int:
    """Some named clients have a second record, documents and people around, unless some have; how many were given."""
    recorder = User.objects.filter(email="coordinator@demo.invalid").first()
    if recorder is None or PersonAround.objects.exists():
        return 0
    clients = list(Client.objects.exclude(last_name="").exclude(unit=None).order_by("street_address", "pk")[3::40])
    for client in clients[:TWINS]:
        _twin(client)
    _people(clients, recorder)
    seen = Client.objects.visible_to(recorder).filter(pk__in=[client.pk for client in clients]).order_by("pk")
    for place, client in enumerate(seen[:6]):
        _document(client, recorder, place)
    return len(clients)


def _twin(client: Client) -> None:
    """The same person written down once more, with a slip of the pen and without an identity code."""
    twin = Client.objects.create(
        area_id=client.area_id,
        unit_id=client.unit_id,
        last_name=client.last_name.replace("nen", "ne", 1) if "nen" in client.last_name else client.last_name.upper(),
        first_names=client.first_names,
        birth_date=client.birth_date,
        gender=client.gender,
        phone=client.phone,
    )
    note_duplicates(client_id=twin.pk)


def _people(clients: list[Client], recorder: User) -> None:
    today = timezone.localdate()
    PersonAround.objects.bulk_create(
        PersonAround(
            area_id=client.area_id,
            client=client,
            name=name,
            role=role,
            organisation=organisation,
            started_on=today - timedelta(days=100 + place),
            ended_on=today - timedelta(days=5) if place % 4 == 3 else None,
            created_by=recorder,
        )
        for place, client in enumerate(clients)
        for role, name, organisation in AROUND[: 1 + place % 3]
    )


def _document(client: Client, recorder: User, place: int) -> Document:
    today = timezone.localdate()
    kind = (DocumentKind.CV, DocumentKind.CERTIFICATE, DocumentKind.PLAN)[place % 3]
    expires = today + timedelta(days=200 if place % 2 else -10) if place % 3 else None
    described = Described(kind=kind, title=TITLE % (place + 1), expires_on=expires)
    upload = Upload(name="esimerkki.pdf", content=PAPER)
    return add_document(actor=recorder, client_id=client.pk, described=described, upload=upload)
