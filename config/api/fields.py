"""Fields of bodies and answers that several apps have: texts, codes, moments, pages, what was written."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from clients.selectors.cases import municipalities_to_choose
from config.api.parameters import OneOf

LARGEST_VERSION = 2_147_483_647


def text(length: int, **options: Any) -> serializers.CharField:
    """A text that may be empty."""
    return serializers.CharField(max_length=length, allow_blank=True, required=False, **options)


def version() -> serializers.IntegerField:
    return serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_VERSION,
        help_text="The version that is changed; needed when there is no If-Match.",
    )


class Moment(serializers.DateTimeField):
    """A moment with its zone, Helsinki's when it says none; one that its clock leaves out or shows twice is refused."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=timezone.get_default_timezone(), **options)

    def enforce_timezone(self, value: datetime) -> datetime:
        moment: datetime = super().enforce_timezone(value)
        if value.tzinfo is None and moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset():
            self.fail("make_aware", timezone=moment.tzinfo)
        return moment


class CodeOf(OneOf):
    """A code, or the empty text for what is not known."""

    def __init__(self, choices: Any, **options: Any) -> None:
        super().__init__(choices=choices, required=False, allow_blank=True, **options)


class Codes(serializers.ListField):
    """Codes of a list, each once and in the list's own order."""

    def __init__(self, choices: Any, **options: Any) -> None:
        self._order = list(choices)
        super().__init__(child=OneOf(choices=choices), max_length=len(self._order), required=False, **options)

    def to_internal_value(self, data: Any) -> list[str]:
        given = set(super().to_internal_value(data))
        return [code for code in self._order if code in given]


class MunicipalityCode(serializers.CharField):
    """A municipality of today by its code; empty or null for none."""

    default_error_messages = {"unknown": gettext_lazy("There is no municipality with this code today.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=3, allow_blank=True, allow_null=True, required=False, **options)

    def to_internal_value(self, data: Any) -> str:
        code: str = super().to_internal_value(data)
        if code and code not in dict(municipalities_to_choose()):
            self.fail("unknown")
        return code


class PageOut(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True, help_text="The address of the next page; null on the last one.")


class WrittenOut(serializers.Serializer[Any]):
    """What was written, without its data: those are read with the scope for reading."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    url = serializers.URLField()
