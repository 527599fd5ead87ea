"""Meetings of a client's network: who sat at the table on what basis, what was said and what was agreed (NW-12)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.enums import Ground, RecipientKind
from clients.enums.contacts import ContactChannel
from clients.enums.meetings import Attendance, MeetingStatus
from clients.models.appointments import Appointment
from clients.models.clients import Client
from clients.models.need_to_know import need_to_know_by_client
from clients.models.people_around import PersonAround
from clients.models.spells import withdrawal_whole
from clients.models.tasks import Task
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned


class NetworkMeetingQuerySet(models.QuerySet["NetworkMeeting"]):
    def visible_to(self, user: User) -> Self:
        """Meetings about clients the user needs to know."""
        return self.filter(need_to_know_by_client(user))

    def standing(self) -> Self:
        """Meetings not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class NetworkMeeting(Identified, Versioned):
    """A meeting of those who work with the client. What was said of health is kept apart and shown by the right to it.

    `follows` is the meeting that agreed on this one.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="network_meetings", db_index=False)
    appointment = models.OneToOneField(
        Appointment, models.PROTECT, null=True, blank=True, related_name="network_meeting", db_index=False
    )
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=ContactChannel)
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(max_length=4000, blank=True)
    status = models.CharField(max_length=9, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    discussed = models.TextField(max_length=8000, blank=True)
    discussed_health = models.TextField(max_length=4000, blank=True)
    next_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    objects = NetworkMeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_at", "id")
        indexes = (models.Index(fields=("area", "client", "-starts_at"), name="network_meeting_client"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="network_meeting_in_area"),
            models.CheckConstraint(
                condition=Q(channel__in=ContactChannel.values, status__in=MeetingStatus.values),
                name="network_meeting_listed",
                violation_error_message=_("A code of the meeting is not a listed one."),
            ),
            models.CheckConstraint(
                condition=(Q(status="held") & ~Q(discussed=""))
                | (~Q(status="held") & Q(discussed="", discussed_health="", next_on__isnull=True)),
                name="network_meeting_held",
                violation_error_message=_("A meeting that was held says what was discussed; another one does not."),
            ),
            withdrawal_whole("network_meeting_withdrawn"),
        )

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class MeetingParticipant(Identified):
    """Somebody at the table; of another organisation by function, not by name, and on what ground.

    `told_at` is when what it was told was listed as a disclosure: when the meeting was recorded as held.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    meeting = models.ForeignKey(NetworkMeeting, models.CASCADE, related_name="participants", db_index=False)
    attendance = models.CharField(max_length=7, choices=Attendance)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    person_around = models.ForeignKey(
        PersonAround, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    recipient_kind = models.CharField(max_length=10, choices=RecipientKind, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    function = models.CharField(max_length=100, blank=True)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    ground_detail = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("attendance", "organisation", "id")
        indexes = (models.Index(fields=("area", "meeting"), name="meeting_participant_meeting"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(attendance="client", user__isnull=True, person_around__isnull=True, organisation="")
                | Q(attendance="staff", user__isnull=False, person_around__isnull=True, organisation="")
                | Q(attendance="around", user__isnull=True, person_around__isnull=False, organisation="")
                | (
                    Q(attendance="outside", user__isnull=True, person_around__isnull=True)
                    & ~Q(organisation="")
                    & ~Q(recipient_kind="")
                    & ~Q(ground="")
                ),
                name="meeting_participant_one",
                violation_error_message=_("Whoever takes part is one person, or an organisation with its ground."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


@tracked()
class MeetingAction(Identified):
    """What was agreed on, who does it and by when; of staff it is a task."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    meeting = models.ForeignKey(NetworkMeeting, models.CASCADE, related_name="actions", db_index=False)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    owner = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    task = models.OneToOneField(Task, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("position", "id")
        indexes = (models.Index(fields=("area", "meeting"), name="meeting_action_meeting"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(text="") & (Q(task__isnull=False, owner="") | (Q(task__isnull=True) & ~Q(owner=""))),
                name="meeting_action_whole",
                violation_error_message=_("What was agreed on says what is done and by whom."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
