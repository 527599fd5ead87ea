"""Making a plan: drafts with goals and measures, versions, and what an approved one does not allow."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from accounts.context import acting
from clients.enums.plans import PLAN_STEPS, ApprovalManner, PlanKind, PlanStatus
from clients.models import Plan, PlanGoal, PlanMeasure, PlanVersion
from clients.selectors import plans as shown
from clients.services import plans
from clients.services.plan_steps import approve_plan, end_plan
from clients.services.plans import start_plan
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.clients.plans.conftest import MEASURE, SURVEY, drafted
from tests.factories.plans import PlanFactory
from tests.factories.work_ability import NeedsAssessmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-07")]
TODAY = date(2026, 6, 1)


def approve(draft, actor, **given):
    given = {"on": TODAY, "manner": ApprovalManner.SIGNATURE, "version": draft.version, **given}
    return approve_plan(actor=actor, client_id=draft.plan.client_id, plan_version_id=draft.pk, **given)


def test_a_plan_begins_as_a_draft(client, coordinator):
    draft = start_plan(actor=coordinator, client_id=client.pk, kind=PlanKind.EMPLOYMENT, values=SURVEY)

    kept = PlanVersion.objects.get()
    assert (kept.pk, kept.number, kept.status, kept.kind, kept.need) == (
        draft.pk, 1, "draft", "employment", SURVEY["need"],
    )  # fmt: skip
    assert (kept.made_by, kept.plan.client, kept.plan.begun_on) == (coordinator, client, TODAY)


def test_a_plan_keeps_what_the_assessment_said_then(client, coordinator):
    assessment = NeedsAssessmentFactory(
        client=client, needs="Shorter days.", competence="A cook.", work_ability="No lifting.", proposed_services=["B1"]
    )

    draft = start_plan(
        actor=coordinator,
        client_id=client.pk,
        kind=PlanKind.EMPLOYMENT,
        values=SURVEY,
        assessment_id=assessment.pk,
    )

    assert draft.assessed == {
        "assessed_on": "2026-03-02",
        "competence": "A cook.",
        "needs": "Shorter days.",
        "summary": "Wants part-time work near home.",
        "proposed_services": ["B1"],
    }
    assert draft.assessed_work_ability == "No lifting."
    told = dict(shown.assessed_facts(draft, with_health=False))
    assert "No lifting." not in told.values()
    assert "No lifting." in dict(shown.assessed_facts(draft, with_health=True)).values()


def test_an_assessment_of_another_client_is_not_found(client, coordinator, north):
    from tests.factories.clients import ClientFactory

    other = NeedsAssessmentFactory(client=ClientFactory(unit=north))

    with pytest.raises(NotFound):
        start_plan(
            actor=coordinator, client_id=client.pk, kind=PlanKind.EMPLOYMENT, values=SURVEY, assessment_id=other.pk
        )

    assert Plan.objects.count() == 0


def test_a_client_has_one_plan(client, coordinator, whole_draft):
    with pytest.raises(Refusal):
        start_plan(actor=coordinator, client_id=client.pk, kind=PlanKind.EMPLOYMENT, values=SURVEY)

    assert Plan.objects.get() == whole_draft.plan


def test_after_an_ended_plan_another_may_begin(client, coordinator):
    PlanFactory(client=client, ended=True)

    start_plan(actor=coordinator, client_id=client.pk, kind=PlanKind.EMPLOYMENT, values=SURVEY)

    assert Plan.objects.not_ended().count() == 1


@pytest.mark.parametrize(("who", "error"), [("consultant", NotAllowed), ("stranger", NotFound), ("outsider", NotFound)])
def test_only_those_who_work_with_the_client_make_a_plan(client, people, consultant, who, error):
    with pytest.raises(error):
        start_plan(actor=people[who], client_id=client.pk, kind=PlanKind.EMPLOYMENT, values=SURVEY)

    assert Plan.objects.count() == 0


def test_a_draft_is_changed_in_its_parts(client, coordinator, whole_draft):
    given = {"actor": coordinator, "client_id": client.pk, "plan_version_id": whole_draft.pk}
    goal, measure = PlanGoal.objects.get(), PlanMeasure.objects.get()

    plans.change_plan(**given, version=3, values={"need": "Lighter work."})
    plans.change_goal(**given, goal_id=goal.pk, version=4, text=" Work five hours a day. ")
    plans.change_measure(**given, measure_id=measure.pk, version=5, values={**MEASURE, "what": "Visits the place."})
    second = plans.add_goal(**given, version=6, text="Rest enough.")
    plans.remove_measure(**given, measure_id=measure.pk, version=7)
    plans.remove_goal(**given, goal_id=second.pk, version=8)

    whole_draft.refresh_from_db()
    assert (whole_draft.version, whole_draft.need) == (9, "Lighter work.")
    assert list(PlanGoal.objects.values_list("text", "position")) == [("Work five hours a day.", 1)]
    assert PlanMeasure.objects.count() == 0


@pytest.mark.parametrize(
    ("step", "values"),
    [
        (plans.change_plan, {"values": {"need": "Other."}}),
        (plans.add_goal, {"text": "Another."}),
        (plans.change_goal, {"text": "Another.", "goal_id": "goal"}),
        (plans.remove_goal, {"goal_id": "goal"}),
        (plans.add_measure, {"goal_id": "goal", "values": MEASURE}),
        (plans.change_measure, {"measure_id": "measure", "values": MEASURE}),
        (plans.remove_measure, {"measure_id": "measure"}),
        (plans.discard_draft, {}),
    ],
)
def test_two_who_change_a_draft_are_told_of_one_another(client, coordinator, whole_draft, step, values):
    keys = {"goal": PlanGoal.objects.get().pk, "measure": PlanMeasure.objects.get().pk}
    values = {name: keys.get(value, value) if isinstance(value, str) else value for name, value in values.items()}

    with pytest.raises(Conflict):
        step(actor=coordinator, client_id=client.pk, plan_version_id=whole_draft.pk, version=2, **values)

    whole_draft.refresh_from_db()
    assert (whole_draft.version, PlanGoal.objects.count(), PlanMeasure.objects.count()) == (3, 1, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"owner": "partner", "owner_name": ""}, ""),
        ({"starts_on": date(2026, 9, 1)}, ""),
        ({"what": ""}, "what"),
    ],
)
def test_a_measure_says_what_who_and_when(client, coordinator, whole_draft, values, field):
    goal = PlanGoal.objects.get()

    with pytest.raises(Refusal) as refusal:
        plans.add_measure(
            actor=coordinator,
            client_id=client.pk,
            plan_version_id=whole_draft.pk,
            goal_id=goal.pk,
            version=3,
            values={**MEASURE, **values},
        )

    assert refusal.value.field == field
    assert PlanMeasure.objects.count() == 1


def test_discarding_the_only_draft_leaves_no_plan(client, coordinator, whole_draft):
    plans.discard_draft(actor=coordinator, client_id=client.pk, plan_version_id=whole_draft.pk, version=3)

    assert (Plan.objects.count(), PlanVersion.objects.count(), PlanGoal.objects.count()) == (0, 0, 0)


def test_discarding_a_later_draft_leaves_the_plan_in_force(client, coordinator, whole_draft):
    held = approve(whole_draft, coordinator)
    draft = plans.new_version(actor=coordinator, client_id=client.pk, plan_id=held.plan_id)

    plans.discard_draft(actor=coordinator, client_id=client.pk, plan_version_id=draft.pk, version=1)

    assert PlanVersion.objects.get() == held
    assert PlanGoal.objects.count() == 1


def test_a_new_version_begins_as_the_one_in_force(client, coordinator, whole_draft):
    held = approve(whole_draft, coordinator)

    draft = plans.new_version(actor=coordinator, client_id=client.pk, plan_id=held.plan_id)

    assert (draft.number, draft.status, draft.need, draft.review_on) == (2, "draft", held.need, None)
    assert [goal.lineage for goal in draft.goals.all()] == [goal.lineage for goal in held.goals.all()]
    copies = PlanMeasure.objects.filter(goal__plan_version=draft)
    originals = PlanMeasure.objects.filter(goal__plan_version=held)
    assert list(copies.values_list("lineage", "what", "due_on")) == list(
        originals.values_list("lineage", "what", "due_on")
    )


def test_a_new_version_needs_a_plan_in_force_and_no_draft(client, coordinator, whole_draft):
    with pytest.raises(OutOfOrder):
        plans.new_version(actor=coordinator, client_id=client.pk, plan_id=whole_draft.plan_id)
    held = approve(whole_draft, coordinator)
    plans.new_version(actor=coordinator, client_id=client.pk, plan_id=held.plan_id)

    with pytest.raises(Refusal):
        plans.new_version(actor=coordinator, client_id=client.pk, plan_id=held.plan_id)

    assert PlanVersion.objects.count() == 2


def test_what_differs_between_versions_is_shown(client, coordinator, whole_draft):
    held = approve(whole_draft, coordinator)
    draft = plans.new_version(actor=coordinator, client_id=client.pk, plan_id=held.plan_id)
    given = {"actor": coordinator, "client_id": client.pk, "plan_version_id": draft.pk}
    plans.change_plan(**given, version=1, values={"need": "Lighter work.", "review_on": held.review_on})
    goal = plans.add_goal(**given, version=2, text="Rest enough.")
    plans.remove_measure(**given, measure_id=PlanMeasure.objects.get(goal__plan_version=draft).pk, version=3)
    draft.refresh_from_db()

    with translation.override("en"):
        table = shown.changes_table(draft)

    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        ("Need of services", "Part-time work near home.", "Lighter work."),
        ("Goal", "Not there", goal.text),
        ("Measure", "Tries the work out.; Work try-out; The client; by 31 Aug 2026", "Removed"),
    ]
    assert shown.changes_table(held) is None


@pytest.mark.parametrize("now", PlanStatus)
@pytest.mark.parametrize("to", PlanStatus)
def test_the_table_of_steps_is_whole(now, to):
    allowed = {(PlanStatus.DRAFT, PlanStatus.APPROVED), (PlanStatus.APPROVED, PlanStatus.REPLACED)}

    assert (to in PLAN_STEPS[now]) == ((now, to) in allowed)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: PlanVersion.objects.filter(pk=one.pk).update(need="Other."),
        lambda one: PlanVersion.objects.filter(pk=one.pk).update(approved_on=date(2026, 5, 1)),
        lambda one: PlanVersion.objects.filter(pk=one.pk).delete(),
        lambda one: PlanGoal.objects.filter(plan_version=one).update(text="Other."),
        lambda one: PlanGoal.objects.create(area_id=one.area_id, plan_version=one, position=2, text="Other."),
        lambda one: PlanMeasure.objects.filter(goal__plan_version=one).update(what="Other."),
        lambda one: PlanMeasure.objects.filter(goal__plan_version=one).delete(),
    ],
)
def test_the_database_holds_an_approved_version_as_it_is(coordinator, whole_draft, change):
    held = approve(whole_draft, coordinator)

    with pytest.raises(DatabaseError), transaction.atomic():
        change(held)

    assert PlanVersion.objects.get().need == SURVEY["need"]
    assert PlanMeasure.objects.get().what == MEASURE["what"]


def test_services_refuse_to_change_an_approved_version(client, coordinator, whole_draft):
    held = approve(whole_draft, coordinator)
    given = {"actor": coordinator, "client_id": client.pk, "plan_version_id": held.pk, "version": held.version}

    for step, values in ((plans.change_plan, {"values": {"need": "x"}}), (plans.add_goal, {"text": "x"})):
        with pytest.raises(OutOfOrder):
            step(**given, **values)
    with pytest.raises(OutOfOrder):
        plans.discard_draft(**given)

    held.refresh_from_db()
    assert held.need == SURVEY["need"]


def test_another_area_sees_no_plan(client, coordinator, outsider, whole_draft):
    approve(whole_draft, coordinator)

    with acting(user=outsider, areas=[39]):
        assert (Plan.objects.count(), PlanVersion.objects.count(), PlanGoal.objects.count()) == (0, 0, 0)


def test_kinds_of_plans_ended_leave_room_for_another(client, coordinator):
    held = approve(drafted(client, coordinator), coordinator)
    end_plan(actor=coordinator, client_id=client.pk, plan_id=held.plan_id, version=1, on=TODAY, reason="reached")

    drafted(client, coordinator, kind="activation", parties=["employment", "county"])

    assert Plan.objects.count() == 2
