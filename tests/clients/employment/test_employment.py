"""Employments, their follow-ups, coaching and supports: each step, each refusal, days at their boundaries."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
import time_machine
from django.utils import timezone, translation

from clients.calendar_days import months_after
from clients.enums.employment import CHECK_MONTHS, CheckState, Decision
from clients.models import CoachingPeriod, EmploymentCheck, EmploymentSpell, SupportApplication, Task
from clients.selectors.employment import employed_periods
from clients.selectors.follow_ups import FollowUpChoice, chosen_follow_ups
from clients.services.employment import (
    change_employment,
    record_coaching,
    record_employment,
    withdraw_coaching,
    withdraw_employment,
)
from clients.services.follow_up import answer_check, follow_employments
from clients.services.supports import decide_application, record_application, withdraw_application
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from tests.factories.accounts import HOME_AREA
from tests.factories.clients import ClientFactory
from tests.factories.employment import (
    CoachingPeriodFactory,
    EmploymentCheckFactory,
    EmploymentSpellFactory,
    SupportApplicationFactory,
)

A_DAY = timedelta(days=1)
TODAY = timezone.localdate()
WORK = {
    "employer_name": "Esimerkki Oy",
    "business_id": "",
    "job_kind": "1",
    "contract": "permanent",
    "is_part_time": False,
    "hours_per_week": Decimal("37.5"),
    "begun_on": TODAY,
    "ended_on": None,
    "end_reason": "",
    "subsidy_ground": "",
    "subsidy_from": None,
    "subsidy_to": None,
    "arrangements": [],
    "adjustments": ["working_time"],
    "occupation": "5",
    "industry": "I",
    "source": "client",
    "source_name": "",
}


def recording(actor, client, **given):
    return record_employment(actor=actor, client_id=client.pk, values=WORK | given)


def changing(actor, one, version, **given):
    return change_employment(
        actor=actor, client_id=one.client_id, employment_id=one.pk, version=version, values=WORK | given
    )


def checks(one) -> dict[int, tuple]:
    found = EmploymentCheck.objects.filter(employment=one).select_related("task")
    return {
        check.months: (check.due_on, check.is_dropped, check.task and check.task.done_at is None) for check in found
    }


# --- the record -------------------------------------------------------------------------------------------------------


@pytest.mark.capability("SU-03")
def test_an_employment_is_recorded_with_its_subsidy_and_classifications(people, client_of_north):
    recording(
        people["colleague"],
        client_of_north,
        business_id="22969621",
        job_kind="4",
        subsidy_ground="87.3",
        subsidy_from=TODAY,
        subsidy_to=TODAY + timedelta(days=300),
    )

    one = EmploymentSpell.objects.get()
    assert (one.business_id, one.subsidy_ground, one.is_subsidised, one.recorded_by) == (
        "2296962-1",
        "87.3",
        True,
        people["colleague"],
    )
    assert (one.occupation_version, one.industry_version) == ("AML2010", "TOL2008")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"job_kind": "7"}, "job_kind"),
        ({"business_id": "2296962-2"}, "business_id"),
        ({"job_kind": "4"}, "subsidy_ground"),
        ({"subsidy_from": TODAY}, "subsidy_ground"),
        ({"subsidy_ground": "87"}, "subsidy_from"),
        ({"subsidy_ground": "87", "subsidy_from": TODAY - A_DAY}, "subsidy_from"),
        (
            {
                "subsidy_ground": "87",
                "subsidy_from": TODAY,
                "subsidy_to": TODAY + 9 * A_DAY,
                "ended_on": TODAY + 8 * A_DAY,
                "end_reason": "term",
            },
            "subsidy_to",
        ),
        ({"ended_on": TODAY - A_DAY, "end_reason": "term"}, "ended_on"),
        ({"ended_on": TODAY}, "end_reason"),
        ({"end_reason": "term"}, "ended_on"),
        ({"begun_on": TODAY + timedelta(days=400)}, "begun_on"),
    ],
)
def test_an_employment_that_cannot_be_is_refused(people, client_of_north, given, field):
    with pytest.raises(Refusal) as refused:
        recording(people["colleague"], client_of_north, **given)

    assert refused.value.field == field
    assert (EmploymentSpell.objects.count(), EmploymentCheck.objects.count(), Task.objects.count()) == (0, 0, 0)


@pytest.mark.capability("CA-23")
def test_an_apprenticeship_is_employment(people, client_of_north):
    recording(people["colleague"], client_of_north, job_kind="5")

    assert EmploymentSpell.objects.on(TODAY).count() == 1


def test_an_employment_is_hidden_from_others(people, client_of_north):
    one = EmploymentSpellFactory(client=client_of_north)

    for persona in ("coordinator", "analyst"):
        with pytest.raises(NotFound):
            changing(people[persona], one, 1)
        with pytest.raises(NotFound):
            recording(people[persona], client_of_north)

    assert EmploymentSpell.objects.count() == 1


def test_a_code_that_stays_keeps_the_version_of_its_classification(people, client_of_north):
    one = EmploymentSpellFactory(
        client=client_of_north, industry="J", industry_version="TOL2025", occupation="5", occupation_version="AML2010"
    )

    changing(people["colleague"], one, 1, begun_on=one.begun_on, industry="J")
    one.refresh_from_db()
    kept = one.industry_version
    changing(people["colleague"], one, 2, begun_on=one.begun_on, industry="K")

    one.refresh_from_db()
    assert (kept, one.industry_version) == ("TOL2025", "TOL2008")


def test_periods_of_employment_are_those_of_a_plain_sweep(people, client_of_north):
    rng = Random(7)
    first = date(2025, 1, 1)
    others = [ClientFactory() for _number in range(12)]
    worked: dict = {}
    for client in others:
        days = set()
        for _number in range(rng.randrange(0, 6)):
            begun = first + timedelta(days=rng.randrange(0, 60))
            ended = begun + timedelta(days=rng.randrange(0, 20))
            withdrawn = rng.random() < 0.2
            EmploymentSpellFactory(
                client=client, begun_on=begun, ended_on=ended, end_reason="term", withdrawn=withdrawn,
                recorded_by=people["colleague"],
            )  # fmt: skip
            if not withdrawn:
                days |= {begun + timedelta(days=number) for number in range((ended - begun).days + 1)}
        worked[client.pk] = days

    found = employed_periods([client.pk for client in others])

    for key, days in worked.items():
        plain = []
        for day in sorted(days):
            if plain and plain[-1][1] == day - A_DAY:
                plain[-1][1] = day
            else:
                plain.append([day, day])
        assert [[one.begun_on, one.ended_on] for one in found.get(key, [])] == plain


def test_a_period_that_goes_on_has_no_end(client_of_north):
    EmploymentSpellFactory(client=client_of_north, ended_on=date(2026, 2, 1), end_reason="term")
    EmploymentSpellFactory(client=client_of_north, begun_on=date(2026, 2, 2))

    (period,) = employed_periods([client_of_north.pk])[client_of_north.pk]

    assert (period.begun_on, period.ended_on) == (date(2026, 1, 5), None)


# --- follow-up --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -13, date(2025, 2, 28)),
    ],
)
def test_months_are_those_of_the_calendar(day, months, after):
    assert months_after(day, months) == after


@pytest.mark.capability("CA-17")
@time_machine.travel("2026-01-31 12:00:00+02:00", tick=False)
def test_an_employment_is_followed_up_at_1_3_6_and_12_months(people, client_of_north):
    one = recording(people["colleague"], client_of_north, begun_on=date(2026, 1, 31))

    assert checks(one) == {
        1: (date(2026, 2, 28), False, True),
        3: (date(2026, 4, 30), False, True),
        6: (date(2026, 7, 31), False, True),
        12: (date(2027, 1, 31), False, True),
    }
    assert set(Task.objects.values_list("owner__email", "kind")) == {(people["responsible"].email, "follow_up")}
    assert set(Task.objects.values_list("due_on", flat=True)) == {due for due, *_rest in checks(one).values()}


def test_changed_days_move_the_follow_ups_and_their_tasks(people, client_of_north):
    one = recording(people["colleague"], client_of_north)

    changing(people["colleague"], one, 1, begun_on=TODAY - timedelta(days=3))

    moved = months_after(TODAY - timedelta(days=3), 1)
    assert checks(one)[1] == (moved, False, True)
    assert min(Task.objects.values_list("due_on", flat=True)) == moved
    assert (EmploymentCheck.objects.count(), Task.objects.count()) == (4, 4)


def test_an_employment_that_ends_drops_what_comes_after_and_takes_it_up_again(people, client_of_north):
    one = recording(people["colleague"], client_of_north)
    last = months_after(TODAY, 3)

    changing(people["colleague"], one, 1, ended_on=last, end_reason="term")
    ended = {months: rest for months, (_due, *rest) in checks(one).items()}
    changing(people["colleague"], one, 2)
    goes_on = {months: rest for months, (_due, *rest) in checks(one).items()}

    assert ended == {1: [False, True], 3: [False, True], 6: [True, False], 12: [True, False]}
    assert goes_on == {key: [False, True] for key in CHECK_MONTHS}


def test_a_withdrawn_employment_is_followed_up_no_more(people, client_of_north):
    one = recording(people["colleague"], client_of_north)

    withdraw_employment(
        actor=people["colleague"], client_id=client_of_north.pk, employment_id=one.pk, version=1, reason="Wrong client"
    )

    assert [rest for _due, *rest in checks(one).values()] == [[True, False]] * 4
    assert employed_periods([client_of_north.pk]) == {}
    with pytest.raises(OutOfOrder):
        changing(people["colleague"], one, 2)


def test_an_employment_recorded_late_has_late_follow_ups_without_tasks(people, client_of_north):
    one = recording(people["colleague"], client_of_north, begun_on=months_after(TODAY, -4))

    states = {check.months: (check.state_on(TODAY), check.task_id is None) for check in one.checks.all()}
    assert states == {
        1: (CheckState.LATE, True),
        3: (CheckState.DUE if months_after(one.begun_on, 3) >= TODAY - timedelta(days=30) else CheckState.LATE,
            months_after(one.begun_on, 3) < TODAY - timedelta(days=30)),
        6: (CheckState.COMING, False),
        12: (CheckState.COMING, False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, "coming"), (0, "due"), (1, "due"), (29, "due"), (30, "due"), (31, "late")],
)
@pytest.mark.capability("CA-17")
def test_a_follow_up_is_due_on_its_day_and_late_after_thirty(people, client_of_north, days, state):
    check = EmploymentCheckFactory(employment=EmploymentSpellFactory(client=client_of_north), due_on=date(2026, 2, 5))
    noon = f"{(check.due_on + timedelta(days=days)).isoformat()} 12:00:00+02:00"

    with time_machine.travel(noon, tick=False):
        now = check.state_on(timezone.localdate())
        listed = {
            name: list(chosen_follow_ups(people["colleague"], FollowUpChoice(state=name)))
            for name in ("coming", "due", "late")
        }

    assert now == state
    assert listed == {name: [check] if name == state else [] for name in listed}


@pytest.mark.capability("CA-17")
def test_a_follow_up_is_answered_and_its_task_is_done(people, client_of_north):
    one = recording(people["colleague"], client_of_north, begun_on=months_after(TODAY, -1))
    check = one.checks.get(months=1)
    said = {
        "checked_on": TODAY,
        "contact_result": "1",
        "is_employed": True,
        "same_employer": True,
        "hours_per_week": Decimal("20.0"),
        "adjustments_in_use": True,
        "needs_support": False,
        "support_note": "",
    }

    answer_check(
        actor=people["colleague"], client_id=client_of_north.pk, check_id=check.pk, version=check.version, values=said
    )

    check.refresh_from_db()
    assert {name: getattr(check, name) for name in said} == said
    assert (check.recorded_by, check.task.done_by, check.state_on(TODAY)) == (
        people["colleague"],
        people["colleague"],
        CheckState.DONE,
    )
    with pytest.raises(Conflict):
        answer_check(
            actor=people["colleague"],
            client_id=client_of_north.pk,
            check_id=check.pk,
            version=1,
            values=said | {"is_employed": False},
        )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"checked_on": TODAY + 2 * A_DAY, "contact_result": "1", "is_employed": True}, "checked_on"),
        ({"checked_on": date(2026, 1, 4), "contact_result": "1", "is_employed": True}, "checked_on"),
        ({"checked_on": TODAY, "contact_result": "1", "is_employed": None}, "is_employed"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(people, client_of_north, said, field):
    check = EmploymentCheckFactory(employment=EmploymentSpellFactory(client=client_of_north))

    with pytest.raises(Refusal) as refused:
        answer_check(actor=people["colleague"], client_id=client_of_north.pk, check_id=check.pk, version=1, values=said)

    check.refresh_from_db()
    assert (refused.value.field, check.checked_on) == (field, None)


def test_nothing_is_known_of_a_client_who_was_not_reached(people, client_of_north):
    check = EmploymentCheckFactory(employment=EmploymentSpellFactory(client=client_of_north))

    answer_check(
        actor=people["colleague"],
        client_id=client_of_north.pk,
        check_id=check.pk,
        version=1,
        values={"checked_on": TODAY, "contact_result": "2", "is_employed": True, "support_note": "x"},
    )

    check.refresh_from_db()
    assert (check.contact_result, check.is_employed, check.support_note) == ("2", None, "")


def test_a_dropped_follow_up_is_not_answered(people, client_of_north):
    check = EmploymentCheckFactory(employment=EmploymentSpellFactory(client=client_of_north), is_dropped=True)

    with pytest.raises(OutOfOrder):
        answer_check(
            actor=people["colleague"],
            client_id=client_of_north.pk,
            check_id=check.pk,
            version=1,
            values={"checked_on": TODAY, "contact_result": "1", "is_employed": True},
        )


def test_the_sweep_follows_what_came_by_another_door_once(people, client_of_north):
    one = EmploymentSpellFactory(client=client_of_north, begun_on=TODAY, recorded_by=people["colleague"])
    EmploymentSpellFactory(client=client_of_north, begun_on=TODAY, ended_on=TODAY, end_reason="trial")
    EmploymentSpellFactory(client=client_of_north, begun_on=TODAY, withdrawn=True)
    EmploymentSpellFactory(client=client_of_north, begun_on=months_after(TODAY, -14))

    told = follow_employments(areas=[HOME_AREA], dry_run=True)
    nothing = EmploymentCheck.objects.count()
    ran = [follow_employments(areas=[HOME_AREA]) for _time in range(2)]

    assert (told, nothing, ran) == (1, 0, [1, 0])
    assert sorted(checks(one)) == list(CHECK_MONTHS)
    assert (EmploymentCheck.objects.count(), Task.objects.count()) == (4, 4)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_follow_ups_costs_one_statement(people, client_of_north, django_assert_num_queries, count):
    for _number in range(count):
        EmploymentCheckFactory(employment=EmploymentSpellFactory(client=client_of_north))
    user = people["colleague"]
    list(chosen_follow_ups(user, FollowUpChoice()))

    with django_assert_num_queries(1):
        found = [
            (one.client.last_name, one.employment.employer_name) for one in chosen_follow_ups(user, FollowUpChoice())
        ]

    assert len(found) == count


# --- coaching ---------------------------------------------------------------------------------------------------------


@pytest.mark.capability("CA-27")
def test_coaching_begins_while_the_subsidy_is_paid(people, client_of_north):
    one = EmploymentSpellFactory(client=client_of_north, subsidised=True)
    given = {"actor": people["colleague"], "client_id": client_of_north.pk, "employment_id": one.pk}

    made = record_coaching(**given, values={"begun_on": one.subsidy_from, "ended_on": None, "provider": "Valmennus Oy"})
    for day in (one.subsidy_from - A_DAY, one.subsidy_to + A_DAY):
        with pytest.raises(Refusal) as refused:
            record_coaching(**given, values={"begun_on": day, "ended_on": None})
        assert refused.value.field == "begun_on"

    assert list(CoachingPeriod.objects.standing()) == [made]


def test_coaching_needs_subsidised_work_and_is_withdrawn_with_a_reason(people, client_of_north):
    one = EmploymentSpellFactory(client=client_of_north)
    coaching = CoachingPeriodFactory(employment=EmploymentSpellFactory(client=client_of_north, subsidised=True))

    with pytest.raises(Refusal):
        record_coaching(
            actor=people["colleague"],
            client_id=client_of_north.pk,
            employment_id=one.pk,
            values={"begun_on": one.begun_on, "ended_on": None},
        )
    withdraw_coaching(
        actor=people["colleague"],
        client_id=client_of_north.pk,
        coaching_id=coaching.pk,
        version=1,
        reason="Did not begin",
    )

    assert list(CoachingPeriod.objects.standing()) == []


# --- supports ---------------------------------------------------------------------------------------------------------

TOOLS = {
    "kind": "arrangement",
    "purpose": "1",
    "ground": "",
    "employer_name": "Esimerkki Oy",
    "business_id": "",
    "applied_on": date(2026, 2, 28),
    "cost_on": date(2026, 1, 31),
    "amount_applied": Decimal(900),
}


def deciding(actor, one, **given):
    values = {"decision": "granted", "decided_on": date(2026, 3, 9), "decision_reason": "", **given}
    return decide_application(
        actor=actor, client_id=one.client_id, application_id=one.pk, version=one.version, values=values
    )


@pytest.mark.capability("SU-01", "SU-02", "CA-20")
def test_an_application_is_recorded_and_decided(people, client_of_north):
    work = EmploymentSpellFactory(client=client_of_north)

    one = record_application(
        actor=people["colleague"], client_id=client_of_north.pk, values=TOOLS, employment_id=work.pk
    )
    with translation.override("en"), pytest.raises(Refusal, match="the employer must contribute"):
        deciding(people["colleague"], one, decision="partly", amount_granted=Decimal(600))
    deciding(people["colleague"], one, decision="partly", amount_granted=Decimal(600), checks=["contributes"])

    one.refresh_from_db()
    assert (one.employment, one.decision, one.decided_on, one.amount_granted) == (
        work,
        Decision.PARTLY,
        date(2026, 3, 9),
        Decimal("600.00"),
    )
    with pytest.raises(OutOfOrder):
        deciding(people["colleague"], one, decision="rejected", decision_reason="Changed")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "wage", "purpose": ""}, "ground"),
        ({"purpose": ""}, "purpose"),
        ({"cost_on": None}, "cost_on"),
        ({"applied_on": TODAY + 2 * A_DAY}, "applied_on"),
        ({"business_id": "1234567-8"}, "business_id"),
    ],
)
def test_an_application_that_cannot_be_is_refused(people, client_of_north, given, field):
    with pytest.raises(Refusal) as refused:
        record_application(actor=people["colleague"], client_id=client_of_north.pk, values=TOOLS | given)

    assert (refused.value.field, SupportApplication.objects.count()) == (field, 0)


@pytest.mark.capability("SU-04")
@pytest.mark.parametrize(
    ("applied_on", "granted"),
    [(date(2026, 2, 27), True), (date(2026, 2, 28), True), (date(2026, 3, 1), False)],
)
def test_support_is_granted_when_applied_for_within_a_month(people, client_of_north, applied_on, granted):
    one = SupportApplicationFactory(client=client_of_north, applied_on=applied_on, cost_on=date(2026, 1, 31))

    if granted:
        deciding(people["colleague"], one, amount_granted=Decimal(100))
    else:
        with translation.override("en"), pytest.raises(Refusal, match="later than one month"):
            deciding(people["colleague"], one, amount_granted=Decimal(100))
        deciding(people["colleague"], one, decision="rejected", decision_reason="Applied for too late")

    one.refresh_from_db()
    assert one.decision == ("granted" if granted else "rejected")


@pytest.mark.capability("SU-04")
@pytest.mark.parametrize(("amount", "granted"), [("2999.99", True), ("3000", True), ("3000.01", False)])
def test_purchases_for_one_person_keep_the_limit_together(people, client_of_north, amount, granted):
    SupportApplicationFactory(
        client=client_of_north, decision="granted", decided_on=date(2026, 2, 20), amount_granted=1000, purpose="2"
    )
    SupportApplicationFactory(decision="granted", decided_on=date(2026, 2, 20), amount_granted=4000)
    one = SupportApplicationFactory(client=client_of_north, cost_on=date(2026, 1, 20))

    if granted:
        deciding(people["colleague"], one, amount_granted=Decimal(amount))
    else:
        with pytest.raises(Refusal) as refused:
            deciding(people["colleague"], one, amount_granted=Decimal(amount))
        assert refused.value.field == "amount_granted"

    one.refresh_from_db()
    assert one.decision == ("granted" if granted else "waiting")


@pytest.mark.capability("SU-04")
@pytest.mark.parametrize(
    ("hours", "months", "amount", "field"),
    [
        (20, 18, "7200", None),
        (21, 18, "100", "hours_a_month"),
        (20, 19, "100", "months_granted"),
        (20, 18, "7200.01", "amount_granted"),
        (10, 6, "1200.01", "amount_granted"),
        (None, 6, "100", "hours_a_month"),
        (10, None, "100", "months_granted"),
    ],
)
def test_help_of_another_worker_keeps_its_limits(people, client_of_north, hours, months, amount, field):
    one = SupportApplicationFactory(client=client_of_north, purpose="3", cost_on=None)
    said = {"hours_a_month": hours, "months_granted": months, "amount_granted": Decimal(amount)}

    if field is None:
        deciding(people["colleague"], one, **said)
    else:
        with pytest.raises(Refusal) as refused:
            deciding(people["colleague"], one, **said)
        assert refused.value.field == field

    one.refresh_from_db()
    assert one.decision == ("waiting" if field else "granted")


# What is granted on each ground at its limit, and what is refused beyond it: at which field.
SUBSIDIES = {
    "82 five months": ("82", {"percent_granted": 50, "months_granted": 5}, {"months_granted": 6}),
    "82 ten months": ("82", {"months_granted": 10, "checks": ["unemployed"]}, {"months_granted": 11}),
    "82 per cent": ("82", {"percent_granted": 50}, {"percent_granted": 51}),
    "82 ceiling": ("82", {"month_amount": Decimal(1260)}, {"month_amount": Decimal("1260.01")}),
    "82 in all": ("82", {"amount_granted": Decimal(6300)}, {"amount_granted": Decimal("6300.01")}),
    "87 months": ("87", {"months_granted": 10}, {"months_granted": 11}),
    "87 ceiling": ("87", {"month_amount": Decimal(2770)}, {"month_amount": Decimal(2771)}),
    "87 period": (
        "87",
        {"period_from": date(2026, 3, 9), "period_to": date(2027, 1, 8)},
        {"period_to": date(2027, 1, 9)},
    ),
    "88 associations": ("88", {"percent_granted": 100, "checks": ["association"]}, {"checks": []}),
    "88 ceiling": ("88", {"month_amount": 2020, "checks": ["association"]}, {"month_amount": 2021}),
    "89 age": ("89", {"checks": ["unemployed"], "period_from": date(2040, 5, 4)}, {"period_from": date(2040, 5, 3)}),
    "90 as long as the contract": ("90", {"months_granted": 36}, {"percent_granted": 51}),
    "95 age": ("95", {"checks": ["unemployed"], "period_from": date(2035, 5, 4)}, {"period_from": date(2035, 5, 3)}),
    "95 unemployed": ("95", {"checks": ["unemployed"], "period_from": date(2035, 5, 4)}, {"checks": []}),
}
AT = {"period_from": "decision", "period_to": "period_to"}


@pytest.mark.capability("SU-01")
@pytest.mark.parametrize("name", SUBSIDIES)
def test_a_wage_subsidy_keeps_the_limits_of_its_ground(people, client_of_north, name):
    ground, within, beyond = SUBSIDIES[name]
    client_of_north.birth_date = date(1980, 5, 4)
    client_of_north.save()
    one = SupportApplicationFactory(client=client_of_north, kind="wage", ground=ground, purpose="", cost_on=None)

    with pytest.raises(Refusal) as refused:
        deciding(people["colleague"], one, **(within | beyond))
    waiting = SupportApplication.objects.get().decision
    deciding(people["colleague"], one, **within)

    (field,) = beyond
    one.refresh_from_db()
    assert (refused.value.field, waiting, one.decision) == (AT.get(field, field), "waiting", "granted")
    assert Task.objects.count() == 0


EXTENSION = ["certificate", "adjusted", "lasting"]


@pytest.mark.capability("SU-01")
@pytest.mark.parametrize("lacking", EXTENSION)
def test_an_extension_has_its_conditions(people, client_of_north, lacking):
    one = SupportApplicationFactory(client=client_of_north, kind="wage", ground="87.3", purpose="", cost_on=None)

    with pytest.raises(Refusal) as refused:
        deciding(people["colleague"], one, checks=[*(code for code in EXTENSION if code != lacking), "in_time"])
    with translation.override("en"), pytest.raises(Refusal, match="section 87"):
        deciding(people["colleague"], one, checks=EXTENSION)
    deciding(people["colleague"], one, checks=[*EXTENSION, "in_time"], months_granted=24)

    assert refused.value.field == "checks"


@pytest.mark.parametrize(("ended", "granted"), [(date(2026, 2, 2), True), (date(2026, 2, 1), False)])
def test_an_extension_is_applied_for_before_the_earlier_subsidy_ends(people, client_of_north, ended, granted):
    wage = {"client": client_of_north, "kind": "wage", "purpose": "", "cost_on": None}
    SupportApplicationFactory(
        **wage, ground="87", applied_on=date(2025, 3, 2), decision="granted", decided_on=date(2025, 4, 2),
        period_from=date(2025, 4, 2), period_to=ended,
    )  # fmt: skip
    one = SupportApplicationFactory(**wage, ground="87.3")

    if granted:
        deciding(people["colleague"], one, checks=EXTENSION)
    else:
        with translation.override("en"), pytest.raises(Refusal, match="before the earlier subsidy ends"):
            deciding(people["colleague"], one, checks=[*EXTENSION, "in_time"])

    one.refresh_from_db()
    assert one.decision == ("granted" if granted else "waiting")


@pytest.mark.capability("SU-04")
@pytest.mark.parametrize(
    ("now", "given", "due"),
    [
        ("2026-03-09 12:00+02:00", {}, date(2026, 5, 9)),
        ("2026-03-09 12:00+02:00", {"cost_on": date(2026, 3, 31), "applied_on": date(2026, 3, 2)}, date(2026, 5, 31)),
        ("2026-05-09 12:00+03:00", {}, date(2026, 5, 9)),
        ("2026-05-10 12:00+03:00", {}, None),
    ],
)
def test_the_recorder_has_the_last_day_of_applying_for_payment(people, client_of_north, now, given, due):
    one = SupportApplicationFactory(client=client_of_north, **given)

    with time_machine.travel(now, tick=False):
        deciding(people["colleague"], one, amount_granted=Decimal(100))

    tasks = list(Task.objects.values_list("owner__email", "kind", "due_on", "done_at"))
    assert tasks == ([] if due is None else [(people["colleague"].email, "paper", due, None)])
    if due is not None:
        withdraw_application(
            actor=people["colleague"],
            client_id=client_of_north.pk,
            application_id=one.pk,
            version=SupportApplication.objects.get().version,
            reason="Another client's",
        )
        assert Task.objects.get().done_at is not None


def test_a_rejection_says_why_and_grants_nothing(people, client_of_north):
    one = SupportApplicationFactory(client=client_of_north)

    with pytest.raises(Refusal) as refused:
        deciding(people["colleague"], one, decision="rejected")
    deciding(people["colleague"], one, decision="lapsed", amount_granted=Decimal(5))

    one.refresh_from_db()
    assert (refused.value.field, one.decision, one.amount_granted) == ("decision_reason", "lapsed", None)


def test_a_wrong_application_is_withdrawn(people, client_of_north):
    one = SupportApplicationFactory(client=client_of_north)

    withdraw_application(
        actor=people["colleague"],
        client_id=client_of_north.pk,
        application_id=one.pk,
        version=1,
        reason="Another client's",
    )

    with pytest.raises(OutOfOrder):
        deciding(people["colleague"], one, amount_granted=Decimal(5))


# --- facets -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "found"), [(-1, 0), (0, 1), (29, 1), (30, 1), (31, 0)])
@pytest.mark.capability("CA-27")
def test_a_subsidy_ending_within_thirty_days_is_told(client_of_north, days, found):
    ends = TODAY + timedelta(days=days)
    EmploymentSpellFactory(
        client=client_of_north, job_kind="4", subsidy_ground="87", begun_on=TODAY - 90 * A_DAY,
        subsidy_from=TODAY - 90 * A_DAY, subsidy_to=ends,
    )  # fmt: skip

    assert EmploymentSpell.objects.subsidy_ends_within(TODAY).count() == found
