"""Figures of employer work: contacts and answers by coordinator, employers and willing ones by region or area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.enums import Role
from accounts.models import Area, Region, User
from accounts.policies import areas_with_role
from clients.calendar_days import months_after
from clients.selectors.cells import decimal_text, number_cell
from config.kernel.alphabet import alphabetical
from config.kernel.models import name_field
from config.kernel.tables import Cell, Column, Row, Table
from employers.enums.contacts import WILLING_FROM, Initiative
from employers.models import EmployerContact, Establishment, WillingKeyword
from employers.models.willingness import fresh_from
from employers.policies import areas_of_employers
from employers.selectors.contacts import rate_text

REGION, AREA = "region", "area"
BY: tuple[tuple[str, Any], ...] = ((REGION, gettext_lazy("Region")), (AREA, gettext_lazy("Employment area")))
PLACES: dict[str, Any] = {REGION: Region, AREA: Area}
WEEK = 7
SHOWN_MONTHS = 3


@dataclass(frozen=True, kw_only=True)
class Work:
    """What one person has done with employers in a period."""

    name: str
    contacts: int
    attempts: int
    answered: int
    raised: int
    interested: int
    weeks: float

    @property
    def per_week(self) -> float:
        """Contacts per week of the period."""
        return self.contacts / self.weeks


def usual_period(day: date) -> tuple[date, date]:
    """The three months that end on the day."""
    return months_after(day, -SHOWN_MONTHS), day


def employer_work(user: User, *, since: date, until: date) -> list[Work]:
    """The work of each person of the areas the user supervises, the user's own work elsewhere; busiest first."""
    supervised = areas_with_role(user, frozenset({Role.SUPERVISOR}))
    seen = Q(area_id__in=supervised) | Q(author_id=user.pk, area_id__in=areas_of_employers(user))
    ours = Q(initiative=Initiative.OURS)
    found = (
        EmployerContact.objects.counted()
        .filter(seen, held_on__gte=since, held_on__lte=until)
        .order_by()
        .values("author_id", "author__name")
        .annotate(
            contacts=Count("pk"),
            attempts=Count("pk", filter=ours),
            answered=Count("pk", filter=ours & Q(answered=True)),
            raised=Count("pk", filter=Q(topic_raised=True)),
            interested=Count("pk", filter=Q(interest__gte=WILLING_FROM)),
        )
        .order_by("-contacts", "author__name", "author_id")
    )
    weeks = ((until - since).days + 1) / WEEK
    names = ("contacts", "attempts", "answered", "raised", "interested")
    rows: list[dict[str, Any]] = [dict(one) for one in found]
    return [Work(name=one["author__name"], weeks=weeks, **{name: one[name] for name in names}) for one in rows]


def work_table(found: list[Work]) -> Table:
    """Each person's work as a row, and the sum of all when there are several."""
    heads = (
        pgettext("employers", "Contacts"),
        _("Contacts per week"),
        _("Answered"),
        _("Hiring was raised"),
        _("Interested"),
    )
    columns = (Column(label=_("Name")), *(Column(label=label, numeric=True) for label in heads))
    rows = [Row(cells=_work_cells(one)) for one in found]
    if len(found) > 1:
        names = ("contacts", "attempts", "answered", "raised", "interested")
        total = Work(
            name=_("Together"),
            weeks=found[0].weeks,
            **{name: sum(getattr(one, name) for one in found) for name in names},
        )
        rows.append(Row(cells=_work_cells(total)))
    return Table(
        caption=_("Contacts with employers by person"),
        columns=columns,
        rows=tuple(rows),
        empty=_("Nobody has logged a contact in this period."),
    )


def _work_cells(one: Work) -> tuple[Cell, ...]:
    share = one.answered / one.attempts if one.attempts else None
    return (
        Cell(text=one.name, header=True),
        number_cell(one.contacts),
        Cell(text=decimal_text(one.per_week, 1), value=round(one.per_week, 2), numeric=True),
        Cell(text=rate_text(one.answered, one.attempts), value=share, numeric=True),
        number_cell(one.raised),
        number_cell(one.interested),
    )


def places_table(by: str) -> Table:
    """Regions or employment areas with how many employers have a place of work there, and how many are willing."""
    by = by if by in PLACES else REGION
    found = _counts(by)
    names = PLACES[by].objects.order_by(alphabetical(name_field()))
    rows = tuple(Row(cells=_place_cells(by, one.pk, one.name, *found.get(one.pk, (0, 0, 0)))) for one in names)
    heads = (_("Employers"), _("Willing to hire"), _("To be confirmed"))
    first = dict(BY)[by]
    return Table(
        caption=_("Employers by place"),
        columns=(Column(label=first), *(Column(label=label, numeric=True) for label in heads)),
        rows=rows,
    )


def _counts(by: str) -> dict[Any, tuple[int, int, int]]:
    """By place: employers, those with a mark that holds, those whose marks are all to be confirmed."""
    fresh = fresh_from(timezone.localdate())
    marks = WillingKeyword.objects.standing().filter(employer=OuterRef("employer"))
    willing = Exists(marks.filter(confirmed_on__gte=fresh))
    counted = (
        Establishment.objects.open()
        .order_by()
        .values(f"municipality__{by}")
        .annotate(
            employers=Count("employer", distinct=True),
            willing=Count("employer", distinct=True, filter=Q(willing)),
            stale=Count("employer", distinct=True, filter=Q(Exists(marks)) & ~Q(willing)),
        )
    )
    return {one[f"municipality__{by}"]: (one["employers"], one["willing"], one["stale"]) for one in counted}


def _place_cells(by: str, key: Any, name: str, employers: int, willing: int, stale: int) -> tuple[Cell, ...]:
    address = f"{reverse('employers:employers')}?{by}={key}"
    return (
        Cell(text=name, header=True, url=address),
        Cell(text=number_format(employers), value=employers, numeric=True),
        Cell(
            text=number_format(willing), value=willing, numeric=True, url=f"{address}&willing=fresh" if willing else ""
        ),
        Cell(text=number_format(stale), value=stale, numeric=True),
    )
