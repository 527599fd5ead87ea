"""How often matches that were shown were accepted: of those decided on, by version, rank, direction and verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from clients.selectors.cells import decimal_text
from config.kernel.tables import Cell, Column, Row, Table
from employers.enums.matching import Direction, MatchRefusal, MatchState, Verdict
from employers.models import MatchRecord

LEAST = 5
"""A number of fewer matches is not shown."""
BANDS = ((1, 5), (6, 10), (11, 25), (26, None))


def precision_of(user: User) -> list[Table]:
    """Tables over the matches of clients the user needs to know: each with its denominators."""
    found = MatchRecord.objects.visible_to(user)
    band = Case(
        *(When(rank__lte=last, then=Value(place)) for place, (_first, last) in enumerate(BANDS) if last is not None),
        default=Value(len(BANDS) - 1),
        output_field=IntegerField(),
    )
    return [
        _table(_("By version of the weights"), found, "weights_version", str),
        _table(_("By place in the list"), found.annotate(band=band), "band", _band),
        _table(_("By direction"), found, "direction", lambda code: str(Direction(code).label)),
        _table(_("By verdict"), found, "verdict", lambda code: str(Verdict(code).label)),
        _refusals(found),
    ]


def _band(place: int) -> str:
    first, last = BANDS[place]
    return _("%(first)s or later") % {"first": first} if last is None else f"{first}–{last}"


def _table(caption: str, found: QuerySet[MatchRecord], by: str, words: Callable[[Any], str]) -> Table:
    rows = (
        found.order_by()
        .values(by)
        .annotate(
            shown=Count("pk"),
            accepted=Count("pk", filter=Q(state=MatchState.ACCEPTED)),
            refused=Count("pk", filter=Q(state=MatchState.REFUSED)),
        )
        .order_by(by)
    )
    labels = (
        _("Shown"),
        pgettext("match", "Accepted"),
        pgettext("match", "Refused"),
        _("Accepted of those decided on, %"),
    )
    return Table(
        caption=caption,
        columns=(Column(label=_("Group")), *(Column(label=label, numeric=True) for label in labels)),
        rows=tuple(Row(cells=(Cell(text=words(row[by]), header=True), *_numbers(row))) for row in rows),
        empty=_("No matches have been shown yet."),
    )


def _numbers(row: dict[str, Any]) -> tuple[Cell, ...]:
    decided = row["accepted"] + row["refused"]
    if row["shown"] < LEAST:
        return (_few(),) * 4
    if decided < LEAST:
        return (_number(row["shown"]), *(_few(),) * 3)
    share = 100 * row["accepted"] / decided
    shared = Cell(text=decimal_text(share, 1), value=round(share, 1), numeric=True)
    return _number(row["shown"]), _number(row["accepted"]), _number(row["refused"]), shared


def _number(number: int) -> Cell:
    return Cell(text=str(number), value=number, numeric=True)


def _few() -> Cell:
    return Cell(text=_("fewer than %(least)s") % {"least": LEAST}, kind="hidden", numeric=True)


def _refusals(found: QuerySet[MatchRecord]) -> Table:
    counted = Counter(found.filter(state=MatchState.REFUSED).order_by().values_list("refusal", flat=True))
    rows = tuple(
        Row(
            cells=(
                Cell(text=reason.label, header=True),
                _number(counted[reason]) if counted[reason] >= LEAST else _few(),
            )
        )
        for reason in _ordered(counted)
    )
    columns = (Column(label=_("Reason")), Column(label=pgettext("match", "Refused"), numeric=True))
    return Table(caption=_("Why matches were refused"), columns=columns, rows=rows, empty=_("None has been refused."))


def _ordered(counted: Counter[str]) -> Iterable[MatchRefusal]:
    return (reason for reason in MatchRefusal if counted[reason])
