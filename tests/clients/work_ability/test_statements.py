from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest

from clients.enums.work_ability import STATEMENT_DAYS, STATEMENT_STEPS, StatementKind, StatementStatus
from clients.models import Statement
from clients.selectors.statements import waiting_times
from clients.services.statements import change_statement, move_statement, open_statement
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.clients import ClientFactory
from tests.factories.work_ability import StatementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CL-01")]

TODAY = date(2026, 6, 1)
DAYS = {
    StatementStatus.NEED: date(2026, 3, 2),
    StatementStatus.REQUESTED: date(2026, 3, 4),
    StatementStatus.APPOINTMENT: date(2026, 4, 1),
    StatementStatus.RECEIVED: date(2026, 4, 20),
    StatementStatus.REFUSED: date(2026, 4, 20),
    StatementStatus.EXPIRED: date(2026, 5, 20),
}
REACHED = {
    StatementStatus.NEED: ["needed_on"],
    StatementStatus.REQUESTED: ["needed_on", "requested_on"],
    StatementStatus.APPOINTMENT: ["needed_on", "requested_on", "appointment_on"],
    StatementStatus.RECEIVED: ["needed_on", "requested_on", "appointment_on", "received_on"],
    StatementStatus.REFUSED: ["needed_on", "requested_on", "refused_on"],
    StatementStatus.EXPIRED: ["needed_on", "requested_on", "appointment_on", "received_on", "expired_on"],
}
COLUMNS = {column: DAYS[status] for status, column in STATEMENT_DAYS.items()}


def standing(client, status):
    return StatementFactory(client=client, status=status, **{name: COLUMNS[name] for name in REACHED[status]})


@pytest.mark.capability("CA-03")
@pytest.mark.parametrize(("now", "to"), list(product(StatementStatus, repeat=2)), ids=str)
def test_every_pair_of_steps(client_of_area, supervisor, now, to):
    statement = standing(client_of_area, now)
    allowed = to in STATEMENT_STEPS[now]
    step = {"statement_id": statement.pk, "version": 1, "to": to, "on": DAYS[to]}

    if allowed:
        move_statement(actor=supervisor, client_id=client_of_area.pk, **step)
    else:
        with pytest.raises(OutOfOrder):
            move_statement(actor=supervisor, client_id=client_of_area.pk, **step)

    statement.refresh_from_db()
    assert (statement.status, statement.version) == ((to, 2) if allowed else (now, 1))


def test_the_path_ends():
    assert STATEMENT_STEPS.keys() == set(StatementStatus) == STATEMENT_DAYS.keys()


def test_open_statement_states_the_need(client_of_area, supervisor):
    made = open_statement(
        actor=supervisor,
        client_id=client_of_area.pk,
        kind=StatementKind.B_STATEMENT,
        status=StatementStatus.NEED,
        on=date(2026, 5, 4),
        content={"issuer_kind": "primary"},
    )

    kept = Statement.objects.get()
    assert (kept.pk, kept.status, kept.needed_on, kept.received_on) == (made.pk, "need", date(2026, 5, 4), None)
    assert (kept.kind, kept.issuer_kind, kept.recorded_by, kept.area_id) == ("B", "primary", supervisor, 41)


def test_a_statement_that_was_brought_along_waited_for_nobody(client_of_area, supervisor):
    made = open_statement(
        actor=supervisor,
        client_id=client_of_area.pk,
        kind=StatementKind.OCCUPATIONAL,
        status=StatementStatus.RECEIVED,
        on=date(2026, 5, 4),
    )

    assert (made.received_on, made.waiting_days(TODAY)) == (date(2026, 5, 4), None)


@pytest.mark.parametrize(
    ("status", "on", "error"),
    [
        ("requested", date(2026, 5, 4), OutOfOrder),
        ("expired", date(2026, 5, 4), OutOfOrder),
        ("need", date(2026, 6, 2), Refusal),
    ],
    ids=["begins_in_the_middle", "begins_at_the_end", "day_to_come"],
)
def test_open_statement_refuses(client_of_area, supervisor, status, on, error):
    with pytest.raises(error):
        open_statement(
            actor=supervisor,
            client_id=client_of_area.pk,
            kind=StatementKind.B_STATEMENT,
            status=StatementStatus(status),
            on=on,
        )

    assert Statement.objects.count() == 0


def test_a_statement_needs_the_right_to_health(client_of_area, without_health, outsider):
    statement = StatementFactory(client=client_of_area)
    opened = {"kind": StatementKind.B_STATEMENT, "status": StatementStatus.NEED, "on": date(2026, 5, 4)}
    step = {"statement_id": statement.pk, "version": 1, "to": StatementStatus.REQUESTED, "on": date(2026, 5, 4)}
    content = {"statement_id": statement.pk, "version": 1, "content": {"summary": "No."}}

    for actor, error in ((without_health, NotAllowed), (outsider, NotFound)):
        with pytest.raises(error):
            open_statement(actor=actor, client_id=client_of_area.pk, **opened)
        with pytest.raises(error):
            move_statement(actor=actor, client_id=client_of_area.pk, **step)
        with pytest.raises(error):
            change_statement(actor=actor, client_id=client_of_area.pk, **content)

    kept = Statement.objects.get()
    assert (kept.status, kept.version, kept.summary) == ("need", 1, "")


@pytest.mark.parametrize(
    ("to", "on"),
    [("requested", date(2026, 3, 1)), ("received", date(2026, 6, 2)), ("refused", date(2026, 6, 2))],
    ids=["before_the_need", "received_tomorrow", "refused_tomorrow"],
)
def test_move_statement_refuses_a_day_out_of_order(client_of_area, supervisor, to, on):
    statement = StatementFactory(client=client_of_area)

    with pytest.raises(Refusal):
        move_statement(
            actor=supervisor,
            client_id=client_of_area.pk,
            statement_id=statement.pk,
            version=1,
            to=StatementStatus(to),
            on=on,
        )

    statement.refresh_from_db()
    assert (statement.status, statement.version) == ("need", 1)


def test_an_appointment_may_be_to_come(client_of_area, supervisor):
    statement = StatementFactory(client=client_of_area)

    moved = move_statement(
        actor=supervisor,
        client_id=client_of_area.pk,
        statement_id=statement.pk,
        version=1,
        to=StatementStatus.APPOINTMENT,
        on=date(2026, 9, 1),
    )

    assert (moved.appointment_on, moved.is_waiting) == (date(2026, 9, 1), True)


def test_a_refusal_says_why(client_of_area, supervisor):
    statement = StatementFactory(client=client_of_area)

    moved = move_statement(
        actor=supervisor,
        client_id=client_of_area.pk,
        statement_id=statement.pk,
        version=1,
        to=StatementStatus.REFUSED,
        on=date(2026, 5, 4),
        reason="No doctor's time.",
    )

    assert (moved.refused_on, moved.refusal_reason) == (date(2026, 5, 4), "No doctor's time.")


def test_a_step_names_the_version_it_was_made_against(client_of_area, supervisor):
    statement = StatementFactory(client=client_of_area, version=2)
    step = {"statement_id": statement.pk, "version": 1}

    with pytest.raises(Conflict):
        move_statement(
            actor=supervisor, client_id=client_of_area.pk, to=StatementStatus.REQUESTED, on=date(2026, 5, 4), **step
        )
    with pytest.raises(Conflict):
        change_statement(actor=supervisor, client_id=client_of_area.pk, content={"summary": "Other."}, **step)

    statement.refresh_from_db()
    assert (statement.status, statement.summary, statement.version) == ("need", "", 2)


def test_a_statement_of_another_client_is_not_found(client_of_area, supervisor):
    statement = StatementFactory(client=ClientFactory())

    for key in (statement.pk, uuid4()):
        with pytest.raises(NotFound):
            change_statement(
                actor=supervisor, client_id=client_of_area.pk, statement_id=key, version=1, content={"summary": "No."}
            )

    statement.refresh_from_db()
    assert statement.summary == ""


@pytest.mark.capability("CA-04")
def test_a_received_statement_is_rated(client_of_area, supervisor):
    statement = StatementFactory(client=client_of_area, received=True)
    content = {
        "usefulness": 2,
        "usefulness_reason": "Says nothing of hours.",
        "restrictions": ["lifting", "hours_day"],
        "adjustments": ["working_time"],
    }

    changed = change_statement(
        actor=supervisor, client_id=client_of_area.pk, statement_id=statement.pk, version=1, content=content
    )

    statement.refresh_from_db()
    assert changed
    assert {name: getattr(statement, name) for name in content} == content


@pytest.mark.capability("CA-04")
@pytest.mark.parametrize(("received", "usefulness"), [(False, 3), (True, 0), (True, 6)], ids=str)
def test_usefulness_is_of_a_received_statement_and_from_1_to_5(client_of_area, supervisor, received, usefulness):
    statement = StatementFactory(client=client_of_area, received=received)

    with pytest.raises(Refusal):
        change_statement(
            actor=supervisor,
            client_id=client_of_area.pk,
            statement_id=statement.pk,
            version=1,
            content={"usefulness": usefulness},
        )

    statement.refresh_from_db()
    assert statement.usefulness is None


@pytest.mark.capability("CA-03")
def test_waiting_ends_with_receipt_or_refusal(client_of_area):
    need = standing(client_of_area, StatementStatus.NEED)
    received = standing(client_of_area, StatementStatus.RECEIVED)
    refused = standing(client_of_area, StatementStatus.REFUSED)

    days = [one.waiting_days(TODAY) for one in (need, received, refused)]

    assert days == [(TODAY - need.needed_on).days, 49, 49]


def test_validity(client_of_area):
    statement = StatementFactory(client=client_of_area, received=True, valid_until=TODAY)

    assert statement.is_valid_on(TODAY)
    assert not statement.is_valid_on(TODAY + timedelta(days=1))


@pytest.mark.capability("CA-03")
def test_waiting_times_are_of_those_received_lately_and_waited_for(client_of_area, supervisor, outsider):
    for received, needed in (("2026-04-20", "2026-04-10"), ("2026-04-20", "2026-04-14"), ("2026-04-20", "2026-01-20")):
        StatementFactory(client=client_of_area, received=True, needed_on=needed, received_on=received)
    StatementFactory(client=client_of_area, received=True, needed_on=None)
    StatementFactory(client=client_of_area, received=True, needed_on="2024-01-01", received_on="2024-02-01")
    StatementFactory(client=client_of_area)

    assert waiting_times(supervisor) == (3, 10)
    assert waiting_times(outsider) == (0, None)
