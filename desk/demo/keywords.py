"""Invented marks of the demo's clients: keywords, diagnoses by chapter, statuses of work ability."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from clients.enums.keywords import AbilityStatus, DiagnosisSource, KeywordKind
from clients.models import Case, Client, DiagnosisMark, Keyword, WorkAbilityStatus
from desk.demo import programme as facts

SEED = 20_784
REASONS = (
    "Toivoo työtä, joka sopii työkykyyn.",
    "Tunnistettiin alkuvaiheen kysymyksissä.",
    "Verkostopalaverin jälkeen.",
)
CHAPTERS = ("F00-F99", "M00-M99", "G00-G99", "I00-I99")


def give_keywords() -> None:
    """Clients with a case, and some without, have marks of this and the last year; nothing where there are any."""
    setter = User.objects.filter(email="coordinator@demo.invalid").first()
    if setter is None or Keyword.objects.filter(area_id=facts.HOME_AREA).exists():
        return
    dice, today = Random(SEED), timezone.localdate()  # noqa: S311
    opened = dict(Case.objects.filter(area_id=facts.HOME_AREA).order_by("opened_on").values_list("client", "opened_on"))
    clients = list(Client.objects.filter(area_id=facts.HOME_AREA).order_by("last_name", "first_names", "pk"))
    marked = [client for number, client in enumerate(clients) if client.pk in opened or number % 9 == 0]
    days = {client.pk: _day(dice, opened.get(client.pk), today) for client in marked}
    Keyword.objects.bulk_create(
        [_keyword(client, days[client.pk], dice, setter, today) for client in marked if dice.random() < 0.7]
    )
    DiagnosisMark.objects.bulk_create(
        [_diagnosis(client, days[client.pk], dice, setter) for client in marked if dice.random() < 0.45]
    )
    WorkAbilityStatus.objects.bulk_create([_status(client, days[client.pk], dice, setter) for client in marked])


def _day(dice: Random, opened: date | None, today: date) -> date:
    """A while after the case was opened, else some day of the last year and a half; never to come."""
    begun = opened or today - timedelta(days=dice.randint(20, 540))
    return min(begun + timedelta(days=dice.choice((0, 3, 8, 13, 21, 40))), today)


def _keyword(client: Client, on: date, dice: Random, setter: User, today: date) -> Keyword:
    ended = on + timedelta(days=180) if dice.random() < 0.2 else None
    ends = {"ended_on": ended, "ended_by": setter, "end_reason": "Tuki ei ole enää tarpeen."}
    return Keyword(
        area_id=client.area_id,
        client=client,
        kind=KeywordKind.TASMATYO if dice.random() < 0.8 else KeywordKind.TASMATYOKYKYINEN,
        set_on=on,
        set_by=setter,
        reason=dice.choice(REASONS),
        **(ends if ended is not None and ended <= today else {}),
    )


def _diagnosis(client: Client, on: date, dice: Random, recorder: User) -> DiagnosisMark:
    return DiagnosisMark(
        area_id=client.area_id,
        client=client,
        chapter=dice.choice(CHAPTERS),
        source=dice.choice((DiagnosisSource.CLIENT, DiagnosisSource.STATEMENT)),
        stated_on=on,
        recorded_by=recorder,
    )


def _status(client: Client, on: date, dice: Random, recorder: User) -> WorkAbilityStatus:
    temporary = dice.random() < 0.15
    return WorkAbilityStatus(
        area_id=client.area_id,
        client=client,
        status=dice.choice((AbilityStatus.SUSPECTED, AbilityStatus.IDENTIFIED, AbilityStatus.CONFIRMED)),
        since=on,
        is_temporary=temporary,
        expected_until=on + timedelta(days=120) if temporary else None,
        recorded_by=recorder,
    )
