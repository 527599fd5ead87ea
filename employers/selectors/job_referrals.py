"""Job referrals: one of them, the list and its files, a client's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from clients.enums import CASELOAD
from clients.models import Client
from clients.models.need_to_know import reach_of, relations_of
from clients.selectors.cells import day_cell, day_text, number_cell, text_cell
from clients.selectors.client_page import heading_of
from clients.selectors.consents import NOT_KNOWN, item_words
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable
from employers.enums.job_referrals import (
    STAFF_STEPS,
    TERMINAL,
    JobReferralReason,
    JobReferralState,
)
from employers.models import Employer, JobReferral, JobReferralStep

_S = JobReferralState
MINE, ALL = "mine", "all"
UNDER_WAY, OVER = "under_way", "over"
GROUPS_OF_STATES = ((UNDER_WAY, gettext_lazy("All under way")), (OVER, gettext_lazy("All that are over")))
TONES = {
    _S.DRAFT: "plain",
    _S.REFUSED: "plain",
    _S.SENT: "warn",
    _S.INTERESTED: "info",
    _S.NOT_INTERESTED: "bad",
    _S.INTERVIEW: "info",
    _S.HIRED: "good",
    _S.NOT_HIRED: "bad",
    _S.WITHDRAWN: "plain",
    _S.EXPIRED: "bad",
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which job referrals, in what order."""

    whose: str = MINE
    state: str = UNDER_WAY
    kind: str = ""
    employer: str = ""
    sort: str = "-sent"


def job_referral_for(user: User, *, referral_id: UUID) -> JobReferral:
    """One job referral of a client the user needs to know, with what its page shows."""
    found = (
        JobReferral.objects.visible_to(user)
        .select_related("client__area", "employer", "establishment", "vacancy", "sent_by")
        .filter(pk=referral_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def chosen_job_referrals(user: User, choice: Choice) -> QuerySet[JobReferral]:
    """The job referrals the user asked for, of clients the user needs to know."""
    found = JobReferral.objects.visible_to(user).filter(of_state(choice.state))
    if choice.whose == MINE:
        own = relations_of(user, reach_of(user)).filter(kind__in=CASELOAD).values("client_id")
        found = found.filter(Q(client_id__in=own) | Q(sent_by_id=user.pk) | Q(created_by_id=user.pk))
    if choice.kind:
        found = found.filter(kind=choice.kind)
    if choice.employer:
        found = found.filter(recipient_name__icontains=choice.employer)
    return in_order(found.select_related("client", "vacancy"), choice.sort)


def of_state(state: str) -> Q:
    """Job referrals in the state or in the group of states; any when it is none."""
    if state in JobReferralState.values:
        return Q(state=state)
    ends = Q(state__in=sorted(TERMINAL))
    return {UNDER_WAY: ~ends, OVER: ends}.get(state, Q())


def in_order(found: QuerySet[JobReferral], sort: str) -> QuerySet[JobReferral]:
    """In the order of a column; without a day of sending last."""
    columns: dict[str, Any] = {
        "sent": F("sent_on"),
        "client": alphabetical("client__last_name"),
        "employer": alphabetical("recipient_name"),
        "kind": F("kind"),
        "state": F("state"),
    }
    column = columns.get(sort.removeprefix("-"), columns["sent"])
    order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return found.order_by(order, "pk")


def job_referrals_of(client: Client) -> QuerySet[JobReferral]:
    """The client's job referrals, drafts first, then the newest."""
    return client.job_referrals.select_related("vacancy").order_by(F("sent_on").desc(nulls_first=True), "pk")


def job_referrals_table(
    found: Iterable[JobReferral], *, sort: str = "", address: str = "", about_one: bool = False
) -> Table:
    """Job referrals as rows; `about_one` leaves the client out, whose page it is then."""
    columns = [
        sortable(_("Client"), "client", sort=sort, address=address),
        sortable(_("Employer"), "employer", sort=sort, address=address),
        Column(label=_("Job")),
        sortable(_("Kind"), "kind", sort=sort, address=address),
        sortable(_("State"), "state", sort=sort, address=address),
        sortable(_("Sent on"), "sent", sort=sort, address=address),
        Column(label=_("Answered in, days"), numeric=True),
        Column(label=_("Reason")),
    ]
    rows = tuple(Row(cells=_cells(one, about_one=about_one)) for one in found)
    return Table(
        caption=_("Job referrals"),
        columns=tuple(columns[1:] if about_one else columns),
        rows=rows,
        empty=_("No job referrals here."),
    )


def _cells(one: JobReferral, *, about_one: bool) -> tuple[Cell, ...]:
    cells = (
        Cell(text=one.recipient_name, url=reverse("employers:job_referral", args=[one.pk]), header=about_one),
        text_cell(one.vacancy.title if one.vacancy else ""),
        Cell(text=one.get_kind_display()),
        state_cell(one),
        day_cell(one.sent_on),
        number_cell(one.answer_days),
        text_cell(one.get_reason_display() if one.reason else ""),
    )
    if about_one:
        return cells
    client = Cell(text=heading_of(one.client), url=reverse("clients:client", args=[one.client_id]), header=True)
    return (client, *cells)


def state_cell(one: JobReferral) -> Cell:
    """Where it stands, as a badge."""
    return Cell(text=one.get_state_display(), value=one.state, tone=TONES[JobReferralState(one.state)])


def job_referral_facts(one: JobReferral) -> list[tuple[str, str]]:
    """The job referral in words: to whom, of which job, days, how it ended."""
    reason = str(one.get_reason_display()) if one.reason else ""
    facts = [
        (_("Kind"), str(one.get_kind_display())),
        (_("Employer"), one.recipient_name),
        (_("Establishment"), str(one.establishment or "")),
        (_("Vacancy"), str(one.vacancy or "")),
        (_("What the employer is told"), item_words(one.items) if one.items else ""),
        (_("Sent on"), day_text(one.sent_on)),
        (_("Answered on"), day_text(one.answered_on)),
        (_("Interview on"), day_text(one.interview_on)),
        (_("Closed on"), day_text(one.closed_on)),
        (_("Reason"), f"{reason}: {one.reason_text}" if reason and one.reason_text else reason),
        (_("Sent by"), one.sent_by.name if one.sent_by else ""),
    ]
    return [(label, value) for label, value in facts if value]


def steps_table(one: JobReferral) -> Table:
    """Every step with its day, who took it, and what was told."""
    found = JobReferralStep.objects.filter(referral=one).select_related("by").order_by("on", "at", "pk")
    rows = tuple(
        Row(
            cells=(
                Cell(text=step.get_state_display(), header=True),
                day_cell(step.on),
                Cell(text=date_format(localtime(step.at), "SHORT_DATETIME_FORMAT"), tight=True),
                Cell(text=_("the system") if step.by_id is None else step.by.name if step.by else NOT_KNOWN),
                text_cell(_told(step)),
            )
        )
        for step in found
    )
    labels = (_("Step"), _("Day"), _("Written down"), _("By whom"), _("Told"))
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Steps"), columns=columns, rows=rows, empty=_("Nothing has been sent yet."))


def _told(step: JobReferralStep) -> str:
    words = [str(JobReferralReason(step.reason).label) if step.reason else "", step.text]
    return ": ".join(word for word in words if word)


def next_steps(one: JobReferral) -> list[JobReferralState]:
    """The steps that staff may write down now, in the order of the path; sending is not one of them."""
    allowed = STAFF_STEPS[JobReferralState(one.state)] - {_S.SENT}
    return [state for state in JobReferralState if state in allowed]


MOST_FOUND = 20


def employers_called(words: str) -> QuerySet[Employer]:
    """The first employers by name, or by business id, that the words fit; none for no words."""
    said = words.strip()
    if not said:
        return Employer.objects.none()
    fits = Q(name__icontains=said) | Q(business_id=said)
    return Employer.objects.filter(fits).order_by(alphabetical("name"), "pk")[:MOST_FOUND]


def employer_for(employer_id: UUID) -> Employer:
    """One employer of the register."""
    found = Employer.objects.filter(pk=employer_id).first()
    if found is None:
        raise NotFound
    return found


def employers_table(found: Iterable[Employer], *, address: str) -> Table:
    """Employers to choose from, each leading to the address with its key."""
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.name, url=f"{address}employer={one.pk}", header=True),
                text_cell(one.business_id),
                Cell(text=one.get_kind_display()),
            )
        )
        for one in found
    )
    labels = (_("Employer"), _("Business id"), _("Kind"))
    return Table(
        caption=_("Employers found"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("No employer fits."),
    )
