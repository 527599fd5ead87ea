"""Codes of meetings of a client's network."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.enums import DataItem


class MeetingStatus(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


# A step not written here cannot be taken; a meeting held in error is withdrawn, which is another matter.
MEETING_STEPS: dict[MeetingStatus, frozenset[MeetingStatus]] = {
    MeetingStatus.PLANNED: frozenset({MeetingStatus.HELD, MeetingStatus.CANCELLED}),
    MeetingStatus.HELD: frozenset(),
    MeetingStatus.CANCELLED: frozenset(),
}


class Attendance(models.TextChoices):
    """As what somebody takes part."""

    CLIENT = "client", _("The client")
    STAFF = "staff", _("Staff")
    AROUND = "around", _("Person around the client")
    OUTSIDE = "outside", _("Another organisation")


# What whoever sits at the table is told; and what is told besides when health is spoken of.
AT_THE_TABLE = frozenset({DataItem.NAME, DataItem.NEED})
OF_HEALTH = frozenset({DataItem.WORK_ABILITY})
