import pytest

from accounts.enums import Right
from accounts.models import User
from clients.enums import RecipientKind
from clients.models import Client
from clients.services.consents import Recipient
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, member
from tests.factories.clients import ClientFactory

PROVIDER = Recipient(kind=RecipientKind.PROVIDER, name="Kuntoutus Oy")
EMPLOYER = Recipient(kind=RecipientKind.EMPLOYER, name="Konepaja Oy")


@pytest.fixture
def client_of_area(db) -> Client:
    return ClientFactory()


@pytest.fixture
def supervisor(db) -> User:
    """Knows every client of the home area, health included."""
    return MembershipFactory(rights=[Right.HEALTH], area_id=HOME_AREA).user


@pytest.fixture
def outsider(db) -> User:
    return member(area=OTHER_AREA)
