"""What machines may ask of employers."""

from typing import ClassVar

from rest_framework import serializers

from config.api.lines import FORMATS
from config.api.parameters import OneOf, RowPageParameters, Since


class ChangedParameters(RowPageParameters):
    absent: ClassVar = {**RowPageParameters.absent, "updated_since": None}

    updated_since = Since(help_text="Only those made or changed since this moment.")
    format = OneOf(choices=FORMATS, default="json", help_text="Wins over the Accept header.")


class EmployersParameters(ChangedParameters):
    absent: ClassVar = {**ChangedParameters.absent, "business_id": ""}

    business_id = serializers.CharField(
        required=False, max_length=9, help_text="Only the employer with exactly this business id."
    )
