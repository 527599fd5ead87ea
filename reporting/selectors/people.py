"""The people behind a number: the same conditions that counted them, at the moment they were counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.keywords import TargetBasis
from clients.selectors.target_group import areas_of_health
from config.kernel.errors import Refusal
from network.models import Programme
from reporting.enums import ABSENT, CLASSES, EMPLOYER_BASES, STOCKS, Basis, Breakdown
from reporting.indicators import CATALOGUE, WORK, Indicator, Kind
from reporting.models import Cell, Computation, EmployerFact, ParticipationFact, WorkFact
from reporting.selectors.periods import WHOLE, Period, parse_period
from reporting.selectors.values import Scope, measures_by_area, named_counts, tells_of_health, unit_is, unit_names

PARTS = ("numerator", "denominator", "base", "missing", "refused")
PAIRED_PARTS = {
    "employed_start": Q(employed_start=True),
    "employed_end": Q(employed_end=True),
    "moved_in": Q(not_employed_start=True, employed_end=True),
    "moved_out": Q(employed_start=True, not_employed_end=True),
    "pairs": Q(),
}
MONTH_FIELDS = {
    Basis.START: "start_month",
    Basis.END: "end_month",
    Basis.FOLLOW_UP: "followup_month",
    Basis.STOCK: "begun_month",
    Basis.BEGUN: "begun_month",
    Basis.OVER: "over_month",
    Basis.EMPLOYER_STOCK: "begun_month",
    Basis.EMPLOYER_BEGUN: "begun_month",
    Basis.COMPANY: "begun_month",
}


@dataclass(frozen=True)
class Pick:
    """One number: which part of which indicator, in which period, class and unit. Refused when it is not one.

    Without a programme it is of client work, and may be of what had begun by the day `until`.
    """

    programme: Programme | None
    indicator: str
    part: str = "numerator"
    period: str = "all"
    by: str = ""
    category: str = ""
    klass: str = ""
    unit: UUID | None = None
    until: date | None = None

    @property
    def definition(self) -> Indicator:
        known = WORK if self.programme is None else CATALOGUE
        if self.indicator not in known:
            raise Refusal(_("There is no indicator of this code."), field="indicator")
        return known[self.indicator]

    @property
    def parts(self) -> tuple[str, ...]:
        """The numbers of the indicator that open to people."""
        return (*PARTS, *PAIRED_PARTS) if self.definition.kind is Kind.PAIRED else PARTS

    @property
    def is_of_employers(self) -> bool:
        """Whether the rows are of work with employers, and no client stands in them."""
        return self.definition.basis in {*EMPLOYER_BASES, Basis.COMPANY}

    def parsed_period(self) -> Period:
        return parse_period(self.period)


def condition_of(pick: Pick, *, today: date | None = None) -> Q:
    """Who is counted in the number, as a condition over facts; `missing` is answered by `_unknown`.

    A state that still goes on is told up to the month of `today`.
    """
    definition = pick.definition
    if pick.part not in pick.parts:
        raise Refusal(_("This number does not open to people."), field="part")
    condition = definition.base.condition & _place(pick, today or timezone.localdate())
    if definition.kind is Kind.PAIRED and pick.part == "numerator":
        return condition & (PAIRED_PARTS["moved_in"] | PAIRED_PARTS["moved_out"])
    if pick.part in PAIRED_PARTS:
        return condition & PAIRED_PARTS[pick.part]
    if pick.part == "numerator":
        return condition & _numerator(pick)
    if pick.part == "denominator":
        return condition & (definition.denominator or Q())
    if pick.part == "refused":
        return condition & (definition.refused if definition.refused is not None else Q(pk__in=[]))
    return condition


def _numerator(pick: Pick) -> Q:
    definition = pick.definition
    if definition.kind not in {Kind.CLASSES, Kind.FLOW}:
        return definition.numerator
    wanted = pick.klass or f"{pick.by}:{pick.category}"
    for group, name, condition in definition.classes:
        if f"{group}:{name}" == wanted:
            return condition
    raise Refusal(_("There is no such class of this indicator."), field="class")


def _place(pick: Pick, today: date) -> Q:
    """Period, class of the breakdown, and unit."""
    condition = Q() if pick.unit is None else Q(unit_id=pick.unit)
    if pick.until is not None:
        condition &= Q(begun_on__lte=pick.until)
    period, month = pick.parsed_period(), MONTH_FIELDS[Basis(pick.definition.basis)]
    if pick.definition.basis in STOCKS:
        last = _last_month(period, today)
        condition &= Q(begun_month__lte=last) & (Q(last_month__isnull=True) | Q(last_month__gte=last))
    elif period == WHOLE and pick.definition.basis == Basis.OVER:
        condition &= Q(over_month__isnull=False)
    elif period != WHOLE:
        condition &= Q(**{f"{month}__gte": period.start, f"{month}__lt": period.after})
    if not pick.by or (pick.definition.kind is Kind.CLASSES and not pick.klass):
        return condition
    return condition & _in_class(pick)


def _last_month(period: Period, today: date) -> date:
    """The month whose end a state of the period is told at; of a period that goes on, this one."""
    current = today.replace(day=1)
    if period.after is None:
        return current
    return min((period.after - timedelta(days=1)).replace(day=1), current)


def _in_class(pick: Pick) -> Q:
    if pick.by == Breakdown.UNIT:
        return Q(unit__isnull=True) if pick.category == ABSENT else Q(unit__name=pick.category)
    if pick.by not in CLASSES or pick.category not in CLASSES[pick.by]:
        raise Refusal(_("There is no such class."), field="category")
    return Q(**{pick.by: pick.category})


def _as_of(programme: Programme | None, areas: tuple[int, ...]) -> list[tuple[int, datetime]]:
    found = Computation.objects.filter(programme=programme, area_id__in=areas)
    return list(found.values_list("area_id", "as_of"))


def stood_when_computed(programme: Programme | None, areas: tuple[int, ...]) -> Q:
    """The facts of these areas as they stood when each area was computed."""
    stood = Q(pk__in=[])
    for area_id, as_of in _as_of(programme, areas):
        stood |= _stood(area_id, as_of)
    return stood


def _stood(area_id: int, as_of: datetime) -> Q:
    return Q(area_id=area_id, opened_at__lte=as_of) & (Q(closed_at__isnull=True) | Q(closed_at__gt=as_of))


def facts_counted(pick: Pick, areas: tuple[int, ...]) -> QuerySet[Any]:
    """The facts behind the number in these areas, as they stood when each area was computed.

    Row-level security leaves out areas that are not the reader's.
    """
    when = Q(pk__in=[])
    for area_id, as_of in _as_of(pick.programme, areas):
        when |= _stood(area_id, as_of) & condition_of(pick, today=timezone.localdate(as_of))
    found = _facts_of(pick).filter(when)
    if pick.part != "missing":
        return found
    condition_of(pick)
    numerator = pick.definition.numerator
    if pick.definition.kind is not Kind.SHARE or not numerator:
        return found.none()
    known = ExpressionWrapper(numerator, output_field=BooleanField(null=True))
    return found.alias(known=known).filter(known__isnull=True)


def _facts_of(pick: Pick) -> QuerySet[Any]:
    if pick.is_of_employers:
        return EmployerFact.objects.filter(programme=pick.programme)
    if pick.programme is None:
        return WorkFact.objects.all()
    return ParticipationFact.objects.filter(programme=pick.programme)


def facts_behind(pick: Pick, actor: User, scope: Scope) -> QuerySet[Any]:
    """Those of the people behind the number whom the actor may open.

    Of a number that tells of diagnoses without the right to health data only those with a keyword, and of its classes
    nobody.
    """
    found = facts_counted(pick, scope.areas).visible_to(actor).select_related("unit")  # type: ignore[attr-defined]
    if not tells_of_health(pick.definition, pick.by):
        return found
    told = Q(area_id__in=areas_of_health(actor))
    return found.filter(told if pick.by else told | ~Q(basis=TargetBasis.DIAGNOSIS))


def count_behind(pick: Pick, scope: Scope) -> int:
    """The number itself, read from the computed cells; what the actor cannot open is this less the visible rows."""
    if pick.until is not None:
        return facts_counted(pick, scope.areas).count()
    definition, period = pick.definition, pick.parsed_period()
    own = definition.kind is Kind.CLASSES and not pick.klass
    cells = Cell.objects.filter(
        programme=pick.programme,
        area_id__in=scope.areas,
        basis=definition.basis,
        period_kind=period.kind,
        period_start=period.start,
        by="" if own else pick.by,
        **unit_is(pick.unit),
    )
    if pick.by and not own:
        cells = cells.filter(category__in=_category_keys(pick))
    condition_of(pick)
    names = measures_by_area(pick.programme, scope.areas)
    wanted = _count_keys(pick)
    return sum(
        named_counts(names[area][definition.basis], counts).get(key, 0)
        for area, counts in cells.values_list("area_id", "counts")
        for key in wanted
    )


def _category_keys(pick: Pick) -> list[str]:
    if pick.by != Breakdown.UNIT or pick.category == ABSENT:
        return [pick.category]
    used = Cell.objects.filter(programme=pick.programme, by=Breakdown.UNIT).values_list("category", flat=True)
    return [key for key, name in unit_names(used.distinct()).items() if name == pick.category]


def _count_keys(pick: Pick) -> tuple[str, ...]:
    definition, code = pick.definition, pick.indicator
    base = definition.base.code
    paired = {
        "numerator": (".b", ".c"),
        "pairs": (".a", ".b", ".c", ".d"),
        "employed_start": (".a", ".c"),
        "employed_end": (".a", ".b"),
        "moved_in": (".b",),
        "moved_out": (".c",),
    }
    if definition.kind is Kind.PAIRED and pick.part in paired:
        return tuple(code + suffix for suffix in paired[pick.part])
    if pick.part == "base" or (pick.part == "denominator" and definition.denominator is None):
        return (base,)
    if pick.part == "numerator" and definition.kind is Kind.TARGET:
        return (base,)
    if pick.part == "numerator" and definition.kind in {Kind.CLASSES, Kind.FLOW}:
        return (f"{code}:{pick.klass or f'{pick.by}:{pick.category}'}",)
    return (f"{code}.{ {'numerator': 'n', 'denominator': 'd', 'missing': 'm', 'refused': 'r'}[pick.part] }",)
