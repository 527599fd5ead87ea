"""Placements: recorded whole with their fact or not at all, each limit at its boundary, what follows what."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from clients.calendar_days import months_after
from clients.models import EmploymentCheck, EmploymentSpell, ServicePeriod
from clients.services.employment import withdraw_employment
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from employers.enums.job_referrals import JobReferralState
from employers.enums.placements import SERVICES, Rung
from employers.models import Placement, PlacementContract
from employers.retention import Kept
from employers.selectors.placements import Choice, chosen_placements
from employers.selectors.retention import Retention, hidden_checks, retention_of
from employers.services.papers import contract_paper
from employers.services.placements import PlacementText, evaluate_placement, record_placement
from tests.factories.accounts import HOME_AREA
from tests.factories.employers import EmployerFactory
from tests.factories.employment import EmploymentSpellFactory
from tests.factories.placing import PlacementFactory, job_referral_in, placement_on
from tests.factories.service_referrals import ServicePeriodFactory
from tests.pdf_words import words_of_pdf

A_DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)
WORK = {"job_kind": "1", "contract": "permanent", "hours_per_week": Decimal("37.5"), "occupation": "9"}
AGREED = {
    "goals": "Find out how standing goes",
    "place": "Bakery",
    "tasks": "Packing",
    "supervisor": "Shift leader",
    "hours_a_day": Decimal(5),
    "days_a_week": 4,
    "ends_on": date(2026, 6, 1),
    "signed_on": TODAY,
}

pytestmark = pytest.mark.capability("SU-03")


def placing(actor, client, employer, rung, *, work=None, contract=None, **changes):
    given = {"rung": rung, "employer_id": employer.pk, "begun_on": TODAY, "work": WORK | (work or {})}
    text = PlacementText(**(given | {"contract": AGREED | (contract or {})} | changes))
    return record_placement(actor=actor, client_id=client.pk, text=text)


def nothing_recorded():
    return (Placement.objects.count(), EmploymentSpell.objects.count(), ServicePeriod.objects.count())


@pytest.mark.parametrize(
    ("rung", "work"),
    [
        (Rung.OPEN, {}),
        (Rung.PART_TIME, {"job_kind": "3"}),
        (Rung.SUBSIDISED, {"job_kind": "4", "subsidy_ground": "87", "subsidy_from": TODAY, "subsidy_to": None}),
    ],
)
def test_a_placement_in_employment_is_one_with_the_spell(people, known, employer, rung, work):
    employer.industry, employer.industry_version = "C", "TOL2008"
    employer.save()

    one = placing(people["coordinator"], known, employer, rung, work=work)

    spell = EmploymentSpell.objects.get()
    assert (one.employment, one.service_period, one.first_on, one.last_on) == (spell, None, TODAY, None)
    assert (spell.employer_name, spell.business_id, spell.industry, spell.job_kind, spell.is_part_time) == (
        "Leipomo Oy", employer.business_id, "C", work.get("job_kind", "1"), rung == Rung.PART_TIME,
    )  # fmt: skip
    assert (spell.subsidy_ground, EmploymentCheck.objects.count()) == (work.get("subsidy_ground", ""), 4)


@pytest.mark.parametrize("rung", list(SERVICES))
def test_a_placement_below_employment_is_a_service_with_its_contract(people, known, employer, rung):
    one = placing(people["coordinator"], known, employer, rung)

    period = ServicePeriod.objects.get()
    contract = PlacementContract.objects.get(placement=one)
    assert (one.service_period, one.employment, period.service_code, period.organiser, period.started_on) == (
        period, None, SERVICES[rung], "Leipomo Oy", TODAY,
    )  # fmt: skip
    assert (contract.goals, contract.hours_a_day, contract.ends_on) == (AGREED["goals"], 5, AGREED["ends_on"])
    shown = words_of_pdf(contract_paper(one)).replace(" ", "")
    assert [word in shown for word in ("Findouthowstandinggoes", "Packing", "Shiftleader", "LeipomoOy")] == [True] * 4


# What is agreed on at its limit, and one beyond: the field at which that is refused.
LAST, TWO_YEARS = months_after(TODAY, 6) - A_DAY, months_after(TODAY, 24) - A_DAY
THREE = months_after(TODAY, 3) - A_DAY


@pytest.mark.parametrize(
    ("rung", "within", "beyond", "section"),
    [
        (Rung.TRY_OUT, {"hours_a_day": Decimal(4)}, {"hours_a_day": Decimal("3.9")}, "380/2023, section 57"),
        (Rung.TRY_OUT, {"hours_a_day": Decimal(8)}, {"hours_a_day": Decimal("8.1")}, "380/2023, section 57"),
        (Rung.TRY_OUT, {"days_a_week": 5}, {"days_a_week": 6}, "380/2023, section 57"),
        (Rung.TRY_OUT, {"ends_on": LAST}, {"ends_on": LAST + A_DAY}, "380/2023, section 57"),
        (Rung.REHABILITATIVE, {"hours_a_day": Decimal(4)}, {"hours_a_day": Decimal("3.9")}, "189/2001, section 14"),
        (Rung.REHABILITATIVE, {"days_a_week": 4}, {"days_a_week": 5}, "189/2001, section 14"),
        (Rung.REHABILITATIVE, {"ends_on": THREE}, {"ends_on": THREE - A_DAY}, "189/2001, section 13"),
        (Rung.REHABILITATIVE, {"ends_on": TWO_YEARS}, {"ends_on": TWO_YEARS + A_DAY}, "189/2001, section 13"),
    ],
)
def test_each_limit_of_the_law(people, known, employer, rung, within, beyond, section):
    with translation.override("en"), pytest.raises(Refusal, match=section) as refused:
        placing(people["coordinator"], known, employer, rung, contract=beyond)
    before = nothing_recorded()

    placing(people["coordinator"], known, employer, rung, contract=within)

    assert (refused.value.field, before, nothing_recorded()) == (*beyond, (0, 0, 0), (1, 0, 1))


def test_earlier_try_outs_use_up_the_six_months(people, known, employer):
    earlier = placement_on(
        Rung.TRY_OUT, client=known, begun_on=TODAY - timedelta(days=60), ended_on=TODAY - timedelta(days=31)
    )
    PlacementContract.objects.filter(placement=earlier).update(ends_on=TODAY + timedelta(days=60))
    placement_on(Rung.TRY_OUT)  # somebody else's
    last = LAST - timedelta(days=30)

    with pytest.raises(Refusal) as refused:
        placing(people["coordinator"], known, employer, Rung.TRY_OUT, contract={"ends_on": last + A_DAY})
    placing(people["coordinator"], known, employer, Rung.TRY_OUT, contract={"ends_on": last})

    assert refused.value.field == "ends_on"


@pytest.mark.parametrize(("days", "granted"), [(147, True), (148, False)])
def test_rehabilitative_work_has_230_days_in_twelve_months(people, known, employer, days, granted):
    """Of the year 209 days at four a week; one day a week beside it for 147 days makes 21 more, 230 in all."""
    year = months_after(TODAY, 12) - A_DAY
    beside = placement_on(Rung.REHABILITATIVE, client=known, begun_on=TODAY)
    PlacementContract.objects.filter(placement=beside).update(days_a_week=1, ends_on=TODAY + timedelta(days=days - 1))

    if granted:
        placing(people["coordinator"], known, employer, Rung.REHABILITATIVE, contract={"ends_on": year})
    else:
        with translation.override("en"), pytest.raises(Refusal, match="at most 230 days"):
            placing(people["coordinator"], known, employer, Rung.REHABILITATIVE, contract={"ends_on": year})

    assert Placement.objects.count() == 1 + granted


def test_what_cannot_be_is_refused_and_leaves_nothing(people, known, employer, specialist):
    hired = job_referral_in(JobReferralState.SENT, client=known, employer=employer)
    elsewhere = placement_on(Rung.OPEN)
    held = nothing_recorded()
    cases = {
        "job_kind": {"rung": Rung.OPEN, "work": {"job_kind": "4"}},
        "begun_on": {"rung": Rung.OPEN, "begun_on": TODAY + timedelta(days=400)},
        "subsidy_ground": {"rung": Rung.SUBSIDISED, "work": {"job_kind": "4", "subsidy_ground": ""}},
        "started_on": {"rung": Rung.TRY_OUT, "begun_on": TODAY + A_DAY},
        "supervisor": {"rung": Rung.TRY_OUT, "contract": {"supervisor": " "}},
        "ends_on": {"rung": Rung.TRY_OUT, "contract": {"ends_on": TODAY - A_DAY}},
        "signed_on": {"rung": Rung.TRY_OUT, "contract": {"signed_on": TODAY + A_DAY}},
        "follows": {"rung": Rung.OPEN, "follows_id": elsewhere.pk},
        "": {"rung": Rung.OPEN, "job_referral_id": hired.pk},
        "employer": {"rung": Rung.OPEN, "employer_id": elsewhere.pk},
    }
    fields = []
    for changes in cases.values():
        with pytest.raises(Refusal) as refused, transaction.atomic():
            placing(people["coordinator"], known, employer, **changes)
        fields.append(refused.value.field)

    assert fields == list(cases)
    for persona in ("colleague", "outsider", "analyst", "specialist"):
        with pytest.raises((NotFound, NotAllowed)):
            placing(people[persona], known, employer, Rung.OPEN)
    assert nothing_recorded() == held


def test_the_database_holds_each_rung_to_its_fact(known):
    spell, period = EmploymentSpellFactory(client=known), ServicePeriodFactory(client=known)
    refused = []
    for rung in Rung:
        for fact in (
            {"employment": spell},
            {"service_period": period},
            {"employment": spell, "service_period": period},
        ):
            try:
                with transaction.atomic():
                    PlacementFactory(client=known, rung=rung, **fact)
                    transaction.set_rollback(True)
            except IntegrityError:
                refused.append((rung, tuple(fact)))

    both = ("employment", "service_period")
    wrong = {rung: ("employment",) if rung in SERVICES else ("service_period",) for rung in Rung}
    assert refused == [(rung, fact) for rung in Rung for fact in (wrong[rung], both)]


def test_a_job_referral_leads_to_one_placement_until_it_is_withdrawn(signed_in, people, known, employer):
    hired = job_referral_in(JobReferralState.HIRED, client=known, employer=employer)
    page, offered = f"/job-referrals/{hired.pk}/", f"referral={hired.pk}"
    browser = signed_in("coordinator")
    assert offered in browser.get(page).text
    first = placing(people["coordinator"], known, employer, Rung.OPEN, job_referral_id=hired.pk)

    with translation.override("en"), pytest.raises(Refusal, match="is on record"):
        placing(people["coordinator"], known, employer, Rung.PART_TIME, job_referral_id=hired.pk)

    assert list(Placement.objects.filter(job_referral=hired)) == [first]
    shown = browser.get(page).text
    assert offered not in shown
    assert f'href="/placements/{first.pk}/"' in shown
    withdraw_employment(
        actor=people["coordinator"], client_id=known.pk, employment_id=first.employment_id, version=1, reason="Wrong"
    )
    assert offered in browser.get(page).text
    placing(people["coordinator"], known, employer, Rung.OPEN, job_referral_id=hired.pk)


def test_a_job_referral_leads_up_the_ladder(people, known, employer):
    hired = job_referral_in(JobReferralState.HIRED, client=known, employer=employer)
    first = placing(people["coordinator"], known, employer, Rung.TRY_OUT)

    second = placing(people["coordinator"], known, employer, Rung.OPEN, follows_id=first.pk, job_referral_id=hired.pk)

    assert (second.follows, second.job_referral) == (first, hired)
    found = chosen_placements(people["coordinator"], Choice(whose="all", state="every", sort="rung"))
    assert [(one.rung, one.begun_on) for one in found] == [(Rung.OPEN, TODAY), (Rung.TRY_OUT, TODAY)]
    withdraw_employment(
        actor=people["coordinator"], client_id=known.pk, employment_id=second.employment_id, version=1, reason="Wrong"
    )
    assert list(chosen_placements(people["coordinator"], Choice(whose="all", state="every"))) == [first]


def test_an_evaluation_follows_the_work(people, known, employer):
    one = placing(people["coordinator"], known, employer, Rung.TRY_OUT)

    def evaluating(persona="coordinator", **changes):
        given = {"version": 1, "evaluated_on": timezone.localdate(), "evaluation": "It went well"} | changes
        return evaluate_placement(actor=people[persona], placement_id=one.pk, **given)

    for changes, field in (
        ({"evaluated_on": TODAY - A_DAY}, "evaluated_on"),
        ({"evaluated_on": TODAY + A_DAY}, "evaluated_on"),
        ({"evaluation": " "}, "evaluation"),
    ):
        with pytest.raises(Refusal) as refused:
            evaluating(**changes)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        evaluating("colleague")
    with pytest.raises(Conflict):
        evaluating(version=2)
    with time_machine.travel("2026-05-04 10:00+03:00", tick=False):
        evaluating()

    contract = PlacementContract.objects.get(placement=one)
    assert (contract.evaluated_on, contract.evaluation) == (date(2026, 5, 4), "It went well")


def test_employers_of_few_stand_together(people, employer):
    day = TODAY
    large = [placement_on(Rung.OPEN, employer=employer, begun_on=day - timedelta(days=100)) for _one in range(4)]
    small = EmployerFactory(name="Small Oy")
    placement_on(Rung.OPEN, employer=small, begun_on=day - timedelta(days=40), ended_on=day - timedelta(days=10))
    placement_on(Rung.OPEN, employer=small, client=large[0].client, begun_on=day - timedelta(days=100))
    placement_on(Rung.TRY_OUT, employer=small)

    with translation.override("en"):
        total, rows = retention_of([HOME_AREA], day=day)

    assert (total.spells, [(row.name, row.spells) for row in rows]) == (
        5, [("Other employers together (2)", 6)],
    )  # fmt: skip
    assert [(one.months, one.still, one.ended, one.not_yet) for one in total.checks] == [
        (1, 5, 0, 0),
        (3, 4, 1, 0),
        (6, 0, 1, 4),
        (12, 0, 1, 4),
    ]


def test_a_number_that_would_be_the_rest_is_hidden_too():
    def row(name, *ended):
        checks = [Kept(months=one, still=9, ended=n, not_yet=0, share=0.5, low=0.4, high=0.6) for one, n in ended]
        return Retention(name=name, spells=9, checks=tuple(checks))

    total = row("all", (1, 4), (3, 7), (6, 2), (12, 9))
    rows = [row("a", (1, 0), (3, 4), (6, 0), (12, 1)), row("b", (1, 4), (3, 3), (6, 2), (12, 2))]
    alone = [row("a", (1, 0), (3, 4), (6, 0), (12, 1)), row("b", (1, 4), (3, 3), (6, 2), (12, 8))]

    assert hidden_checks(total, rows) == [{6}, {12}, {6, 12}]
    assert hidden_checks(total, alone) == [{6}, {12}, {6, 12}]
    assert hidden_checks(total, alone[:1]) == [{6, 12}, {12}]
