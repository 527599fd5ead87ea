from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from clients.enums import ConsentManner, ConsentState, DataItem, RecipientKind
from clients.models import Consent
from clients.services.consents import Recipient, record_consent, withdraw_consent
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from tests.clients.consents.conftest import EMPLOYER, PROVIDER
from tests.factories.consents import ConsentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def today():
    with time_machine.travel("2026-03-02 10:00+02:00", tick=False):
        yield


def asked(supervisor, client, **changes):
    decided = {
        "actor": supervisor,
        "client_id": client.pk,
        "recipient": PROVIDER,
        "items": [DataItem.WORK_HISTORY, DataItem.LIMITATIONS],
        "manner": ConsentManner.PAPER,
        "decided_on": date(2026, 3, 1),
    }
    return record_consent(**decided | changes)


def test_a_consent_names_what_is_agreed_and_what_is_refused(supervisor, client_of_area):
    consent = asked(supervisor, client_of_area, valid_to=date(2027, 3, 1))

    consent.refresh_from_db()
    assert (consent.state, consent.recorded_by, consent.area_id) == (ConsentState.GIVEN, supervisor, 41)
    assert consent.items_given == [DataItem.WORK_HISTORY, DataItem.LIMITATIONS]
    assert len(consent.items_refused) == len(consent.text.items) - 2
    assert (consent.text.kind, consent.text.version) == ("provider", 1)
    assert consent.valid_to == date(2027, 3, 1)


def test_a_refusal_is_recorded_too(supervisor, client_of_area):
    consent = asked(supervisor, client_of_area, recipient=EMPLOYER, items=[], manner=ConsentManner.ORAL)

    consent.refresh_from_db()
    assert (consent.state, consent.items_given) == (ConsentState.REFUSED, [])
    assert len(consent.items_refused) == len(consent.text.items)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recipient": EMPLOYER, "items": [DataItem.NAME], "manner": ConsentManner.ORAL}, "manner"),
        ({"items": [DataItem.LIMITATIONS], "manner": ConsentManner.ORAL}, "manner"),
        ({"recipient": EMPLOYER, "items": [DataItem.DIAGNOSIS]}, "items"),
        ({"recipient": Recipient(kind=RecipientKind.CLIENT, name="x")}, "recipient_kind"),
        ({"decided_on": date(2026, 3, 3)}, "decided_on"),
        ({"valid_to": date(2026, 2, 28)}, "valid_to"),
    ],
)
def test_a_consent_that_the_law_does_not_know_is_refused(supervisor, client_of_area, changes, field):
    with pytest.raises(Refusal) as refusal:
        asked(supervisor, client_of_area, **changes)

    assert refusal.value.field == field
    assert Consent.objects.count() == 0


def test_an_oral_consent_is_enough_for_what_is_not_health(supervisor, client_of_area):
    consent = asked(supervisor, client_of_area, items=[DataItem.WORK_HISTORY], manner=ConsentManner.ORAL)

    assert consent.state == ConsentState.GIVEN


def test_a_client_out_of_sight_has_no_consents(outsider, client_of_area):
    with pytest.raises(NotFound):
        asked(outsider, client_of_area)

    assert Consent.objects.count() == 0


def test_a_withdrawal_says_when_and_advances_the_version(supervisor):
    consent = ConsentFactory()

    withdraw_consent(
        actor=supervisor, consent_id=consent.pk, version=1, withdrawn_on=date(2026, 3, 2), reason="Changed my mind"
    )

    consent.refresh_from_db()
    assert (consent.state, consent.version) == (ConsentState.WITHDRAWN, 2)
    assert (consent.withdrawn_on, consent.withdrawal_reason) == (date(2026, 3, 2), "Changed my mind")
    assert consent.items_given == [DataItem.WORK_HISTORY, DataItem.LIMITATIONS]


@pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
def test_only_a_given_consent_is_withdrawn(supervisor, state):
    given = [] if state == ConsentState.REFUSED else [DataItem.NAME]
    day = date(2026, 2, 1) if state == ConsentState.WITHDRAWN else None
    consent = ConsentFactory(state=state, items_given=given, withdrawn_on=day)

    with pytest.raises(OutOfOrder):
        withdraw_consent(actor=supervisor, consent_id=consent.pk, version=1, withdrawn_on=date(2026, 3, 2))

    consent.refresh_from_db()
    assert (consent.state, consent.version) == (state, 1)


@pytest.mark.parametrize("day", [date(2026, 1, 14), date(2026, 3, 3)])
def test_a_withdrawal_is_not_before_the_consent_nor_after_today(supervisor, day):
    consent = ConsentFactory()

    with pytest.raises(Refusal):
        withdraw_consent(actor=supervisor, consent_id=consent.pk, version=1, withdrawn_on=day)

    consent.refresh_from_db()
    assert consent.state == ConsentState.GIVEN


def test_a_withdrawal_against_an_older_version_is_a_conflict(supervisor):
    consent = ConsentFactory(version=2)

    with pytest.raises(Conflict):
        withdraw_consent(actor=supervisor, consent_id=consent.pk, version=1, withdrawn_on=date(2026, 3, 2))

    consent.refresh_from_db()
    assert consent.state == ConsentState.GIVEN


def test_an_outsider_withdraws_nothing(outsider):
    consent = ConsentFactory()

    with pytest.raises(NotFound):
        withdraw_consent(actor=outsider, consent_id=consent.pk, version=1, withdrawn_on=date(2026, 3, 2))

    consent.refresh_from_db()
    assert consent.state == ConsentState.GIVEN


def test_every_change_of_a_consent_is_in_the_history(supervisor):
    consent = ConsentFactory()
    withdraw_consent(actor=supervisor, consent_id=consent.pk, version=1, withdrawn_on=date(2026, 3, 2))

    Consent.objects.filter(pk=consent.pk).update(withdrawal_reason="in bulk")

    events = Consent.pgh_event_model.objects.filter(pgh_obj_id=consent.pk).order_by("pgh_id")
    assert [(event.pgh_label, event.state, event.withdrawal_reason) for event in events] == [
        ("insert", "given", ""),
        ("update", "withdrawn", ""),
        ("update", "withdrawn", "in bulk"),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM clients_consent",
        "UPDATE clients_disclosure SET purpose = 'x'",
        "DELETE FROM clients_disclosure",
        "DELETE FROM clients_consentevent",
    ],
)
def test_the_application_removes_no_decision_and_changes_no_disclosure(statement):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)
