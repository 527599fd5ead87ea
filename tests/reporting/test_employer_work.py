"""Numbers of work with employers, job referrals, placements and lasting work by the engine, against plain Python."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import timezone

from accounts.enums import Role
from clients.models import EmploymentSpell
from employers.enums.job_referrals import JobReferralState
from employers.enums.placements import Rung
from employers.models import Employer, EmployerContact, Lead, WillingKeyword
from ledger.models import ChangeMarker
from reporting.indicators import WORK
from reporting.models import EmployerFact, Target, WorkFact
from reporting.selectors.dashboard import dashboard
from reporting.selectors.people import Pick, count_behind, facts_behind, facts_counted
from reporting.selectors.values import Ask, Scope, values
from reporting.services.client_work import compute_client_work
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, UserFactory, member
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.employers import EmployerContactFactory, EmployerFactory, VacancyFactory, WillingKeywordFactory
from tests.factories.network import ProgrammeFactory
from tests.factories.placing import job_referral_in, placement_on
from tests.reporting import employer_plain as plain
from tests.reporting import work_plain
from tests.reporting.test_client_work import cells

WHOLE = Scope(areas=(HOME_AREA,), whole=False, outside=False, health=True)
MONTHS = [date(2025, 11, 1), date(2025, 12, 1), *work_plain.MONTHS]
OURS = tuple(code for code in WORK if code >= "W44")
WRONG: dict[str, Any] = {"withdrawn_at": datetime(2026, 8, 1, tzinfo=UTC), "withdrawal_reason": "Wrong"}


@pytest.fixture
def world(db) -> dict[str, Any]:
    made = plain.random_world(3)
    load(made)
    compute_client_work(area_id=HOME_AREA)
    return made


def load(world: dict[str, Any]) -> None:
    by = UserFactory()
    employers = [_employer(told, by) for told in world["employers"]]
    for told in world["clients"]:
        client = ClientFactory(area_id=HOME_AREA)
        if told["opened"]:
            CaseFactory(client=client, opened_on=told["opened"], phase_since=told["opened"])
        for one in told["referrals"]:
            reason = {"reason": "mistaken" if one["mistaken"] else "cancelled"} if one["state"] == "withdrawn" else {}
            job_referral_in(
                JobReferralState(one["state"]), client=client, employer=employers[one["employer"]], kind=one["kind"],
                sent_on=one["sent"], created_by=by, **reason,
            )  # fmt: skip
        for one in told["placements"]:
            placed = placement_on(
                Rung(one["rung"]), client=client, employer=employers[one["employer"]], begun_on=one["begun"],
                ended_on=one["ended"], recorded_by=by,
            )  # fmt: skip
            if one["withdrawn"]:
                EmploymentSpell.objects.filter(pk=placed.employment_id).update(**WRONG, withdrawn_by=by)


def _employer(told: dict[str, Any], by: Any) -> Employer:
    version = {"industry_version": "TOL2008"} if told["industry"] else {}
    employer = EmployerFactory(industry=told["industry"], **version)
    for one in told["contacts"]:
        EmployerContactFactory(
            employer=employer, author=by, held_on=one["on"], answered=one["answered"], topic_raised=one["raised"],
            interest=one["interest"], **({**WRONG, "withdrawn_by": by} if one["withdrawn"] else {}),
        )  # fmt: skip
    for one in told["words"]:
        ended = {"ended_on": one["ended"], "ended_by": by, "end_reason": "error" if one["error"] else "no_answer"}
        WillingKeywordFactory(employer=employer, set_by=by, set_on=one["set"], **(ended if one["ended"] else {}))
    for one in told["vacancies"]:
        state = "closed" if one["state"] == "error" else one["state"]
        why = {"end_reason": "error" if one["state"] == "error" else "cancelled"} if state == "closed" else {}
        VacancyFactory(
            employer=employer, created_by=by, opened=False, state=state, opened_on=one["opened"], ended_on=one["ended"],
            **why,
        )  # fmt: skip
    for one in told["leads"]:
        state = "dropped" if one["state"] == "error" else one["state"]
        why = {"error": {"drop_reason": "error"}, "dropped": {"drop_reason": "gone"}}.get(one["state"], {})
        Lead.objects.create(
            area_id=HOME_AREA, employer=employer, found_on=one["found"], found_by=by, text="Work", state=state,
            ended_on=None if state == "open" else one["found"], **why,
        )  # fmt: skip
    return employer


def ask(**given: Any) -> Ask:
    return Ask(programme=None, **{"period": "month", "indicators": OURS, **given})


@pytest.mark.capability("EM-02", "EM-03", "EM-06", "EM-07")
def test_every_number_of_every_month_equals_the_referee(world):
    today, counted = timezone.localdate(), set()
    items = [item for item in values(ask(), WHOLE) if item.value_unit == "count"]
    for month in MONTHS:
        ours = {
            (item.indicator, item.category if item.by else "", part): getattr(item, part)
            for item in items
            if item.period == f"{month:%Y-%m}"
            for part in ("numerator", "base", "missing")
        }
        theirs = plain.numbers(world, month, today)
        assert {key: ours.get(key) for key in theirs} == theirs, month
        counted |= {code for (code, _class, part), number in theirs.items() if number and part == "numerator"}

    assert counted == set(OURS)


def test_every_number_opens_to_as_many_rows_which_only_those_who_work_with_employers_see(world):
    specialist, analyst = member(role=Role.EMPLOYER_SPECIALIST), member(role=Role.ANALYST)
    opened_to = set()
    for item in values(ask(period="quarter"), WHOLE):
        if item.value_unit == "percent" or not item.numerator:
            continue
        pick = Pick(None, item.indicator, "numerator", item.period, item.by, item.category, item.klass)
        assert facts_counted(pick, WHOLE.areas).count() == count_behind(pick, WHOLE) == item.numerator, pick
        seen = item.numerator if pick.is_of_employers else 0
        assert (facts_behind(pick, specialist, WHOLE).count(), facts_behind(pick, analyst, WHOLE).count()) == (seen, 0)
        opened_to.add(item.indicator)

    assert opened_to == set(OURS)


@pytest.mark.parametrize("by", ["industry", "size", "employer_class", "channel"])
def test_the_parts_of_a_number_add_up_to_it(world, by):
    whole = {(item.period, item.indicator): item.value for item in values(ask(indicators=("W54", "W63")), WHOLE)}
    parts: dict[Any, int] = dict.fromkeys(whole, 0)
    for item in values(ask(indicators=("W54", "W63"), by=by), WHOLE):
        parts[item.period, item.indicator] += item.value

    assert parts == whole


def facts() -> list[str]:
    names = ("kind", "subject_id", "begun_on", "over_on", "industry", "interest", "placed")
    return sorted(map(str, EmployerFact.objects.current().values_list(*names)))


def test_after_changes_only_what_is_marked_is_worked_out_and_the_result_is_that_of_working_out_all(world):
    by = UserFactory()
    contact = EmployerContact.objects.first()
    EmployerContact.objects.filter(pk=contact.pk).update(interest=3, topic_raised=True, answered=True)
    Employer.objects.filter(pk=EmployerContact.objects.last().employer_id).update(
        industry="Q", industry_version="TOL2008"
    )
    WillingKeyword.objects.filter(ended_on__isnull=True).update(
        ended_on=date(2026, 8, 20), ended_by=by, end_reason="closed"
    )
    EmploymentSpell.objects.filter(pk=EmploymentSpell.objects.first().pk).update(begun_on=date(2026, 2, 3))
    marked = ChangeMarker.objects.pending().filter(kind="client_work").count()

    done = compute_client_work(area_id=HOME_AREA)

    partly = (facts(), cells())
    assert 0 < marked < 27
    assert (done.facts_closed > 0, compute_client_work(area_id=HOME_AREA, full=True).facts_closed) == (True, 0)
    assert (facts(), cells()) == partly
    assert WorkFact.objects.current().filter(kind="placement").count() > 0


@pytest.mark.capability("EM-18")
def test_companies_of_a_programme_are_counted_once_from_their_first_answered_contact_and_set_beside_each_target(db):
    programme = ProgrammeFactory(code="S20784")
    of_programme: dict[str, Any] = {"programme": programme, "author": UserFactory()}
    twice, second, household = EmployerFactory(), EmployerFactory(), EmployerFactory(kind="household", business_id="")
    for employer, on, answered in (
        (twice, "2018-03-01", False),
        (twice, "2018-04-02", True),
        (twice, "2018-05-02", True),
        (second, "2018-05-03", True),
        (household, "2018-05-03", True),
    ):
        EmployerContactFactory(employer=employer, held_on=on, answered=answered, **of_programme)
    EmployerContactFactory(employer=EmployerFactory(), held_on="2018-05-03", author=of_programme["author"])
    gone = EmployerContactFactory(held_on="2018-05-03", **of_programme)
    EmployerContact.objects.filter(pk=gone.pk).update(**WRONG, withdrawn_by=of_programme["author"])
    for value in (574, 650):
        Target.objects.using("default").create(
            programme=programme, indicator="A18", value=value, source=f"Plan {value}"
        )
    scope = Scope(areas=(HOME_AREA,), whole=True, outside=False, health=True)

    compute_area(area_id=HOME_AREA, programme_id=programme.pk)

    def counted(period: str) -> dict[str, int]:
        ask = Ask(programme=programme, indicators=("A18",), period=period)
        return {item.period: item.value for item in values(ask, scope)}

    assert counted("all") == {"all": 2}
    assert {month: number for month, number in counted("month").items() if number} == {"2018-04": 1, "2018-05": 1}
    pick = Pick(programme, "A18", "numerator", "all")
    assert set(facts_counted(pick, (HOME_AREA,)).values_list("employer_id", flat=True)) == {twice.pk, second.pk}
    goals = dashboard(programme=programme, scope=scope).other_goals
    assert [(goal.actual, goal.target, goal.value, goal.full) for goal in goals] == [
        ("2", "574", 2, 574),
        ("2", "650", 2, 650),
    ]
    compute_client_work(area_id=HOME_AREA, full=True)
    assert EmployerFact.objects.current().filter(kind="company").count() == 2
