"""The list of employers: who fits, in what order, as a table, with what is known of each row; the kept filters.

Every condition is one that row security lets an index serve: equality, ranges, no text but in one small column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, FilteredRelation, Max, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable, NegatedExpression
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Municipality, User
from accounts.selectors.layout import PAGE
from clients.calendar_days import months_after
from clients.enums.demands import Adjustment
from clients.selectors.cells import ABSENT, day_cell, listed, text_cell
from config.kernel.tables import Cell, Column, Row, Table, sortable
from employers.enums.register import JobTrait
from employers.models import (
    Employer,
    EmployerContact,
    EmployerFilter,
    EmployerOwner,
    Establishment,
    Vacancy,
    WillingKeyword,
)
from employers.policies import areas_of_employers
from employers.selectors.finding import has_in_it
from employers.selectors.willingness import state_cell

FRESH, STALE, STANDING, NOT_MARKED = "fresh", "stale", "any", "none"
MINE, NOBODY = "mine", "nobody"
WILLING: tuple[tuple[str, Any], ...] = (
    ("", gettext_lazy("All")),
    (FRESH, gettext_lazy("Willing to hire")),
    (STALE, gettext_lazy("To be confirmed by your area")),
    (STANDING, gettext_lazy("Marked, confirmed or not")),
    (NOT_MARKED, gettext_lazy("Not marked")),
)
CONTACTED: tuple[tuple[str, Any], ...] = (
    ("", gettext_lazy("All")),
    ("1", gettext_lazy("Within a month")),
    ("3", gettext_lazy("Within 3 months")),
    ("6", gettext_lazy("Within 6 months")),
    ("12", gettext_lazy("Within 12 months")),
    ("-6", gettext_lazy("Not within 6 months")),
    ("-12", gettext_lazy("Not within 12 months")),
)
OWNED: tuple[tuple[str, Any], ...] = (
    ("", gettext_lazy("All")),
    (MINE, gettext_lazy("Myself")),
    (NOBODY, gettext_lazy("Nobody")),
)
NARROW = 500
PLAIN = ("industry", "kind", "size")
SORTS = ("name", "kind", "size", "industry", "contact")


Condition: TypeAlias = "Q | Exists | NegatedExpression[Combinable]"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which employers, in what order; empty words narrow nothing."""

    text: str = ""
    willing: str = ""
    region: str = ""
    area: str = ""
    municipality: str = ""
    industry: str = ""
    kind: str = ""
    size: str = ""
    traits: tuple[str, ...] = ()
    accommodations: tuple[str, ...] = ()
    contacted: str = ""
    owned: str = ""
    vacancy: bool = False
    sort: str = "name"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the employers of a page, by the key of the employer."""

    places: Mapping[UUID, list[str]] = field(default_factory=dict)
    keywords: Mapping[UUID, WillingKeyword] = field(default_factory=dict)
    last: Mapping[UUID, date] = field(default_factory=dict)
    owners: Mapping[UUID, str] = field(default_factory=dict)


def chosen_employers(user: User, choice: Choice) -> QuerySet[Employer]:
    """The employers that fit, in the order asked for."""
    return _in_order(user, Employer.objects.filter(*conditions(user, choice)), choice.sort)


def conditions(user: User, choice: Choice) -> list[Condition]:
    """What an employer must meet; contacts and owners are those of the user's areas, marks those of every area.

    Conditions of place, contacts and owner hang on the mark when one is asked for, and else on the employer: marks are
    few, and PostgreSQL then looks at no employer whose mark does not fit.
    """
    asked: list[Condition] = [Q(**{name: getattr(choice, name)}) for name in PLAIN if getattr(choice, name)]
    asked += [has_in_it(choice.text.strip())] if choice.text.strip() else []
    marks = _marks(user, choice)
    key = "pk" if marks is None else "employer"
    further = [*_there(choice, key), *_contacted(user, choice.contacted, key), *_owned(user, choice.owned, key)]
    asked += further if marks is None else [Q(pk__in=marks.filter(*further).values("employer"))]
    if choice.willing == NOT_MARKED:
        asked.append(~Exists(WillingKeyword.objects.standing().filter(employer=OuterRef("pk"))))
    if choice.vacancy:
        asked.append(Exists(Vacancy.objects.open_on(timezone.localdate()).filter(employer=OuterRef("pk"))))
    return asked


def _marks(user: User, choice: Choice) -> QuerySet[WillingKeyword] | None:
    """The marks that fit, or None when none is asked for; what the work has to offer is told by the mark."""
    today, held = timezone.localdate(), WillingKeyword.objects.all()
    if choice.willing == NOT_MARKED or not (choice.willing or choice.traits or choice.accommodations):
        return None
    marks = {FRESH: held.fresh_on(today), STALE: held.stale_on(today).in_areas_of(user)}
    found = marks.get(choice.willing, held.standing())
    if choice.traits:
        found = found.filter(traits__contains=list(choice.traits))
    if choice.accommodations:
        found = found.filter(accommodations__contains=list(choice.accommodations))
    return found


def _there(choice: Choice, key: str) -> list[Condition]:
    """It has an open establishment in all of the places asked for."""
    asked = {"region": choice.region, "area": choice.area, "code": choice.municipality}
    wanted = {name: value for name, value in asked.items() if value}
    if not wanted:
        return []
    codes = list(Municipality.objects.filter(**wanted).values_list("code", flat=True))
    places = Establishment.objects.open().filter(employer=OuterRef(key), municipality__in=codes)
    return [Exists(places)]


def _contacted(user: User, months: str, key: str) -> list[Condition]:
    if not months:
        return []
    since = months_after(timezone.localdate(), -abs(int(months)))
    met = EmployerContact.objects.in_areas_of(user).counted().filter(employer=OuterRef(key), held_on__gte=since)
    return [~Exists(met) if months.startswith("-") else Exists(met)]


def _owned(user: User, owned: str, key: str) -> list[Condition]:
    held = EmployerOwner.objects.current().filter(employer=OuterRef(key), area_id__in=areas_of_employers(user))
    asked: dict[str, list[Condition]] = {MINE: [Exists(held.filter(user=user))], NOBODY: [~Exists(held)]}
    return asked.get(owned, [])


def _in_order(user: User, found: QuerySet[Employer], sort: str) -> QuerySet[Employer]:
    name = sort.removeprefix("-")
    if name == "contact":  # joined whole: a look-up for each of all employers would take ten times as long
        own = Q(contacts__area_id__in=areas_of_employers(user), contacts__withdrawn_at__isnull=True)
        found = found.annotate(met=FilteredRelation("contacts", condition=own)).annotate(last=Max("met__held_on"))
    columns = {"kind": "kind", "size": "size", "industry": "industry", "contact": "last"}
    column = F(columns.get(name, "name_key"))
    order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=name == "contact" or None)
    return found.order_by(order, *(("name_key",) if name in columns else ()), "pk")


def page_of_employers(user: User, choice: Choice, number: Any) -> Page:
    """The page of the list that the address asks for.

    The keys of those who fit are asked for first, in no order: given an order and a limit, PostgreSQL would walk the
    whole register by name to find the few that a narrow question leaves. Only when many fit are they counted.
    """
    fitting = Employer.objects.filter(*conditions(user, choice))
    keys = list(fitting.values_list("pk", flat=True)[: NARROW + 1])
    if len(keys) > NARROW:
        return Paginator(_in_order(user, fitting, choice.sort), PAGE).get_page(number)
    pages = Paginator(_in_order(user, Employer.objects.filter(pk__in=keys), choice.sort), PAGE)
    pages.__dict__["count"] = len(keys)  # known: the paginator keeps it as it would its own
    return pages.get_page(number)


def known_of(user: User, rows: Iterable[Employer]) -> Known:
    """What the table tells of these employers beside their own columns: four statements, however many they are."""
    keys, areas, today = [one.pk for one in rows], areas_of_employers(user), timezone.localdate()
    places: dict[UUID, list[str]] = defaultdict(list)
    for place in Establishment.objects.open().filter(employer__in=keys).select_related("municipality"):
        if place.municipality.name not in places[place.employer_id]:
            places[place.employer_id].append(place.municipality.name)
    keywords: dict[UUID, WillingKeyword] = {}
    for keyword in WillingKeyword.objects.standing().filter(employer__in=keys).order_by("confirmed_on"):
        keywords[keyword.employer_id] = keyword  # the one confirmed last tells
    met = EmployerContact.objects.counted().filter(area_id__in=areas, employer__in=keys)
    owners = EmployerOwner.objects.current().filter(area_id__in=areas, employer__in=keys)
    return Known(
        places=places,
        keywords=keywords,
        last=dict(met.filter(held_on__lte=today).order_by().values_list("employer").annotate(last=Max("held_on"))),
        owners=dict(owners.values_list("employer", "user__name")),
    )


def employers_table(found: Iterable[Employer], known: Known, *, sort: str = "", address: str = "") -> Table:
    """Employers as rows."""
    heads = (
        (_("Employer"), "name"),
        (_("Business id"), ""),
        (_("Willing to hire"), ""),
        (_("Last contact"), "contact"),
        (_("Looked after by"), ""),
        (_("Municipalities"), ""),
        (_("Industry"), "industry"),
        (_("Work it has to offer"), ""),
        (_("Accommodations it can make"), ""),
        (_("Class"), "kind"),
        (_("People employed"), "size"),
    )
    columns = tuple(
        sortable(label, name, sort=sort, address=address) if address and name else Column(label=label)
        for label, name in heads
    )
    today = timezone.localdate()
    rows = tuple(Row(cells=_cells(one, known, today)) for one in found)
    return Table(caption=_("Employers"), columns=columns, rows=rows, empty=_("No employer fits."))


def _cells(one: Employer, known: Known, today: date) -> tuple[Cell, ...]:
    keyword = known.keywords.get(one.pk)
    return (
        Cell(text=one.name, url=reverse("employers:employer", args=[one.pk]), header=True),
        Cell(text=one.business_id, tight=True) if one.business_id else ABSENT,
        state_cell(keyword, today) if keyword else ABSENT,
        day_cell(known.last.get(one.pk)),
        text_cell(known.owners.get(one.pk, "")),
        text_cell(", ".join(known.places.get(one.pk, []))),
        text_cell(one.get_industry_display() if one.industry else ""),
        text_cell(listed(JobTrait, keyword.traits) if keyword else ""),
        text_cell(listed(Adjustment, keyword.accommodations) if keyword else ""),
        Cell(text=one.get_kind_display()),
        text_cell(one.get_size_display() if one.size else ""),
    )


def kept_filters(user: User) -> list[tuple[EmployerFilter, str]]:
    """The user's kept filters, each with the address of the list it opens."""
    found = EmployerFilter.objects.filter(owner=user).order_by("name", "pk")
    return [(one, f"{reverse('employers:employers')}?{urlencode(one.values, doseq=True)}") for one in found]
