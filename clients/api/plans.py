"""Plans, their versions, goals and measures: what machines send, ask for and are told."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers

from clients.enums.plans import (
    JOINT_BODIES,
    ApprovalManner,
    MeasureOwner,
    MeasureState,
    PlanEnding,
    PlanKind,
    PlanParty,
    PlanStatus,
    ReviewOutcome,
)
from clients.enums.work_ability import ProposedService
from clients.selectors.machine_work import ENDED, RUNNING
from clients.services.machine_planning import GoalTold, MeasureTold
from config.api.bodies import Body
from config.api.fields import LARGEST_VERSION, CodeOf, Codes, PageOut, text, version
from config.api.parameters import OneOf, RowPageParameters, Since

MOST_GOALS = MOST_MEASURES = 20


class PlansParameters(RowPageParameters):
    absent: ClassVar = {**RowPageParameters.absent, "updated_since": None, "state": "", "review_due_by": None}

    updated_since = Since(help_text="Only those with anything made or changed since this moment.")
    state = OneOf(choices=[RUNNING, ENDED], required=False, help_text="running: being made or in force.")
    review_due_by = serializers.DateField(required=False, help_text="Only running ones to be reviewed by this day.")


class MeasureIn(Body):
    id = serializers.UUIDField(required=False, help_text="Of a measure that the draft's goal has; a new one has none.")
    what = serializers.CharField(max_length=500)
    service = CodeOf(ProposedService.values, default="")
    owner = OneOf(choices=MeasureOwner.values)
    owner_name = text(200, default="", help_text="Needed when the owner is a partner.")
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    due_on = serializers.DateField()


class GoalIn(Body):
    id = serializers.UUIDField(required=False, help_text="Of a goal that the draft has; a new one has none.")
    text = serializers.CharField(max_length=500)
    measures = serializers.ListField(child=MeasureIn(), required=False, max_length=MOST_MEASURES)


class SurveyIn(Body):
    need = text(4000, help_text="Nothing finer of health.")
    summary = text(4000)
    follow_up = text(1000)
    parties = Codes(PlanParty.values)
    parties_named = text(500)
    review_on = serializers.DateField(required=False, allow_null=True)
    valid_until = serializers.DateField(required=False, allow_null=True)
    goals = serializers.ListField(child=GoalIn(), required=False, max_length=MOST_GOALS)

    OTHERS: ClassVar[frozenset[str]] = frozenset({"goals"})

    def values(self) -> dict[str, Any]:
        """What the survey says."""
        return {name: value for name, value in self.validated_data.items() if name not in self.OTHERS}

    def goals_told(self) -> list[GoalTold] | None:
        """The goals with their measures, or None when none are told."""
        given = self.validated_data.get("goals")
        return None if given is None else [_goal(one) for one in given]


class PlanIn(SurveyIn):
    kind = OneOf(choices=PlanKind.values)
    from_assessment = serializers.BooleanField(
        default=False, help_text="The draft keeps what the latest assessment of needs said."
    )

    OTHERS: ClassVar = frozenset({"goals", "kind", "from_assessment"})


class PlanAgainIn(SurveyIn):
    """Only what differs from the version in force; goals, when told, are all the new version has."""

    kind = OneOf(choices=PlanKind.values, required=False)


class PlanVersionChangeIn(PlanAgainIn):
    """Only what is to change. Goals and measures with their ids stay, those without are new, others are removed."""

    version = version()

    OTHERS: ClassVar = frozenset({"goals", "version"})


def _goal(given: Mapping[str, Any]) -> GoalTold:
    measures = tuple(_measure(one) for one in given.get("measures", ()))
    return GoalTold(text=given["text"], id=given.get("id"), measures=measures)


def _measure(given: Mapping[str, Any]) -> MeasureTold:
    return MeasureTold(id=given.get("id"), values={name: value for name, value in given.items() if name != "id"})


def held_version(whose: str) -> serializers.IntegerField:
    """The version that a step starts from."""
    return serializers.IntegerField(
        min_value=1, max_value=LARGEST_VERSION, help_text=f"Of the {whose}, as it was read."
    )


class ApprovalIn(Body):
    version = held_version("draft")
    on = serializers.DateField()
    manner = OneOf(choices=ApprovalManner.values, help_text="How the client approved (385/2024, section 2).")
    note = text(500, default="", help_text="How understanding was ensured; needed with the manner `other`.")


class DiscardingIn(Body):
    version = held_version("draft")


class MeasureStepIn(Body):
    seen = OneOf(choices=MeasureState.values, help_text="Where the measure stood when it was read.")
    to = OneOf(choices=MeasureState.values)
    on = serializers.DateField()
    reason = text(300, default="", help_text="Needed when the measure is dropped.")


class ReviewIn(Body):
    reviewed_on = serializers.DateField()
    outcome = OneOf(choices=ReviewOutcome.values)
    note = text(1000, default="")
    next_review_on = serializers.DateField()


class EndingIn(Body):
    version = held_version("plan")
    ended_on = serializers.DateField()
    ending_reason = OneOf(choices=PlanEnding.values)
    ending_note = text(500, default="")
    joint_view = Codes(
        [party.value for party in JOINT_BODIES],
        default=list,
        help_text="Who agree on the end of a multi-sectoral plan (381/2023, section 8).",
    )


class MeasureOut(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="measure.pk")
    what = serializers.CharField(source="measure.what")
    service = serializers.ChoiceField(source="measure.service", choices=["", *ProposedService.values])
    owner = serializers.ChoiceField(source="measure.owner", choices=MeasureOwner.values)
    owner_name = serializers.CharField(source="measure.owner_name")
    starts_on = serializers.DateField(source="measure.starts_on", allow_null=True)
    due_on = serializers.DateField(source="measure.due_on")
    state = serializers.ChoiceField(choices=MeasureState.values)
    since = serializers.DateField(allow_null=True, help_text="Day of the last step.")
    reason = serializers.CharField(help_text="Why it was dropped.")


class GoalOut(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="goal.pk")
    text = serializers.CharField(source="goal.text")
    measures = MeasureOut(many=True)


class PlanVersionLineOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change of a draft.")
    number = serializers.IntegerField()
    status = serializers.ChoiceField(choices=PlanStatus.values)
    kind = serializers.ChoiceField(choices=PlanKind.values)
    approved_on = serializers.DateField(allow_null=True)
    approval_manner = serializers.ChoiceField(choices=["", *ApprovalManner.values])
    replaced_on = serializers.DateField(allow_null=True)


class PlanVersionOut(PlanVersionLineOut):
    plan = serializers.UUIDField(source="plan_id")
    client = serializers.UUIDField(source="plan.client_id")
    need = serializers.CharField()
    summary = serializers.CharField()
    follow_up = serializers.CharField()
    parties = serializers.ListField(child=serializers.ChoiceField(choices=PlanParty.values))
    parties_named = serializers.CharField()
    review_on = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    approval_note = serializers.CharField()
    approved_by = serializers.UUIDField(source="approved_by_id", allow_null=True)
    assessed = serializers.DictField(help_text="What the assessment of needs said when the plan was made from it.")


class PlanVersionWholeOut(PlanVersionOut):
    assessed_work_ability = serializers.CharField(
        allow_null=True, help_text="Null but for a client with the right to health details."
    )
    is_whole = serializers.BooleanField(help_text="Whether it has every part that the law asks for at its approval.")
    goals = GoalOut(many=True)


class ReviewOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    reviewed_on = serializers.DateField()
    outcome = serializers.ChoiceField(choices=ReviewOutcome.values)
    note = serializers.CharField()
    next_review_on = serializers.DateField()


class PlanOut(serializers.Serializer[Any]):
    """A plan from its first draft to its end; what a version says is told by the address of the version."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    client = serializers.UUIDField(source="client_id")
    begun_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    ending_reason = serializers.ChoiceField(choices=["", *PlanEnding.values])
    ending_note = serializers.CharField()
    joint_view = serializers.ListField(child=serializers.ChoiceField(choices=PlanParty.values))
    review_due_on = serializers.DateField(allow_null=True)
    versions = PlanVersionLineOut(many=True)
    reviews = ReviewOut(many=True)


class PlanWholeOut(PlanOut):
    current = PlanVersionWholeOut(
        allow_null=True, help_text="The version in force, or the first draft: with its goals and measures."
    )


class PlanPageOut(PageOut):
    items = PlanOut(many=True)
