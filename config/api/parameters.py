"""Parameters of a question: each known, each given once unless it may repeat, each checked; what else is refused."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request

from config.api.pagination import DEFAULT_LIMIT, LARGEST_LIMIT, LONGEST_CURSOR

LONGEST_VALUE = 500


class Parameters(serializers.Serializer[Any]):
    """Subclasses name the parameters as fields; `repeatable` ones become a comma-separated text.

    `absent` is what a parameter that is not given counts as, where the documentation names no default.
    """

    repeatable: ClassVar[frozenset[str]] = frozenset()
    absent: ClassVar[dict[str, Any]] = {}

    @classmethod
    def of(cls, request: Request) -> dict[str, Any]:
        """The checked parameters of the request, an empty one as if not given.

        Raises ValidationError naming the field and what was expected.
        """
        return cls.checked(cls._single(request.query_params))

    @classmethod
    def checked(cls, given: Mapping[str, str]) -> dict[str, Any]:
        """The same for parameters that came another way."""
        reader = cls(data=given)
        reader.is_valid(raise_exception=True)
        return {**cls.absent, **reader.validated_data}

    @classmethod
    def _single(cls, given: QueryDict) -> Mapping[str, str]:
        known = cls().fields
        found = {}
        for name, values in given.lists():
            if name not in known:
                expected = ", ".join(known)
                raise serializers.ValidationError(
                    {name[:100]: [_("There is no such parameter. There are: %(expected)s.") % {"expected": expected}]}
                )
            if len(values) > 1 and name not in cls.repeatable:
                raise serializers.ValidationError({name: [_("Give this parameter once.")]})
            value = ",".join(filter(None, values))
            if len(value) > LONGEST_CURSOR:
                raise serializers.ValidationError({name: [_("The value is too long.")]})
            if value:
                found[name] = value
        return found


class OneOf(serializers.ChoiceField):
    """A choice whose error says what there is."""

    default_error_messages = {"invalid_choice": gettext_lazy("“{input}” is not known. Give one of: {known}.")}

    def fail(self, key: str, **values: Any) -> Any:
        known = ", ".join(str(choice) for choice in self.choices)
        super().fail(key, **values, known=known)


class PageParameters(Parameters):
    """The place in an answer of several pages."""

    absent: ClassVar[dict[str, Any]] = {"cursor": ""}

    cursor = serializers.CharField(
        required=False, max_length=LONGEST_CURSOR, help_text="As given in “next”; never made by hand."
    )
    limit = serializers.IntegerField(
        default=DEFAULT_LIMIT,
        min_value=1,
        max_value=LARGEST_LIMIT,
        help_text="How many items a page has at most.",
    )


LARGEST_PAGE_OF_ROWS = 200


class RowPageParameters(PageParameters):
    limit = serializers.IntegerField(
        default=50, min_value=1, max_value=LARGEST_PAGE_OF_ROWS, help_text="How many items a page has at most."
    )


class Since(serializers.DateTimeField):
    """A moment with its time zone; Helsinki's when it says none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, default_timezone=timezone.get_default_timezone(), **options)
