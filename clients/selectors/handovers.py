"""Offers of a case within the area: what moves along, one of them, the list and its files, a client's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit, User
from clients.enums import RelationKind
from clients.enums.contacts import AppointmentStatus
from clients.enums.handovers import HandoverState
from clients.models import Appointment, CaseHandover, CaseRelation, Client, ServiceReferral, Task
from clients.models.handovers import offered_to
from clients.selectors.cells import day_cell, text_cell
from clients.selectors.client_page import heading_of
from clients.selectors.colleagues import colleagues, to_choose
from clients.selectors.consents import NOT_KNOWN, names_of
from clients.selectors.plans import plan_now
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

_S = HandoverState
TO_ME, BY_ME, ALL = "to_me", "by_me", "all"
WHOSE = (
    (ALL, gettext_lazy("Everybody I may see")),
    (TO_ME, gettext_lazy("Waiting for my answer")),
    (BY_ME, gettext_lazy("Offered by me")),
)
TONES = {_S.OFFERED: "warn", _S.ACCEPTED: "good", _S.DECLINED: "bad", _S.WITHDRAWN: "plain"}
MOVED = {
    "tasks": gettext_lazy("Open tasks"),
    "appointments": gettext_lazy("Planned appointments"),
    "referrals": gettext_lazy("Referrals that wait"),
}


@dataclass(frozen=True, kw_only=True)
class UnderWay:
    """What moves with the client: the work of those responsible now. Whoever is responsible has the plan."""

    of: frozenset[UUID]
    tasks: list[Task] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    referrals: list[ServiceReferral] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, by the name that the hand-over keeps."""
        return {name: len(getattr(self, name)) for name in MOVED}


@dataclass(frozen=True, kw_only=True)
class HandoverChoice:
    """Which offers, in what order."""

    whose: str = ALL
    state: str = _S.OFFERED
    sort: str = "-offered"


def under_way(client: Client, *, hold: bool = False) -> UnderWay:
    """The open tasks and coming appointments of those responsible, and referrals to services that are under way.

    With `hold` the tasks and appointments are held until the transaction ends.
    """
    standing = CaseRelation.objects.filter(client=client, kind=RelationKind.RESPONSIBLE, ended_at__isnull=True)
    of = frozenset(standing.values_list("user_id", flat=True))
    tasks = Task.objects.open().filter(client=client, owner_id__in=of)
    planned = Appointment.objects.filter(client=client, status=AppointmentStatus.PLANNED, ends_at__gte=timezone.now())
    appointments = planned.filter(pk__in=_with_staff(of, client))
    referrals = ServiceReferral.objects.filter(client=client, closed_on__isnull=True).exclude(state="draft")
    if hold:
        tasks, appointments = tasks.locked(), appointments.locked()
    else:
        tasks = tasks.order_by(F("due_on").asc(nulls_last=True), "pk").select_related("employment_check")
        appointments = appointments.order_by("starts_at", "pk")
    return UnderWay(
        of=of,
        tasks=list(tasks),
        appointments=list(appointments),
        referrals=list(referrals.select_related("service__organisation").order_by("sent_on", "pk")),
    )


def _with_staff(of: Iterable[UUID], client: Client) -> QuerySet[Any, Any]:
    taking_part = Appointment.objects.filter(client=client, staff__user_id__in=list(of)).order_by()
    return taking_part.values("pk")


def under_way_table(client: Client, moving: UnderWay) -> Table:
    """Everything that moves, with its day and whose it is now; the review of the plan goes with the client."""
    names = names_of([*moving.of, *(one.sent_by_id for one in moving.referrals if one.sent_by_id)])
    rows = [
        _line(
            _("Follow-up after employment") if hasattr(one, "employment_check") else _("Task"),
            one.title,
            day_cell(one.due_on),
            names.get(one.owner_id, NOT_KNOWN),
        )
        for one in moving.tasks
    ]
    whose = ", ".join(sorted(names.get(key, str(NOT_KNOWN)) for key in moving.of))
    rows += [
        _line(_("Appointment"), one.title or one.get_channel_display(), _moment(one), whose)
        for one in moving.appointments
    ]
    rows += [
        _line(
            _("Referral to a service"),
            f"{one.service.name} ({one.get_state_display()})",
            day_cell(one.sent_on),
            names.get(one.sent_by_id, NOT_KNOWN) if one.sent_by_id else NOT_KNOWN,
        )
        for one in moving.referrals
    ]
    plan = plan_now(client)
    if plan is not None:
        rows.append(_line(_("Plan"), _("Review of the plan"), day_cell(plan.review_due_on), whose))  # type: ignore[attr-defined]
    columns = (Column(label=_("Kind")), Column(label=_("What")), Column(label=_("Day")), Column(label=_("Whose now")))
    return Table(
        caption=_("What is under way, and moves with the client"),
        columns=columns,
        rows=tuple(rows),
        empty=_("Nothing is under way."),
    )


def _line(kind: Any, what: Any, day: Cell, whose: Any) -> Row:
    return Row(cells=(Cell(text=kind), Cell(text=what, header=True), day, text_cell(whose)))


def _moment(one: Appointment) -> Cell:
    begins = timezone.localtime(one.starts_at)
    return Cell(text=date_format(begins, "SHORT_DATETIME_FORMAT"), value=begins.date(), tight=True)


def handover_for(user: User, *, handover_id: Any) -> CaseHandover:
    """An offer in sight; hidden and absent look the same."""
    found = (
        CaseHandover.objects.visible_to(user)
        .select_related("client__area", "client__unit", "to_unit")
        .filter(pk=handover_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def handovers_waiting(user: User) -> QuerySet[CaseHandover]:
    """Offers that wait for the user's answer."""
    return CaseHandover.objects.filter(offered_to(user))


def chosen_handovers(user: User, choice: HandoverChoice) -> QuerySet[CaseHandover]:
    """The offers that were asked for, in the chosen order."""
    found = CaseHandover.objects.visible_to(user).select_related("client", "to_unit")
    if choice.state in HandoverState.values:
        found = found.filter(state=choice.state)
    if choice.whose == TO_ME:
        found = found.filter(offered_to(user))
    if choice.whose == BY_ME:
        found = found.filter(offered_by_id=user.pk)
    columns: dict[str, Any] = {
        "offered": F("offered_at"),
        "client": alphabetical("client__last_name"),
        "state": F("state"),
        "planned": F("planned_on"),
    }
    column = columns.get(choice.sort.removeprefix("-"), columns["offered"])
    return found.order_by(column.desc() if choice.sort.startswith("-") else column.asc(), "pk")


def handovers_table(
    found: Iterable[CaseHandover], *, sort: str = "", address: str = "", about_one: bool = False
) -> Table:
    """Offers as rows; `about_one` leaves the client out, whose page it is then."""
    columns = [
        sortable(_("Client"), "client", sort=sort, address=address),
        Column(label=_("Offered to")),
        Column(label=_("Offered by")),
        sortable(_("Offered on"), "offered", sort=sort, address=address),
        sortable(_("Planned day"), "planned", sort=sort, address=address),
        Column(label=_("Reason")),
        sortable(_("State"), "state", sort=sort, address=address),
    ]
    shown = list(found)
    names = _names(shown)
    return Table(
        caption=_("Hand-overs"),
        columns=tuple(columns[1:] if about_one else columns),
        rows=tuple(Row(cells=_cells(one, names, about_one=about_one)) for one in shown),
        empty=_("No hand-overs here."),
    )


def _names(found: Iterable[CaseHandover]) -> dict[UUID, str]:
    """The people of the offers; who has left the area has no name here, and the offer stays."""
    return names_of([key for one in found for key in (one.to_user_id, one.offered_by_id, one.answered_by_id) if key])


def _cells(one: CaseHandover, names: dict[UUID, str], *, about_one: bool) -> tuple[Cell, ...]:
    address = reverse("clients:handover", args=[one.pk])
    to = Cell(text=receiver_text(one, names), url=address if about_one else "", header=about_one)
    cells = (
        to,
        Cell(text=names.get(one.offered_by_id, NOT_KNOWN)),
        day_cell(timezone.localdate(one.offered_at)),
        day_cell(one.planned_on),
        Cell(text=one.get_reason_display()),
        state_cell(one),
    )
    return cells if about_one else (Cell(text=heading_of(one.client), url=address, header=True), *cells)


def state_cell(one: CaseHandover) -> Cell:
    """Where the offer stands, as a badge."""
    return Cell(text=one.get_state_display(), value=one.state, tone=TONES[HandoverState(one.state)])


def receiver_text(one: CaseHandover, names: dict[UUID, str]) -> str:
    """The person, the unit, or the person in the unit."""
    person = str(names.get(one.to_user_id, NOT_KNOWN)) if one.to_user_id else ""
    return ", ".join(name for name in (person, one.to_unit.name if one.to_unit else "") if name)


def handover_facts(one: CaseHandover) -> list[tuple[str, str]]:
    """The offer in words."""
    answered = timezone.localtime(one.answered_at) if one.answered_at else None
    names = _names([one])
    moved = [f"{MOVED[name]}: {count}" for name, count in one.moved.items() if name in MOVED]
    decline = str(one.get_decline_reason_display()) if one.decline_reason else ""
    facts = [
        (_("Offered to"), receiver_text(one, names)),
        (_("Offered by"), str(names.get(one.offered_by_id, NOT_KNOWN))),
        (_("Offered on"), date_format(timezone.localtime(one.offered_at), "SHORT_DATETIME_FORMAT")),
        (_("Planned day"), date_format(one.planned_on, "SHORT_DATE_FORMAT")),
        (_("Reason"), str(one.get_reason_display())),
        (_("What is under way"), one.note),
        (_("Answered by"), str(names.get(one.answered_by_id, NOT_KNOWN)) if one.answered_by_id else ""),
        (_("Answered on"), date_format(answered, "SHORT_DATETIME_FORMAT") if answered else ""),
        (_("Reason of declining"), ": ".join(word for word in (decline, one.answer_text) if word)),
        (_("Moved along"), "\n".join(moved)),
    ]
    return [(label, value) for label, value in facts if value]


def handovers_of(client: Client) -> QuerySet[CaseHandover]:
    """The client's offers, the newest first."""
    return client.handovers.select_related("to_unit").order_by("-offered_at", "pk")


def people_to_offer(client: Client, *, by: User) -> list[tuple[str, str]]:
    """To whom the client may be offered: who may be responsible in the area, but for those who are and who offers."""
    responsible = client.relations.filter(kind=RelationKind.RESPONSIBLE, ended_at__isnull=True).values("user_id")
    found = colleagues(client.area_id).exclude(Q(pk__in=responsible) | Q(pk=by.pk))
    return to_choose(found, area_id=client.area_id)


def units_to_offer(client: Client) -> list[tuple[str, str]]:
    """The units of the area today, but for the client's own."""
    found = Unit.objects.valid_on(timezone.localdate()).filter(area_id=client.area_id)
    if client.unit_id is not None:
        found = found.exclude(pk=client.unit_id)
    return [(str(one.pk), one.name) for one in found.order_by(alphabetical("name"), "pk")]
