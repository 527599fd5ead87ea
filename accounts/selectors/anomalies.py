"""Anomalies of reading as the data-protection officer sees them; PostgreSQL shows the others none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import AnomalyRule, AnomalyState
from accounts.models import Anomaly, User
from accounts.selectors.reading import moment_of, review_areas
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

ORDERS: dict[str, Any] = {
    "day": F("day"),
    "rule": F("rule"),
    "person": alphabetical("user__name"),
    "state": F("state"),
}
DETAILS = {
    "times": gettext_lazy("Times read"),
    "at_night": gettext_lazy("Times read at night"),
    "opened": gettext_lazy("Clients opened one by one"),
    "seen": gettext_lazy("Clients seen in any way"),
}


def anomalies(actor: User, *, sort: str, **chosen: Any) -> QuerySet[Anomaly]:
    """Anomalies of the officer's areas, narrowed by what is chosen; equal ones stay in one order."""
    found = Anomaly.objects.filter(area_id__in=review_areas(actor)).select_related("user", "closed_by")
    for field, value in chosen.items():
        found = found.filter(**{field: value}) if value else found
    expression = ORDERS.get(sort.removeprefix("-"), F("day"))
    return found.order_by(expression.desc() if sort.startswith("-") else expression.asc(), "-found_at", "pk")


def anomaly_for(user: User, *, anomaly_id: UUID) -> Anomaly:
    """One anomaly of the officer's areas; hidden and absent look the same."""
    found = (
        Anomaly.objects.filter(area_id__in=review_areas(user), pk=anomaly_id)
        .select_related("user", "closed_by")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def anomalies_table(found: Iterable[Anomaly], *, sort: str = "", address: str = "") -> Table:
    """Anomalies as a list: which day, whose reading, which rule, how much, and whether somebody has looked."""
    named = ((_("Day"), "day"), (_("Who"), "person"), (_("Rule"), "rule"), (_("State"), "state"))
    day, who, rule, state = (
        sortable(label, name, sort=sort, address=address) if address else Column(label=label) for label, name in named
    )
    columns = (day, who, rule, Column(label=_("Clients"), numeric=True), state, Column(label=_("Comment")))
    rows = tuple(Row(cells=_cells(one, linked=bool(address))) for one in found)
    return Table(caption=_("Anomalies"), columns=columns, rows=rows, empty=_("Nothing waits for review."))


def _cells(anomaly: Anomaly, *, linked: bool) -> tuple[Cell, ...]:
    count = count_of(anomaly)
    is_open = anomaly.state == AnomalyState.OPEN
    return (
        Cell(
            text=date_format(anomaly.day, "SHORT_DATE_FORMAT"),
            value=anomaly.day,
            url=reverse("accounts:anomaly", args=[anomaly.pk]) if linked else "",
            header=True,
            tight=True,
        ),
        Cell(text=anomaly.user.name),
        Cell(text=anomaly.get_rule_display()),
        Cell(text=number_format(count), value=count, numeric=True),
        Cell(text=anomaly.get_state_display(), tone="warn" if is_open else "good"),
        Cell(text=anomaly.comment or "–"),
    )


def count_of(anomaly: Anomaly) -> int:
    """How many clients it is about; at most 50 of them are named."""
    return int(anomaly.details.get("count", 0))


def clients_of(anomaly: Anomaly) -> list[UUID]:
    """Keys of the clients it names; a rule of amounts names none."""
    return [UUID(key) for key in anomaly.details.get("clients", [])]


def anomaly_facts(anomaly: Anomaly) -> list[tuple[Any, Any]]:
    """What is known of it."""
    facts = [
        (_("Day"), date_format(anomaly.day, "SHORT_DATE_FORMAT")),
        (_("Who"), anomaly.user.name),
        (_("Rule"), anomaly.get_rule_display()),
        (_("State"), anomaly.get_state_display()),
        (_("Clients"), number_format(count_of(anomaly))),
    ]
    facts += [
        (str(words), number_format(anomaly.details[name]))
        for name, words in DETAILS.items()
        if isinstance(anomaly.details.get(name), int)
    ]
    if anomaly.closed_at and anomaly.closed_by:
        facts.append((_("Closed"), f"{moment_of(anomaly.closed_at)}, {anomaly.closed_by.name}"))
    return facts


def log_address(anomaly: Anomaly) -> str:
    """The person's reading of that day in the log."""
    day = anomaly.day.isoformat()
    return f"{reverse('accounts:logs')}?{urlencode({'person': anomaly.user_id, 'since': day, 'until': day})}"


RULES, STATES = AnomalyRule.choices, AnomalyState.choices
