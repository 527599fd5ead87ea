"""Items as lines of CSV: always the same columns, texts that could be a formula made harmless."""

from collections.abc import Iterable
from typing import Any

from config.kernel.exporting import csv_line
from reporting.api.serializers import REAL_EXTRAS, TARGET_EXTRAS, WHOLE_EXTRAS
from reporting.selectors.items import Item

COLUMNS = (
    *("programme", "indicator", "version", "area", "unit", "period", "as_of", "by", "category", "class"),
    *("value", "value_unit", "numerator", "denominator", "missing", "refused", "base"),
    *("suppressed", "suppressed_fields", "reason"),
    *WHOLE_EXTRAS,
    *REAL_EXTRAS,
    *TARGET_EXTRAS,
)


def items_csv(items: Iterable[Item]) -> bytes:
    """A heading, and a line for every item; an absent value is an empty field."""
    lines = [csv_line(COLUMNS)]
    for item in items:
        given = item.as_dict()
        lines.append(csv_line(_field(given.get(column)) for column in COLUMNS))
    return b"".join(lines)


def _field(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, list) else value
