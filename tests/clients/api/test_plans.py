"""Machines make plans whole, record the client's approval and how measures go on, as the pages do."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from accounts.enums import Right
from clients.models import Plan, PlanGoal, PlanMeasure, PlanVersion
from tests.clients.api.conftest import BOTH, queries_of, refused, token_of, written
from tests.factories.accounts import OTHER_AREA
from tests.factories.clients import ClientFactory
from tests.factories.plans import PlanFactory, PlanGoalFactory, PlanMeasureFactory, PlanVersionFactory
from tests.factories.work_ability import NeedsAssessmentFactory

pytestmark = pytest.mark.capability("CA-07")
MEASURE = {"what": "Tries the work out.", "service": "C1", "owner": "client", "due_on": "2026-08-31"}
PLAN: dict[str, Any] = {
    "kind": "employment",
    "need": "Part-time work near home.",
    "summary": "Wants to go on working, with fewer hours.",
    "follow_up": "A call every month.",
    "parties": ["employment"],
    "review_on": "2026-09-01",
    "goals": [{"text": "Work four hours a day.", "measures": [MEASURE]}],
}
APPROVAL = {"on": "2026-06-01", "manner": "signature"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-01 10:00+03:00"):
        yield


def test_a_plan_goes_from_its_draft_to_its_end(send, post, known, actor):
    made = written(post(f"clients/{known.pk}/plans/", PLAN))
    again = post(f"clients/{known.pk}/plans/", PLAN)
    draft = f"plan-versions/{made['id']}/"
    first = send("get", draft).json()
    written(post(f"{draft}approval/", {**APPROVAL, "version": first["version"]}, key="approve"))
    changed = send("patch", draft, {"version": 4, "need": "Another."})

    (measure,) = first["goals"][0]["measures"]
    steps = f"plan-measures/{measure['id']}/steps/"
    step = {"seen": "planned", "to": "running", "on": "2026-06-01"}
    written(post(steps, step, key="run"))
    seen_elsewhere = post(steps, step | {"to": "done"}, key="elsewhere")
    silent = post(steps, {"seen": "running", "to": "dropped", "on": "2026-06-01"}, key="drop")

    plan = f"plans/{first['plan']}/"
    review = {"reviewed_on": "2026-06-01", "outcome": "to_change", "next_review_on": "2026-07-01"}
    late = post(f"{plan}reviews/", review | {"reviewed_on": "2026-06-02"}, key="late")
    written(post(f"{plan}reviews/", review, key="review"))
    then = written(post(f"{plan}versions/", {"need": "Full-time work."}, key="again"))
    held = send("get", plan).json()
    blocked = post(f"{plan}ending/", ENDING, key="blocked")
    gone = written(post(f"plan-versions/{then['id']}/discarding/", {"version": then["version"]}, key="discard"))
    written(post(f"{plan}ending/", ENDING, key="end"))

    ended = send("get", plan).json()
    version = PlanVersion.objects.get()
    assert again.json() == made
    assert (first["status"], first["is_whole"], first["need"]) == ("draft", True, PLAN["need"])
    assert (version.status, version.approved_by, version.made_by) == ("approved", actor, actor)
    assert refused(changed) == (409, "")
    assert (refused(seen_elsewhere)[0], refused(silent)[0], refused(late)) == (409, 422, (422, "reviewed_on"))
    assert [(one["number"], one["status"]) for one in held["versions"]] == [(2, "draft"), (1, "approved")]
    assert held["current"]["goals"][0]["measures"][0]["state"] == "running"
    assert (held["review_due_on"], held["reviews"][0]["outcome"]) == ("2026-07-01", "to_change")
    assert (refused(blocked)[0], gone["url"]) == (409, f"http://testserver/api/v1/clients/{known.pk}/plans/")
    assert (ended["ended_on"], ended["ending_reason"], ended["current"]["id"]) == ("2026-06-01", "reached", made["id"])
    assert {one.pgh_context["user"] for one in Plan.pgh_event_model.objects.all()} == {str(actor.pk)}


ENDING = {"version": 1, "ended_on": "2026-06-01", "ending_reason": "reached"}


def test_goals_that_are_told_are_all_that_the_draft_has(send, post, known):
    made = written(post(f"clients/{known.pk}/plans/", PLAN | {"goals": PLAN["goals"] * 2}))
    at = f"plan-versions/{made['id']}/"
    told = send("get", at)
    kept, _removed = told.json()["goals"]
    (measure,) = kept["measures"]
    goals = [
        {"id": kept["id"], "text": "Work six hours a day.", "measures": [
            {**MEASURE, "id": measure["id"], "due_on": "2026-09-30"}, MEASURE | {"what": "Sees a coach."}]},
        {"text": "Learn Swedish."},
    ]  # fmt: skip

    done = send("patch", at, {"kind": "activation", "goals": goals}, **{"If-Match": told["ETag"]})
    stale = send("patch", at, {"goals": []}, **{"If-Match": told["ETag"]})
    same = send("patch", at, {"version": written(done)["version"], "kind": "activation"})
    strange = send("patch", at, {"version": same.json()["version"], "goals": [{"id": str(uuid4()), "text": "x"}]})

    now = send("get", at).json()
    assert [goal["text"] for goal in now["goals"]] == ["Work six hours a day.", "Learn Swedish."]
    assert [one["what"] for one in now["goals"][0]["measures"]] == ["Tries the work out.", "Sees a coach."]
    assert (now["goals"][0]["id"], now["goals"][0]["measures"][0]["due_on"]) == (kept["id"], "2026-09-30")
    assert (now["kind"], now["is_whole"], now["version"]) == ("activation", False, same.json()["version"])
    assert (stale.status_code, refused(strange)) == (412, (422, "goals.0.id"))
    assert (PlanGoal.objects.count(), PlanMeasure.objects.count()) == (2, 2)


def test_what_was_assessed_of_work_ability_needs_the_right_to_health(send, post, known):
    nothing = post(f"clients/{known.pk}/plans/", PLAN | {"from_assessment": True}, key="nothing")
    NeedsAssessmentFactory(client=known, needs="Needs support.", work_ability="CANARY", assessed_on=date(2026, 5, 4))
    made = written(post(f"clients/{known.pk}/plans/", PLAN | {"from_assessment": True}, key="made"))
    trusted = token_of(*BOTH, name="Trusted", rights=(Right.HEALTH,))
    at = f"plan-versions/{made['id']}/"

    plain, seen = send("get", at), send("get", at, by=trusted)

    assert refused(nothing) == (422, "from_assessment")
    assert (plain.json()["assessed"]["needs"], plain.json()["assessed_work_ability"]) == ("Needs support.", None)
    assert "CANARY" in seen.json()["assessed_work_ability"]
    assert "CANARY" not in plain.content.decode() + send("get", f"plans/{plain.json()['plan']}/").content.decode()


REFUSED = [
    ({"kind": "x"}, 400, "kind"),
    ({"need": "x" * 4001}, 400, "need"),
    ({"parties": ["nobody"]}, 400, "parties.0"),
    ({"goals": [{"text": ""}]}, 400, "goals.0.text"),
    ({"goals": [{"text": " \u2003"}]}, 400, "goals.0.text"),
    ({"goals": [{"text": "x", "measures": [MEASURE | {"owner": "partner"}]}]}, 422, "goals.0.measures.0"),
    ({"goals": [{"text": "x", "measures": [MEASURE | {"starts_on": "2026-09-01"}]}]}, 422, "goals.0.measures.0"),
    ({"goals": [{"text": "x", "measures": [MEASURE | {"state": "done"}]}]}, 400, "goals.0.measures.0.state"),
    ({"goals": [{"text": "x"}] * 21}, 400, "goals"),
    ({"status": "approved"}, 400, "status"),
]


def test_what_cannot_be_is_refused_at_its_field_and_keeps_nothing(post, send, known):
    found = {}
    for number, (changes, status, field) in enumerate(REFUSED):
        answer = post(f"clients/{known.pk}/plans/", PLAN | changes, key=str(number))
        found[number] = refused(answer) == (status, field) or (changes, refused(answer))
    assert {key: told for key, told in found.items() if told is not True} == {}
    assert (Plan.objects.count(), PlanVersion.objects.count()) == (0, 0)

    made = written(post(f"clients/{known.pk}/plans/", {"kind": "employment"}, key="made"))
    second = post(f"clients/{known.pk}/plans/", PLAN, key="second")
    unfinished = post(f"plan-versions/{made['id']}/approval/", {**APPROVAL, "version": 1}, key="approve")
    early = post(f"plan-versions/{made['id']}/approval/", {**APPROVAL, "version": 1, "on": "2026-06-02"}, key="early")
    assert [refused(one) for one in (second, unfinished, early)] == [(422, ""), (422, ""), (422, "on")]
    assert PlanVersion.objects.get().status == "draft"


@pytest.mark.parametrize("state", ["other_area", "merged", "absent"])
def test_whom_a_machine_may_not_know_is_absent_for_every_method(send, post, known, state):
    keys = dict.fromkeys(("client", "plan", "version", "measure"), uuid4())
    if state != "absent":
        away = ClientFactory(**({"area_id": OTHER_AREA} if state == "other_area" else {"merged_into": known}))
        version = PlanVersionFactory(plan=PlanFactory(client=away))
        measure = PlanMeasureFactory(goal=PlanGoalFactory(plan_version=version))
        keys = {"client": away.pk, "plan": version.plan_id, "version": version.pk, "measure": measure.pk}
    step = {"seen": "planned", "to": "running", "on": "2026-06-01"}
    review = {"reviewed_on": "2026-06-01", "outcome": "to_change", "next_review_on": "2026-07-01"}

    answers = [
        send("get", f"clients/{keys['client']}/plans/"),
        send("get", f"plans/{keys['plan']}/"),
        send("get", f"plan-versions/{keys['version']}/"),
        send("patch", f"plan-versions/{keys['version']}/", {"version": 1, "need": "x"}),
        post(f"clients/{keys['client']}/plans/", PLAN, key="1"),
        post(f"plans/{keys['plan']}/versions/", {}, key="2"),
        post(f"plans/{keys['plan']}/reviews/", review, key="3"),
        post(f"plans/{keys['plan']}/ending/", ENDING, key="4"),
        post(f"plan-versions/{keys['version']}/approval/", {**APPROVAL, "version": 1}, key="5"),
        post(f"plan-versions/{keys['version']}/discarding/", {"version": 1}, key="6"),
        post(f"plan-measures/{keys['measure']}/steps/", step, key="7"),
    ]

    assert {(one.status_code, one.json()["error"]["code"]) for one in answers} == {(404, "not_found")}
    assert send("get", "plans/").json()["items"] == []


def test_the_list_chooses_and_takes_as_many_queries_for_three_as_for_one(send, post, known):
    made = written(post(f"clients/{known.pk}/plans/", PLAN))
    written(post(f"plan-versions/{made['id']}/approval/", {**APPROVAL, "version": made["version"]}, key="approve"))
    one = queries_of(send, "plans/")
    for _number in range(2):
        PlanVersionFactory(plan=PlanFactory(client=ClientFactory()))

    def listed(query: str) -> int:
        return len(send("get", f"plans/?{query}").json()["items"])

    assert queries_of(send, "plans/") == one
    assert [listed(query) for query in ("state=running", "state=ended", "limit=1")] == [3, 0, 1]
    assert [listed(f"review_due_by=2026-{day}") for day in ("08-31", "09-01")] == [0, 1]
    assert listed("updated_since=2999-01-01T00:00:00Z") == 0
