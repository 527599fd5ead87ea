import pytest

from accounts.enums import Right, Role
from accounts.models import User
from clients.models import Client
from questionnaires.models import QuestionSetVersion
from tests.factories.accounts import OTHER_AREA, MembershipFactory, UnitFactory, UserFactory, member
from tests.factories.clients import ClientFactory

# A path that ends in a referral: it lasts, and there is a statement.
REFERRED = {
    "effect": "yes",
    "how": ["mental", "pain"],
    "duration": "lasting",
    "statement": "b",
    "sickness": "some",
    "work": ["hours"],
    "rating": 4,
    "wish": "yes",
}
UNTROUBLED = {"effect": "no", "rating": 9, "wish": "no"}


@pytest.fixture
def people(db) -> dict[str, User]:
    north, west = UnitFactory(name="North"), UnitFactory(name="West")
    health = [Right.HEALTH]
    return {
        "coordinator": MembershipFactory(role=Role.COORDINATOR, unit=north, rights=health).user,
        "colleague": MembershipFactory(role=Role.COORDINATOR, unit=west, rights=health).user,
        "supervisor": MembershipFactory(rights=health).user,
        "without health": member(role=Role.COORDINATOR, unit=north),
        "outsider": MembershipFactory(area_id=OTHER_AREA, rights=health).user,
        "nobody": UserFactory(),
    }


@pytest.fixture
def client_of_area(people) -> Client:
    unit = people["coordinator"].memberships.get().unit
    return ClientFactory(unit=unit, last_name="Testinen", first_names="Testi")


@pytest.fixture
def shipped(db) -> QuestionSetVersion:
    return QuestionSetVersion.objects.get(area=None, question_set__code="kyselypolku", number=1)
