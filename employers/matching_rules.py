"""How well a job fits a person by work ability and wishes: one rule for both directions, with its reasons.

Pure: no database, no words. What goes in is what the person can do of each demand of work, what work is looked for and
where the person lives; of a job what it demands, offers and when and where it is. Nothing of health has a way in, nor
has gender, age, name, language or nationality: there is no place for them among these types.

The numbers are data with a version (employers/data/match_weights.json). `Matcher.judge` is the rule; ranking and the
reasons shown both come from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from math import asin, cos, inf, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from clients.enums.demands import DEMAND_UNITS, Ability, Adjustment, Demand
from employers.enums.jobs import Load
from employers.enums.matching import Verdict, Why

DATA = Path(__file__).resolve().parent / "data" / "match_weights.json"
EARTH_KILOMETRES = 6371.0
VERDICTS = tuple(Verdict)
FITS, ADJUSTED, ASK, STOP = range(len(VERDICTS))
MEASURED = frozenset(demand.value for demand in DEMAND_UNITS)
_ELSEWHERE = frozenset({Demand.TRAVEL.value})  # judged by the way to work, not by what the vacancy says
_ANYTHING: tuple[str, ...] = ()

Place = tuple[float, float]


# --- the numbers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Weights:
    """One version of the numbers, in force from a day until the next one's."""

    version: int
    effective_from: date
    texts: Mapping[str, str]
    values: Mapping[str, int]
    demand_weights: Mapping[str, int]
    points: Mapping[str, int]
    reach: Mapping[str, float]
    helps: Mapping[str, tuple[str, ...]]
    travel: Mapping[str, float]

    def weight_of(self, demand: str) -> int:
        """How much a demand counts beside the others."""
        return self.demand_weights.get(demand, 1)


def read_weights(found: Iterable[Mapping[str, Any]]) -> tuple[Weights, ...]:
    """The versions in the order of their days; ValueError when versions do not rise with their days."""
    made = tuple(
        Weights(
            **{
                **one,
                "effective_from": date.fromisoformat(one["effective_from"]),
                "helps": {demand: tuple(kinds) for demand, kinds in one["helps"].items()},
            }
        )
        for one in found
    )
    for earlier, later in pairwise(made):
        if (later.version, later.effective_from) <= (earlier.version, earlier.effective_from):
            raise ValueError("Versions of the weights follow each other by number and day.")
    return made


@cache
def all_weights() -> tuple[Weights, ...]:
    """Every version there has been, the first first."""
    return read_weights(json.loads(DATA.read_text(encoding="utf-8")))


def weights_on(day: date) -> Weights:
    """The version in force on the day; before the first one the first."""
    known = all_weights()
    return next((one for one in reversed(known) if one.effective_from <= day), known[0])


def weights_of(version: int) -> Weights | None:
    """The version by its number."""
    return next((one for one in all_weights() if one.version == version), None)


# --- what goes in -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Met:
    """How the person meets one demand of work."""

    ability: str
    limit: float | None = None
    adjustments: tuple[str, ...] = ()
    is_strength: bool = False


@dataclass(frozen=True)
class Wish:
    """What work is looked for; an empty set means any."""

    occupations: frozenset[str] = frozenset()
    hours_from: float | None = None
    hours_to: float | None = None
    municipalities: frozenset[str] = frozenset()
    is_remote_wished: bool = False


@dataclass(frozen=True)
class Person:
    """What matching may know of a person. `municipality` is empty where the viewer may not know it."""

    abilities: Mapping[str, Met]
    wish: Wish = Wish()
    municipality: str = ""


@dataclass(frozen=True, eq=False)
class Terms:
    """What a job offers and its hours, shared by many jobs; equal to itself only, so that looking up is quick."""

    offered: frozenset[str] = frozenset()
    hours_from: float | None = None
    hours_to: float | None = None
    is_remote: bool = False


class Job(NamedTuple):
    """A vacancy as matching knows it; `amounts` are its demands by `amounts_of`."""

    key: Any
    amounts: tuple[tuple[str, float], ...]
    terms: Terms
    occupation: str
    municipality: str


def amounts_of(demands: Mapping[str, float], hours_from: float | None) -> tuple[tuple[str, float], ...]:
    """The demands with their amounts: weekly hours are one of them, and what is not there (0) is none."""
    amounts = {demand: much for demand, much in demands.items() if much and demand not in _ELSEWHERE}
    if hours_from:
        amounts[Demand.HOURS_WEEK.value] = hours_from
    return tuple(amounts.items())


# --- what comes out ---------------------------------------------------------------------------------------------------


class Finding(NamedTuple):
    """One reason: a code with its demand, accommodations and numbers. `key` is what is kept of it: codes only."""

    why: Why
    demand: str = ""
    kinds: tuple[str, ...] = _ANYTHING
    amount: float | None = None
    limit: float | None = None

    @property
    def key(self) -> str:
        """Codes alone, without amounts and limits."""
        return ":".join(part for part in (self.why.value, self.demand, "+".join(self.kinds)) if part)


class Judgement(NamedTuple):
    """How the job fits: verdict, score, and every reason."""

    level: int
    score: int
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        return VERDICTS[self.level]


class Ranked(NamedTuple):
    """A job's place: those that fit in order, and those with a hard stop in theirs."""

    fitting: list[tuple[int, Any, int]]
    stopped: list[tuple[int, Any, int]]


class _Met(NamedTuple):
    bit: int
    value: int
    weight: int


class _Bands(NamedTuple):
    """What amounts of one demand come to: up to the first mark, up to the second, and beyond it."""

    first: float
    second: float
    within: _Met
    over: _Met
    beyond: _Met


class _Aside(NamedTuple):
    bit: int
    points: int
    findings: tuple[Finding, ...]


class _Known(NamedTuple):
    """What was worked out for one kind of terms: what demands come to, ways by municipality, the hours."""

    demands: dict[str, _Bands]
    ways: dict[str, _Aside]
    hours: _Aside


# --- the rule ---------------------------------------------------------------------------------------------------------


@dataclass
class Matcher:
    """Judges jobs for one person by one version of the weights; what is the same for many jobs is worked out once.

    Verdicts of single demands are bits, so that the worst of several is the highest bit of all of them together.
    """

    person: Person
    weights: Weights
    places: Mapping[str, Place]
    _known: dict[Terms, _Known] = field(default_factory=dict)
    _demands: dict[frozenset[str], dict[str, _Bands]] = field(default_factory=dict)
    _ways: dict[tuple[bool, frozenset[str]], dict[str, _Aside]] = field(default_factory=dict)
    _occupations: dict[str, _Aside] = field(default_factory=dict)

    def judge(self, job: Job) -> Judgement:
        """Verdict, score and reasons of the job for the person."""
        level, score = self._summed(job)
        known = self._known[job.terms]
        demands = [self._meet(*one, job.terms.offered)[1] for one in sorted(job.amounts)] or [Finding(Why.NO_DEMANDS)]
        asides = (known.ways[job.municipality], self._occupations[job.occupation], known.hours)
        return Judgement(level, score, (*demands, *(one for aside in asides for one in aside.findings)))

    def rank(self, jobs: Iterable[Job]) -> Ranked:
        """Every job in order: the best score first, equal ones by key, so that nothing else can decide."""
        fitting: list[tuple[int, Any, int]] = []
        stopped: list[tuple[int, Any, int]] = []
        for job in jobs:
            level, score = self._summed(job)
            (stopped if level == STOP else fitting).append((-score, job.key, level))
        fitting.sort()
        stopped.sort()
        return Ranked(fitting, stopped)

    def _summed(self, job: Job) -> tuple[int, int]:
        """The worst verdict; the weighted mean of the demands, with the points of the way and of the wishes."""
        _key, amounts, terms, occupation, municipality = job
        demands, ways, hours = self._known.get(terms) or self._terms(terms)
        way = ways.get(municipality) or self._way(job, ways)
        wished = self._occupations.get(occupation) or self._occupation(occupation)
        bits, values, weights = way[0], 0, 0
        for demand, amount in amounts:
            first, second, within, over, beyond = demands[demand]
            bit, value, weight = within if amount <= first else over if amount <= second else beyond
            bits |= bit
            values += value
            weights += weight
        mean = values // weights if weights else self.weights.values[Why.NO_DEMANDS]
        return bits.bit_length(), mean + way[1] + wished[1] + hours[1]

    def _terms(self, terms: Terms) -> _Known:
        offered = terms.offered
        if offered not in self._demands:
            self._demands[offered] = {demand.value: self._bands(demand.value, offered) for demand in Demand}
        way = self.person.abilities.get(Demand.TRAVEL.value)
        helping = {Adjustment.COMMUTING.value, *(way.adjustments if way else ())}
        ways = self._ways.setdefault((terms.is_remote, offered & helping), {})
        known = self._known[terms] = _Known(self._demands[offered], ways, self._said(self._hours(terms)))
        return known

    def _bands(self, demand: str, offered: frozenset[str]) -> _Bands:
        """The amounts at which the finding changes, and what it is worth on each side: by the rule itself."""
        first, second = self._marks(demand)
        return _Bands(first, second, *(self._weighed(demand, amount, offered) for amount in (first, second, inf)))

    def _marks(self, demand: str) -> tuple[float, float]:
        met = self.person.abilities.get(demand)
        if met is None or met.ability != Ability.LIMITED:
            return inf, inf
        if demand not in MEASURED:
            return Load.SOME, inf
        return (inf, inf) if met.limit is None else (met.limit, met.limit + self.weights.reach.get(demand, 0))

    def _way(self, job: Job, ways: dict[str, _Aside]) -> _Aside:
        level, way = self._judged_way(job)
        aside = ways[job.municipality] = self._said([way, *map(Finding, self._places(job))], bit=_bit(level))
        return aside

    def _occupation(self, occupation: str) -> _Aside:
        wished = self.person.wish.occupations
        found = [Why.OCCUPATION if occupation in wished else Why.OTHER_OCCUPATION] if wished and occupation else []
        aside = self._occupations[occupation] = self._said(map(Finding, found))
        return aside

    def _said(self, findings: Iterable[Finding], *, bit: int = 0) -> _Aside:
        said = tuple(findings)
        return _Aside(bit, sum(self.weights.points.get(one.why, 0) for one in said), said)

    def _weighed(self, demand: str, amount: float, offered: frozenset[str]) -> _Met:
        level, finding = self._meet(demand, amount, offered)
        weight = self.weights.weight_of(demand)
        return _Met(_bit(level), weight * self.weights.values[finding.why], weight)

    def _meet(self, demand: str, amount: float, offered: frozenset[str]) -> tuple[int, Finding]:
        met = self.person.abilities.get(demand)
        if met is None or met.ability == Ability.UNKNOWN:
            return FITS, Finding(Why.UNKNOWN, demand, amount=amount)
        if met.ability == Ability.IMPOSSIBLE:
            return STOP, Finding(Why.IMPOSSIBLE, demand, amount=amount)
        if met.ability == Ability.FULL:
            return FITS, Finding(Why.STRENGTH if met.is_strength else Why.CAN, demand, amount=amount)
        if met.ability == Ability.ADJUSTED:
            return self._with_adjustment(demand, amount, met, offered)
        return self._within_limit(demand, amount, met, offered)

    def _with_adjustment(self, demand: str, amount: float, met: Met, offered: frozenset[str]) -> tuple[int, Finding]:
        missing = tuple(kind for kind in met.adjustments if kind not in offered)
        if missing:
            return ASK, Finding(Why.ADJUSTMENT_ASKED, demand, missing, amount)
        return ADJUSTED, Finding(Why.ADJUSTMENT_OFFERED, demand, met.adjustments, amount)

    def _within_limit(self, demand: str, amount: float, met: Met, offered: frozenset[str]) -> tuple[int, Finding]:
        if demand not in MEASURED:
            if amount <= Load.SOME:
                return FITS, Finding(Why.LITTLE, demand, amount=amount)
            return self._helped(demand, amount, None, offered)
        if met.limit is None:
            return FITS, Finding(Why.LIMIT_NOT_TOLD, demand, amount=amount)
        if amount <= met.limit:
            return FITS, Finding(Why.WITHIN, demand, amount=amount, limit=met.limit)
        return self._helped(demand, amount, met.limit, offered)

    def _helped(self, demand: str, amount: float, limit: float | None, offered: frozenset[str]) -> tuple[int, Finding]:
        kinds = self.weights.helps.get(demand, _ANYTHING)
        if limit is not None and (not kinds or amount > limit + self.weights.reach.get(demand, 0)):
            return STOP, Finding(Why.BEYOND_HELP, demand, amount=amount, limit=limit)
        helping = tuple(kind for kind in kinds if kind in offered)
        if helping:
            return ADJUSTED, Finding(Why.HELPED, demand, helping, amount, limit)
        return ASK, Finding(Why.HELP_ASKED, demand, kinds, amount, limit)

    def _judged_way(self, job: Job) -> tuple[int, Finding]:
        demand = Demand.TRAVEL.value
        met = self.person.abilities.get(demand, Met(Ability.UNKNOWN.value))
        if job.terms.is_remote:
            return FITS, Finding(Why.REMOTE)
        if met.ability == Ability.IMPOSSIBLE:
            return STOP, Finding(Why.IMPOSSIBLE, demand)
        if met.ability == Ability.ADJUSTED:
            return self._with_adjustment(demand, 0, met, job.terms.offered)
        return self._judged_minutes(met, self.minutes_to(job.municipality), job.terms.offered)

    def _judged_minutes(self, met: Met, minutes: int | None, offered: frozenset[str]) -> tuple[int, Finding]:
        """The length of the way is an estimate, so it alone never is a hard stop."""
        demand = Demand.TRAVEL.value
        if minutes is None:
            return FITS, Finding(Why.PLACE_UNKNOWN)
        if met.limit is not None and minutes > met.limit:
            far = Finding(Why.FAR, demand, (Adjustment.COMMUTING.value,), minutes, met.limit)
            return (ADJUSTED if Adjustment.COMMUTING in offered else ASK), far
        if met.ability != Ability.FULL and met.limit is None and minutes > self.weights.travel["long_minutes"]:
            return FITS, Finding(Why.LONG_WAY, demand, amount=minutes)
        return FITS, Finding(Why.NEAR, demand, amount=minutes, limit=met.limit)

    def minutes_to(self, municipality: str) -> int | None:
        """An estimate of the way from the person's municipality to this one; None where either is not known."""
        numbers = self.weights.travel
        if not self.person.municipality or not municipality:
            return None
        if municipality == self.person.municipality:
            return int(numbers["minutes_within"])
        here, there = self.places.get(self.person.municipality), self.places.get(municipality)
        if here is None or there is None:
            return None
        way = kilometres(here, there) * numbers["detour_percent"] / 100
        return int(numbers["minutes_fixed"] + 60 * way / numbers["kilometres_an_hour"])

    def _hours(self, terms: Terms) -> Iterable[Finding]:
        wish = self.person.wish
        least, most = terms.hours_from or terms.hours_to, terms.hours_to or terms.hours_from
        if least is None or most is None or (wish.hours_from is None and wish.hours_to is None):
            return
        meets = most >= (wish.hours_from or 0) and least <= (wish.hours_to or least)
        yield Finding(Why.HOURS if meets else Why.OTHER_HOURS)

    def _places(self, job: Job) -> Iterable[Why]:
        wish = self.person.wish
        if job.terms.is_remote:
            if wish.is_remote_wished:
                yield Why.PLACE
        elif wish.municipalities:
            yield Why.PLACE if job.municipality in wish.municipalities else Why.OTHER_PLACE


def _bit(level: int) -> int:
    return 1 << level >> 1


def kilometres(here: Place, there: Place) -> float:
    """The distance along the surface, from (longitude, latitude) to (longitude, latitude)."""
    longitude, latitude, to_longitude, to_latitude = map(radians, (*here, *there))
    half = sin((to_latitude - latitude) / 2) ** 2
    half += cos(latitude) * cos(to_latitude) * sin((to_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KILOMETRES * asin(sqrt(half))
