"""What an indicator is: a declaration of who is counted, over whom, by which date, with words for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.enums import Basis

Text = str | Promise


class Unit(StrEnum):
    """What a value is: a number of people or things, a share in percent, a difference of shares in points, days."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    DAYS = "days"


class Kind(StrEnum):
    """How the value is made from the counts."""

    SHARE = "share"
    CLASSES = "classes"
    TARGET = "target"
    PAIRED = "paired"
    FLOW = "flow"
    MEDIAN = "median"
    RATIO = "ratio"


@dataclass(frozen=True)
class Base:
    """The people an indicator looks at."""

    code: str
    condition: Q
    words: Text


P = Base("P", Q(), _("all participations"))
S = Base("S", Q(complete=True), _("participations with a complete start form"))
E = Base("E", Q(paired=True), _("participations with a complete start form and a complete end form (pairs)"))
F = Base("F", Q(followed=True), _("pairs with a follow-up form"))
B = Base("B", Q(kind="company"), _("companies that take part, each once in an area"))
BASES = {base.code: base for base in (P, S, E, F, B)}


@dataclass(frozen=True)
class Measure:
    """One count: people of the base for whom the condition is true, or (`unknown`) cannot be told."""

    key: str
    base: Base
    condition: Q
    unknown: bool = False


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator.

    `numerator` and `denominator` are conditions over one row of facts, three-valued: a person of the base for whom
    the numerator cannot be told counts as missing, never as no. An empty denominator means the base itself where
    `units` has a share, and none at all for a plain count. `health` says that it tells of diagnoses: whoever lacks the
    right to health data gets it as somebody outside. A RATIO is divided by the base counted by the date `cohort`.
    """

    code: str
    name: Text
    base: Base
    numerator: Q = field(default_factory=Q)
    numerator_words: Text
    denominator: Q | None = None
    denominator_words: Text = ""
    units: tuple[Unit, ...]
    basis: Basis
    refused: Q | None = None
    kind: Kind = Kind.SHARE
    classes: tuple[tuple[str, str, Q], ...] = ()
    sensitive: bool = False
    health: bool = False
    cohort: Basis = Basis.START
    version: int = 1

    @property
    def has_share(self) -> bool:
        """Whether the value is divided by something."""
        return Unit.PERCENT in self.units or Unit.POINTS in self.units

    @property
    def own_breakdowns(self) -> frozenset[str]:
        """Breakdowns the indicator is itself: its classes are those of the breakdown, shares of the whole base."""
        return frozenset(group for group, _name, _c in self.classes) if self.kind is Kind.CLASSES else frozenset()

    def measures(self) -> list[Measure]:
        """The counts the value is made from; keys start with the code."""
        if self.kind is Kind.TARGET:
            return []
        if self.kind in {Kind.CLASSES, Kind.FLOW}:
            return [self._measure(f":{group}:{name}", condition) for group, name, condition in self.classes]
        found = [self._measure(".n", self.numerator)]
        if self.numerator:
            found.append(Measure(f"{self.code}.m", self.base, self.numerator, unknown=True))
        if self.denominator is not None:
            found.append(self._measure(".d", self.denominator))
        if self.refused is not None:
            found.append(self._measure(".r", self.refused))
        return found + [self._measure(f".{name}", condition) for _group, name, condition in self.classes]

    def _measure(self, suffix: str, condition: Q) -> Measure:
        return Measure(self.code + suffix, self.base, condition)

    def texts(self) -> dict[str, Any]:
        """Everything a reader needs in the active language."""
        return {
            "name": str(self.name),
            "population": str(self.base.words),
            "numerator": str(self.numerator_words),
            "denominator": str(self.denominator_words) or (str(self.base.words) if self.has_share else ""),
        }
