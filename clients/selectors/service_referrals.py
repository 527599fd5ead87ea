"""Referrals to partners' services: one of them, the list and its files, a client's own, and how partners answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.enums import CASELOAD
from clients.enums.service_referrals import (
    REMIND_AFTER_DAYS,
    STAFF_STEPS,
    TERMINAL,
    UNANSWERED,
    ReferralReason,
    ReferralResult,
    ServiceReferralState,
)
from clients.models import Client, ReferralStep, ServiceReferral
from clients.models.need_to_know import reach_of, relations_of
from clients.selectors.cells import ABSENT, day_cell, day_text, number_cell, text_cell
from clients.selectors.client_page import heading_of
from clients.selectors.consents import NOT_KNOWN
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable
from network.models import Organisation, Service

_S = ServiceReferralState
MINE, ALL = "mine", "all"
UNANSWERED_ONES, LATE, OVERDUE, UNDER_WAY, OVER = "unanswered", "late", "overdue", "under_way", "over"
GROUPS_OF_STATES = (
    (UNDER_WAY, gettext_lazy("All under way")),
    (UNANSWERED_ONES, gettext_lazy("Waiting for an answer")),
    (LATE, gettext_lazy("Waiting for an answer for over 10 days")),
    (OVERDUE, gettext_lazy("Next event overdue")),
    (OVER, gettext_lazy("All that are over")),
)
TONES = {
    _S.DRAFT: "plain",
    _S.SENT: "warn",
    _S.RECEIVED: "info",
    _S.ACCEPTED: "good",
    _S.DECLINED: "bad",
    _S.STARTED: "good",
    _S.COMPLETED: "good",
    _S.INTERRUPTED: "bad",
    _S.RESULT: "good",
    _S.WITHDRAWN: "plain",
    _S.EXPIRED: "bad",
}
# The next event, in words, by the state that waits for it.
EXPECTED = {
    _S.SENT: gettext_lazy("answer of the partner"),
    _S.RECEIVED: gettext_lazy("answer of the partner"),
    _S.ACCEPTED: gettext_lazy("start of the service"),
    _S.STARTED: gettext_lazy("end of the service"),
    _S.COMPLETED: gettext_lazy("result of the service"),
    _S.INTERRUPTED: gettext_lazy("result of the service"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which referrals, in what order."""

    whose: str = MINE
    state: str = UNDER_WAY
    partner: UUID | None = None
    service: UUID | None = None
    sort: str = "-sent"


def referral_for(user: User, *, referral_id: Any) -> ServiceReferral:
    """A referral of a client the user needs to know; hidden and absent look the same."""
    found = (
        ServiceReferral.objects.visible_to(user)
        .select_related("client__area", "client__unit", "service__organisation", "sent_by")
        .filter(pk=referral_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def chosen_referrals(user: User, choice: Choice) -> QuerySet[ServiceReferral]:
    """The referrals the user asked for, of clients the user needs to know."""
    found = ServiceReferral.objects.visible_to(user).filter(of_state(choice.state))
    if choice.whose == MINE:
        own = relations_of(user, reach_of(user)).filter(kind__in=CASELOAD).values("client_id")
        found = found.filter(Q(client_id__in=own) | Q(sent_by_id=user.pk) | Q(created_by_id=user.pk))
    if choice.partner:
        found = found.filter(service__organisation_id=choice.partner)
    if choice.service:
        found = found.filter(service_id=choice.service)
    return in_order(found.select_related("client", "service__organisation"), choice.sort)


def of_state(state: str) -> Q:
    """Referrals in the state or in the group of states; any when it is none."""
    today = timezone.localdate()
    if state in ServiceReferralState.values:
        return Q(state=state)
    keys = {
        LATE: lambda: ServiceReferral.objects.late_on(today),
        OVERDUE: lambda: ServiceReferral.objects.overdue_on(today),
    }
    if state in keys:
        return Q(pk__in=keys[state]().order_by().values("pk"))
    return {
        UNDER_WAY: ~Q(state__in=sorted(TERMINAL)),
        UNANSWERED_ONES: Q(state__in=sorted(UNANSWERED)),
        OVER: Q(state__in=sorted(TERMINAL)),
    }.get(state, Q())


def in_order(found: QuerySet[ServiceReferral], sort: str) -> QuerySet[ServiceReferral]:
    """In the order of a column; without a day of sending last."""
    columns: dict[str, Any] = {
        "sent": F("sent_on"),
        "client": alphabetical("client__last_name"),
        "service": alphabetical("service__name"),
        "partner": alphabetical("service__organisation__name"),
        "state": F("state"),
    }
    column = columns.get(sort.removeprefix("-"), columns["sent"])
    order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return found.order_by(order, "pk")


def referrals_table(
    found: Iterable[ServiceReferral], *, sort: str = "", address: str = "", about_one: bool = False
) -> Table:
    """Referrals as rows; `about_one` leaves the client out, whose page it is then."""
    columns = [
        sortable(_("Client"), "client", sort=sort, address=address),
        sortable(_("Service"), "service", sort=sort, address=address),
        sortable(_("Partner"), "partner", sort=sort, address=address),
        sortable(_("State"), "state", sort=sort, address=address),
        sortable(_("Sent on"), "sent", sort=sort, address=address),
        Column(label=_("Answered in, days"), numeric=True),
        Column(label=_("Expected next")),
    ]
    if about_one:
        del columns[0]
    rows = tuple(Row(cells=_cells(one, about_one=about_one)) for one in found)
    return Table(
        caption=_("Referrals to services"),
        columns=tuple(columns),
        rows=rows,
        empty=_("No referrals to services here."),
    )


def _cells(one: ServiceReferral, *, about_one: bool) -> tuple[Cell, ...]:
    address = reverse("clients:service_referral", args=[one.pk])
    service = Cell(text=one.service.name, url=address, header=about_one)
    cells = (
        service,
        Cell(text=one.recipient_name),
        state_cell(one),
        day_cell(one.sent_on),
        number_cell(one.answer_days),
        expected_cell(one),
    )
    if about_one:
        return cells
    client = Cell(text=heading_of(one.client), url=reverse("clients:client", args=[one.client_id]), header=True)
    return (client, *cells)


def state_cell(one: ServiceReferral) -> Cell:
    """Where the referral stands, as a badge."""
    return Cell(text=one.get_state_display(), value=one.state, tone=TONES[ServiceReferralState(one.state)])


def expected_cell(one: ServiceReferral) -> Cell:
    """What is expected next and by when; overdue says so."""
    state = ServiceReferralState(one.state)
    if state not in EXPECTED:
        return ABSENT
    words, day = str(EXPECTED[state]), one.expected_on
    if day is None:
        return Cell(text=words)
    late = one.is_overdue_on(timezone.localdate())
    text = _("%(what)s by %(day)s") % {"what": words, "day": day_text(day)}
    return Cell(text=_("Overdue: %(what)s") % {"what": text} if late else text, value=day, tone="bad" if late else "")


def referral_facts(one: ServiceReferral) -> list[tuple[str, str]]:
    """The referral in words: service, partner, days, how it ended."""
    days = (
        (_("Sent on"), one.sent_on),
        (_("Received on"), one.received_on),
        (_("Answered on"), one.answered_on),
        (_("Planned start"), one.planned_start_on),
        (_("Started on"), one.started_on),
        (_("Planned end"), one.planned_end_on),
        (_("Ended on"), one.ended_on),
    )
    facts = [
        (_("Service"), f"{one.service.name} ({one.service.code} {one.service.get_code_display()})"),
        (_("Partner"), one.recipient_name),
        (_("Ground"), str(one.get_ground_display())),
        (_("Details of the ground"), one.ground_detail),
        *((label, day_text(day)) for label, day in days),
        (_("Reason"), _with_text(one.get_reason_display() if one.reason else "", one.reason_text)),
        (_("Result"), _with_text(one.get_result_display() if one.result else "", one.result_text)),
        (_("Sent by"), one.sent_by.name if one.sent_by else ""),
    ]
    return [(label, value) for label, value in facts if value]


def _with_text(words: Any, text: str) -> str:
    return f"{words}: {text}" if words and text else str(words)


def steps_table(one: ServiceReferral) -> Table:
    """Every step with its day, who took it, and what was told."""
    found = ReferralStep.objects.filter(referral=one).select_related("by").order_by("on", "at", "pk")
    rows = tuple(
        Row(
            cells=(
                Cell(text=step.get_state_display(), header=True),
                day_cell(step.on),
                Cell(text=date_format(timezone.localtime(step.at), "SHORT_DATETIME_FORMAT"), tight=True),
                Cell(text=_who(step, one)),
                text_cell(_told(step)),
            )
        )
        for step in found
    )
    labels = (_("Step"), _("Day"), _("Written down"), _("By whom"), _("Told"))
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Steps"), columns=columns, rows=rows, empty=_("Nothing has been sent yet."))


def _who(step: ReferralStep, one: ServiceReferral) -> str:
    if step.link_id is not None:
        return _("%(partner)s, by the link") % {"partner": one.recipient_name}
    if step.by_id is None:
        return _("the system")
    return step.by.name if step.by else str(NOT_KNOWN)


def _told(step: ReferralStep) -> str:
    words = [
        str(ReferralReason(step.reason).label) if step.reason else "",
        str(ReferralResult(step.result).label) if step.result else "",
        step.text,
    ]
    return ": ".join(word for word in words if word)


def next_steps(one: ServiceReferral) -> list[ServiceReferralState]:
    """The steps that staff may write down now, in the order of the path; sending is not one of them."""
    allowed = STAFF_STEPS[ServiceReferralState(one.state)] - {_S.SENT}
    return [state for state in ServiceReferralState if state in allowed]


def referrals_of(client: Client) -> QuerySet[ServiceReferral]:
    """The client's referrals to services, drafts first, then the newest."""
    found = client.service_referrals.select_related("service__organisation")
    return found.order_by(F("sent_on").desc(nulls_first=True), "pk")


def partners_seen(user: User) -> list[tuple[str, str]]:
    """Partners of the areas in sight, as choices."""
    areas = _areas(user)
    found = Organisation.objects.filter(area_id__in=areas).order_by(alphabetical("name"), "pk")
    return [(str(one.pk), one.name) for one in found]


def services_seen(user: User) -> list[tuple[str, str]]:
    """Services of the areas in sight, as choices."""
    found = Service.objects.filter(area_id__in=_areas(user)).order_by(alphabetical("name"), "pk")
    return [(str(one.pk), one.name) for one in found]


def _areas(user: User) -> set[int]:
    reach = reach_of(user)
    return reach.areas | set(reach.units) | set(reach.relations)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """How a partner's service has answered until a day: each number counts referrals by their own day (SU-06)."""

    partner: str
    service: str
    target: int | None
    sent: int
    answered: int
    in_time: int
    due: int
    accepted: int
    declined: int
    started: int
    completed: int
    interrupted: int
    results: int

    @property
    def share(self) -> float | None:
        """Answered within ten days, of those whose ten days have passed or who have answered; None of none."""
        return self.in_time / self.due if self.due else None


def answers_by(user: User, *, since: date | None, as_of: date) -> list[Answers]:
    """Referrals sent from `since` to `as_of`, by partner and service, as they stood at the end of `as_of`."""
    sent = ServiceReferral.objects.visible_to(user).filter(sent_on__lte=as_of)
    if since is not None:
        sent = sent.filter(sent_on__gte=since)
    answered = Q(answered_on__lte=as_of)
    in_ten_days = F("sent_on") + timedelta(days=REMIND_AFTER_DAYS)
    in_time = answered & Q(answered_on__lte=in_ten_days)
    taken_back = Q(state=_S.WITHDRAWN, closed_on__lte=in_ten_days)
    waited = Q(sent_on__lt=as_of - timedelta(days=REMIND_AFTER_DAYS)) & ~taken_back
    ended = Q(ended_on__lte=as_of)
    rows = (
        sent.order_by()
        .values("service_id", "service__name", "service__organisation__name", "service__referral_target")
        .annotate(
            sent=Count("pk"),
            answered=Count("pk", filter=answered),
            in_time=Count("pk", filter=in_time),
            due=Count("pk", filter=answered | waited),
            declined=Count("pk", filter=Q(state=_S.DECLINED, closed_on__lte=as_of)),
            started=Count("pk", filter=Q(started_on__lte=as_of)),
            interrupted=Count("pk", filter=ended & ~Q(reason="")),
            completed=Count("pk", filter=ended & Q(reason="")),
            results=Count("pk", filter=Q(state=_S.RESULT, closed_on__lte=as_of)),
        )
        .order_by("service__organisation__name", "service__name", "service_id")
    )
    return [
        Answers(
            partner=row["service__organisation__name"],
            service=row["service__name"],
            target=row["service__referral_target"],
            sent=row["sent"],
            answered=row["answered"],
            in_time=row["in_time"],
            due=row["due"],
            accepted=row["answered"] - row["declined"],
            declined=row["declined"],
            started=row["started"],
            completed=row["completed"],
            interrupted=row["interrupted"],
            results=row["results"],
        )
        for row in rows
    ]


def answers_table(found: Iterable[Answers]) -> Table:
    """How partners answer, a row for each service."""
    labels = (
        _("Target"), _("Sent"), _("Answered"), _("Within 10 days"), _("Within 10 days, %"), _("Accepted"),
        _("Declined"), _("Started"), _("Completed"), _("Interrupted"), _("Results told"),
    )  # fmt: skip
    columns = (
        Column(label=_("Partner")),
        Column(label=_("Service")),
        *(Column(label=label, numeric=True) for label in labels),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.partner, header=True),
                Cell(text=one.service),
                *(
                    _number(number)
                    for number in (
                        one.target, one.sent, one.answered, one.in_time, _percent(one.share), one.accepted,
                        one.declined, one.started, one.completed, one.interrupted, one.results,
                    )
                ),
            )
        )
        for one in found
    )  # fmt: skip
    return Table(
        caption=_("Answers of partners"), columns=columns, rows=rows, empty=_("No referrals were sent in this time.")
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)


def _number(number: float | None) -> Cell:
    if number is None:
        return ABSENT
    return Cell(text=number_format(number), value=number, numeric=True)
