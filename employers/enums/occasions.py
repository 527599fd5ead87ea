"""Codes of events with employers (domain/06, 6.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OccasionKind(models.TextChoices):
    """What kind of event it is."""

    RECRUITMENT = "recruitment", _("Recruitment event")
    VISIT_DAY = "visit_day", _("Visiting day at an employer")
    PANEL = "panel", _("Panel of clients and employers")
    NETWORK = "network", _("Network event")


class Presence(models.TextChoices):
    """Whether whoever was invited came."""

    INVITED = "invited", pgettext_lazy("event", "Invited")
    ATTENDED = "attended", pgettext_lazy("event", "Attended")
    ABSENT = "absent", pgettext_lazy("event", "Did not come")


class StaffPart(models.TextChoices):
    """What a member of staff does at the event."""

    ORGANISER = "organiser", pgettext_lazy("event", "Organiser")
    CHAIR = "chair", pgettext_lazy("event", "Chair")
    SECRETARY = "secretary", pgettext_lazy("event", "Secretary")
    EXPERT = "expert", pgettext_lazy("event", "Expert")
