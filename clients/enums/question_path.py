"""How a question path is walked with a client, and whether it has been walked to its end."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PathManner(models.TextChoices):
    """Who answers the questions."""

    INTERVIEW = "interview", _("Asked in a talk")
    SELF = "self", _("The client answers alone")


class PathStatus(models.TextChoices):
    """Whether the path has been walked to its end."""

    OPEN = "open", pgettext_lazy("question path", "Unfinished")
    FINISHED = "finished", pgettext_lazy("question path", "Finished")


# A step not written here cannot be taken: a finished path is never opened again.
PATH_STEPS: dict[PathStatus, frozenset[PathStatus]] = {
    PathStatus.OPEN: frozenset({PathStatus.FINISHED}),
    PathStatus.FINISHED: frozenset(),
}
