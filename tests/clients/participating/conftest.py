"""A participation with a start form, ended, and those who may and may not fill in its forms."""

from datetime import date
from typing import Any

import pytest
import time_machine

from accounts.context import acting, set_context
from accounts.enums import Right, Role
from accounts.models import User
from clients.enums.forms import FormKind
from clients.models import Participation
from clients.selectors.participation_states import seen_now
from clients.services.participating.saving import save_form
from network.models import Programme
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, UnitFactory, member
from tests.factories.clients import ClientFactory, ParticipationFactory, StartFormFactory
from tests.factories.network import ProgrammeFactory

ENDED_ON = date(2026, 5, 4)
END = {"ended_on": ENDED_ON, "end_observed_on": date(2026, 5, 20), "end_status": "21"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-20 10:00+03:00"):
        yield


@pytest.fixture
def programme(db) -> Programme:
    return ProgrammeFactory(code="S20784", areas=[HOME_AREA])


@pytest.fixture
def people(programme) -> dict[str, User]:
    ProgrammeFactory(areas=[OTHER_AREA])
    north, west = UnitFactory(name="North"), UnitFactory(name="West")
    return {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "colleague": member(role=Role.OWN_COACH, unit=west),
        "supervisor": MembershipFactory(role=Role.SUPERVISOR, rights=[Right.HEALTH], area_id=HOME_AREA).user,
        "outsider": member(role=Role.SUPERVISOR, area=OTHER_AREA),
        "nobody": member(role=Role.PARTNER, area=OTHER_AREA),
    }


@pytest.fixture
def supervisor(people) -> User:
    return people["supervisor"]


@pytest.fixture
def participation(programme, people) -> Participation:
    unit = people["coordinator"].memberships_today()[0].unit
    client = ClientFactory(unit=unit, last_name="Testinen", first_names="Testi")
    made = ParticipationFactory(client=client, unit=unit, programme=programme, first_started_on=date(2025, 9, 1))
    StartFormFactory(participation=made)
    return again(made)


def again(participation: Participation) -> Participation:
    return Participation.objects.with_forms().get(pk=participation.pk)


def save(actor: User, participation: Participation, kind: FormKind, **values: Any) -> Participation:
    """The form is saved against what there is now."""
    save_form(
        actor=actor,
        participation_id=participation.pk,
        kind=kind,
        seen=seen_now(again(participation), kind),
        values=values,
    )
    return again(participation)


__all__ = ["END", "ENDED_ON", "acting", "again", "save", "set_context"]
