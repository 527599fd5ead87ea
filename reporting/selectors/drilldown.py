"""A number opened: how many, how many of them one may see, and the values that made each of them count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.enums import Gender, LabourStatus
from config.kernel.alphabet import alphabetical
from config.kernel.tables import Cell, Column, Row, Table, sortable
from network.models import Programme
from reporting.enums import CLASSES, Breakdown, WorkBreakdown
from reporting.indicators import Kind
from reporting.models import ParticipationFact
from reporting.selectors.figures import category_text, class_text
from reporting.selectors.movements import flow_words
from reporting.selectors.people import PAIRED_PARTS, Pick, count_behind, facts_behind
from reporting.selectors.values import Ask, Scope, tells_of_health, values

PART_WORDS = {
    "numerator": gettext_lazy("counted in the numerator"),
    "denominator": gettext_lazy("counted in the denominator"),
    "base": gettext_lazy("in the base"),
    "missing": gettext_lazy("of whom the answer is missing"),
    "refused": gettext_lazy("who did not want to answer"),
    "pairs": gettext_lazy("in the pairs"),
    "employed_start": gettext_lazy("employed at the start, of the pairs"),
    "employed_end": gettext_lazy("employed at the end, of the pairs"),
    "moved_in": gettext_lazy("who moved into work"),
    "moved_out": gettext_lazy("who moved out of work"),
}

FIELD_WORDS = {
    "complete": gettext_lazy("Complete start form"),
    "paired": gettext_lazy("Pair"),
    "followed": gettext_lazy("Follow-up form"),
    "woman": gettext_lazy("Woman"),
    "under_25": gettext_lazy("Under 25"),
    "over_54": gettext_lazy("Over 54"),
    "employed_start": gettext_lazy("Employed at the start"),
    "unemployed_start": gettext_lazy("Unemployed at the start"),
    "inactive_start": gettext_lazy("Inactive at the start"),
    "long_term_unemployed": gettext_lazy("Long-term unemployed"),
    "in_education_start": gettext_lazy("In education at the start"),
    "not_in_education_start": gettext_lazy("Not in education at the start"),
    "jobless_household": gettext_lazy("Jobless household"),
    "single_adult": gettext_lazy("Single adult"),
    "has_dependants": gettext_lazy("Dependent children"),
    "is_foreign": gettext_lazy("Foreign background or minority"),
    "is_disabled": gettext_lazy("Disability"),
    "is_otherwise_disadvantaged": gettext_lazy("Other disadvantage"),
    "is_homeless": gettext_lazy("Homelessness or threat of it"),
    "employed_end": gettext_lazy("Employed at the end"),
    "not_employed_start": gettext_lazy("Not employed at the start"),
    "not_employed_end": gettext_lazy("Not employed at the end"),
    "seeking_end": gettext_lazy("Seeking work at the end"),
    "in_education_end": gettext_lazy("In education at the end"),
    "qualified": gettext_lazy("Qualification gained"),
    "employed_followup": gettext_lazy("Employed at the follow-up"),
    "improved": gettext_lazy("Position improved"),
}
CODED = {"foreign_background": "foreign_background", "housing": "housing", "isced": "isced", "household": "household"}
SENSITIVE_FIELDS = frozenset(
    {"is_foreign", "is_disabled", "is_otherwise_disadvantaged", "is_homeless", "foreign_background", "housing"}
)
ORDERS: dict[str, Any] = {
    "reference": F("client_ref"),
    "started": F("started_on"),
    "ended": F("ended_on"),
    "unit": alphabetical("unit__name"),
    "start_status": F("start_status"),
    "end_status": F("end_status"),
}


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The number and its people: `number` is None when it is hidden from the reader."""

    pick: Pick
    number: int | None
    visible: int
    facts: QuerySet[Any]

    @property
    def programme(self) -> Programme:
        """The programme that the number is of."""
        assert self.pick.programme is not None
        return self.pick.programme

    @property
    def unseen(self) -> int | None:
        """People of the number that are not the reader's to see."""
        return None if self.number is None else max(self.number - self.visible, 0)


def opened(pick: Pick, *, actor: User, scope: Scope) -> Opened:
    """The people behind the number whom the actor may see, and how many there are altogether."""
    facts = facts_behind(pick, actor, scope)
    outside = scope.outside or (tells_of_health(pick.definition, pick.by) and not scope.health)
    number = None if outside and _is_withheld(pick, scope) else count_behind(pick, scope)
    return Opened(pick=pick, number=number, visible=facts.count(), facts=facts)


def _is_withheld(pick: Pick, scope: Scope) -> bool:
    """Whether the engine hides the number from readers outside; a number it does not print is hidden too."""
    own = pick.definition.kind is Kind.CLASSES and not pick.klass
    ask = Ask(
        programme=pick.programme,
        indicators=(pick.indicator,),
        period=pick.parsed_period().kind,
        by="" if own else pick.by,
        unit=pick.unit,
    )
    place = (pick.period, pick.by, pick.category, pick.klass)
    for item in values(ask, scope):
        if (item.period, item.by, item.category, item.klass) == place:
            return item.suppressed or pick.part in item.suppressed_fields
    return True


def filtered(facts: QuerySet[ParticipationFact], *, reference: str, end_status: str, sort: str) -> Any:
    """The people narrowed down and put in order; equal ones stay in one order from page to page."""
    if reference:
        facts = facts.filter(client_ref__icontains=reference)
    if end_status:
        facts = facts.filter(end_status="" if end_status == "none" else end_status)
    order = ORDERS.get(sort.removeprefix("-"), F("started_on"))
    return facts.order_by(order.desc() if sort.startswith("-") else order.asc(), "pk")


# --- words ------------------------------------------------------------------------------------------------------------


def title_of(pick: Pick) -> str:
    """The number in words: whom one is looking at."""
    parts = [f"{pick.indicator} {pick.definition.name}", str(PART_WORDS[pick.part])]
    if pick.period != "all":
        parts.append(pick.period)
    if pick.until is not None:
        parts.append(_("as of %(day)s") % {"day": date_format(pick.until, "SHORT_DATE_FORMAT")})
    if pick.by:
        label = WorkBreakdown(pick.by).label if pick.programme is None else Breakdown(pick.by).label
        parts.append(f"{label}: {category_text(pick.by, pick.category)}")
    if pick.klass:
        flow = pick.definition.kind is Kind.FLOW
        parts.append(" → ".join(flow_words(pick.klass)) if flow else class_text(pick.klass))
    return ", ".join(parts)


def fields_used(pick: Pick) -> list[str]:
    """Fields of the fact that decide whether a person counts, in the order of the declaration."""
    definition = pick.definition
    conditions = [definition.base.condition, definition.numerator, definition.denominator, definition.refused]
    if pick.part in PAIRED_PARTS or definition.kind is Kind.PAIRED:
        conditions.append(Q(employed_start=True, employed_end=True))
    named = [name for condition in conditions if condition is not None for name in _names(condition)]
    return [name for name in dict.fromkeys(named) if name in FIELD_WORDS or name in CODED]


def _names(condition: Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _names(child)
        elif isinstance(child, tuple):
            yield str(child[0]).split("__")[0]


def field_groups(pick: Pick) -> list[str]:
    """What of the person the list shows, for the read log."""
    sensitive = pick.by in {"foreign_background", "housing"} or SENSITIVE_FIELDS & set(fields_used(pick))
    return ["participation", "forms", "sensitive"] if sensitive else ["participation", "forms"]


# --- the table --------------------------------------------------------------------------------------------------------


def people_columns(pick: Pick, *, sort: str = "", address: str = "") -> tuple[Column, ...]:
    """Who, when and from where to where, then the values used; `address` makes the sortable ones links."""
    named = (
        (_("Reference"), "reference"),
        (_("Unit"), "unit"),
        (_("Started on"), "started"),
        (_("Ended on"), "ended"),
        (_("Gender"), ""),
        (_("Age"), ""),
        (_("Status at the start"), "start_status"),
        (_("Status at the end"), "end_status"),
    )
    columns = [_column(label, name, sort, address) for label, name in named]
    return (*columns, *(Column(label=field_label(name)) for name in fields_used(pick)))


def _column(label: str, name: str, sort: str, address: str) -> Column:
    if not name or not address:
        return Column(label=label, numeric=label == _("Age"))
    return sortable(label, name, sort=sort, address=address)


def field_label(name: str) -> str:
    return str(Breakdown(CODED[name]).label if name in CODED else FIELD_WORDS[name])


def people_cells(fact: ParticipationFact, used: Sequence[str], *, linked: bool = True) -> tuple[Cell, ...]:
    """One person of the number."""
    url = reverse("clients:participation_detail", args=[fact.participation_id]) if linked else ""
    return (
        Cell(text=fact.client_ref, url=url, header=True, tight=True),
        Cell(text=fact.unit.name if fact.unit else "–", kind="" if fact.unit else "absent"),
        _date(fact.started_on),
        _date(fact.ended_on),
        Cell(text=str(Gender(fact.gender).label)),
        Cell(text="–", kind="absent", numeric=True)
        if fact.age is None
        else Cell(text=str(fact.age), value=fact.age, numeric=True),
        _status(fact.start_status),
        _status(fact.end_status),
        *(_used(fact, name) for name in used),
    )


def _date(day: Any) -> Cell:
    if day is None:
        return Cell(text="–", kind="absent")
    return Cell(text=date_format(day, "SHORT_DATE_FORMAT"), value=day, tight=True)


def _status(code: str) -> Cell:
    if not code:
        return Cell(text=_("No form"), kind="absent")
    return Cell(text=str(LabourStatus(code).label))


def _used(fact: ParticipationFact, name: str) -> Cell:
    """A value used: yes, no, not known, or the class."""
    value = getattr(fact, name)
    if name in CODED:
        return Cell(text=str(CLASSES[CODED[name]].get(value, value)))
    if value is None:
        return Cell(text=_("not known"), kind="absent")
    return Cell(text=_("yes") if value else _("no"))


def people_table(pick: Pick, facts: Iterable[ParticipationFact], *, sort: str, address: str) -> Table:
    """One page of the people."""
    used = fields_used(pick)
    return Table(
        caption=title_of(pick),
        columns=people_columns(pick, sort=sort, address=address),
        rows=tuple(Row(cells=people_cells(fact, used)) for fact in facts),
        empty=_("None of these people are yours to see, or nobody fits the filter."),
    )


def clients_by_area(rows: Iterable[tuple[int, UUID]]) -> dict[int, list[UUID]]:
    """Whose data is shown, by area, for the read log."""
    found: dict[int, list[UUID]] = defaultdict(list)
    for area_id, client_id in rows:
        found[area_id].append(client_id)
    return dict(found)
