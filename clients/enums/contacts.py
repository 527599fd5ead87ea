"""Codes of contacts, appointments and tasks (domain/06, 6.4 h), and the steps of an appointment."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContactChannel(models.TextChoices):
    """How people were in contact, or will be."""

    VISIT = "visit", _("Visit")
    PHONE = "phone", _("Telephone call")
    VIDEO = "video", _("Video call")
    CHAT = "chat", _("Chat")
    MESSAGE = "message", _("Electronic message")
    WEBINAR = "webinar", _("Webinar")
    LETTER = "letter", _("Letter")
    HOME_VISIT = "home_visit", _("Home visit or outreach")
    NETWORK = "network", _("Network meeting")

    @property
    def is_remote(self) -> bool:
        """Whether people were in different places."""
        return self in REMOTE_CHANNELS


REMOTE_CHANNELS = frozenset(
    {
        ContactChannel.PHONE,
        ContactChannel.VIDEO,
        ContactChannel.CHAT,
        ContactChannel.MESSAGE,
        ContactChannel.WEBINAR,
        ContactChannel.LETTER,
    }
)


class ParticipantKind(models.TextChoices):
    """Who took part besides the client and staff; a kind, never a name."""

    RELATIVE = "relative", _("Family member or other near person")
    INTERPRETER = "interpreter", _("Interpreter")
    HEALTH_CARE = "health_care", _("Health care")
    SOCIAL_SERVICES = "social_services", _("Social services")
    KELA = "kela", _("Kela")
    PENSION = "pension", _("Pension insurer")
    EMPLOYER = "employer", _("Employer")
    PROVIDER = "provider", _("Service provider")
    SCHOOL = "school", _("School")
    OTHER = "other", pgettext_lazy("participant", "Somebody else")


class AppointmentStatus(models.TextChoices):
    """Where an appointment stands."""

    PLANNED = "planned", pgettext_lazy("appointment", "Planned")
    HELD = "held", pgettext_lazy("appointment", "Held")
    NO_SHOW = "no_show", pgettext_lazy("appointment", "The client did not come")
    CANCELLED = "cancelled", pgettext_lazy("appointment", "Cancelled")


# A step not written here cannot be taken. Held and not come may be mixed up; a cancelled one is booked anew.
APPOINTMENT_STEPS: dict[AppointmentStatus, frozenset[AppointmentStatus]] = {
    AppointmentStatus.PLANNED: frozenset(
        {AppointmentStatus.HELD, AppointmentStatus.NO_SHOW, AppointmentStatus.CANCELLED}
    ),
    AppointmentStatus.HELD: frozenset({AppointmentStatus.NO_SHOW}),
    AppointmentStatus.NO_SHOW: frozenset({AppointmentStatus.HELD}),
    AppointmentStatus.CANCELLED: frozenset(),
}


class TaskKind(models.TextChoices):
    """What is to be done."""

    CALL = "call", _("Call or message")
    BOOK = "book", _("Book an appointment")
    STATEMENT = "statement", _("Ask for or look into a statement")
    PLAN = "plan", _("Review the plan")
    FOLLOW_UP = "follow_up", _("Follow up")
    PAPER = "paper", _("Write or send a document")
    SECURITY = "security", _("Unemployment security")
    OTHER = "other", pgettext_lazy("task", "Other")


OFF_BY_DEFAULT = frozenset({TaskKind.SECURITY})
"""Kinds that are no work of a coordinator until a supervisor of the area puts them on (CA-21)."""
