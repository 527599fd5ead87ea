"""Pages of plans, exceptions, pensions and benefits: a plan from its first draft to its paper, and who sees what."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.models import (
    BenefitCheck,
    DeadlineException,
    MeasureStep,
    PensionClarification,
    Plan,
    PlanGoal,
    PlanMeasure,
    PlanVersion,
)
from clients.services.plan_paper import plan_paper
from tests.clients.plans.conftest import drafted
from tests.factories.plans import (
    PensionClarificationFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanMeasureFactory,
    PlanVersionFactory,
)
from tests.factories.work_ability import NeedsAssessmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-07")]
SURVEY = {
    "kind": "employment",
    "need": "Part-time work near home.",
    "summary": "Wants to go on working.",
    "follow_up": "A call every month.",
    "parties": ["employment"],
    "parties_named": "",
    "review_on": "2026-09-01",
    "valid_until": "",
}
MEASURE = {"what": "Tries the work out.", "service": "C1", "owner": "client", "owner_name": "", "due_on": "2026-08-31"}


def at(name, *keys):
    return reverse(f"clients:{name}", args=keys)


def test_a_plan_is_made_approved_changed_and_ended(client, signed_in):
    browser = signed_in("coordinator")

    browser.post(at("plan_new", client.pk), SURVEY)
    draft = PlanVersion.objects.get()
    browser.post(at("plan_goal_new", client.pk, draft.pk), {"text": "Work four hours a day.", "version": 1})
    goal = PlanGoal.objects.get()
    browser.post(at("plan_measure_new", client.pk, draft.pk, goal.pk), {**MEASURE, "version": 2})
    approval = {"on": "2026-06-01", "manner": "signature", "note": "", "version": 3}
    done = browser.post(at("plan_approve", client.pk, draft.pk), approval)
    assert (done.status_code, done["Location"]) == (302, at("plan_version", client.pk, draft.pk))
    step = {"on": "2026-06-01", "reason": "", "to": "running", "seen": "planned"}
    browser.post(at("plan_measure_step", client.pk, draft.pk, PlanMeasure.objects.get().pk), step)
    assert MeasureStep.objects.get().state == "running"
    review = {"reviewed_on": "2026-06-01", "outcome": "to_change", "note": "", "next_review_on": "2026-08-03"}
    browser.post(at("plan_review", client.pk, draft.plan_id), review)
    browser.post(at("plan_version_new", client.pk, draft.plan_id))
    second = PlanVersion.objects.get(number=2)
    browser.post(at("plan_edit", client.pk, second.pk), {**SURVEY, "need": "Lighter work.", "version": 1})
    page = browser.get(at("plan_version", client.pk, second.pk)).content.decode()
    assert "Lighter work." in page
    browser.post(at("plan_approve", client.pk, second.pk), {**approval, "version": 2})
    end = {"ended_on": "2026-06-01", "ending_reason": "reached", "ending_note": "", "version": 1}
    browser.post(at("plan_end", client.pk, draft.plan_id), end)

    plan = Plan.objects.get()
    assert (plan.ended_on, plan.reviews.count()) == (date(2026, 6, 1), 1)
    assert list(plan.versions.order_by("number").values_list("status", flat=True)) == ["replaced", "approved"]


def test_the_survey_begins_with_the_latest_assessment(client, signed_in):
    assessment = NeedsAssessmentFactory(client=client, needs="Shorter days.", multi_sectoral_ground="both")

    form = signed_in("coordinator").get(at("plan_new", client.pk)).context["form"]

    assert (form["need"].value(), form["kind"].value(), form["assessment"].value()) == (
        "Shorter days.",
        "multi_sectoral",
        str(assessment.pk),
    )


@pytest.mark.parametrize(
    ("page", "given", "field"),
    [
        ("plan_goal_new", {"text": ""}, "text"),
        ("plan_approve", {"on": "2026-06-02", "manner": "signature"}, "on"),
        ("plan_edit", {**SURVEY, "kind": "none"}, "kind"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client, signed_in, whole_draft, page, given, field):
    answer = signed_in("coordinator").post(at(page, client.pk, whole_draft.pk), {**given, "version": 3})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    whole_draft.refresh_from_db()
    assert whole_draft.version == 3


def test_two_who_change_the_survey_see_both_versions(client, signed_in, whole_draft):
    answer = signed_in("coordinator").post(
        at("plan_edit", client.pk, whole_draft.pk), {**SURVEY, "need": "Another need.", "version": 2}
    )

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Another need." in page
    assert "Part-time work near home." in page
    assert answer.context["form"]["version"].value() == "3"
    whole_draft.refresh_from_db()
    assert whole_draft.need == "Part-time work near home."


def test_goals_and_measures_are_taken_out_by_buttons(client, signed_in, whole_draft):
    browser = signed_in("coordinator")
    goal, measure = PlanGoal.objects.get(), PlanMeasure.objects.get()
    browser.post(
        at("plan_measure", client.pk, whole_draft.pk, measure.pk), {**MEASURE, "what": "Visits.", "version": 3}
    )
    browser.post(at("plan_goal", client.pk, whole_draft.pk, goal.pk), {"text": "Rest enough.", "version": 4})
    assert (PlanMeasure.objects.get().what, PlanGoal.objects.get().text) == ("Visits.", "Rest enough.")

    browser.post(at("plan_measure_remove", client.pk, whole_draft.pk, measure.pk), {"version": 5})
    browser.post(at("plan_goal_remove", client.pk, whole_draft.pk, goal.pk), {"version": 6})
    assert (PlanMeasure.objects.count(), PlanGoal.objects.count()) == (0, 0)
    browser.post(at("plan_discard", client.pk, whole_draft.pk), {"version": 7})

    assert Plan.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("coordinator", 200, 200),
        ("supervisor", 200, 200),
        ("consultant", 200, 403),
        ("stranger", 404, 404),
        ("outsider", 404, 404),
    ],
)
def test_who_reads_a_plan_and_who_writes(client, signed_in, consultant, whole_draft, who, reads, writes):
    browser = signed_in(who)

    assert browser.get(at("plan_version", client.pk, whole_draft.pk)).status_code == reads
    assert browser.get(at("plan_edit", client.pk, whole_draft.pk)).status_code == writes
    assert browser.get(at("plan_new", client.pk)).status_code == writes


def test_nobody_reads_a_plan_without_signing_in(client, whole_draft):
    answer = Browser().get(at("plan_version", client.pk, whole_draft.pk))

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")


def test_those_who_only_know_the_client_are_offered_no_changes(client, signed_in, consultant, whole_draft):
    page = signed_in("consultant").get(at("plan_version", client.pk, whole_draft.pk)).content.decode()

    assert "Add a goal" not in page
    assert "Approve with the client" not in page


def test_the_paper_is_in_the_clients_language_without_the_identity_code(client, coordinator):
    client.service_language = "sv"
    client.keep_identity_code("010180-9026")
    client.save()
    draft = drafted(client, coordinator)

    paper = plan_paper(client, draft)

    with pikepdf.open(BytesIO(paper)) as opened:
        assert str(opened.Root.Lang) == "sv"
        assert str(opened.docinfo.Title) == "Sysselsättningsplan"
        assert opened.Root.MarkInfo.Marked == True  # noqa: E712 - an object of the file, not Python's
    assert b"010180" not in paper
    assert plan_paper(client, draft) == paper


def test_the_paper_is_given_as_a_file(client, signed_in, whole_draft):
    answer = signed_in("coordinator").get(at("plan_pdf", client.pk, whole_draft.pk))

    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_exceptions_are_recorded_and_ended_on_pages(client, signed_in):
    browser = signed_in("coordinator")
    given = {"rules": ["initial", "periodic"], "ground": "in_work", "note": "", "since": "2026-06-01"}

    browser.post(at("deadline_exception_new", client.pk), {**given, "until": "2026-08-31"})
    kept = DeadlineException.objects.get()
    browser.post(at("deadline_exception_end", client.pk, kept.pk), {"until": "2026-07-31", "version": 1})

    kept.refresh_from_db()
    assert (kept.rules, kept.until) == (["initial", "periodic"], date(2026, 7, 31))
    assert "In work" in browser.get(at("client_tab", client.pk, "plan")).content.decode()


@pytest.mark.capability("CA-11")
def test_the_right_benefit_is_asked_on_a_page(client, signed_in):
    browser = signed_in("coordinator")
    given = {"checked_on": "2026-06-01", "occasion": "start", "answer": "no"}

    refused = browser.post(at("benefit_check_new", client.pk), {**given, "note": ""})
    browser.post(at("benefit_check_new", client.pk), {**given, "note": "Sickness allowance."})

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["note"])
    assert BenefitCheck.objects.get().note == "Sickness allowance."


@pytest.mark.capability("CA-12")
def test_a_pension_is_clarified_on_pages(client, signed_in):
    browser = signed_in("supervisor")
    browser.post(at("pension_new", client.pk), {"on": "2026-03-02", "insurer": "kela", "insurer_name": ""})
    one = PensionClarification.objects.get()
    for version, (to, more) in enumerate(
        [
            ("applied", {}),
            ("waiting", {}),
            ("granted", {"granted": "rehabilitation", "granted_until": "2027-05-31"}),
        ],
        start=1,
    ):
        answer = browser.post(
            at("pension_step", client.pk, one.pk),
            {"on": "2026-05-04", "note": "", "to": to, "version": version, **more},
        )
        assert answer.status_code == 302

    one.refresh_from_db()
    assert one.stage == "granted"
    page = browser.get(at("pension", client.pk, one.pk)).content.decode()
    assert "Rehabilitation subsidy" in page
    assert "Appeal by" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 403), ("consultant", 403), ("supervisor", 200), ("stranger", 404), ("outsider", 404)],
)
def test_pensions_are_seen_by_the_right_to_health(client, signed_in, consultant, who, status):
    one = PensionClarificationFactory(client=client)
    browser = signed_in(who)

    assert browser.get(at("pension", client.pk, one.pk)).status_code == status
    if status != 404:
        page = browser.get(at("client_tab", client.pk, "plan")).content.decode()
        assert ("Clarifying a pension" in page) == (status == 200)


def test_the_tab_and_the_overview_show_plan_and_deadlines(client, coordinator, signed_in):
    drafted(client, coordinator)
    browser = signed_in("coordinator")

    tab = browser.get(at("client_tab", client.pk, "plan")).content.decode()
    overview = browser.get(at("client", client.pk)).content.decode()

    assert "Work four hours a day." in tab
    assert "Continue the draft" in tab
    assert "Next due" in tab
    assert "Review of the plan" not in overview


@pytest.mark.parametrize(
    ("review_on", "is_overdue"), [("2026-05-31", True), ("2026-06-01", False), ("2026-06-02", False)]
)
def test_the_header_of_every_tab_tells_the_review(client, signed_in, review_on, is_overdue):
    PlanVersionFactory(plan=PlanFactory(client=client), approved=True, review_on=review_on)

    header = signed_in("coordinator").get(at("client", client.pk)).context["header"]

    day = date.fromisoformat(review_on)
    assert dict(header.facts)["Review of the plan"] == f"{day.day} {day:%B} {day.year}".replace("June", "Jun")
    assert ("The review of the plan is overdue" in dict(header.alerts)) == is_overdue


def _with_goals(client, count):
    plan = PlanFactory(client=client)
    version = PlanVersionFactory(plan=plan)
    for number in range(count):
        goal = PlanGoalFactory(plan_version=version, position=number)
        PlanMeasureFactory(goal=goal)
    return version


@pytest.mark.parametrize("count", [1, 3])
def test_a_version_costs_the_same_for_one_goal_and_for_three(client, signed_in, count):
    version = _with_goals(client, count)
    browser = signed_in("coordinator")
    browser.get(at("plan_version", client.pk, version.pk))

    with CaptureQueriesContext(connection) as queries:
        browser.get(at("plan_version", client.pk, version.pk))

    assert len(queries) == 20
