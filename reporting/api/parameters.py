"""What may be asked about values."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from config.api.lines import FORMATS
from config.api.parameters import LONGEST_VALUE, OneOf, PageParameters
from config.kernel.errors import Refusal
from reporting.enums import Breakdown, PeriodKind
from reporting.indicators import CATALOGUE
from reporting.selectors.periods import parse_period

BREAKDOWNS = [by.value for by in Breakdown if by is not Breakdown.NONE]


class IndicatorList(serializers.CharField):
    """Codes apart by commas; the parameter may also be repeated."""

    def to_internal_value(self, data: Any) -> Any:
        codes = [word.strip() for word in super().to_internal_value(data).split(",") if word.strip()]
        for code in codes:
            if code not in CATALOGUE:
                raise serializers.ValidationError(
                    _("There is no indicator “%(code)s”; the catalogue is at /api/v1/indicators/.")
                    % {"code": code[:20]}
                )
        return tuple(dict.fromkeys(codes))


class Edge(serializers.CharField):
    """A date, or a period whose first (`from`) or last day (`to`) is meant."""

    def __init__(self, *, last: bool, **options: Any) -> None:
        super().__init__(**options)
        self.last = last

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        try:
            return date.fromisoformat(text) if len(text) == len("2018-01-31") else self._edge(text)
        except (ValueError, Refusal) as error:
            raise serializers.ValidationError(
                _("Give a date such as 2018-01-31, or a period such as 2018, 2018-Q1 or 2018-01.")
            ) from error

    def _edge(self, label: str) -> date:
        period = parse_period(label)
        if period.start is None or period.after is None:
            raise ValueError(label)
        return date.fromordinal(period.after.toordinal() - 1) if self.last else period.start


class ValuesParameters(PageParameters):
    """The question about values."""

    repeatable: ClassVar = frozenset({"indicator"})
    absent: ClassVar = {**PageParameters.absent, "indicator": (), "by": "", "unit": "", "from": None, "to": None}

    programme = serializers.CharField(
        max_length=LONGEST_VALUE,
        error_messages={"required": gettext_lazy("Name the programme by its code; see /api/v1/programmes/.")},
        help_text="Code of a programme.",
    )
    indicator = IndicatorList(required=False, help_text="Codes apart by commas; all when absent.")
    period = OneOf(
        choices=PeriodKind.values,
        default=PeriodKind.ALL.value,
        help_text="The whole programme, or each year, quarter or month.",
    )
    by = OneOf(choices=BREAKDOWNS, required=False, help_text="A breakdown; totals when absent.")
    unit = serializers.CharField(
        required=False, max_length=LONGEST_VALUE, help_text="Name or id of one unit; all when absent."
    )
    to = Edge(last=True, required=False, help_text="The last period to begin: a date or a period.")
    format = OneOf(choices=FORMATS, default="json", help_text="Wins over the Accept header.")

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of the language, so it cannot stand among the fields above."""
        first = Edge(last=False, required=False, help_text="The first period: a date or a period.")
        return {**super().get_fields(), "from": first}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        edges = [name for name in ("from", "to") if name in attrs]
        if edges and attrs["period"] == PeriodKind.ALL:
            raise serializers.ValidationError({edges[0]: [_("Needs period=year, quarter or month.")]})
        if len(edges) == len(("from", "to")) and attrs["to"] < attrs["from"]:
            raise serializers.ValidationError({"to": [_("Ends before it begins.")]})
        return attrs


def as_key(text: str) -> UUID | None:
    """The id, when the text is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
