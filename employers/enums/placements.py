"""Codes of placements: the rungs of the ladder from rehabilitative work to the open labour market."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.enums import JobKind
from network.enums import ServiceCode


class Rung(models.TextChoices):
    """A rung of the ladder (ahead.md 19), the lowest first."""

    REHABILITATIVE = "rehab", _("Rehabilitative work")
    TRY_OUT = "try_out", _("Work try-out")
    SUBSIDISED = "subsidised", _("Subsidised work")
    PART_TIME = "part_time", _("Part-time work")
    OPEN = "open", _("Open labour market")


# The first two are services, of which the code is; the others are employment of these kinds.
SERVICES: dict[Rung, ServiceCode] = {Rung.REHABILITATIVE: ServiceCode("E1"), Rung.TRY_OUT: ServiceCode("C1")}
JOB_KINDS: dict[Rung, frozenset[JobKind]] = {
    Rung.SUBSIDISED: frozenset({JobKind.SUBSIDISED}),
    Rung.PART_TIME: frozenset({JobKind.PART_TIME}),
    Rung.OPEN: frozenset({JobKind.PERMANENT, JobKind.FIXED_TERM, JobKind.APPRENTICESHIP}),
}
