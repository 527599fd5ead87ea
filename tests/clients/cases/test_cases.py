"""The case's steps, each pair of them, and what may be changed of it."""

from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.enums import Role
from accounts.models import Code
from clients.enums.cases import CASE_STEPS, CaseStatus, Direction, EndingReason
from clients.models import Case
from clients.services.cases import change_case, close_case, hold_case, reopen_case, resume_case
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.accounts import member
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.relations import CaseRelationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = date(2026, 3, 2)


@pytest.fixture
def today():
    with time_machine.travel("2026-03-02 10:00+02:00", tick=False):
        yield


@pytest.fixture
def case(people, north):
    made = CaseFactory(client=ClientFactory(unit=north), opened_on=date(2026, 2, 1))
    CaseRelationFactory(client=made.client, user=people["coordinator"])
    return made


def take_step(actor, case, to):
    """The service that leads from where the case is to `to`."""
    said = {"actor": actor, "case_id": case.pk, "version": case.version}
    if to == CaseStatus.ON_HOLD:
        return hold_case(**said)
    if to == CaseStatus.CLOSED:
        return close_case(**said, on=DAY, reason=EndingReason.GOAL_REACHED)
    if case.status == CaseStatus.ON_HOLD:
        return resume_case(**said)
    return reopen_case(**said, reason="The work goes on after all.")


@pytest.mark.parametrize(("now", "to"), list(product(CaseStatus, CaseStatus)), ids=lambda one: one.value)
def test_each_step_is_taken_or_refused_by_the_table(people, case, now, to):
    closed = {"closed_on": DAY, "ending_reason": "50"} if now == CaseStatus.CLOSED else {}
    Case.objects.filter(pk=case.pk).update(status=now, **closed)
    case.refresh_from_db()

    if to in CASE_STEPS[now]:
        take_step(people["coordinator"], case, to)
    else:
        with pytest.raises(OutOfOrder):
            take_step(people["coordinator"], case, to)

    case.refresh_from_db()
    assert (case.status, case.version) == ((to, 2) if to in CASE_STEPS[now] else (now, 1))
    assert case.is_closed is (case.closed_on is not None) is (case.ending_reason != "")


def test_a_case_on_hold_is_not_reopened_and_a_closed_one_not_resumed(people, case):
    Case.objects.filter(pk=case.pk).update(status="on_hold")
    said = {"actor": people["coordinator"], "case_id": case.pk, "version": 1}

    with pytest.raises(OutOfOrder):
        reopen_case(**said, reason="The work goes on after all.")
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=DAY, ending_reason="50")
    with pytest.raises(OutOfOrder):
        resume_case(**said)

    case.refresh_from_db()
    assert case.version == 1


def test_closing_ends_waiting(people, case):
    Case.objects.filter(pk=case.pk).update(waiting_for="client", waiting_since=DAY)

    close_case(
        actor=people["supervisor"], case_id=case.pk, version=1, on=DAY - timedelta(days=1), reason=EndingReason.MOVED
    )

    case.refresh_from_db()
    assert (case.waiting_for, case.waiting_since) == ("", None)
    assert (case.closed_on, case.ending_reason) == (date(2026, 3, 1), "70")


@pytest.mark.parametrize(("on", "field"), [(date(2026, 3, 3), "closed_on"), (date(2026, 1, 31), "")])
def test_a_case_ends_neither_in_the_future_nor_before_it_began(people, case, on, field):
    with pytest.raises(Refusal) as refusal:
        close_case(actor=people["coordinator"], case_id=case.pk, version=1, on=on, reason=EndingReason.MOVED)

    case.refresh_from_db()
    assert (refusal.value.field, case.status) == (field, "open")


def test_reopening_needs_a_reason_and_no_other_open_case(people, case):
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=DAY, ending_reason="50")
    CaseFactory(client=case.client)
    said = {"actor": people["coordinator"], "case_id": case.pk, "version": 1}

    with pytest.raises(Refusal) as refusal:
        reopen_case(**said, reason="Oops")
    with pytest.raises(OutOfOrder):
        reopen_case(**said, reason="The work goes on after all.")

    case.refresh_from_db()
    assert (refusal.value.field, case.status) == ("reason", "closed")


@pytest.mark.parametrize(
    ("persona", "error"),
    [
        ("colleague", NotAllowed),
        ("stranger", NotFound),
        ("coach", NotFound),
        ("analyst", NotFound),
        ("outsider", NotFound),
    ],
)
def test_steps_are_of_who_is_responsible_and_of_supervisors(people, case, persona, error):
    for step in (hold_case, resume_case):
        with pytest.raises(error):
            step(actor=people[persona], case_id=case.pk, version=1)
    with pytest.raises(error):
        close_case(actor=people[persona], case_id=case.pk, version=1, on=DAY, reason=EndingReason.MOVED)
    with pytest.raises(error):
        reopen_case(actor=people[persona], case_id=case.pk, version=1, reason="The work goes on after all.")

    case.refresh_from_db()
    assert (case.status, case.version) == ("open", 1)


def test_an_absent_case_looks_hidden(people):
    with pytest.raises(NotFound):
        hold_case(actor=people["coordinator"], case_id=uuid4(), version=1)


@pytest.mark.capability("CA-09")
@pytest.mark.capability("CL-13")
@pytest.mark.capability("CL-17")
def test_whoever_works_with_the_client_changes_the_case(people, case):
    values = {
        "direction": "2b",
        "direction_on": DAY,
        "phase": "service",
        "phase_since": DAY,
        "waiting_for": "partner",
        "waiting_since": DAY,
        "joint_point": "kela",
        "joint_point_since": DAY,
        "is_employed": True,
        "sickness_maximum_on": DAY,
    }

    assert change_case(actor=people["colleague"], case_id=case.pk, version=1, values=values) is True
    assert change_case(actor=people["colleague"], case_id=case.pk, version=2, values=values) is False

    case.refresh_from_db()
    assert {name: getattr(case, name) for name in values} == values
    assert (case.version, case.is_f05) == (2, True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"direction": "1"}, ""),
        ({"direction": "8", "direction_on": DAY}, "direction"),
        ({"direction_on": DAY}, ""),
        ({"waiting_for": "client"}, ""),
        ({"joint_point": "kela"}, ""),
        ({"phase_since": date(2026, 1, 31)}, ""),
        ({"phase_since": date(2026, 3, 3)}, "phase_since"),
        ({"waiting_for": "client", "waiting_since": date(2026, 3, 3)}, "waiting_since"),
    ],
)
def test_a_change_that_does_not_hold_together_is_refused(people, case, values, field):
    with pytest.raises(Refusal) as refusal:
        change_case(actor=people["coordinator"], case_id=case.pk, version=1, values=values)

    case.refresh_from_db()
    assert (refusal.value.field, case.version) == (field, 1)


def test_a_change_made_against_an_older_version_is_told_apart(people, case):
    change_case(actor=people["colleague"], case_id=case.pk, version=1, values={"kind": "short"})

    with pytest.raises(Conflict) as conflict:
        change_case(actor=people["coordinator"], case_id=case.pk, version=1, values={"kind": "consultation"})

    case.refresh_from_db()
    assert case.kind == "short"
    assert [change[1:] for change in conflict.value.differences] == [("Consultation only", "Short co-ordination")]


def test_a_closed_case_stays_as_it_ended(people, case):
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=DAY, ending_reason="50")

    with pytest.raises(OutOfOrder):
        change_case(actor=people["coordinator"], case_id=case.pk, version=1, values={"kind": "short"})

    case.refresh_from_db()
    assert case.kind == "full"


def test_a_consultant_changes_nothing(people, case):
    consulted = member(role=Role.COORDINATOR, unit=people["stranger"].memberships.get().unit)
    CaseRelationFactory(client=case.client, user=consulted, kind="consultation")

    with pytest.raises(NotAllowed):
        change_case(actor=consulted, case_id=case.pk, version=1, values={"kind": "short"})

    case.refresh_from_db()
    assert case.kind == "full"


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "closed"},
        {"status": "closed", "closed_on": DAY},
        {"closed_on": DAY},
        {"ending_reason": "50"},
        {"status": "closed", "closed_on": date(2026, 1, 1), "ending_reason": "50"},
        {"kind": "none"},
    ],
)
def test_the_database_refuses_a_case_that_is_not_whole(case, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**changes)

    case.refresh_from_db()
    assert case.status == "open"


@pytest.mark.parametrize(("codes", "name"), [(Direction, "path"), (EndingReason, "ending_reason")])
def test_the_codes_of_a_case_are_those_of_the_code_lists(codes, name):
    words = {code: str(label) for code, label in codes.choices}

    assert words == dict(Code.objects.of(name).values_list("code", "name_en"))
