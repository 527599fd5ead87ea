"""Transfers of cases between areas: one of them, the list and its files, a client's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Area, User
from clients.enums import DataItem
from clients.enums.handovers import TransferState
from clients.models import CaseTransfer, Client
from clients.models.handovers import sent_to
from clients.selectors.cells import day_cell, day_text, listed
from clients.selectors.consents import NOT_KNOWN, names_of
from clients.selectors.transferred import name_passed
from config.kernel.encryption import Undecipherable
from config.kernel.errors import NotFound
from config.kernel.models import name_field
from config.kernel.tables import Cell, Column, Row, Table, sortable

_T = TransferState
IN, OUT = "in", "out"
TONES = {
    _T.DRAFT: "plain",
    _T.SENT: "warn",
    _T.ACCEPTED: "good",
    _T.DECLINED: "bad",
    _T.WITHDRAWN: "plain",
    _T.EXPIRED: "bad",
}


@dataclass(frozen=True, kw_only=True)
class TransferChoice:
    """Which transfers, in what order."""

    way: str = ""
    state: str = ""
    sort: str = "-sent"


def transfer_for(user: User, *, transfer_id: Any) -> CaseTransfer:
    """A transfer in sight, of the own area or sent to it; hidden and absent look the same."""
    found = CaseTransfer.objects.visible_to(user).select_related("area", "to_area").filter(pk=transfer_id).first()
    if found is None:
        raise NotFound
    return found


def transfers_waiting(user: User) -> QuerySet[CaseTransfer]:
    """Transfers that wait for an answer of the user's area."""
    return CaseTransfer.objects.incoming_to(user).waiting()


def chosen_transfers(user: User, choice: TransferChoice) -> QuerySet[CaseTransfer]:
    """The transfers that were asked for, in the chosen order."""
    found = CaseTransfer.objects.visible_to(user).select_related("area", "to_area")
    if choice.way in {IN, OUT}:
        incoming = sent_to(user)
        found = found.filter(incoming if choice.way == IN else ~incoming)
    if choice.state in TransferState.values:
        found = found.filter(state=choice.state)
    columns: dict[str, Any] = {
        "sent": F("sent_on"),
        "state": F("state"),
        "from": F(f"area__{name_field()}"),
        "to": F(f"to_area__{name_field()}"),
    }
    column = columns.get(choice.sort.removeprefix("-"), columns["sent"])
    order = column.desc(nulls_first=True) if choice.sort.startswith("-") else column.asc(nulls_last=True)
    return found.order_by(order, "pk")


def transfers_table(found: Iterable[CaseTransfer], *, sort: str = "", address: str = "") -> Table:
    """Transfers as rows; the client by the name that was passed on, as the other area's record is not to be read."""
    columns = (
        Column(label=_("Client")),
        sortable(_("From area"), "from", sort=sort, address=address),
        sortable(_("To area"), "to", sort=sort, address=address),
        sortable(_("Sent on"), "sent", sort=sort, address=address),
        Column(label=_("Expires on")),
        sortable(_("State"), "state", sort=sort, address=address),
    )
    rows = tuple(Row(cells=_cells(one)) for one in found)
    return Table(caption=_("Transfers between areas"), columns=columns, rows=rows, empty=_("No transfers here."))


def _cells(one: CaseTransfer) -> tuple[Cell, ...]:
    return (
        Cell(text=client_text(one), url=reverse("clients:transfer", args=[one.pk]), header=True),
        Cell(text=one.area.name),
        Cell(text=one.to_area.name),
        day_cell(one.sent_on),
        day_cell(one.expires_on if one.state == _T.SENT else None),
        state_cell(one),
    )


def client_text(one: CaseTransfer) -> str:
    """The name that was passed on, or that none is kept (any more)."""
    try:
        return name_passed(one.what_is_passed()) or _("No name is kept")
    except Undecipherable:
        return _("No name is kept")


def state_cell(one: CaseTransfer) -> Cell:
    """Where the transfer stands, as a badge."""
    return Cell(text=one.get_state_display(), value=one.state, tone=TONES[TransferState(one.state)])


def transfer_facts(one: CaseTransfer) -> list[tuple[str, str]]:
    """The transfer in words: between which areas, what of the client, its days, how it ended."""
    names = names_of([key for key in (one.sent_by_id, one.answered_by_id) if key])
    sender = one.what_is_passed().get("sender", str(NOT_KNOWN))  # nobody of the other area is to be looked up
    reason = str(one.get_reason_display()) if one.reason else ""
    facts = [
        (_("From area"), one.area.name),
        (_("To area"), one.to_area.name),
        (_("Passed on"), listed(DataItem, one.items)),
        (_("Sent on"), day_text(one.sent_on)),
        (_("Sent by"), names.get(one.sent_by_id, sender) if one.sent_by_id else ""),
        (_("Expires on"), day_text(one.expires_on) if one.state == _T.SENT else ""),
        (_("Closed on"), day_text(one.closed_on)),
        (_("Answered by"), str(names.get(one.answered_by_id, NOT_KNOWN)) if one.answered_by_id else ""),
        (_("Reason"), ": ".join(word for word in (reason, one.reason_text) if word)),
    ]
    return [(label, value) for label, value in facts if value]


def transfers_of(client: Client) -> QuerySet[CaseTransfer]:
    """The client's transfers, out of this area and into it, the newest first."""
    found = CaseTransfer.objects.filter(Q(client=client) | Q(made_client=client)).select_related("area", "to_area")
    return found.order_by(F("sent_on").desc(nulls_first=True), "pk")


def client_transfers_table(client: Client, found: Iterable[CaseTransfer]) -> Table:
    """The client's transfers as rows; the way tells whether the client came or goes."""
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=one.to_area.name if one.client_id == client.pk else one.area.name,
                    url=reverse("clients:transfer", args=[one.pk]),
                    header=True,
                ),
                Cell(text=_("To that area") if one.client_id == client.pk else _("From that area")),
                day_cell(one.sent_on),
                state_cell(one),
            )
        )
        for one in found
    )
    columns = tuple(Column(label=label) for label in (_("Area"), _("Way"), _("Sent on"), _("State")))
    return Table(caption=_("Transfers between areas"), columns=columns, rows=rows, empty=_("No transfers here."))


def areas_to_choose(client: Client) -> list[tuple[str, str]]:
    """Every area but the client's own."""
    found = Area.objects.exclude(pk=client.area_id).order_by(name_field(), "pk")
    return [(str(one.pk), one.name) for one in found]
