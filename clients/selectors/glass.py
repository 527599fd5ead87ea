"""Exceptional accesses that wait for a supervisor, and those judged."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors.history import moment_text
from clients.enums import GlassVerdict
from clients.models import BreakGlass
from clients.policies import reviewable
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

TONES = {GlassVerdict.JUSTIFIED: "good", GlassVerdict.UNJUSTIFIED: "bad", GlassVerdict.FOLLOW_UP: "warn"}
SORTS = {"due": "review_due_on", "opened": "opened_at"}


def glasses_for(user: User) -> QuerySet[BreakGlass]:
    """Accesses of others that the user reviews or has reviewed."""
    return BreakGlass.objects.filter(reviewable(user)).select_related("user", "client", "reviewed_by")


def glass_for(user: User, *, glass_id: UUID) -> BreakGlass:
    """One of them; hidden and absent look the same."""
    found = glasses_for(user).filter(pk=glass_id).first()
    if found is None:
        raise NotFound
    return found


def chosen_glasses(user: User, *, state: str, sort: str) -> QuerySet[BreakGlass]:
    """The list as asked for; by default those waiting, the most overdue first."""
    found = glasses_for(user)
    if state in {"", "overdue"}:
        found = found.filter(reviewed_at__isnull=True)
    if state == "overdue":
        found = found.filter(review_due_on__lt=timezone.localdate())
    if state == "reviewed":
        found = found.filter(reviewed_at__isnull=False)
    order = F(SORTS.get(sort.removeprefix("-"), "review_due_on"))
    return found.order_by(order.desc() if sort.startswith("-") else order.asc(), "opened_at", "pk")


def overdue_count(user: User) -> int:
    """Accesses the user should have reviewed by yesterday."""
    return chosen_glasses(user, state="overdue", sort="").order_by().count()


def glasses_table(found: Iterable[BreakGlass], *, sort: str = "", address: str = "") -> Table:
    """The accesses as a list; the client is named by the page of the review only."""
    today = timezone.localdate()
    columns = (
        sortable(_("Opened"), "opened", sort=sort, address=address),
        Column(label=_("By")),
        Column(label=_("Reason")),
        sortable(_("Review by"), "due", sort=sort, address=address),
        Column(label=_("State")),
        Column(label=_("Reviewed by")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=moment_text(one.opened_at),
                    value=one.opened_at,
                    url=reverse("clients:glass_review", args=[one.pk]),
                    header=True,
                ),
                Cell(text=one.user.name),
                Cell(text=one.reason),
                Cell(text=date_format(one.review_due_on, "SHORT_DATE_FORMAT"), value=one.review_due_on, tight=True),
                state_cell(one, overdue=one.reviewed_at is None and one.review_due_on < today),
                Cell(text=one.reviewed_by.name if one.reviewed_by else "–", kind="" if one.reviewed_by else "absent"),
            )
        )
        for one in found
    )
    return Table(caption=_("Exceptional accesses"), columns=columns, rows=rows, empty=_("None waits for you."))


def state_cell(glass: BreakGlass, *, overdue: bool) -> Cell:
    """Waiting, overdue, or the verdict."""
    if glass.verdict:
        return Cell(text=glass.get_verdict_display(), tone=TONES[GlassVerdict(glass.verdict)])
    return Cell(text=_("Overdue"), tone="bad") if overdue else Cell(text=_("Waiting"), tone="info")
