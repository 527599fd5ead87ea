"""The columns of the list of clients: what each is called, what it looks up, how it is shown and sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums import RelationKind
from clients.enums.cases import CasePhase, CaseStatus, Direction, JointPoint, WaitingFor
from clients.enums.keywords import KeywordKind
from clients.models import Appointment, CaseRelation, Client, Contact, Keyword, Participation, Task
from clients.models.need_to_know import moment_for
from clients.selectors.contacts import contact_cell, withheld
from clients.selectors.now_case import NOW, with_case
from config.kernel.alphabet import alphabetical
from config.kernel.tables import Cell, Column, Row, Table, sortable

NAMES = (alphabetical("last_name"), alphabetical("first_names"))
LATEST = Participation.objects.filter(client=OuterRef("pk")).order_by("-started_on", "pk").values("client_ref")[:1]
DEFAULT = (
    "reference",
    "birth_date",
    "unit",
    "municipality",
    "relation",
    "phase",
    "waiting",
    "next_due",
    "non_disclosure",
)

GLASS_GROUND = "break_glass"
Lookup = Callable[[User], Any]
Shown = Callable[[Any, User, set[str]], Cell]


@dataclass(frozen=True, kw_only=True)
class ClientColumn:
    """A column that may be chosen; `lookups` are annotations by name, the first of them is what it is sorted by."""

    code: str
    label: Any
    shown: Shown
    lookups: Mapping[str, Lookup]
    is_sortable: bool = False


def _of_client(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk"))


def _case(name: str) -> Lookup:
    return lambda _user: F(f"{NOW}__{name}")


def _responsible(_user: User) -> Any:
    held = _of_client(CaseRelation.objects.in_force(timezone.localdate())).filter(kind=RelationKind.RESPONSIBLE)
    return Subquery(held.order_by().values("user__name")[:1])


def _next_due(_user: User) -> Any:
    found = _of_client(Task.objects.open()).filter(due_on__isnull=False)
    return Subquery(found.order_by("due_on").values("due_on")[:1])


def _next_appointment(user: User) -> Any:
    found = _of_client(Appointment.objects.filter(status="planned", starts_at__gte=moment_for(user)))
    return Subquery(found.order_by("starts_at").values("starts_at")[:1])


def _last_contact(_user: User) -> Any:
    found = _of_client(Contact.objects.final()).filter(with_client=True).order_by("-at")
    return Subquery(found.annotate(day=TruncDate("at")).values("day")[:1], output_field=DateField())


def _keywords(_user: User) -> Any:
    return ArraySubquery(_of_client(Keyword.objects.in_force(timezone.localdate())).order_by("kind").values("kind"))


def _column(
    code: str, label: Any, shown: Shown, *, lookups: Mapping[str, Lookup] | None = None, is_sortable: bool = False
) -> ClientColumn:
    return ClientColumn(code=code, label=label, shown=shown, lookups=lookups or {}, is_sortable=is_sortable)


def _words(name: str, choices: Any) -> Shown:
    return lambda one, _user, _kinds: _text(_label(choices, getattr(one, name)))


def _words_since(name: str, since: str, choices: Any) -> Shown:
    def shown(one: Any, _user: User, _kinds: set[str]) -> Cell:
        words, day = _label(choices, getattr(one, name)), getattr(one, since)
        return Cell(text=words, note=_date(day) if day else "") if words else _text("")

    return shown


def _municipality(one: Client, user: User, _kinds: set[str]) -> Cell:
    name = one.municipality.name if one.municipality else ""
    return contact_cell(name, hidden=bool(withheld(user, one)))


def _flag(one: Client, _user: User, _kinds: set[str]) -> Cell:
    return Cell(text=_("Non-disclosure"), tone="warn") if one.non_disclosure else _text("")


def _due(one: Any, _user: User, _kinds: set[str]) -> Cell:
    day = one.next_due
    if day is not None and day <= timezone.localdate():
        return Cell(text=_date(day), value=day, tone="warn")
    return _day(day)


def _related(_one: Client, _user: User, kinds: set[str]) -> Cell:
    return _text(relation_words(kinds))


def _meeting(one: Any, _user: User, _kinds: set[str]) -> Cell:
    at = one.next_appointment
    return Cell(text=date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT"), tight=True) if at else _text("")


COLUMNS = {
    one.code: one
    for one in (
        _column(
            "reference", gettext_lazy("Reference"), lambda one, _u, _k: _text(one.reference),
            lookups={"reference": lambda _user: Subquery(LATEST)}, is_sortable=True,
        ),
        _column("birth_date", gettext_lazy("Date of birth"), lambda one, _u, _k: _day(one.birth_date)),
        _column("unit", gettext_lazy("Unit"), lambda one, _u, _k: _text(one.unit.name if one.unit else "")),
        _column("municipality", gettext_lazy("Municipality"), _municipality),
        _column("relation", gettext_lazy("Relation"), _related),
        _column(
            "responsible", gettext_lazy("Responsible"), lambda one, _u, _k: _text(one.responsible),
            lookups={"responsible": _responsible},
        ),
        _column(
            "status", gettext_lazy("Status"), _words("case_status", CaseStatus),
            lookups={"case_status": _case("status")},
        ),
        _column(
            "phase", gettext_lazy("Phase"), _words_since("case_phase", "case_phase_since", CasePhase),
            lookups={"case_phase_since": _case("phase_since"), "case_phase": _case("phase")}, is_sortable=True,
        ),
        _column(
            "direction", gettext_lazy("Direction"), _words("case_direction", Direction),
            lookups={"case_direction": _case("direction")},
        ),
        _column(
            "waiting", gettext_lazy("Waiting for"), _words_since("case_waiting", "case_waiting_since", WaitingFor),
            lookups={"case_waiting_since": _case("waiting_since"), "case_waiting": _case("waiting_for")},
            is_sortable=True,
        ),
        _column(
            "joint_point", gettext_lazy("Joint point"), _words_since("case_joint", "case_joint_since", JointPoint),
            lookups={"case_joint_since": _case("joint_point_since"), "case_joint": _case("joint_point")},
            is_sortable=True,
        ),
        _column(
            "keywords", gettext_lazy("Keywords"),
            lambda one, _u, _k: _text(", ".join(_label(KeywordKind, kind) for kind in one.keywords_held)),
            lookups={"keywords_held": _keywords},
        ),
        _column("next_due", gettext_lazy("Next task"), _due, lookups={"next_due": _next_due}, is_sortable=True),
        _column(
            "next_appointment", gettext_lazy("Next appointment"), _meeting,
            lookups={"next_appointment": _next_appointment}, is_sortable=True,
        ),
        _column(
            "last_contact", gettext_lazy("Latest contact"), lambda one, _u, _k: _day(one.last_contact),
            lookups={"last_contact": _last_contact}, is_sortable=True,
        ),
        _column("non_disclosure", gettext_lazy("Non-disclosure"), _flag),
    )
}  # fmt: skip


def relation_words(kinds: Iterable[str]) -> str:
    """The relations in the reader's language."""
    held = set(kinds)
    words = [str(kind.label) for kind in RelationKind if kind in held]
    return ", ".join([*words, _("Exceptional access")] if GLASS_GROUND in held else words)


def known_columns(codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the codes that are columns, each once, in the order given; the usual ones when none is."""
    return tuple(dict.fromkeys(code for code in codes if code in COLUMNS)) or DEFAULT


def with_columns(found: QuerySet[Client], codes: Iterable[str], *, user: User) -> QuerySet[Client]:
    """The same clients with everything that these columns show."""
    needed: dict[str, Any] = {}
    for code in known_columns(codes):
        needed |= {name: lookup(user) for name, lookup in COLUMNS[code].lookups.items()}
    return with_case(found).annotate(**needed)


def is_order(sort: str) -> bool:
    """Whether the list can be put in this order."""
    name = sort.removeprefix("-")
    return name == "name" or (name in COLUMNS and COLUMNS[name].is_sortable)


def ordered(found: QuerySet[Client], sort: str) -> QuerySet[Client]:
    """The clients in this order, those without the value last; by name when the order is not a listed one."""
    back, name = sort.startswith("-"), sort.removeprefix("-")
    if not is_order(sort) or name == "name":
        return found.order_by(*(one.desc() if back else one.asc() for one in NAMES), "pk")
    key, lookup = next(iter(COLUMNS[name].lookups.items()))
    if key not in found.query.annotations:
        found = with_case(found).annotate(**{key: lookup(User())})
    column = F(key)
    return found.order_by(column.desc(nulls_last=True) if back else column.asc(nulls_last=True), "pk")


def clients_table(
    clients: Iterable[Client],
    *,
    user: User,
    kinds: Mapping[UUID, set[str]],
    sort: str,
    address: str,
    columns: Iterable[str],
) -> Table:
    """One page of clients with the chosen columns; the name comes first always."""
    chosen = [COLUMNS[code] for code in known_columns(columns)]
    heads = [sortable(_("Name"), "name", sort=sort, address=address)]
    heads += [
        sortable(one.label, one.code, sort=sort, address=address) if one.is_sortable else Column(label=one.label)
        for one in chosen
    ]
    rows = tuple(
        Row(
            cells=(
                Cell(text=client.name or _("No name"), url=reverse("clients:client", args=[client.pk]), header=True),
                *(column.shown(client, user, kinds.get(client.pk, set())) for column in chosen),
            )
        )
        for client in clients
    )
    return Table(
        caption=_("Clients"),
        columns=tuple(heads),
        rows=rows,
        empty=_("You have no such clients, or nobody fits the filter."),
    )


def _label(choices: Any, code: Any) -> str:
    return str(choices(code).label) if code in choices else ""


def _date(day: Any) -> str:
    return _in_words(day, get_language())


@lru_cache(maxsize=8192)
def _in_words(day: Any, _language: str | None) -> str:
    """A list of fifty has a hundred days, mostly of the same years."""
    return date_format(day, "SHORT_DATE_FORMAT")


def _day(day: Any) -> Cell:
    return Cell(text=_date(day), value=day, tight=True) if day else _text("")


def _text(text: Any) -> Cell:
    return Cell(text=text or "–", kind="" if text else "absent")
