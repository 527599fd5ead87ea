"""The clarification of a pension, every step of its table, and the question of the right benefit."""

from datetime import date, timedelta

import pytest

from clients.enums.pensions import NEXT_EVENTS, PENSION_STEPS, STUCK_AFTER_DAYS, PensionGrant, PensionStage
from clients.models import BenefitCheck, PensionClarification, PensionStep
from clients.selectors.deadlines import appeal_until
from clients.selectors.pensions import stuck_days
from clients.services.pensions import Decision, check_benefit, move_clarification, start_clarification
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.plans import PensionClarificationFactory, PensionStepFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-12")]
TODAY = date(2026, 6, 1)


def test_a_clarification_begins_with_its_need(client, supervisor):
    start_clarification(actor=supervisor, client_id=client.pk, on=date(2026, 5, 4))

    one = PensionClarification.objects.get()
    assert (one.stage, one.stage_since, one.recorded_by) == ("need", date(2026, 5, 4), supervisor)
    assert list(PensionStep.objects.values_list("number", "stage", "taken_on")) == [(1, "need", date(2026, 5, 4))]


def test_a_client_has_one_clarification_under_way(client, supervisor):
    PensionClarificationFactory(client=client)

    with pytest.raises(Refusal):
        start_clarification(actor=supervisor, client_id=client.pk, on=TODAY)

    assert PensionClarification.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "error"),
    [("coordinator", NotAllowed), ("consultant", NotAllowed), ("stranger", NotFound), ("outsider", NotFound)],
)
def test_only_the_right_to_health_and_work_with_the_client_begin_one(client, people, consultant, who, error):
    with pytest.raises(error):
        start_clarification(actor=people[who], client_id=client.pk, on=TODAY)

    assert PensionClarification.objects.count() == 0


@pytest.mark.parametrize("now", PensionStage)
@pytest.mark.parametrize("to", PensionStage)
def test_every_step_of_the_table(client, supervisor, now, to):
    one = PensionClarificationFactory(client=client, stage=now)
    decision = Decision(granted=PensionGrant.PARTIAL) if to == PensionStage.GRANTED else Decision()
    given = {"actor": supervisor, "client_id": client.pk, "clarification_id": one.pk, "version": 1}

    if to in PENSION_STEPS[now]:
        move_clarification(**given, to=to, on=TODAY, decision=decision)
        one.refresh_from_db()
        assert (one.stage, one.stage_since, one.version) == (to, TODAY, 2)
        assert PensionStep.objects.get().recorded_by == supervisor
    else:
        with pytest.raises(OutOfOrder):
            move_clarification(**given, to=to, on=TODAY, decision=decision)
        one.refresh_from_db()
        assert (one.stage, one.version, PensionStep.objects.count()) == (now, 1, 0)


def test_every_stage_that_goes_on_says_what_is_expected_and_when_it_is_stuck():
    going_on = {stage for stage, steps in PENSION_STEPS.items() if steps}

    assert set(PENSION_STEPS) == set(PensionStage)
    assert going_on == set(NEXT_EVENTS) == set(STUCK_AFTER_DAYS)


@pytest.mark.parametrize(
    ("decision", "is_allowed"),
    [
        (Decision(), False),
        (Decision(granted=PensionGrant.FULL), True),
        (Decision(granted=PensionGrant.REHABILITATION), False),
        (Decision(granted=PensionGrant.REHABILITATION, granted_until=date(2027, 5, 31)), True),
        (Decision(granted=PensionGrant.FULL, granted_until=date(2026, 5, 31)), False),
        (Decision(granted=PensionGrant.FULL, informed_on=date(2026, 5, 31)), False),
    ],
)
def test_a_grant_says_what_and_until_when(client, supervisor, decision, is_allowed):
    one = PensionClarificationFactory(client=client, stage="waiting")
    given = {"actor": supervisor, "client_id": client.pk, "clarification_id": one.pk, "version": 1}

    if is_allowed:
        move_clarification(**given, to=PensionStage.GRANTED, on=TODAY, decision=decision)
    else:
        with pytest.raises(Refusal):
            move_clarification(**given, to=PensionStage.GRANTED, on=TODAY, decision=decision)

    one.refresh_from_db()
    assert one.stage == ("granted" if is_allowed else "waiting")


def test_what_is_said_of_a_decision_is_kept_of_decisions_only(client, supervisor):
    one = PensionClarificationFactory(client=client)

    move_clarification(
        actor=supervisor,
        client_id=client.pk,
        clarification_id=one.pk,
        version=1,
        to=PensionStage.ADVISED,
        on=TODAY,
        decision=Decision(granted=PensionGrant.FULL, granted_until=TODAY, informed_on=TODAY),
    )

    step = PensionStep.objects.get()
    assert (step.granted, step.granted_until, step.informed_on) == ("", None, None)


@pytest.mark.parametrize("on", [date(2026, 6, 2), date(2026, 3, 1)])
def test_a_step_is_neither_to_come_nor_before_the_one_it_follows(client, supervisor, on):
    one = PensionClarificationFactory(client=client)

    with pytest.raises(Refusal) as refusal:
        move_clarification(
            actor=supervisor,
            client_id=client.pk,
            clarification_id=one.pk,
            version=1,
            to=PensionStage.ADVISED,
            on=on,
        )

    assert refusal.value.field == "on"
    assert PensionStep.objects.count() == 0


def test_a_clarification_that_moved_meanwhile_is_a_conflict(client, supervisor):
    one = PensionClarificationFactory(client=client, version=2)

    with pytest.raises(Conflict):
        move_clarification(
            actor=supervisor,
            client_id=client.pk,
            clarification_id=one.pk,
            version=1,
            to=PensionStage.ADVISED,
            on=TODAY,
        )

    assert PensionStep.objects.count() == 0


@pytest.mark.parametrize("stage", STUCK_AFTER_DAYS)
def test_stuck_from_the_day_after_the_stage_should_have_ended(client, stage):
    longest = STUCK_AFTER_DAYS[stage]
    one = PensionClarificationFactory(client=client, stage=stage, stage_since=TODAY - timedelta(days=longest))

    found = [
        (stuck_days(one, day=day), PensionClarification.objects.stuck(day).count())
        for day in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1))
    ]

    assert found == [(0, 0), (0, 0), (1, 1)]


def test_a_closed_clarification_is_not_stuck(client):
    one = PensionClarificationFactory(client=client, stage="closed", stage_since=date(2020, 1, 1))

    assert (stuck_days(one, day=TODAY), PensionClarification.objects.stuck(TODAY).count()) == (0, 0)


@pytest.mark.parametrize(
    ("given", "last"),
    [
        ({"stage": "refused", "informed_on": date(2026, 3, 9)}, date(2026, 4, 8)),
        ({"stage": "refused"}, date(2026, 4, 8)),  # posted on 2 March, received on the 9th
        ({"stage": "granted", "granted": "partial"}, date(2026, 4, 8)),
        ({"stage": "granted", "granted": "full"}, None),
        ({"stage": "waiting"}, None),
    ],
)
def test_the_last_day_to_appeal(client, given, last):
    step = PensionStepFactory(clarification=PensionClarificationFactory(client=client), **given)

    assert appeal_until(step) == last


@pytest.mark.capability("CA-11")
def test_the_right_benefit_is_asked_at_the_start_and_at_the_end(client, coordinator):
    for occasion, answer, note in (("start", "no", "Sickness allowance."), ("end", "yes", "")):
        check_benefit(
            actor=coordinator, client_id=client.pk, occasion=occasion, checked_on=TODAY, answer=answer, note=note
        )

    assert set(BenefitCheck.objects.values_list("occasion", "answer", "recorded_by")) == {
        ("start", "no", coordinator.pk),
        ("end", "yes", coordinator.pk),
    }


@pytest.mark.parametrize(
    ("given", "field"), [({"answer": "no"}, "note"), ({"checked_on": date(2026, 6, 2)}, "checked_on")]
)
def test_an_answer_on_the_benefit_that_cannot_be(client, coordinator, given, field):
    given = {"occasion": "start", "checked_on": TODAY, "answer": "yes", **given}

    with pytest.raises(Refusal) as refusal:
        check_benefit(actor=coordinator, client_id=client.pk, **given)

    assert refusal.value.field == field
    assert BenefitCheck.objects.count() == 0
