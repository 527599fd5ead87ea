"""Cells of tables that many lists of clients' records have."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import date_format, number_format

from config.kernel.tables import Cell

ABSENT = Cell(text="–", kind="absent")


def text_cell(text: Any) -> Cell:
    """The text, or that there is none."""
    return Cell(text=text) if text else ABSENT


def day_cell(day: date | None) -> Cell:
    """The day, or that there is none."""
    return Cell(text=day_text(day), value=day, tight=True) if day else ABSENT


def number_cell(number: Any) -> Cell:
    """The number, or that there is none."""
    return ABSENT if number is None else Cell(text=number, value=number, numeric=True)


def decimal_text(value: float, places: int) -> str:
    """The number with so many decimals, rounded half away from zero; Django's formatting alone would cut them off."""
    kept = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(number_format(kept, decimal_pos=places))


def day_text(day: date | None) -> str:
    """The day as the reader writes it, or nothing."""
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def listed(choices: Any, codes: Iterable[str]) -> str:
    """The words of the codes, in the order of the choices."""
    held = set(codes)
    return ", ".join(str(choice.label) for choice in choices if choice.value in held)
