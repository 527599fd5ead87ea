"""Webhooks and their deliveries as administrators see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from accounts.policies import areas_administered
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable
from ledger.enums import DeliveryFault, DeliveryState, WebhookKind
from ledger.models import WebhookDelivery, WebhookEndpoint

TONES = {DeliveryState.WAITING: "info", DeliveryState.DELIVERED: "good", DeliveryState.DEAD: "bad"}
ORDERS = {
    "at": ("event__at", "pk"),
    "-at": ("-event__at", "pk"),
    "state": ("state", "-event__at", "pk"),
    "-state": ("-state", "-event__at", "pk"),
}


def endpoints_of(user: User) -> QuerySet[WebhookEndpoint]:
    """Webhooks of the areas the person administers, by name, with how many deliveries wait and are given up."""
    found = (
        WebhookEndpoint.objects.filter(area_id__in=areas_administered(user))
        .select_related("area")
        .annotate(
            waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING)),
            dead=Count("deliveries", filter=Q(deliveries__state=DeliveryState.DEAD)),
        )
    )
    return found.order_by(alphabetical("name"), "pk")


def endpoint_for(user: User, *, endpoint_id: UUID) -> WebhookEndpoint:
    """A webhook of the person's area; hidden and absent look the same."""
    found = endpoints_of(user).filter(pk=endpoint_id).first()
    if found is None:
        raise NotFound
    return found


def deliveries_of(
    user: User, *, endpoint: WebhookEndpoint | None = None, state: str = "", kind: str = "", sort: str = "-at"
) -> QuerySet[WebhookDelivery]:
    """Deliveries of the areas the person administers."""
    found = WebhookDelivery.objects.filter(area_id__in=areas_administered(user)).select_related("endpoint", "event")
    if endpoint is not None:
        found = found.filter(endpoint=endpoint)
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(event__kind=kind)
    return found.order_by(*ORDERS.get(sort, ORDERS["-at"]))


def delivery_for(user: User, *, delivery_id: UUID) -> WebhookDelivery:
    """A delivery of the person's area; hidden and absent look the same."""
    found = deliveries_of(user).filter(pk=delivery_id).first()
    if found is None:
        raise NotFound
    return found


def endpoints_table(found: Iterable[Any]) -> Table:
    """Webhooks as `endpoints_of` gives them."""
    columns = (
        Column(label=_("Webhook")),
        Column(label=_("Area")),
        Column(label=_("What is told")),
        Column(label=_("State")),
        Column(label=pgettext("webhook", "On its way"), numeric=True),
        Column(label=pgettext("webhook", "Given up"), numeric=True),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.name, url=reverse("ledger:webhook", args=[one.pk]), header=True, note=one.url),
                Cell(text=one.area.name),
                Cell(text=", ".join(str(WebhookKind(kind).label) for kind in one.kinds)),
                active_cell(one),
                Cell(text=number_format(one.waiting), value=one.waiting, numeric=True),
                Cell(text=number_format(one.dead), value=one.dead, numeric=True),
            )
        )
        for one in found
    )
    return Table(caption=_("Webhooks"), columns=columns, rows=rows, empty=_("There are no webhooks yet."))


def active_cell(endpoint: WebhookEndpoint) -> Cell:
    """Whether events are sent there."""
    if endpoint.is_active:
        return Cell(text=pgettext("webhook", "In use"), tone="good")
    return Cell(text=pgettext("webhook", "Stopped"), tone="plain")


def deliveries_table(found: Iterable[WebhookDelivery], *, sort: str = "", address: str = "") -> Table:
    """Deliveries, each with how it went the last time."""
    plain = not address
    at, state = _("When"), _("State")
    columns = (
        Column(label=at) if plain else sortable(at, "at", sort=sort, address=address),
        Column(label=_("Event")),
        Column(label=_("Webhook")),
        Column(label=state) if plain else sortable(state, "state", sort=sort, address=address),
        Column(label=_("Attempts"), numeric=True),
        Column(label=_("Last answer")),
        Column(label=_("Next attempt")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=date_format(localtime(one.event.at), "DATETIME_FORMAT"),
                    value=one.event.at,
                    url=reverse("ledger:webhook_delivery", args=[one.pk]),
                    header=True,
                ),
                Cell(text=one.event.get_kind_display()),
                Cell(text=one.endpoint.name),
                Cell(text=one.get_state_display(), tone=TONES[DeliveryState(one.state)]),
                Cell(text=number_format(one.attempts), value=one.attempts, numeric=True),
                Cell(text=answer_text(one)),
                Cell(text=date_format(localtime(one.next_at), "DATETIME_FORMAT") if one.next_at else "–"),
            )
        )
        for one in found
    )
    return Table(
        caption=_("Deliveries"), columns=columns, rows=rows, empty=_("Nothing has been sent, or nothing fits.")
    )


def answer_text(delivery: WebhookDelivery) -> str:
    """What came of the last attempt, in words, with the status where there was one."""
    if delivery.last_at is None:
        return "–"
    words = DeliveryFault(delivery.last_fault).label if delivery.last_fault else _("Taken")
    return f"{words} ({delivery.last_status})" if delivery.last_status else str(words)
