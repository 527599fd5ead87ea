"""What happened in a client's work ability, day by day, for a timeline: one statement over all the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clients.enums.work_ability import STATEMENT_DAYS
from clients.models import Client
from clients.selectors.client_sections import tab_address

TAB = "work_ability"
WHAT: dict[str, Any] = {
    "profile": _("Profile of work ability recorded"),
    "statement_need": _("Statement: need stated"),
    "statement_requested": _("Statement: requested"),
    "statement_appointment": _("Statement: appointment"),
    "statement_received": _("Statement: received"),
    "statement_refused": _("Statement: refused"),
    "statement_expired": _("Statement: expired"),
    "assessment_ordered": _("Assessment ordered"),
    "assessment_ended": _("Assessment ended"),
    "needs": _("Need of services assessed"),
    "abilitator": _("Abilitator measured"),
    "self_rating": _("Self-rating asked"),
}
ROUTES = {
    "profile": "clients:demand_profile",
    "statement": "clients:statement",
    "assessment": "clients:assessment",
    "needs": "clients:needs_assessment",
}


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing that happened on a day, in words, and where it is told."""

    on: date
    what: str
    key: UUID
    client_id: UUID

    @property
    def label(self) -> str:
        return str(WHAT[self.what])

    @property
    def url(self) -> str:
        route = ROUTES.get(self.what.partition("_")[0])
        return reverse(route, args=[self.client_id, self.key]) if route else tab_address(self.client_id, TAB)


def timeline_of_work_ability(client: Client, *, with_health: bool, limit: int = 200) -> list[Happening]:
    """The newest first; the client's own numbers only with the right to health, nothing of what anything says."""
    parts = [
        _days(client.demand_profiles.all(), "assessed_on", "profile"),
        *(_days(client.statements.all(), column, f"statement_{step.value}") for step, column in STATEMENT_DAYS.items()),
        _days(client.assessment_orders.all(), "ordered_on", "assessment_ordered"),
        _days(client.assessment_orders.all(), "ended_on", "assessment_ended"),
        _days(client.needs_assessments.all(), "assessed_on", "needs"),
    ]
    if with_health:
        parts += [
            _days(client.abilitator_records.all(), "measured_on", "abilitator"),
            _days(client.self_ratings.all(), "rated_on", "self_rating"),
        ]
    found = parts[0].union(*parts[1:], all=True).order_by("-on", "what", "key")[:limit]
    return [Happening(client_id=client.pk, **row) for row in found]


def _days(rows: QuerySet[Any], column: str, what: str) -> QuerySet[Any, dict[str, Any]]:
    told = rows.order_by().filter(**{f"{column}__isnull": False})
    return told.values(on=F(column), what=Value(what, output_field=CharField()), key=F("pk"))
