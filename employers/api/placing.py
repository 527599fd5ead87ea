"""Of a client with employers: job referrals, placements, decisions on supports, matches; no diagnosis has a place."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clients.enums import DataItem
from clients.enums.employment import Decision, SubsidyGround, SupportKind
from config.api.bodies import Body
from config.api.fields import Codes, PageOut
from config.api.parameters import OneOf
from employers.enums.job_referrals import PRESENTABLE, JobReferralKind, JobReferralReason, JobReferralState
from employers.enums.matching import Verdict
from employers.enums.placements import Rung
from employers.services.job_referral_steps import Step
from employers.services.job_referrals import JobReferralText

ITEMS = [item.value for item in PRESENTABLE]
LARGEST_VERSION = 2_147_483_647


class JobReferralStepOut(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=JobReferralState.values)
    on = serializers.DateField()
    at = serializers.DateTimeField()
    reason = serializers.ChoiceField(choices=["", *JobReferralReason.values])


class JobReferralOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change.")
    client = serializers.UUIDField(source="client_id")
    kind = serializers.ChoiceField(choices=JobReferralKind.values)
    employer = serializers.UUIDField(source="employer_id")
    establishment = serializers.UUIDField(source="establishment_id", allow_null=True)
    vacancy = serializers.UUIDField(source="vacancy_id", allow_null=True)
    items = serializers.ListField(
        child=serializers.ChoiceField(choices=ITEMS), help_text="What of the client the employer is told."
    )
    state = serializers.ChoiceField(choices=JobReferralState.values)
    sent_on = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    interview_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    reason = serializers.ChoiceField(choices=["", *JobReferralReason.values])
    steps = serializers.SerializerMethodField()

    @extend_schema_field(JobReferralStepOut(many=True))
    def get_steps(self, referral: Any) -> Any:
        return JobReferralStepOut(referral.steps.all(), many=True).data


class JobReferralPageOut(PageOut):
    items = JobReferralOut(many=True)


class JobReferralIn(Body):
    """A draft; it is sent by a step of its own."""

    kind = OneOf(choices=JobReferralKind.values)
    employer = serializers.UUIDField()
    establishment = serializers.UUIDField(required=False, allow_null=True)
    vacancy = serializers.UUIDField(required=False, allow_null=True)
    items = Codes(ITEMS, help_text="Of a presentation: what the employer is to be told, each by written consent.")
    skills = serializers.CharField(max_length=2000, allow_blank=True, required=False)

    def told(self) -> JobReferralText:
        """The draft as its service wants it."""
        given = dict(self.validated_data)
        return JobReferralText(
            kind=JobReferralKind(given["kind"]),
            employer_id=given["employer"],
            establishment_id=given.get("establishment"),
            vacancy_id=given.get("vacancy"),
            items=tuple(map(DataItem, given.get("items", ()))),
            skills=given.get("skills", ""),
        )


class JobReferralStepIn(Body):
    version = serializers.IntegerField(min_value=1, max_value=LARGEST_VERSION)
    to = OneOf(choices=JobReferralState.values, help_text="`sent` records the disclosure by the client's consent.")
    on = serializers.DateField(required=False, allow_null=True, help_text="Today when absent.")
    reason = OneOf(choices=JobReferralReason.values, required=False, allow_blank=True)
    text = serializers.CharField(max_length=1000, allow_blank=True, required=False)

    def step(self) -> Step:
        """The step as its service wants it."""
        given = self.validated_data
        return Step(
            to=JobReferralState(given["to"]),
            on=given.get("on"),
            reason=given.get("reason", ""),
            text=given.get("text", ""),
        )


class PlacementOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change.")
    client = serializers.UUIDField(source="client_id")
    employer = serializers.UUIDField(source="employer_id")
    establishment = serializers.UUIDField(source="establishment_id", allow_null=True)
    vacancy = serializers.UUIDField(source="vacancy_id", allow_null=True)
    job_referral = serializers.UUIDField(source="job_referral_id", allow_null=True)
    rung = serializers.ChoiceField(choices=Rung.values)
    follows = serializers.UUIDField(source="follows_id", allow_null=True, help_text="The placement it follows.")
    begun_on = serializers.DateField(help_text="Of the employment or the service that it points to.")
    ended_on = serializers.DateField(allow_null=True)


class PlacementPageOut(PageOut):
    items = PlacementOut(many=True)


class SupportDecisionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(help_text="Grows by one with each change.")
    client = serializers.UUIDField(source="client_id")
    kind = serializers.ChoiceField(choices=SupportKind.values)
    ground = serializers.ChoiceField(choices=["", *SubsidyGround.values], help_text="Section of 380/2023.")
    purpose = serializers.CharField(
        help_text="Of arrangement support: 1 tools and furniture, 2 alterations, 3 help of another worker."
    )
    business_id = serializers.CharField(help_text="Of the employer; empty when it has none.")
    applied_on = serializers.DateField()
    decision = serializers.ChoiceField(choices=Decision.values)
    decided_on = serializers.DateField(allow_null=True)
    period_from = serializers.DateField(allow_null=True)
    period_to = serializers.DateField(allow_null=True)
    amount_granted = serializers.DecimalField(max_digits=9, decimal_places=2, allow_null=True, help_text="Euros.")


class SupportDecisionPageOut(PageOut):
    items = SupportDecisionOut(many=True)


class MatchSearchIn(Body):
    region = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=99)
    hours_from = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=60)
    hours_to = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=60)
    stops_hidden = serializers.BooleanField(required=False)


class JobMatchOut(serializers.Serializer[Any]):
    vacancy = serializers.UUIDField()
    rank = serializers.IntegerField()
    score = serializers.IntegerField()
    verdict = serializers.ChoiceField(choices=Verdict.values)
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Codes for and against, without amounts.")


class JobMatchesOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    client = serializers.UUIDField()
    weights_version = serializers.IntegerField(help_text="Version of the weights; a page of the product explains it.")
    found = serializers.IntegerField(help_text="How many vacancies fit.")
    stops = serializers.IntegerField(help_text="How many were left out by a hard stop.")
    items = JobMatchOut(many=True)
