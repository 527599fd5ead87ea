"""Names, contacts and relations of the demo's clients: invented, and plainly so."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.db.models import F
from django.utils import timezone

from accounts.enums import AnomalyRule, Surface
from accounts.models import User
from accounts.services.anomalies import note_anomaly
from accounts.services.reading import log_read
from clients.enums import GlassVerdict, RelationKind
from clients.models import BreakGlass, CaseRelation, Client
from clients.models.relations import GLASS_LASTS
from network.models import Programme

FIRST = ("Esimerkki", "Malli", "Kokeilu", "Keksitty", "Harjoitus", "Luonnos", "Kuvitelma", "Testi", "Näyte", "Sepite")
LAST = (
    "Demonen", "Mallila", "Esimerkkilä", "Kuvitelma", "Näytelä", "Testinen", "Keksilä", "Sepitelä", "Ääriesimerkki",
    "Åmalli", "Öinen-Malli", "Harjoitusmaa",
)  # fmt: skip
SEED = 1114


def give_persons(programme: Programme) -> int:
    """Clients of the demo have names, contacts and people responsible, unless some have; how many were named."""
    found = Client.objects.filter(participations__programme=programme)
    if found.exclude(last_name="").exists():
        return 0
    clients = list(found.order_by("participations__client_ref").select_related("unit"))
    dice = Random(SEED)  # noqa: S311 - invented people, not secrets
    for number, client in enumerate(clients, start=1):
        _name(client, number, dice)
    written = ("last_name", "first_names", "street_address", "postal_code", "post_office", "phone", "email")
    Client.objects.bulk_update(clients, [*written, "service_language", "non_disclosure"], batch_size=500)
    found.update(version=F("version") + 1)
    people = {user.email: user for user in User.objects.filter(email__endswith="@demo.invalid")}
    _relate(clients, people)
    _break_glass(clients, people)
    _anomalies(clients, people)
    return len(clients)


def _name(client: Client, number: int, dice: Random) -> None:
    client.last_name, client.first_names = dice.choice(LAST), dice.choice(FIRST)
    client.street_address = f"Keksittykatu {number}"
    client.postal_code, client.post_office = "00000", "Mallila"
    client.phone, client.email = f"000 000 {number:04d}", f"asiakas{number}@demo.invalid"
    client.service_language = dice.choices(["fi", "sv", "en"], [90, 6, 4])[0]
    client.non_disclosure = number % 97 == 5


def _relate(clients: list[Client], people: dict[str, User]) -> None:
    """Every second client of the coordinators' units has one of them responsible; some are shared or consulted on."""
    coordinator, colleague = people.get("coordinator@demo.invalid"), people.get("colleague@demo.invalid")
    if coordinator is None or colleague is None:
        return
    responsible = {"Varsinais-Suomi": coordinator, "Satakunta": colleague}
    made: list[CaseRelation] = []
    for client in clients:
        unit = client.unit.name if client.unit else ""
        number = len(made)
        if unit not in responsible or client.street_address.endswith(("1", "3", "5", "7", "9")):
            continue
        made.append(_relation(client, responsible[unit], RelationKind.RESPONSIBLE))
        other = colleague if responsible[unit] == coordinator else coordinator
        if number % 12 == 0:
            made.append(_relation(client, other, RelationKind.CO_OWNER))
        elif number % 12 == 6:
            made.append(_relation(client, other, RelationKind.CONSULTATION, valid_to=date(2027, 12, 31)))
    CaseRelation.objects.bulk_create(made)


def _relation(client: Client, user: User, kind: RelationKind, *, valid_to: date | None = None) -> CaseRelation:
    return CaseRelation(
        area_id=client.area_id, client=client, user=user, kind=kind, valid_from=date(2019, 6, 1), valid_to=valid_to
    )


def _break_glass(clients: list[Client], people: dict[str, User]) -> None:
    """One access whose review is overdue, one that waits, and one judged."""
    opener, supervisor = people.get("coordinator@demo.invalid"), people.get("supervisor@demo.invalid")
    elsewhere = [client for client in clients if client.unit and client.unit.name == "Uusimaa"][:3]
    if opener is None or supervisor is None or len(elsewhere) < 3:
        return
    now = timezone.now()
    for days, client in zip((9, 1, 20), elsewhere, strict=True):
        opened = now - timedelta(days=days)
        judged = days == 20
        BreakGlass.objects.create(
            area_id=client.area_id,
            client=client,
            user=opener,
            reason="Esimerkki: asiakas odotti aulassa, eikä vastuuhenkilöä tavoitettu.",
            opened_at=opened,
            expires_at=opened + GLASS_LASTS,
            review_due_on=timezone.localdate(opened) + timedelta(days=7),
            reviewed_at=opened + timedelta(days=2) if judged else None,
            reviewed_by=supervisor if judged else None,
            verdict=GlassVerdict.JUSTIFIED if judged else "",
        )


def _anomalies(clients: list[Client], people: dict[str, User]) -> None:
    """Reading at night and of many clients, for the data-protection officer to look into."""
    reader = people.get("coordinator@demo.invalid")
    if reader is None or not clients:
        return
    log_read(
        actor=reader,
        area_id=clients[0].area_id,
        clients=[clients[0].pk],
        surface=Surface.PAGE,
        purpose="clients:client",
        field_groups=["client", "relations"],
        ground="caseload",
    )
    at_night = {"clients": [str(clients[0].pk)], "count": 1, "times": 2, "at_night": 2}
    many = {"count": 130, "opened": 130, "seen": 130}
    for rule, details in ((AnomalyRule.NIGHT, at_night), (AnomalyRule.MASS_VIEWS, many)):
        note_anomaly(area_id=clients[0].area_id, user_id=reader.pk, rule=rule, details=details)
