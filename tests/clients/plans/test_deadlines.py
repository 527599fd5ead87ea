"""What is due of a client, as records say it: at each boundary, by right, and in lists."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.enums.deadlines import DeadlineRule, ExceptionGround
from clients.models import Client, Contact, DeadlineException
from clients.selectors.deadlines import deadlines_of, talks_of
from clients.selectors.facets import facets, fitting
from clients.services.contacts import ContactNote, record_contact
from clients.services.deadlines import end_exception, record_exception
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.cases import CaseFactory
from tests.factories.contacts import ContactFactory
from tests.factories.employment import LegalSpellFactory
from tests.factories.plans import (
    DeadlineExceptionFactory,
    PensionClarificationFactory,
    PensionStepFactory,
    PlanFactory,
    PlanReviewFactory,
    PlanVersionFactory,
)
from tests.factories.relations import CaseRelationFactory
from tests.factories.work_ability import NeedsAssessmentFactory, StatementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-07")]
HELSINKI = ZoneInfo("Europe/Helsinki")
TODAY = date(2026, 6, 1)
DAY = timedelta(days=1)


def due(user, client, *, day=TODAY):
    return {one.rule.value: (one.due_on, one.state_on(day)) for one in deadlines_of(user, client, day=day)}


def seeking(client, *, since=TODAY, **given):
    return CaseFactory(client=client, opened_on=since, jobseeking_started_on=since, **given)


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2026, 6, 7), "soon"), (date(2026, 6, 8), "soon"), (date(2026, 6, 9), "overdue")],
)
def test_the_initial_talk_by_its_last_day(client, coordinator, day, state):
    seeking(client)

    assert due(coordinator, client, day=day) == {"initial": (date(2026, 6, 8), state)}


@pytest.mark.parametrize(
    "given",
    [{"is_jobseeker": False}, {"jobseeking_started_on": None}, {"closed": True}],
)
def test_only_jobseekers_with_a_case_have_talks(client, coordinator, given):
    CaseFactory(client=client, **{"opened_on": TODAY, "jobseeking_started_on": TODAY, **given})

    assert due(coordinator, client) == {}


def test_a_contact_says_that_the_talk_was_held(client, coordinator):
    seeking(client)
    at = datetime(2026, 6, 1, 9, 30, tzinfo=HELSINKI)

    record_contact(
        actor=coordinator,
        client_id=client.pk,
        note=ContactNote(at=at, channel="visit", summary="First talk.", talk="initial"),
    )

    assert due(coordinator, client) == {
        "complementary": (date(2026, 6, 15), "soon"),
        "periodic": (date(2026, 9, 1), "later"),
        "pair": (date(2027, 1, 1), "later"),
    }


@pytest.mark.parametrize(
    "given", [{"talk": ""}, {"talk": "initial", "is_draft": True}, {"talk": "initial", "withdrawn": True}]
)
def test_contacts_that_say_nothing_of_a_talk(client, coordinator, given):
    seeking(client)
    given = dict(given)
    if given.pop("withdrawn", False):
        given |= {
            "withdrawn_at": datetime(2026, 6, 1, tzinfo=HELSINKI),
            "withdrawn_by": coordinator,
            "withdrawal_reason": "Wrong client.",
        }
    ContactFactory(client=client, author=coordinator, at=datetime(2026, 6, 1, 9, tzinfo=HELSINKI), **given)

    assert due(coordinator, client) == {"initial": (date(2026, 6, 8), "soon")}


def test_a_talk_without_the_client_is_none(client, coordinator):
    with pytest.raises(Refusal):
        record_contact(
            actor=coordinator,
            client_id=client.pk,
            note=ContactNote(
                at=datetime(2026, 6, 1, 9, tzinfo=HELSINKI),
                channel="visit",
                summary="With the doctor.",
                talk="initial",
                with_client=False,
            ),
        )

    assert Contact.objects.count() == 0


def test_days_of_talks_are_days_in_helsinki(client, coordinator):
    seeking(client, since=date(2026, 5, 25))
    # Half past midnight in Helsinki is still the day before by the clock of the database.
    ContactFactory(client=client, author=coordinator, at=datetime(2026, 5, 26, 0, 30, tzinfo=HELSINKI), talk="initial")

    assert due(coordinator, client)["complementary"][0] == date(2026, 6, 9)


@pytest.mark.parametrize(
    ("ended", "withdrawn", "rule"),
    [
        (date(2025, 12, 1), False, "initial"),
        (date(2025, 12, 2), False, "complementary"),
        (date(2025, 12, 2), True, "initial"),
        (date(2026, 6, 2), False, "initial"),  # of the present jobseeking
    ],
)
def test_an_earlier_jobseeking_is_known_from_its_spell(client, coordinator, ended, withdrawn, rule):
    seeking(client)
    LegalSpellFactory(client=client, begun_on=date(2025, 1, 2), ended_on=ended, end_reason="99", withdrawn=withdrawn)

    assert set(due(coordinator, client)) == {rule}


def version_of(client, **given):
    plan = PlanFactory(client=client)
    return PlanVersionFactory(plan=plan, approved=True, **given)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 5, 17), "later"),
        (date(2026, 5, 18), "soon"),
        (date(2026, 6, 1), "soon"),
        (date(2026, 6, 2), "overdue"),
    ],
)
def test_the_review_of_the_plan_by_its_day(client, coordinator, day, state):
    version_of(client)

    assert due(coordinator, client, day=day) == {"review": (date(2026, 6, 1), state)}


def test_the_latest_review_says_when_the_next_is(client, coordinator):
    version = version_of(client)
    PlanReviewFactory(plan=version.plan)
    PlanReviewFactory(plan=version.plan, number=2, next_review_on=date(2026, 11, 2))

    assert due(coordinator, client) == {"review": (date(2026, 11, 2), "later")}


def test_a_plan_that_ends_is_told_with_its_review(client, coordinator):
    version_of(client, valid_until=date(2026, 8, 3))

    assert due(coordinator, client)["plan_ends"] == (date(2026, 8, 3), "later")


def test_a_plan_that_has_ended_has_nothing_due(client, coordinator):
    plan = PlanFactory(client=client, ended=True)
    PlanVersionFactory(plan=plan, approved=True)

    assert due(coordinator, client) == {}


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2026, 8, 2), "soon"), (date(2026, 8, 3), "soon"), (date(2026, 8, 4), "overdue")],
)
def test_a_multi_sectoral_plan_within_three_months_of_joint_customership(client, coordinator, day, state):
    NeedsAssessmentFactory(client=client, multi_sectoral_ground="both", joint_since=date(2026, 5, 3))

    assert due(coordinator, client, day=day) == {"joint_plan": (date(2026, 8, 3), state)}


@pytest.mark.parametrize(
    ("kind", "approved_on", "is_due"),
    [
        ("multi_sectoral", date(2026, 5, 3), False),
        ("multi_sectoral", date(2026, 5, 2), True),
        ("employment", date(2026, 5, 3), True),
    ],
)
def test_a_plan_of_the_bodies_since_then_fulfils_it(client, coordinator, kind, approved_on, is_due):
    NeedsAssessmentFactory(client=client, multi_sectoral_ground="both", joint_since=date(2026, 5, 3))
    version_of(client, kind=kind, approved_on=approved_on)

    assert ("joint_plan" in due(coordinator, client)) == is_due


def test_statements_and_pensions_are_told_by_the_right_to_health(client, coordinator, supervisor):
    StatementFactory(client=client, received=True, valid_until=date(2026, 6, 30))
    one = PensionClarificationFactory(client=client, stage="refused")
    PensionStepFactory(clarification=one, stage="refused", taken_on=date(2026, 5, 4))

    assert due(coordinator, client) == {}
    assert due(supervisor, client) == {
        "appeal": (date(2026, 6, 10), "soon"),
        "statement_ends": (date(2026, 6, 30), "later"),
    }


@pytest.mark.parametrize(("ends", "is_told"), [(TODAY - 14 * DAY, True), (TODAY - 15 * DAY, False)])
def test_a_statement_that_ended_long_ago_is_history(client, supervisor, ends, is_told):
    StatementFactory(client=client, received=True, valid_until=ends)

    assert ("statement_ends" in due(supervisor, client)) == is_told


def record(client, actor, **given):
    given = {"rules": [DeadlineRule.INITIAL], "ground": ExceptionGround.IN_WORK, "since": TODAY, **given}
    return record_exception(actor=actor, client_id=client.pk, **{"until": date(2026, 6, 30), **given})


def test_an_exception_is_recorded_with_ground_and_time(client, coordinator):
    seeking(client)

    record(client, coordinator)

    kept = DeadlineException.objects.get()
    assert (kept.rules, kept.ground, kept.since, kept.until, kept.recorded_by) == (
        ["initial"], "in_work", TODAY, date(2026, 6, 30), coordinator,
    )  # fmt: skip
    assert due(coordinator, client) == {"initial": (date(2026, 7, 1), "later")}


@pytest.mark.parametrize(
    "given",
    [
        {"rules": []},
        {"rules": [DeadlineRule.REVIEW]},
        {"ground": ExceptionGround.OTHER},
        {"until": date(2026, 5, 31)},
    ],
)
def test_an_exception_that_cannot_be(client, coordinator, given):
    with pytest.raises(Refusal):
        record(client, coordinator, **given)

    assert DeadlineException.objects.count() == 0


@pytest.mark.parametrize(("who", "error"), [("consultant", NotAllowed), ("stranger", NotFound), ("outsider", NotFound)])
def test_only_those_who_work_with_the_client_record_exceptions(client, people, consultant, who, error):
    with pytest.raises(error):
        record(client, people[who])

    assert DeadlineException.objects.count() == 0


def test_an_exception_may_end_earlier(client, coordinator):
    seeking(client)
    kept = record(client, coordinator)
    given = {"actor": coordinator, "client_id": client.pk, "exception_id": kept.pk}

    end_exception(**given, version=1, until=date(2026, 6, 15))

    assert due(coordinator, client) == {"initial": (date(2026, 6, 16), "later")}
    with pytest.raises(Conflict):
        end_exception(**given, version=1, until=date(2026, 6, 10))
    with pytest.raises(Refusal):
        end_exception(**given, version=2, until=date(2026, 6, 16))
    with time_machine.travel("2026-06-16 10:00+03:00"), pytest.raises(OutOfOrder):
        end_exception(**given, version=2, until=date(2026, 6, 10))


def test_talks_of_many_clients_cost_as_much_as_of_one(client, north, coordinator):
    from tests.factories.clients import ClientFactory

    clients = [client, *(ClientFactory(unit=north) for _ in range(2))]
    for one in clients:
        seeking(one)
        DeadlineExceptionFactory(client=one)
        ContactFactory(client=one, author=coordinator, at=datetime(2026, 6, 1, 9, tzinfo=HELSINKI), talk="initial")
    keys = [one.pk for one in clients]

    with CaptureQueriesContext(
        connection,
    ) as single:
        talks_of(keys[:1], area_id=client.area_id, day=TODAY)
    with CaptureQueriesContext(connection) as several:
        found = talks_of(keys, area_id=client.area_id, day=TODAY)

    assert (len(single), len(several), set(found)) == (4, 4, set(keys))


def listed(user, **values):
    return set(fitting(Client.objects.all(), user=user, values=values).values_list("pk", flat=True))


def test_lists_and_the_page_agree_on_talks(client, north, coordinator):
    from tests.factories.clients import ClientFactory

    ages = [0, 7, 8, 30, 200]  # days since jobseeking began; the initial talk is due after seven
    clients = [client, *(ClientFactory(unit=north) for _ in ages[1:])]
    for one, age in zip(clients, ages, strict=True):
        seeking(one, since=TODAY - age * DAY)
        CaseRelationFactory(client=one, user=coordinator, kind="responsible")
    colleagues = seeking(ClientFactory(unit=north), since=date(2026, 1, 1))

    late = listed(coordinator, talk="late")

    assert late == {one.pk for one in clients if any(found.due_on < TODAY for found in deadlines_of(coordinator, one))}
    assert late == {one.pk for one in clients[2:]}
    assert colleagues.client_id not in listed(coordinator, talk="due")
    assert listed(coordinator, talk="due") == {one.pk for one in clients}


@pytest.mark.parametrize(
    ("review_on", "due", "late"),
    [
        (TODAY - DAY, True, True),
        (TODAY, True, False),
        (TODAY + 14 * DAY, True, False),
        (TODAY + 15 * DAY, False, False),
    ],
)
def test_plans_whose_review_is_due_are_listed(client, coordinator, review_on, due, late):
    version_of(client, approved_on=date(2026, 3, 2), review_on=review_on)

    assert (bool(listed(coordinator, plan="review_due")), bool(listed(coordinator, plan="review_late"))) == (due, late)


def test_clients_without_a_plan_and_with_a_draft_are_listed(client, north, coordinator):
    from tests.factories.clients import ClientFactory

    other, third = ClientFactory(unit=north), ClientFactory(unit=north)
    for one in (client, other, third):
        CaseFactory(client=one)
    version_of(client)
    PlanVersionFactory(plan=PlanFactory(client=other))

    assert listed(coordinator, plan="none") == {other.pk, third.pk}
    assert listed(coordinator, plan="draft") == {other.pk}


def test_pensions_are_listed_by_the_right_to_health(client, coordinator, supervisor):
    PensionClarificationFactory(client=client, stage_since=TODAY - 14 * DAY)

    assert listed(coordinator, pension="any") == set()
    assert (listed(supervisor, pension="any"), listed(supervisor, pension="stuck")) == ({client.pk}, set())
    with time_machine.travel("2026-06-02 10:00+03:00"):
        assert listed(supervisor, pension="stuck") == {client.pk}


def test_the_facets_are_registered():
    assert {"plan", "talk", "pension"} <= facets().keys()
