"""Feedback on accessibility as its queue, its page and its receipt show it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ServiceFeedback
from accounts.selectors.history import Source, events_of, history_table, moment_text
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Row, Table, sortable

SORTS = {"number": "pk", "received": "received_at", "due": "due_on", "kind": "kind"}
LABELS: dict[str, Any] = {
    "due_on": gettext_lazy("To be answered by"),
    "extension_reason": gettext_lazy("Why it takes longer"),
    "outcome": gettext_lazy("Outcome"),
    "answer": gettext_lazy("Answer"),
}
STATES = {
    "waiting": gettext_lazy("Waiting"),
    "overdue": gettext_lazy("Overdue"),
    "answered": gettext_lazy("Answered"),
}


def feedback_in(*, state: str, sort: str) -> QuerySet[ServiceFeedback]:
    """Feedback in the state (any when empty), in the chosen order; the most urgent first unless chosen."""
    found = ServiceFeedback.objects.all()
    if state == "waiting":
        found = found.waiting()
    elif state == "overdue":
        found = found.overdue_on(timezone.localdate())
    elif state == "answered":
        found = found.filter(answered_at__isnull=False)
    column = SORTS.get(sort.removeprefix("-"), "due_on")
    return found.order_by(f"-{column}" if sort.startswith("-") else column, "pk")


def feedback_for(*, feedback_id: int) -> ServiceFeedback:
    """One piece of feedback by its number."""
    found = ServiceFeedback.objects.filter(pk=feedback_id).first()
    if found is None:
        raise NotFound
    return found


def feedback_of_receipt(*, receipt: UUID) -> ServiceFeedback:
    """The feedback whose receipt somebody holds; a wrong receipt is no page."""
    found = ServiceFeedback.objects.filter(receipt=receipt).first()
    if found is None:
        raise NotFound
    return found


def feedback_table(found: Iterable[ServiceFeedback], *, sort: str = "", address: str = "") -> Table:
    """The queue; what was written opens from its number."""
    today = timezone.localdate()
    columns = (
        sortable(_("Number"), "number", sort=sort, address=address),
        sortable(_("What"), "kind", sort=sort, address=address),
        sortable(_("Received"), "received", sort=sort, address=address),
        sortable(_("To be answered by"), "due", sort=sort, address=address),
        sortable(_("State"), "due", sort=sort, address=address),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=str(one.pk), value=one.pk, url=reverse("accounts:feedback", args=[one.pk]), header=True),
                Cell(text=one.get_kind_display()),
                Cell(text=moment_text(one.received_at), value=one.received_at, tight=True),
                Cell(text=_day(one.due_on), value=one.due_on, tight=True),
                state_cell(one, today=today),
            )
        )
        for one in found
    )
    return Table(
        caption=_("Feedback on accessibility"), columns=columns, rows=rows, empty=_("There is no such feedback.")
    )


def state_cell(feedback: ServiceFeedback, *, today: date) -> Cell:
    """Where the feedback stands, in words and tone."""
    if not feedback.is_waiting:
        return Cell(text=feedback.get_outcome_display(), tone="good")
    if feedback.due_on < today:
        return Cell(text=_("Overdue"), tone="bad")
    return Cell(text=_("Waiting"), tone="info")


def feedback_facts(feedback: ServiceFeedback) -> list[tuple[str, str]]:
    """What was sent and what has become of it; for those who answer."""
    facts = [
        (_("What"), str(feedback.get_kind_display())),
        (_("Page or content"), feedback.about or "–"),
        (_("Received"), moment_text(feedback.received_at)),
        (_("To be answered by"), _day(feedback.due_on)),
        (_("State"), str(state_cell(feedback, today=timezone.localdate()).text)),
        (_("The sender left an address"), _("Yes") if feedback.email_cipher else _("No")),
    ]
    if feedback.extension_reason:
        facts.append((_("Why it takes longer"), feedback.extension_reason))
    return facts


def receipt_facts(feedback: ServiceFeedback) -> list[tuple[str, str]]:
    """What the receipt says: nothing of what was written, as the link may be seen by others."""
    facts = [
        (_("Number"), str(feedback.pk)),
        (_("Received"), moment_text(feedback.received_at)),
        (_("You get an answer by"), _day(feedback.due_on)),
    ]
    if feedback.extension_reason and feedback.is_waiting:
        facts.append((_("Why it takes longer"), feedback.extension_reason))
    if feedback.answered_at:
        facts.append((_("Answered"), moment_text(feedback.answered_at)))
    return facts


def feedback_history(feedback: ServiceFeedback) -> Table:
    """What was done with the feedback, and by whom."""
    source = Source(model=ServiceFeedback, whose={"pgh_obj_id": feedback.pk}, fields={name: name for name in LABELS})
    return history_table(events_of([source], label=lambda name: str(LABELS[name])))


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
