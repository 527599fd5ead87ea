"""A client of one unit, whose responsible coordinator has work under way, and a receiver in another area."""

import pytest

from accounts.enums import Right, Role
from accounts.models import Membership, Unit, User
from clients.models import Client
from tests.clients.referrals.conftest import clock, known, people, signed_in
from tests.factories.accounts import OTHER_AREA, UnitFactory, member
from tests.factories.relations import CaseRelationFactory

__all__ = ["clock", "known", "people", "signed_in"]


@pytest.fixture
def held(known, people) -> Client:
    """The coordinator is responsible for the client."""
    CaseRelationFactory(client=known, user=people["coordinator"])
    return known


@pytest.fixture
def other_unit(people) -> Unit:
    return UnitFactory(area_id=OTHER_AREA, name="Elsewhere")


@pytest.fixture
def receiver(people, other_unit) -> User:
    """A coordinator of the other area's unit with the right to health; the outsider supervises there."""
    made = people["receiver"] = member(role=Role.COORDINATOR, area=OTHER_AREA, unit=other_unit)
    Membership.objects.filter(user=made).update(rights=[Right.HEALTH])
    return made
