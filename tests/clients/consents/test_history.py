import pytest

from accounts.enums import Right
from clients.models import Client, Statement
from clients.selectors.history import history_of
from clients.selectors.participations import participation_history
from clients.selectors.wording import Wording
from tests.factories.accounts import MembershipFactory, member
from tests.factories.clients import ClientFactory, ParticipationFactory
from tests.factories.consents import ConsentFactory
from tests.factories.work_ability import StatementFactory

pytestmark = pytest.mark.django_db


def told(table) -> str:
    return "\n".join(str(cell.text) for row in table.rows for cell in row.cells)


def test_a_bulk_change_is_in_the_history_in_words():
    client = ClientFactory(last_name="Testinen", gender="1")

    Client.objects.filter(pk=client.pk).update(last_name="Toinen", gender="2")

    rows = history_of(client, client=client, user=member()).rows
    assert len(rows) == 2
    assert "Testinen → Toinen" in str(rows[0].cells[3].text)


@pytest.mark.parametrize(("named", "seen"), [([], False), ([Right.NON_DISCLOSURE], True)])
def test_contacts_under_non_disclosure_are_hidden_whenever_they_were_true(named, seen):
    client = ClientFactory(phone="0401234567", street_address="Kuja 1", municipality_id="853")
    Client.objects.filter(pk=client.pk).update(phone="0507654321", non_disclosure=True, municipality_id="837")
    client.refresh_from_db()

    table = told(history_of(client, client=client, user=MembershipFactory(rights=named).user))

    assert ("0401234567" in table, "0507654321" in table, "Kuja 1" in table) == (seen, seen, seen)
    assert "Turku" in table if seen else "Turku" not in table


def test_an_identity_code_is_told_to_have_changed_and_no_more():
    client = ClientFactory()
    client.keep_identity_code("010180-9026")
    client.save()
    cipher = bytes(client.identity_cipher)

    table = told(history_of(client, client=client, user=MembershipFactory(rights=list(Right)).user))

    assert "010180" not in table
    assert repr(cipher) not in table


@pytest.mark.parametrize(("named", "seen"), [([], False), ([Right.HEALTH], True)])
def test_health_is_hidden_without_its_right(named, seen):
    client = ClientFactory()
    detail = StatementFactory(client=client, received=True, summary="Private words")
    Statement.objects.filter(pk=detail.pk).update(summary="Other words")

    table = told(history_of(detail, client=client, user=MembershipFactory(rights=named).user))

    assert ("Private words" in table, "Other words" in table) == (seen, seen)


def test_a_consents_history_is_in_words():
    consent = ConsentFactory()

    table = told(history_of(consent, client=consent.client, user=member()))

    assert "Kuntoutus Oy" in table
    assert "work_history" not in table


@pytest.mark.parametrize(("named", "seen"), [([], False), ([Right.NON_DISCLOSURE], True)])
def test_the_participations_history_hides_the_municipality_too(named, seen):
    client = ClientFactory(non_disclosure=True, municipality_id="853")
    participation = ParticipationFactory(client=client, unit=None)
    user = MembershipFactory(rights=named).user

    table = told(participation_history(participation, Wording(areas=[client.area_id]), user=user))

    assert ("853" in table) is seen
