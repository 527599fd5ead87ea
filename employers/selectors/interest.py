"""The queue of interest, as those who work with employers see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.selectors.cells import day_cell
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.models import name_field
from config.kernel.tables import Cell, Row, Table, sortable
from employers.enums.public import InterestState
from employers.models import Employer, InterestRequest
from employers.policies import areas_of_employers

SHOWN = (InterestState.WAITING, InterestState.ACCEPTED, InterestState.DECLINED)
TONES = {InterestState.WAITING: "warn", InterestState.ACCEPTED: "good", InterestState.DECLINED: "plain"}


def queue(user: User, *, state: str = "", sort: str = "") -> QuerySet[InterestRequest]:
    """Confirmed interest of the user's areas, the longest waiting first unless chosen."""
    found = InterestRequest.objects.in_queue().filter(area_id__in=areas_of_employers(user))
    if state in SHOWN:
        found = found.filter(state=state)
    columns: dict[str, Any] = {
        "employer": alphabetical("employer_name"),
        "municipality": alphabetical(f"municipality__{name_field()}"),
        "confirmed": "confirmed_at",
        "state": "state",
    }
    column = columns.get(sort.removeprefix("-"), "confirmed_at")
    found = found.select_related("municipality", "employer").order_by(column, "pk")
    return found.reverse() if sort.startswith("-") else found


def interest_for(user: User, *, interest_id: UUID) -> InterestRequest:
    """One of the user's queue; hidden and absent look the same."""
    found = queue(user).filter(pk=interest_id).first()
    if found is None:
        raise NotFound
    return found


def in_register(interest: InterestRequest) -> Employer | None:
    """The employer of the register that has the business id already."""
    return Employer.objects.filter(business_id=interest.business_id).exclude(business_id="").first()


def queue_table(found: Iterable[InterestRequest], *, sort: str = "", address: str = "") -> Table:
    """The queue without anybody's name or message: those are on the page of each."""
    columns = (
        sortable(_("Employer"), "employer", sort=sort, address=address),
        sortable(_("Municipality"), "municipality", sort=sort, address=address),
        sortable(_("Confirmed on"), "confirmed", sort=sort, address=address),
        sortable(_("State"), "state", sort=sort, address=address),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=name_of(one), url=reverse("employers:interest", args=[one.pk]), header=True),
                Cell(text=one.municipality.name),
                day_cell(one.confirmed_on),
                state_cell(one),
            )
        )
        for one in found
    )
    return Table(
        caption=_("Interest from the public pages"), columns=columns, rows=rows, empty=_("Nobody is waiting here.")
    )


def name_of(interest: InterestRequest) -> str:
    """The employer's name, as long as it is kept; then that of the register."""
    return interest.employer_name or (interest.employer.name if interest.employer else _("Forgotten"))


def state_cell(interest: InterestRequest) -> Cell:
    """Where it stands, as a badge."""
    state = InterestState(interest.state)
    return Cell(text=state.label, value=state.value, tone=TONES[state])


def interest_facts(interest: InterestRequest) -> list[tuple[str, str]]:
    """What was written, and what has become of it."""
    contact = interest.contact
    facts = [
        (_("Business id"), interest.business_id or "–"),
        (_("Municipality"), interest.municipality.name),
        (_("State"), str(interest.get_state_display())),
        (_("Language"), str(interest.get_language_display())),
    ]
    words = {"name": _("Who wrote"), "email": _("E-mail"), "phone": _("Phone"), "message": _("Message")}
    facts += [(label, contact.get(key) or "–") for key, label in words.items()] if contact else []
    if interest.reason:
        facts.append((_("Why"), str(interest.get_reason_display())))
    return facts
