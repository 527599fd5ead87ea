"""Programmes as their administrators see them."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policies import areas_administered
from accounts.selectors.administration import period_state
from accounts.selectors.record_history import plain_text
from config.kernel.tables import Cell, Column, Row, Table
from network.models import Programme, ProgrammeArea


def own_programmes(user: User) -> QuerySet[Programme]:
    """Programmes in which an area takes part that the person administers."""
    mine = ProgrammeArea.objects.filter(area_id__in=areas_administered(user)).values("programme")
    return Programme.objects.filter(pk__in=mine).order_by("code")


def programmes_table(programmes: Iterable[Programme]) -> Table:
    """Programmes with their time and funder."""
    columns = (
        Column(label=_("Code")),
        Column(label=_("Name")),
        Column(label=_("State")),
        Column(label=_("Starts")),
        Column(label=_("Ends")),
        Column(label=_("Funder")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.code, url=reverse("network:programme", args=[one.code]), header=True),
                Cell(text=one.name),
                period_state(one.starts_on, one.ends_on),
                Cell(text=plain_text(one.starts_on) if one.starts_on else "–", value=one.starts_on),
                Cell(text=plain_text(one.ends_on) if one.ends_on else "–", value=one.ends_on),
                Cell(text=one.funder or "–"),
            )
        )
        for one in programmes
    )
    return Table(caption=_("Programmes"), columns=columns, rows=rows, empty=_("Your areas take part in none yet."))
