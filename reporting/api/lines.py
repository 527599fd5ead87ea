"""Columns of the items as CSV."""

from collections.abc import Iterable

from config.api.lines import as_csv
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
    """A heading, and a line for every item."""
    return as_csv(COLUMNS, (item.as_dict() for item in items))
