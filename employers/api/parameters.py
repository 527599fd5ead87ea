"""What machines may ask of employers."""

from typing import ClassVar

from rest_framework import serializers

from clients.enums.employment import Decision, SupportKind
from config.api.lines import FORMATS
from config.api.parameters import OneOf, RowPageParameters, Since
from employers.enums.job_referrals import JobReferralKind, JobReferralState
from employers.enums.placements import Rung


class ChangedParameters(RowPageParameters):
    absent: ClassVar = {**RowPageParameters.absent, "updated_since": None}

    updated_since = Since(help_text="Only those made or changed since this moment.")
    format = OneOf(choices=FORMATS, default="json", help_text="Wins over the Accept header.")


class EmployersParameters(ChangedParameters):
    absent: ClassVar = {**ChangedParameters.absent, "business_id": ""}

    business_id = serializers.CharField(
        required=False, max_length=9, help_text="Only the employer with exactly this business id."
    )


class OfEmployerParameters(ChangedParameters):
    absent: ClassVar = {**ChangedParameters.absent, "employer": None}

    employer = serializers.UUIDField(required=False, help_text="Only those of this employer.")


class VacanciesParameters(OfEmployerParameters):
    absent: ClassVar = {**OfEmployerParameters.absent, "state": ""}

    state = OneOf(choices=["open", "filled", "closed"], required=False, help_text="`open`: may be applied for today.")


class JobReferralsParameters(OfEmployerParameters):
    absent: ClassVar = {**OfEmployerParameters.absent, "state": "", "kind": ""}

    state = OneOf(choices=JobReferralState.values, required=False)
    kind = OneOf(choices=JobReferralKind.values, required=False)


class PlacementsParameters(OfEmployerParameters):
    absent: ClassVar = {**OfEmployerParameters.absent, "kind": ""}

    kind = OneOf(choices=Rung.values, required=False, help_text="Only those on this rung of the ladder.")


class SupportDecisionsParameters(ChangedParameters):
    absent: ClassVar = {**ChangedParameters.absent, "state": "", "kind": "", "business_id": ""}

    state = OneOf(choices=Decision.values, required=False, help_text="Only those decided so.")
    kind = OneOf(choices=SupportKind.values, required=False)
    business_id = serializers.CharField(
        required=False, max_length=9, help_text="Only those of the employer with exactly this business id."
    )
