"""Participations that lack forms, and those who work with the clients."""

import pytest
import time_machine

from accounts.enums import Role
from accounts.models import User
from clients.models import Participation
from tests.clients.access.conftest import signed_in
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member
from tests.factories.clients import ClientFactory, ParticipationFactory
from tests.factories.network import ProgrammeFactory
from tests.factories.relations import CaseRelationFactory

__all__ = ["signed_in"]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-20 10:00+03:00") as moment:
        yield moment


@pytest.fixture
def people(db) -> dict[str, User]:
    north, west = UnitFactory(name="North"), UnitFactory(name="West")
    return {
        "coordinator": member(role=Role.COORDINATOR, unit=north),
        "colleague": member(role=Role.OWN_COACH, unit=west),
        "supervisor": member(role=Role.SUPERVISOR),
        "analyst": member(role=Role.ANALYST),
        "outsider": member(role=Role.SUPERVISOR, area=OTHER_AREA),
    }


@pytest.fixture
def programme(db):
    return ProgrammeFactory(code="S20784", areas=[HOME_AREA])


@pytest.fixture
def make(people, programme):
    """A participation of a client of the coordinator's unit and caseload, with the given days."""

    def participation(**given) -> Participation:
        unit = people["coordinator"].memberships.get().unit
        client = given.pop("client", None) or ClientFactory(unit=unit)
        if given.pop("mine", True):
            CaseRelationFactory(client=client, user=people["coordinator"])
        return ParticipationFactory(client=client, unit=unit, programme=programme, **given)

    return participation
