"""The parts of an assessment of needs that several bodies make together (381/2023 4 §), and a direction's day."""

from datetime import date

import pytest

from clients.forms.cases import ChangeCaseForm
from clients.models import NeedsAssessment
from clients.selectors.needs import assessment_facts
from clients.services.needs import assess_needs
from config.kernel.errors import NotAllowed, Refusal
from tests.factories.cases import CaseFactory
from tests.factories.work_ability import NeedsAssessmentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-01")]
TODAY = date(2026, 6, 1)
JOINT = {
    "summary": "Several bodies are needed.",
    "multi_sectoral_ground": "both",
    "joint_since": date(2026, 5, 4),
    "social_situation": "Lives alone.",
    "needs": "Housing, lighter work.",
}


def assess(client, actor, *, latest=None, **values):
    return assess_needs(
        actor=actor, client_id=client.pk, latest_id=latest.pk if latest else None, assessed_on=TODAY, values=values
    )


def test_a_joint_assessment_tells_of_all_its_parts(client, supervisor):
    made = assess(client, supervisor, **JOINT, health="Back pain.")

    told = [value for _term, value in assessment_facts(made, with_health=True)]
    withheld = [value for _term, value in assessment_facts(made, with_health=False)]
    assert set(told) - set(withheld) == {"Back pain."}
    assert {"Lives alone.", "Housing, lighter work."} <= set(withheld)


@pytest.mark.parametrize(
    "values", [{"joint_since": TODAY}, {"social_situation": "Lives alone."}, {"health": "Back pain."}]
)
def test_the_joint_parts_need_the_ground(client, supervisor, values):
    with pytest.raises(Refusal):
        assess(client, supervisor, summary="One body.", **values)

    assert NeedsAssessment.objects.count() == 0


def test_joint_customership_has_begun(client, supervisor):
    with pytest.raises(Refusal) as refusal:
        assess(client, supervisor, **{**JOINT, "joint_since": date(2026, 6, 2)})

    assert refusal.value.field == "joint_since"
    assert NeedsAssessment.objects.count() == 0


def test_what_was_said_of_health_is_carried_over_unseen(client, coordinator):
    latest = NeedsAssessmentFactory(client=client, **JOINT, health="Back pain.")

    made = assess(client, coordinator, latest=latest, **JOINT)

    assert made.health == "Back pain."
    with pytest.raises(NotAllowed):
        assess(client, coordinator, latest=made, **JOINT, health="Other.")


def test_health_of_a_joint_assessment_goes_with_its_ground(client, coordinator):
    latest = NeedsAssessmentFactory(client=client, **JOINT, health="Back pain.")

    made = assess(client, coordinator, latest=latest, summary="One body is enough.")

    assert made.health == ""


@pytest.mark.capability("CA-08")
@pytest.mark.parametrize(
    ("direction", "typed", "expected"),
    [
        ("1", "2026-03-02", TODAY),  # another direction, the old day left as it was
        ("1", "2026-04-06", date(2026, 4, 6)),
        ("2", "2026-03-02", date(2026, 3, 2)),
        ("2", "2026-02-02", date(2026, 2, 2)),  # the day corrected
        ("", "2026-03-02", None),
    ],
)
def test_another_direction_became_clear_today_unless_said_otherwise(client, direction, typed, expected):
    case = CaseFactory(client=client, opened_on=date(2026, 1, 5), direction="2", direction_on=date(2026, 3, 2))
    data = {"kind": "full", "origin": "own", "phase": "new", "version": 1}

    form = ChangeCaseForm({**data, "direction": direction, "direction_on": typed}, case=case)

    assert form.is_valid(), form.errors
    assert form.values()["direction_on"] == expected
