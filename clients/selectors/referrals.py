"""The queue of incoming referrals as a list and files, one referral, and who may be the person in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import ROLES_WITH_CLIENTS
from accounts.models import Unit, User
from accounts.policies import areas_with_role
from clients.enums.cases import ReferralCriterion, ReferralDecision, ReferralKind
from clients.models import IncomingReferral
from clients.selectors.contacts import withheld, withheld_words
from clients.selectors.duplicates import Candidate, possible_duplicates
from config.kernel.alphabet import alphabetical
from config.kernel.encryption import Undecipherable
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

ABSENT = "–"
TONES = {
    ReferralDecision.WAITING: "warn",
    ReferralDecision.ACCEPTED: "good",
    ReferralDecision.CONSULTATION: "info",
    ReferralDecision.RETURNED: "plain",
}


@dataclass(frozen=True, kw_only=True)
class Queue:
    """What the reader asked to see."""

    state: str = ""
    kind: str = ""
    unit: UUID | None = None
    sort: str = "received"


def chosen_referrals(user: User, queue: Queue) -> QuerySet[IncomingReferral]:
    """Referrals of the reader's units, and those the reader sent, in the chosen order."""
    found = IncomingReferral.objects.visible_to(user).select_related("unit", "sent_by", "client")
    wanted = {"decision": queue.state, "kind": queue.kind, "unit_id": queue.unit}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    back = queue.sort.startswith("-")
    name = queue.sort.removeprefix("-")
    orders: dict[str, Any] = {
        "received": F("received_on"),
        "name": alphabetical("last_name"),
        "state": F("decision"),
        "unit": alphabetical("unit__name"),
    }
    order = orders.get(name, orders["received"])
    return found.order_by(order.desc() if back else order.asc(), "received_on", "pk")


def referral_for(user: User, *, referral_id: Any) -> IncomingReferral:
    """A referral the user may see; hidden and absent look the same."""
    found = (
        IncomingReferral.objects.visible_to(user)
        .select_related("area", "unit", "client", "sent_by", "decided_by", "recorded_by")
        .filter(pk=referral_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def sender_of(referral: IncomingReferral) -> str:
    """Who sent it: the school, the organisation with its unit, or the colleague."""
    if referral.kind == ReferralKind.COLLEAGUE:
        return referral.sent_by.name if referral.sent_by else ABSENT
    first = referral.school if referral.kind == ReferralKind.SCHOOL else referral.sender_organisation
    return ", ".join(part for part in (first, referral.sender_unit) if part)


def referrals_table(found: Iterable[IncomingReferral], *, sort: str = "", address: str = "") -> Table:
    """The queue; waiting time counts until the decision."""
    today = timezone.localdate()
    columns = (
        sortable(_("Person"), "name", sort=sort, address=address),
        Column(label=_("Kind")),
        Column(label=_("Sender")),
        sortable(_("Unit"), "unit", sort=sort, address=address),
        sortable(_("Received on"), "received", sort=sort, address=address),
        Column(label=_("Waiting, days"), numeric=True),
        sortable(_("State"), "state", sort=sort, address=address),
    )
    rows = tuple(Row(cells=_cells(one, today)) for one in found)
    return Table(caption=_("Incoming referrals"), columns=columns, rows=rows, empty=_("No referrals fit the filter."))


def _cells(one: IncomingReferral, today: date) -> tuple[Cell, ...]:
    days = one.waiting_days_on(today)
    return (
        Cell(text=one.name, url=reverse("clients:incoming_referral", args=[one.pk]), header=True),
        Cell(text=one.get_kind_display()),
        Cell(text=sender_of(one)),
        Cell(text=one.unit.name),
        Cell(text=_day(one.received_on), value=one.received_on, tight=True),
        Cell(text=number_format(days), value=days, numeric=True),
        Cell(text=one.get_decision_display(), tone=TONES[ReferralDecision(one.decision)]),
    )


def referral_facts(user: User, one: IncomingReferral) -> list[tuple[str, list[tuple[str, str]]]]:
    """The referral in words, under headings; the telephone of a client under non-disclosure is withheld."""
    phone = withheld_words() if one.client and withheld(user, one.client) else one.phone
    days = one.waiting_days_on(timezone.localdate())
    facts = [
        (
            _("Referral"),
            [
                (_("Kind"), str(one.get_kind_display())),
                (_("Sender"), sender_of(one)),
                (_("Name of the sender"), one.sender_name),
                (_("Contact of the sender at work"), one.sender_contact),
                (_("Receiving unit"), one.unit.name),
                (_("Received on"), _day(one.received_on)),
                (_("Waiting time"), ngettext("%(count)s day", "%(count)s days", days) % {"count": number_format(days)}),
            ],
        ),
        (
            _("Person"),
            [
                (_("Name"), one.name),
                (_("Date of birth"), _day(one.birth_date)),
                (_("Identity code"), _("Given") if one.identity_cipher else ""),
                (_("Telephone"), phone),
            ],
        ),
    ]
    if one.kind == ReferralKind.SCHOOL:
        school = [
            (_("School"), one.school),
            (_("Expected graduation"), _day(one.graduates_on)),
            (_("Notice given on"), _day(one.notified_on)),
            (_("Support needed in moving on from school"), one.support_need),
        ]
        facts.append((_("School’s notice"), school))
    if one.decision != ReferralDecision.WAITING:
        decided = [
            (_("Decision"), str(one.get_decision_display())),
            (_("Decided on"), _day(one.decided_on)),
            (_("Decided by"), one.decided_by.name if one.decided_by else ""),
            (_("Reason"), one.decision_reason),
        ]
        facts.append((_("Decision"), decided))
    return [(title, [(term, value or ABSENT) for term, value in pairs]) for title, pairs in facts]


def checklist(one: IncomingReferral) -> list[tuple[str, bool]]:
    """Every criterion, and whether the sender found it to be met."""
    return [(str(criterion.label), criterion.value in one.criteria) for criterion in ReferralCriterion]


def candidates_for(user: User, one: IncomingReferral) -> list[Candidate]:
    """Clients in sight who may be the person in the referral."""
    try:
        code = one.identity_code or ""
    except Undecipherable:
        code = ""
    return possible_duplicates(
        user,
        area_id=one.area_id,
        last_name=one.last_name,
        first_names=one.first_names,
        birth_date=one.birth_date,
        identity_code=code,
        phone=one.phone,
    )


def receiving_units(user: User) -> QuerySet[Unit]:
    """Units to which the user may refer somebody: those of the areas in which the user works with clients."""
    areas = areas_with_role(user, ROLES_WITH_CLIENTS)
    return Unit.objects.filter(area_id__in=areas).valid_on(timezone.localdate()).order_by(alphabetical("name"), "pk")


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""
