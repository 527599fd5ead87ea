"""Approving, following, reviewing and ending a plan; the boundaries of the law."""

from datetime import date

import pytest
import time_machine

from clients.enums.plans import (
    JOINT_BODIES,
    MEASURE_STEPS,
    REQUIRED_PARTIES,
    ApprovalManner,
    MeasureState,
    PlanKind,
    PlanParty,
)
from clients.models import MeasureStep, Plan, PlanMeasure, PlanReview, PlanVersion
from clients.services.plan_steps import approve_plan, end_plan, lacking, move_measure, review_plan
from clients.services.plans import change_plan, new_version, start_plan
from config.kernel.errors import Conflict, NotAllowed, OutOfOrder, Refusal
from tests.clients.plans.conftest import drafted
from tests.factories.plans import MeasureStepFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-07")]
TODAY = date(2026, 6, 1)
THREE = [party.value for party in JOINT_BODIES]


def approve(draft, actor, **given):
    given = {"on": TODAY, "manner": ApprovalManner.SIGNATURE, "version": draft.version, **given}
    return approve_plan(actor=actor, client_id=draft.plan.client_id, plan_version_id=draft.pk, **given)


def test_an_approval_says_who_when_and_how(coordinator, whole_draft):
    approve(whole_draft, coordinator, manner=ApprovalManner.OTHER, note="Read aloud, told back by the client.")

    held = PlanVersion.objects.get()
    assert (held.status, held.approved_on, held.approval_manner, held.approved_by, held.approval_note) == (
        "approved", TODAY, "other", coordinator, "Read aloud, told back by the client.",
    )  # fmt: skip


def test_approving_otherwise_needs_the_note_that_understanding_was_ensured(coordinator, whole_draft):
    with pytest.raises(Refusal):
        approve(whole_draft, coordinator, manner=ApprovalManner.OTHER, note=" ")

    assert PlanVersion.objects.get().status == "draft"


@pytest.mark.parametrize("on", [date(2026, 6, 2)])
def test_an_approval_has_taken_place(coordinator, whole_draft, on):
    with pytest.raises(Refusal) as refusal:
        approve(whole_draft, coordinator, on=on)

    assert refusal.value.field == "on"
    assert PlanVersion.objects.get().status == "draft"


def test_a_draft_changed_meanwhile_is_not_approved(coordinator, whole_draft):
    with pytest.raises(Conflict):
        approve(whole_draft, coordinator, version=2)

    assert PlanVersion.objects.get().status == "draft"


def test_a_plan_that_lacks_parts_is_not_approved(client, coordinator):
    draft = start_plan(actor=coordinator, client_id=client.pk, kind=PlanKind.EMPLOYMENT, values={})

    with pytest.raises(Refusal):
        approve(draft, coordinator)

    assert len(lacking(draft)) == 5
    assert PlanVersion.objects.get().status == "draft"


@pytest.mark.parametrize("kind", PlanKind)
def test_a_plan_is_made_together_with_the_bodies_of_its_law(client, coordinator, kind):
    needed = [party.value for party in PlanParty if party in REQUIRED_PARTIES[kind]]

    assert lacking(drafted(client, coordinator, kind=kind, parties=needed)) == []
    version = PlanVersion.objects.get()
    change_plan(
        actor=coordinator, client_id=client.pk, plan_version_id=version.pk, version=3, values={"parties": needed[1:]}
    )
    assert len(lacking(PlanVersion.objects.get())) == 1


@pytest.mark.parametrize(
    ("kind", "review_on", "is_allowed"),
    [
        ("multi_sectoral", date(2026, 8, 31), True),
        ("multi_sectoral", date(2026, 9, 1), True),
        ("multi_sectoral", date(2026, 9, 2), False),
        ("employment", date(2027, 6, 1), True),
        ("employment", TODAY, False),
    ],
)
def test_a_multi_sectoral_plan_is_reviewed_within_three_months(client, coordinator, kind, review_on, is_allowed):
    draft = drafted(client, coordinator, kind=kind, parties=THREE, review_on=review_on)

    if is_allowed:
        approve(draft, coordinator)
    else:
        with pytest.raises(Refusal) as refusal:
            approve(draft, coordinator)
        assert refusal.value.field == "review_on"

    assert PlanVersion.objects.get().status == ("approved" if is_allowed else "draft")


def test_a_new_version_replaces_what_was_in_force(client, coordinator, whole_draft):
    first = approve(whole_draft, coordinator, on=date(2026, 5, 4))
    draft = new_version(actor=coordinator, client_id=client.pk, plan_id=first.plan_id)
    change_plan(
        actor=coordinator,
        client_id=client.pk,
        plan_version_id=draft.pk,
        version=1,
        values={"review_on": date(2026, 10, 1)},
    )
    draft.refresh_from_db()

    approve(draft, coordinator)

    assert list(PlanVersion.objects.order_by("number").values_list("number", "status", "replaced_on")) == [
        (1, "replaced", TODAY),
        (2, "approved", None),
    ]


def test_a_version_is_not_approved_before_the_one_it_replaces(client, coordinator, whole_draft):
    first = approve(whole_draft, coordinator)
    draft = new_version(actor=coordinator, client_id=client.pk, plan_id=first.plan_id)
    given = {"actor": coordinator, "client_id": client.pk, "plan_version_id": draft.pk}
    change_plan(**given, version=1, values={"review_on": date(2026, 10, 1)})
    draft.refresh_from_db()

    with pytest.raises(Refusal):
        approve(draft, coordinator, on=date(2026, 5, 31))

    assert PlanVersion.objects.get(number=1).status == "approved"


def test_only_those_who_work_with_the_client_approve(client, consultant, whole_draft):
    with pytest.raises(NotAllowed):
        approve(whole_draft, consultant)

    assert PlanVersion.objects.get().status == "draft"


@pytest.mark.parametrize("now", MeasureState)
@pytest.mark.parametrize("to", MeasureState)
def test_every_step_of_a_measure(client, coordinator, whole_draft, now, to):
    held = approve(whole_draft, coordinator)
    measure = PlanMeasure.objects.get()
    if now != MeasureState.PLANNED:
        MeasureStepFactory(plan=held.plan, lineage=measure.lineage, state=now, reason="Moved away.")
    given = {"actor": coordinator, "client_id": client.pk, "measure_id": measure.pk, "seen": now, "to": to}

    if to in MEASURE_STEPS[now]:
        move_measure(**given, on=TODAY, reason="Not needed.")
        last = MeasureStep.objects.latest_of([held.plan_id]).get()
        assert (last.state, last.taken_on, last.recorded_by) == (to, TODAY, coordinator)
    else:
        before = MeasureStep.objects.count()
        with pytest.raises(OutOfOrder):
            move_measure(**given, on=TODAY, reason="Not needed.")
        assert MeasureStep.objects.count() == before


def test_a_measure_is_followed_over_versions(client, coordinator, whole_draft):
    held = approve(whole_draft, coordinator)
    measure = PlanMeasure.objects.get()
    given = {"actor": coordinator, "client_id": client.pk, "on": TODAY}
    move_measure(**given, measure_id=measure.pk, seen=MeasureState.PLANNED, to=MeasureState.RUNNING)
    draft = new_version(actor=coordinator, client_id=client.pk, plan_id=held.plan_id)
    change_plan(
        actor=coordinator,
        client_id=client.pk,
        plan_version_id=draft.pk,
        version=1,
        values={"review_on": date(2026, 10, 1)},
    )
    draft.refresh_from_db()
    approve(draft, coordinator)
    copy = PlanMeasure.objects.get(goal__plan_version=draft)

    move_measure(**given, measure_id=copy.pk, seen=MeasureState.RUNNING, to=MeasureState.DONE)

    assert list(MeasureStep.objects.values_list("number", "state")) == [(1, "running"), (2, "done")]


def test_a_measure_that_moved_meanwhile_is_a_conflict(client, coordinator, whole_draft):
    held = approve(whole_draft, coordinator)
    measure = PlanMeasure.objects.get()
    MeasureStepFactory(plan=held.plan, lineage=measure.lineage, state="running")

    with pytest.raises(Conflict):
        move_measure(
            actor=coordinator,
            client_id=client.pk,
            measure_id=measure.pk,
            seen=MeasureState.PLANNED,
            to=MeasureState.DONE,
            on=TODAY,
        )

    assert MeasureStep.objects.count() == 1


@pytest.mark.parametrize(
    ("to", "on", "reason"),
    [(MeasureState.DROPPED, TODAY, ""), (MeasureState.DONE, date(2026, 6, 2), "")],
)
def test_a_step_of_a_measure_that_cannot_be(client, coordinator, whole_draft, to, on, reason):
    approve(whole_draft, coordinator)

    with pytest.raises(Refusal):
        move_measure(
            actor=coordinator,
            client_id=client.pk,
            measure_id=PlanMeasure.objects.get().pk,
            seen=MeasureState.PLANNED,
            to=to,
            on=on,
            reason=reason,
        )

    assert MeasureStep.objects.count() == 0


def test_measures_of_a_draft_are_not_followed(client, coordinator, whole_draft):
    with pytest.raises(OutOfOrder):
        move_measure(
            actor=coordinator,
            client_id=client.pk,
            measure_id=PlanMeasure.objects.get().pk,
            seen=MeasureState.PLANNED,
            to=MeasureState.DONE,
            on=TODAY,
        )

    assert MeasureStep.objects.count() == 0


def review(plan_id, client, actor, **given):
    given = {"on": TODAY, "outcome": "as_it_is", "next_review_on": date(2026, 9, 1), **given}
    return review_plan(actor=actor, client_id=client.pk, plan_id=plan_id, **given)


def test_a_review_moves_the_day_of_the_next(client, coordinator, whole_draft):
    held = approve(whole_draft, coordinator, on=date(2026, 5, 4))
    assert Plan.objects.with_review_due().get().review_due_on == date(2026, 9, 1)

    review(held.plan_id, client, coordinator, next_review_on=date(2026, 12, 1))

    assert Plan.objects.with_review_due().get().review_due_on == date(2026, 12, 1)


def test_a_new_version_sets_the_day_of_the_review_anew(client, coordinator, whole_draft):
    held = approve(whole_draft, coordinator, on=date(2026, 5, 4))
    review(held.plan_id, client, coordinator, next_review_on=date(2026, 12, 1))
    draft = new_version(actor=coordinator, client_id=client.pk, plan_id=held.plan_id)
    given = {"actor": coordinator, "client_id": client.pk, "plan_version_id": draft.pk}
    change_plan(**given, version=1, values={"review_on": date(2026, 7, 1)})
    draft.refresh_from_db()

    with time_machine.travel("2026-06-02 10:00+03:00"):
        approve(draft, coordinator, on=date(2026, 6, 2))

    assert Plan.objects.with_review_due().get().review_due_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": date(2026, 6, 2)}, "reviewed_on"),
        ({"on": date(2026, 5, 31)}, "reviewed_on"),
        ({"next_review_on": TODAY}, "next_review_on"),
        ({"next_review_on": date(2026, 9, 2)}, "next_review_on"),
    ],
)
def test_a_review_that_cannot_be(client, coordinator, given, field):
    draft = drafted(client, coordinator, kind="multi_sectoral", parties=THREE, review_on=date(2026, 8, 31))
    held = approve(draft, coordinator)

    with pytest.raises(Refusal) as refusal:
        review(held.plan_id, client, coordinator, **given)

    assert refusal.value.field == field
    assert PlanReview.objects.count() == 0


def test_a_draft_is_not_reviewed(client, coordinator, whole_draft):
    with pytest.raises(OutOfOrder):
        review(whole_draft.plan_id, client, coordinator)

    assert PlanReview.objects.count() == 0


def end(plan_id, client, actor, **given):
    given = {"on": TODAY, "reason": "reached", "version": 1, **given}
    return end_plan(actor=actor, client_id=client.pk, plan_id=plan_id, **given)


def test_a_plan_ends_on_a_day_for_a_reason(client, coordinator, whole_draft):
    held = approve(whole_draft, coordinator)

    end(held.plan_id, client, coordinator)

    plan = Plan.objects.get()
    assert (plan.ended_on, plan.ending_reason, plan.version) == (TODAY, "reached", 2)
    with pytest.raises(OutOfOrder):
        end(held.plan_id, client, coordinator, version=2)


@pytest.mark.parametrize(
    ("reason", "bodies", "is_allowed"),
    [
        ("joint_view", THREE, True),
        ("joint_view", THREE[:2], False),
        ("reached", [], False),
        ("moved", [], True),
        ("jobseeking_ended", [], True),
    ],
)
def test_joint_customership_ends_on_the_view_of_the_three(client, coordinator, reason, bodies, is_allowed):
    draft = drafted(client, coordinator, kind="multi_sectoral", parties=THREE, review_on=date(2026, 8, 31))
    held = approve(draft, coordinator)

    if is_allowed:
        end(held.plan_id, client, coordinator, reason=reason, joint_view=bodies)
    else:
        with pytest.raises(Refusal) as refusal:
            end(held.plan_id, client, coordinator, reason=reason, joint_view=bodies)
        assert refusal.value.field == "joint_view"

    assert (Plan.objects.get().ended_on is not None) == is_allowed


@pytest.mark.parametrize("given", [{"on": date(2026, 5, 31)}, {"on": date(2026, 6, 2)}, {"reason": "other"}])
def test_an_end_that_cannot_be(client, coordinator, whole_draft, given):
    held = approve(whole_draft, coordinator)

    with pytest.raises(Refusal):
        end(held.plan_id, client, coordinator, **given)

    assert Plan.objects.get().ended_on is None


def test_a_plan_with_an_open_draft_does_not_end(client, coordinator, whole_draft):
    with pytest.raises(OutOfOrder):
        end(whole_draft.plan_id, client, coordinator)

    assert Plan.objects.get().ended_on is None
