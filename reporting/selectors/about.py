"""What a file says of itself: what it shows, of whom, as of when, by which definition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Programme
from reporting.enums import Basis
from reporting.indicators import INDICATORS, Indicator

Facts = list[tuple[Any, Any]]

TO_COME = {
    "A19": gettext_lazy("Staff reached"),
    "A20": gettext_lazy("Trained coordinators"),
    "A21": gettext_lazy("Continuing positions"),
    "A24": gettext_lazy("Funding"),
}
"""Indicators of public documents that are not counted yet."""


def about_programme(programme: Programme, *, shows: Any) -> Facts:
    """The heading of every file of a programme."""
    return [
        (_("Shows"), shows),
        (_("Programme"), f"{programme.code} {programme.name}"),
        (_("Written"), date_format(timezone.localtime(), "DATETIME_FORMAT")),
    ]


def definition_of(indicator: Indicator) -> Facts:
    """The indicator in words, for pages and files."""
    texts = indicator.texts()
    facts = [
        (_("Population"), texts["population"]),
        (_("Numerator"), texts["numerator"]),
        (_("Denominator"), texts["denominator"] or _("none: a count")),
        (_("Reference date"), Basis(indicator.basis).label),
        (_("Missing"), _("A person of whom the answer is not known counts as missing, never as no.")),
    ]
    if indicator.sensitive:
        facts.append((_("Sensitive"), _("A refused answer is counted apart; small numbers are hidden earlier.")))
    return [*facts, (_("Version"), indicator.version)]


def definitions_of(codes: Iterable[str]) -> Facts:
    """One line per indicator: who is counted over whom."""
    lines: Facts = []
    for code in codes:
        texts = INDICATORS[code].texts()
        over = f" / {texts['denominator']}" if texts["denominator"] else ""
        words = f"{texts['name']}: {texts['numerator']}{over} ({texts['population']}; v{INDICATORS[code].version})"
        lines.append((code, words))
    return lines
