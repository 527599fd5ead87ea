"""A person of each role, and for each of them a client in each state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import User
from clients.enums import ImportState
from clients.models import BreakGlass, CaseRelation, Client, ImportBatch, ImportChange, Participation, Statement
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor
from tests.security.matrix.table import ROLES, STATES

ADDRESS = "CANARYSTREET"


@dataclass
class World:
    """Everybody and everything by role and state."""

    people: dict[str, User]
    clients: dict[tuple[str, str], Client]
    participations: dict[tuple[str, str], Participation]
    batches: dict[str, ImportBatch]
    browser: Callable[[str], Browser]


class Own(Browser):
    """Leaves each request's context behind, so that the test itself goes on seeing every area."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        set_context(user=None, areas=range(1, 47))
        return response


def reference(role: str, state: str) -> str:
    return f"REF-{role}-{state}-"


@pytest.fixture
def world(db) -> World:
    top = UnitFactory(name="Top")
    middle = UnitFactory(name="Middle", parent=top)
    units = {
        "same_unit": middle,
        "non_disclosure": middle,
        "unit_below": UnitFactory(name="Low", parent=middle),
        "unit_above": top,
        "no_unit": None,
        "other_area": UnitFactory(area_id=OTHER_AREA, name="Away"),
    }
    elsewhere = UnitFactory(name="Elsewhere")
    people = {role: member(role=Role(role), unit=middle) for role in ROLES}
    programme = ProgrammeFactory(code="S20784", areas=[HOME_AREA, OTHER_AREA])
    clients, participations = {}, {}
    for role in ROLES:
        for state in STATES:
            area, unit = OTHER_AREA if state == "other_area" else HOME_AREA, units.get(state, elsewhere)
            clients[role, state] = Client(
                area_id=area,
                unit=unit,
                last_name=f"NAME-{role}-{state}-",
                street_address=f"{ADDRESS}-{role}-{state}-",
                municipality_id="837",
                non_disclosure=state == "non_disclosure",
            )
            participations[role, state] = Participation(
                area_id=area,
                unit=unit,
                client=clients[role, state],
                programme=programme,
                client_ref=reference(role, state),
                first_started_on="2018-01-15",
                started_on="2018-01-15",
            )
    Client.objects.bulk_create(clients.values())
    Participation.objects.bulk_create(participations.values())
    Statement.objects.bulk_create(
        Statement(
            area_id=one.area_id,
            client=one,
            kind="B",
            status="received",
            received_on="2026-01-05",
            received_from="CANARYHEALTH",
        )
        for one in clients.values()
    )
    relate(people, clients)
    for area in (HOME_AREA, OTHER_AREA):
        compute_area(area_id=area, programme_id=programme.pk)
    return World(people, clients, participations, imported(programme, participations), browsers(people))


def relate(people: dict[str, User], clients: dict[tuple[str, str], Client]) -> None:
    today, now = timezone.localdate(), timezone.now()
    day, hour = timedelta(days=1), timedelta(minutes=60)
    kinds: dict[str, dict[str, Any]] = {
        "responsible": {"kind": "responsible"},
        "co_owner": {"kind": "co_owner"},
        "consultation": {"kind": "consultation"},
        "last_day": {"kind": "consultation", "valid_to": today},
        "consultation_ended": {"kind": "consultation", "ended_at": now},
        "consultation_over": {"kind": "consultation", "valid_to": today - day},
        "relation_ended": {"kind": "responsible", "ended_at": now},
        "relation_to_come": {"kind": "co_owner", "valid_from": today + day},
    }
    started = {"valid_from": today - 30 * day}
    CaseRelation.objects.bulk_create(
        CaseRelation(area_id=HOME_AREA, client=clients[role, state], user=people[role], **(started | fields))
        for role in ROLES
        for state, fields in kinds.items()
    )
    colleague = member(role=Role.COORDINATOR)
    opened = {"glass_open": now - hour / 2, "glass_over": now - hour - timedelta(seconds=1), "colleagues_glass": now}
    BreakGlass.objects.bulk_create(
        BreakGlass(
            area_id=HOME_AREA,
            client=clients[role, state],
            user=colleague if state == "colleagues_glass" else people[role],
            reason="A reason that is long enough.",
            opened_at=moment,
            expires_at=moment + hour,
            review_due_on=today,
        )
        for role in ROLES
        for state, moment in opened.items()
    )


def imported(programme: Any, participations: dict[tuple[str, str], Participation]) -> dict[str, ImportBatch]:
    """A batch per role that has changed each participation; the programme's other area has none."""
    batches = {}
    for role in ROLES:
        batch = ImportBatch.objects.create(
            area_id=HOME_AREA,
            programme=programme,
            file_name="matrix.csv",
            state=ImportState.IMPORTED,
            report={"rows": 18, "created": 0, "updated": 17, "unchanged": 0, "rejected": 0, "errors": 0, "notes": 0},
        )
        batches[role] = batch
        ImportChange.objects.bulk_create(
            ImportChange(
                area_id=HOME_AREA,
                batch=batch,
                participation_id=one.pk,
                row=number,
                before={"client_municipality": "091"},
                after={
                    "participation_id": str(one.pk),
                    "client_id": str(one.client_id),
                    "client_ref": one.client_ref,
                    "client_municipality": "837",
                    "start_status": "",
                    "end_status": "",
                    "followup_status": "",
                },
            )
            for number, ((whose, _state), one) in enumerate(participations.items())
            if whose == role and one.area_id == HOME_AREA
        )
    return batches


def browsers(people: dict[str, User]) -> Callable[[str], Browser]:
    def browser(role: str) -> Browser:
        made = Own()
        set_context(user=people[role].pk)
        made.force_login(people[role])
        fresh_second_factor(made, people[role])
        set_context(user=None, areas=range(1, 47))
        made.cookies["tasma_language"] = "en"
        return made

    return browser
