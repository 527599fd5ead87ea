"""A referee's world written straight into the case tables."""

from datetime import UTC, datetime, time
from typing import Any

from accounts.models import Unit, User
from clients.models import Case, Client, Contact, DiagnosisMark, Keyword, Statement, WorkAbilityStatus
from tests.factories.accounts import HOME_AREA

AREA: dict[str, Any] = {"area_id": HOME_AREA}


def load_world(world: list[dict[str, Any]], *, by: User) -> list[Client]:
    """The clients of the world in the home area; units are made by name."""
    units = {name: Unit.objects.get_or_create(**AREA, name=name)[0] for name in ("North", "South")}
    return [_client(one, units, by) for one in world]


def _client(one: dict[str, Any], units: dict[str, Unit], by: User) -> Client:
    client = Client.objects.create(**AREA, unit=units.get(one["unit"]), gender=one["gender"])
    for kind, begin, end, error in one["keywords"]:
        ended = {"ended_by": by, "end_reason": "Over"} if end else {}
        Keyword.objects.create(
            **AREA, client=client, kind=kind, set_on=begin, set_by=by, reason="Asked", ended_on=end,
            is_mistaken=error, **ended,
        )  # fmt: skip
    for begin, end, error in one["diagnoses"]:
        DiagnosisMark.objects.create(
            **AREA, client=client, chapter="F00-F99", source="client", stated_on=begin, ended_on=end, is_mistaken=error
        )
    for status, begin, end in one["statuses"]:
        WorkAbilityStatus.objects.create(**AREA, client=client, status=status, since=begin, until=end, recorded_by=by)
    if one["case"]:
        _case(client, one["case"])
    for day, channel, draft in one["contacts"]:
        Contact.objects.create(
            **AREA, client=client, at=datetime.combine(day, time(9), tzinfo=UTC), channel=channel, is_draft=draft,
            author=by, summary="Said",
        )  # fmt: skip
    for requested, received in one["statements"]:
        _statement(client, requested, received)
    return client


def _case(client: Client, case: dict[str, Any]) -> None:
    Case.objects.create(
        **AREA,
        client=client,
        origin="own",
        opened_on=case["opened"],
        phase_since=case["opened"],
        status="closed" if case["closed"] else "open",
        closed_on=case["closed"],
        ending_reason="10" if case["closed"] else "",
        jobseeking_started_on=case["jobseeking"],
        is_employed=case["employed"],
        sickness_maximum_on=case["sickness"],
        direction=case["direction"],
        direction_on=case["directed"] if case["direction"] else None,
    )


def _statement(client: Client, requested: Any, received: Any) -> None:
    Statement.objects.create(
        **AREA,
        client=client,
        kind="B",
        status="received" if received else "requested",
        needed_on=requested,
        requested_on=requested,
        received_on=received,
    )
