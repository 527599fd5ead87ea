"""The chase list as a page and its files show it, and its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums import MissingReason
from clients.enums.chasing import ChaseKind, ChaseState
from clients.enums.forms import FormKind
from clients.models import Client, Participation
from clients.selectors.cells import day_cell, text_cell
from clients.selectors.chasing import ChaseChoice, Completeness
from clients.selectors.client_page import heading_of
from config.kernel.tables import Cell, Column, Row, Table, sortable
from network.models import Programme
from network.selectors.programmes import programmes_of_areas

MINE, ALL = "mine", "all"
FORM_OF = {
    ChaseKind.START: FormKind.START,
    ChaseKind.EXIT: FormKind.END,
    ChaseKind.RESULT: FormKind.END,
    ChaseKind.FOLLOW_UP: FormKind.FOLLOW_UP,
}


def choice_of(given: Mapping[str, Any]) -> ChaseChoice:
    """The choice that a form's data make; what does not fit is left out."""
    return ChaseChoice(
        mine=(given.get("whose") or MINE) == MINE,
        kind=given.get("kind") or "",
        state=given.get("state") or ChaseState.TO_DO,
        programme=given.get("programme") or "",
        unit=UUID(given["unit"]) if given.get("unit") else None,
        sort=given.get("sort") or "due",
    )


def programmes_to_choose(user: User) -> QuerySet[Programme]:
    """The programmes of the areas in which the user is a member."""
    areas = {membership.area_id for membership in user.memberships_today()}
    return Programme.objects.filter(pk__in=programmes_of_areas(areas)).order_by("code")


def with_participations(rows: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], Participation]]:
    """Each row with its participation, client, unit and programme, in one more statement."""
    found = Participation.objects.select_related("client", "client__area", "unit", "programme").in_bulk(
        [row["pk"] for row in rows]
    )
    return [(row, found[row["pk"]]) for row in rows]


def clients_of(lines: Sequence[tuple[Mapping[str, Any], Participation]]) -> list[Client]:
    """The clients shown, each once."""
    return list({one.client_id: one.client for _row, one in lines}.values())


def chase_table(lines: Sequence[tuple[Mapping[str, Any], Participation]], *, sort: str, address: str = "") -> Table:
    """The list; each form leads to where it is filled in, or to the stay when it is the exit that is overdue."""
    today = timezone.localdate()
    columns = (
        _column(_("Client"), "name", sort, address),
        Column(label=_("Programme")),
        Column(label=_("Unit")),
        _column(_("What is missing"), "kind", sort, address),
        _column(_("Since"), "since", sort, address),
        _column(_("Last day"), "due", sort, address),
        Column(label=_("State")),
        Column(label=_("Reason")),
    )
    rows = tuple(Row(cells=_cells(row, participation, today)) for row, participation in lines)
    return Table(caption=_("Chase list"), columns=columns, rows=rows, empty=_("No form is missing."))


def _column(label: str, name: str, sort: str, address: str) -> Column:
    return sortable(label, name, sort=sort, address=address) if address else Column(label=label)


def _cells(row: Mapping[str, Any], participation: Participation, today: date) -> tuple[Cell, ...]:
    kind = ChaseKind(row["chase_kind"])
    return (
        Cell(
            text=heading_of(participation.client),
            url=reverse("clients:client", args=[participation.client_id]),
            header=True,
        ),
        text_cell(participation.programme.code),
        text_cell(participation.unit.name if participation.unit else ""),
        Cell(text=kind.label, url=_where(kind, participation)),
        day_cell(row["since"]),
        day_cell(row["due_on"]),
        text_cell(_state(row, today)),
        _reason(kind, row, participation),
    )


def _where(kind: ChaseKind, participation: Participation) -> str:
    if kind == ChaseKind.EXIT:
        return reverse("clients:participation_stay", args=[participation.pk])
    return reverse("clients:participation_form", args=[participation.pk, FORM_OF[kind]])


def _state(row: Mapping[str, Any], today: date) -> str:
    if row["chase_reason"]:
        return str(ChaseState.EXPLAINED.label)
    return str(ChaseState.LATE.label if row["due_on"] < today else ChaseState.TO_DO.label)


def _reason(kind: ChaseKind, row: Mapping[str, Any], participation: Participation) -> Cell:
    """The reason on record, or where it is given; a start form has none: it can always still be filled in."""
    if kind == ChaseKind.START:
        return text_cell("")
    said = MissingReason(row["chase_reason"]).label if row["chase_reason"] else _("Give the reason")
    return Cell(text=said, url=reverse("clients:form_missing", args=[participation.pk, FORM_OF[kind]]))


def completeness_facts(told: Completeness) -> list[tuple[str, str]]:
    """The numbers of completeness in words, each with what it is out of."""
    if not told.ended:
        return [(_("Ended participations"), "0")]
    return [
        (_("Ended participations"), number_format(told.ended)),
        (_("Coverage: end form there"), _of(told.coverage, told.with_end, told.ended)),
        (_("Missing and explained"), number_format(told.explained)),
        (_("Coverage and explained together"), _of(told.accounted, told.with_end + told.explained, told.ended)),
        (_("Late and not explained"), number_format(told.late)),
        (_("Can still come in time"), number_format(told.open)),
        (_("Pairs of start and end form now"), _of(told.pair_rate, told.paired, told.ended)),
        (_("Predicted pair rate"), _predicted(told)),
    ]


def _of(percent: float | None, part: int, whole: int) -> str:
    return _("%(percent)s %% (%(part)s of %(whole)s)") % {
        "percent": _one_decimal(percent),
        "part": number_format(part),
        "whole": number_format(whole),
    }


def _predicted(told: Completeness) -> str:
    least, best = _one_decimal(told.pair_rate), _one_decimal(told.best_pair_rate)
    if told.predicted_pair_rate is None:
        return _("Cannot be told yet: from %(least)s to %(best)s %%") % {"least": least, "best": best}
    return _("%(percent)s %% (from %(least)s to %(best)s %%)") % {
        "percent": _one_decimal(told.predicted_pair_rate),
        "least": least,
        "best": best,
    }


def _one_decimal(percent: float | None) -> str:
    """Rounded: Django's formatting of numbers cuts decimals off."""
    return "–" if percent is None else number_format(round(percent, 1), decimal_pos=1)
