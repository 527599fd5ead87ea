"""What machines may ask of clients and contacts."""

from typing import ClassVar

from rest_framework import serializers

from clients.enums.keywords import KeywordKind
from config.api.lines import FORMATS
from config.api.parameters import OneOf, PageParameters, RowPageParameters, Since


class ContactsParameters(RowPageParameters):
    absent: ClassVar = {**PageParameters.absent, "updated_since": None}

    updated_since = Since(help_text="Only those made or changed since this moment.")
    format = OneOf(choices=FORMATS, default="json", help_text="Wins over the Accept header.")


class ClientsParameters(ContactsParameters):
    absent: ClassVar = {**ContactsParameters.absent, "unit": None, "reference": "", "keyword": ""}

    unit = serializers.UUIDField(required=False, help_text="Only clients this unit serves now.")
    reference = serializers.CharField(
        required=False, max_length=64, help_text="Only the client who has exactly this reference in a programme."
    )
    keyword = OneOf(choices=KeywordKind.values, required=False, help_text="Only clients who have this keyword today.")
