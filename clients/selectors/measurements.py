"""The client's own numbers, measurement beside measurement, with the change since the one before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.models import AbilitatorRecord, Client, SelfRating
from clients.selectors.cells import ABSENT, day_text
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

SERVICE = "https://www.kykyviisari.fi/"
SHOWN = 4
SCORES = {
    "work_ability": gettext_lazy("Work ability"),
    "functioning": gettext_lazy("Functioning"),
    "inclusion": gettext_lazy("C Inclusion"),
    "mind": gettext_lazy("D Mind"),
    "everyday": gettext_lazy("E Everyday life"),
    "skills": gettext_lazy("F Skills"),
    "body": gettext_lazy("G Body"),
}
RATINGS = {
    "work_ability": gettext_lazy("Work ability"),
    "life_satisfaction": gettext_lazy("Satisfaction with life"),
    "wellbeing": gettext_lazy("Wellbeing"),
}


def abilitator_for(client: Client, *, record_id: UUID) -> AbilitatorRecord:
    """One measurement of the client; that of another client is not found."""
    found = client.abilitator_records.filter(pk=record_id).first()
    if found is None:
        raise NotFound
    return found


def self_rating_for(client: Client, *, rating_id: UUID) -> SelfRating:
    """One self-rating of the client; that of another client is not found."""
    found = client.self_ratings.filter(pk=rating_id).first()
    if found is None:
        raise NotFound
    return found


def abilitator_table(client: Client) -> Table:
    """The latest measurements by the Abilitator and the change since the one before."""
    records = list(client.abilitator_records.all()[:SHOWN])
    return _changes(
        records,
        scores=SCORES,
        day="measured_on",
        caption=_("Abilitator, from 0 to 10"),
        empty=_("Not measured yet."),
    )


def ratings_table(client: Client) -> Table:
    """The latest self-ratings and the change since the one before."""
    ratings = list(client.self_ratings.all()[:SHOWN])
    return _changes(
        ratings, scores=RATINGS, day="rated_on", caption=_("Self-ratings, from 0 to 10"), empty=_("Not asked yet.")
    )


def measurement_links(client: Client) -> list[tuple[str, str]]:
    """The way to correct each of the measurements shown: words and address."""
    links = [
        (
            _("Correct the Abilitator of %(day)s") % {"day": day_text(one.measured_on)},
            reverse("clients:abilitator_edit", args=[client.pk, one.pk]),
        )
        for one in client.abilitator_records.all()[:SHOWN]
    ]
    return links + [
        (
            _("Correct the self-rating of %(day)s") % {"day": day_text(one.rated_on)},
            reverse("clients:self_rating_edit", args=[client.pk, one.pk]),
        )
        for one in client.self_ratings.all()[:SHOWN]
    ]


def _changes(records: Sequence[Any], *, scores: dict[str, Any], day: str, caption: str, empty: str) -> Table:
    """A row for each score; the columns from the earliest to the latest, then the change between the last two."""
    in_order = list(reversed(records))
    columns = (
        Column(label=_("Score")),
        *(
            Column(label=f"{day_text(getattr(one, day))} {one.get_occasion_display().lower()}", numeric=True)
            for one in in_order
        ),
        *([Column(label=_("Change from the previous"), numeric=True)] if len(in_order) > 1 else []),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=words, header=True),
                *(_number(getattr(one, name)) for one in in_order),
                *([change_cell(in_order, name)] if len(in_order) > 1 else []),
            )
        )
        for name, words in scores.items()
    )
    return Table(caption=caption, columns=columns, rows=rows if in_order else (), empty=empty)


def change_cell(in_order: Sequence[Any], name: str) -> Cell:
    """The change from the previous measurement that has the score, and of how many measurements (n)."""
    values = [Decimal(value) for one in in_order if (value := getattr(one, name)) is not None]
    if len(values) < 2 or getattr(in_order[-1], name) is None:
        return ABSENT
    change = values[-1] - values[-2]
    sign = "+" if change > 0 else ""
    return Cell(
        text=f"{sign}{_text(change)}",
        value=change,
        numeric=True,
        note=_("n = %(count)s") % {"count": len(values)},
    )


def _number(value: Any) -> Cell:
    return ABSENT if value is None else Cell(text=_text(value), value=value, numeric=True)


def _text(value: Any) -> str:
    number = Decimal(value)
    text = str(number_format(number, decimal_pos=0 if number == int(number) else 1))
    return text.replace("-", "−")
