"""Values in words and cells: a number, a hidden small number, a null with its reason and a true zero all differ."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kernel.alphabet import alphabetical_key
from config.kernel.tables import Cell
from network.models import Programme
from reporting.enums import ABSENT, CLASSES, Breakdown
from reporting.selectors.items import reason_words
from reporting.selectors.values import ELSEWHERE

NBSP = "\u00a0"
MINUS = "\u2212"
Item = dict[str, Any]

UNITS = {
    "count": gettext_lazy("participations"),
    "percent": gettext_lazy("%"),
    "points": gettext_lazy("percentage points"),
    "days": gettext_lazy("days"),
}


def number_text(value: float, *, places: int | None = None) -> str:
    """The number as the reader's language prints it; rounded half away from zero, as everywhere."""
    kept = value if places is None else rounded(value, places)
    return number_format(kept, decimal_pos=places, force_grouping=True).replace("-", MINUS)


def rounded(value: float, places: int) -> Decimal:
    """The one rounding rule (domain/08); Django's formatting alone would cut decimals off. Never a minus zero."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def percent_text(value: float) -> str:
    return f"{number_text(value, places=1)}{NBSP}%"


def signed_text(value: float, *, places: int = 1) -> str:
    """The number with its sign, as a change is printed; zero has none."""
    shown = number_text(value, places=places)
    return f"+{shown}" if rounded(value, places) > 0 else shown


def points_text(value: float) -> str:
    return _("%(number)s points") % {"number": signed_text(value)}


def days_text(value: float) -> str:
    """Days; a half where two stand in the middle."""
    return number_text(value, places=0 if float(value).is_integer() else 1)


def interval_text(low: float, high: float) -> str:
    return f"{signed_text(low)} … {signed_text(high)}"


def p_text(value: float) -> str:
    """An exact probability, never printed as zero."""
    return f"<{NBSP}{number_text(0.001, places=3)}" if value < 0.001 else number_text(value, places=3)


def value_text(item: Item) -> str:
    """The value with its unit; only for an item that has one."""
    match item["value_unit"]:
        case "percent":
            return percent_text(item["value"])
        case "points":
            return points_text(item["value"])
        case "days":
            return days_text(item["value"])
        case _:
            return number_text(item["value"])


def is_hidden(item: Item, field: str) -> bool:
    """The field is withheld as a small number."""
    return field in item["suppressed_fields"]


def absent_text(item: Item) -> str:
    """Why there is no value, in words."""
    return reason_words(item["reason"]) or _("not known")


def field_cell(item: Item, field: str, *, url: str = "") -> Cell:
    """A whole number of the item as a cell, opening to the people behind it."""
    if is_hidden(item, field):
        return hidden_cell()
    value = item[field]
    if value is None:
        return Cell(text="–", numeric=True, kind="absent")
    return Cell(text=number_text(value), value=value, numeric=True, url=url)


def value_cell(item: Item, *, url: str = "") -> Cell:
    """The item's value as a cell."""
    if is_hidden(item, "value"):
        return hidden_cell()
    if item["value"] is None:
        return Cell(text=absent_text(item), numeric=True, kind="absent")
    return Cell(text=value_text(item), value=item["value"], numeric=True, url=url)


def figure_cell(item: Item, field: str, text: str) -> Cell:
    """A derived number of the item, put into words by the caller."""
    return hidden_cell() if is_hidden(item, field) else number_cell(item[field], text)


def hidden_cell() -> Cell:
    return Cell(text=_("hidden (small number)"), numeric=True, kind="hidden")


def number_cell(value: float | None, text: str, *, url: str = "") -> Cell:
    """A number already put into words; nothing where there is none."""
    if value is None:
        return Cell(text="–", numeric=True, kind="absent")
    return Cell(text=text, value=value, numeric=True, url=url)


def category_text(by: str | None, category: str | None) -> str:
    """The name of a class of a breakdown; empty for the total. A unit goes by its own name."""
    if not by or category is None:
        return ""
    if by == Breakdown.UNIT:
        return {ABSENT: _("No unit"), ELSEWHERE: _("Units of other areas")}.get(category, category)
    return str(CLASSES.get(by, {}).get(category, category))


def class_text(klass: str) -> str:
    """The name of a class of a distribution, such as `age_esf:<25`; a target's name stays as it is."""
    dimension, _colon, name = klass.partition(":")
    return category_text(dimension, name) if dimension in CLASSES else klass


def in_reading_order(items: list[Item]) -> list[Item]:
    """The items with the classes of a breakdown as its list has them, not by their codes; units by their names."""
    positions = {by: {name: place for place, name in enumerate(names)} for by, names in CLASSES.items()}

    def place(item: Item) -> tuple[str, str, str, int, str]:
        by, category = item["by"] or "", item["category"] or ""
        name = alphabetical_key(category) if by == Breakdown.UNIT else ""
        return (item["value_unit"], item["period"], by, positions.get(by, {}).get(category, 0), name)

    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item["indicator"], []).append(item)
    return [item for group in found.values() for item in sorted(group, key=place)]


@dataclass(frozen=True)
class Links:
    """Where the numbers of one question lead."""

    programme: Programme
    unit: UUID | None = None

    def indicator(self, code: str) -> str:
        return reverse("reporting:indicator", args=[self.programme.code, code])

    def people(self, item: Item, part: str) -> str:
        """The address of the people behind one number of the item."""
        chosen = {
            "indicator": item["indicator"],
            "part": part,
            "period": item["period"],
            "by": item["by"],
            "category": item["category"],
            "class": item["class"],
            "unit": self.unit,
        }
        if item["indicator"] == "A05":
            chosen |= {"indicator": "A01", "class": None}
        query = urlencode({name: str(value) for name, value in chosen.items() if value})
        return f"{reverse('reporting:people', args=[self.programme.code])}?{query}"
