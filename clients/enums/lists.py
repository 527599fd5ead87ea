"""Why a client of a bulk assignment stays where it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NotMoved(models.TextChoices):
    """The reason that a client was not moved, or not moved back."""

    ALREADY = "already", _("Is responsible already")
    NOT_ALLOWED = "not_allowed", _("You do not decide whose client this is")
    OTHER_AREA = "other_area", _("Is a client of another area")
    CHANGED = "changed", _("Has been handed over since")
    GONE = "gone", _("You no longer see the client")
