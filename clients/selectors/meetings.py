"""Meetings of a client's network: as a table, and one of them whole."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums import Ground, RecipientKind
from clients.enums.meetings import MEETING_STEPS, Attendance, MeetingStatus
from clients.models import Client, MeetingAction, MeetingParticipant, NetworkMeeting
from clients.policies import may_see_health
from clients.selectors.cells import ABSENT, day_cell, day_text, text_cell
from clients.selectors.spells import recorded_facts
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

TONES = {MeetingStatus.PLANNED: "info", MeetingStatus.HELD: "good", MeetingStatus.CANCELLED: "plain"}
SHOWN = 10


def meeting_for(client: Client, *, meeting_id: UUID) -> NetworkMeeting:
    """One meeting about the client; that of another client is not found."""
    found = client.network_meetings.filter(pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


def next_steps(meeting: NetworkMeeting) -> frozenset[MeetingStatus]:
    """The steps that may be taken now; none with a withdrawn one."""
    return frozenset() if meeting.withdrawn_at else MEETING_STEPS[MeetingStatus(meeting.status)]


def meetings_table(client: Client) -> Table:
    """The latest meetings, each leading to its page."""
    labels = (_("When"), _("State"), _("Channel"), _("Place"), _("Next meeting"))
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=moment_text(one.starts_at),
                    url=reverse("clients:meeting", args=[client.pk, one.pk]),
                    header=True,
                ),
                Cell(text=_("Recorded in error"), tone="plain")
                if one.withdrawn_at
                else Cell(text=one.get_status_display(), tone=TONES[MeetingStatus(one.status)]),
                Cell(text=one.get_channel_display()),
                text_cell(one.place),
                day_cell(one.next_on),
            )
        )
        for one in client.network_meetings.all()[:SHOWN]
    )
    return _table(_("Network meetings"), labels, rows)


def moment_text(moment: datetime) -> str:
    """The moment by the clock in Helsinki."""
    return str(date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT"))


def meeting_facts(meeting: NetworkMeeting, *, user: User, client: Client) -> list[tuple[str, str]]:
    """Everything of the meeting, term by term; what was said of health by the right to it."""
    facts = [
        (_("When"), moment_text(meeting.starts_at)),
        (_("Channel"), str(meeting.get_channel_display())),
        (_("Place"), meeting.place),
        (_("State"), str(meeting.get_status_display())),
        (_("Agenda"), meeting.agenda),
        (_("What was discussed"), meeting.discussed),
        (_("Next meeting"), day_text(meeting.next_on)),
    ]
    if meeting.discussed_health:
        words = meeting.discussed_health if may_see_health(user, client) else _("Hidden: needs the right to health.")
        facts.insert(6, (_("What was said of health"), words))
    return recorded_facts(facts, meeting)


def participants_table(meeting: NetworkMeeting) -> Table:
    """Who sits at the table, and an organisation on what ground."""
    found = meeting.participants.select_related("user", "person_around")
    labels = (_("Who takes part"), _("As what"), _("Ground"), _("Disclosed"))
    return _table(_("Participants"), labels, tuple(_participant_row(one) for one in found))


def _participant_row(one: MeetingParticipant) -> Row:
    ground = ABSENT
    if one.ground:
        ground = Cell(text=Ground(one.ground).label, note=one.ground_detail)
    told = Cell(text=_("Listed"), tone="good") if one.told_at else ABSENT
    return Row(cells=(Cell(text=_who(one), header=True), Cell(text=_as_what(one)), ground, told))


def _who(one: MeetingParticipant) -> str:
    if one.attendance == Attendance.STAFF:
        return one.user.name if one.user else ""
    if one.attendance == Attendance.AROUND:
        return one.person_around.name if one.person_around else ""
    return one.organisation or _("The client")


def _as_what(one: MeetingParticipant) -> str:
    if one.attendance == Attendance.AROUND and one.person_around:
        return str(one.person_around.get_role_display())
    if one.attendance == Attendance.OUTSIDE:
        kind = str(RecipientKind(one.recipient_kind).label)
        return f"{kind}, {one.function}" if one.function else kind
    return str(Attendance(one.attendance).label)


def actions_table(meeting: NetworkMeeting) -> Table:
    """What was agreed on; of staff with the state of the task."""
    found = meeting.actions.select_related("task", "task__owner")
    labels = (_("What was agreed on"), _("Who does it"), _("By"), _("State"))
    return _table(_("Agreed actions"), labels, tuple(_action_row(one) for one in found))


def _action_row(one: MeetingAction) -> Row:
    if one.task is None:
        return Row(cells=(Cell(text=one.text, header=True), text_cell(one.owner), day_cell(one.due_on), ABSENT))
    done = one.task.done_at is not None
    return Row(
        cells=(
            Cell(text=one.text, url=reverse("clients:task", args=[one.task.pk]), header=True),
            Cell(text=one.task.owner.name),
            day_cell(one.task.due_on),
            Cell(text=_("Done") if done else _("Open task"), tone="good" if done else "plain"),
        )
    )


def _table(caption: str, labels: tuple[str, ...], rows: tuple[Row, ...]) -> Table:
    return Table(caption=caption, columns=tuple(Column(label=text) for text in labels), rows=rows, empty=_("None."))
