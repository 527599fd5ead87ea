"""What an employer's page says of placements and supports: numbers that point to nobody, and no client."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.employment import GRANTING, Decision, SupportKind
from clients.models import SupportApplication
from config.kernel.tables import Cell, Column, Row, Table
from employers.models import Employer
from employers.policies import areas_of_employers
from employers.selectors.parts import Part
from employers.selectors.retention import count_cell, employer_placing_table

GRANTED = sorted(GRANTING)


def placing_part(user: User, employer: Employer) -> Part:
    """How many were placed with the employer, and how many are still employed at the checks."""
    areas = areas_of_employers(user)
    return Part(
        key="placing",
        heading=_("Placements"),
        table=employer_placing_table(employer.pk, areas, day=timezone.localdate()),
        note=_("Numbers of fewer than three are not shown."),
    )


def supports_part(user: User, employer: Employer) -> Part | None:
    """The employer's applications, what was decided and what was granted: three figures, kept apart.

    Applications name the employer by its business id; of one without it nothing is known here.
    """
    if not employer.business_id:
        return None
    found = SupportApplication.objects.filter(
        area_id__in=areas_of_employers(user), business_id=employer.business_id, withdrawn_at__isnull=True
    )
    decided, granted = ~Q(decision=Decision.WAITING), Q(decision__in=GRANTED)
    counted = {
        row["kind"]: (row["applied"], row["decided"], row["granted"])
        for row in found.order_by()
        .values("kind")
        .annotate(applied=Count("pk"), decided=Count("pk", filter=decided), granted=Count("pk", filter=granted))
    }
    rows = tuple(
        Row(
            cells=(
                Cell(text=kind.label, header=True),
                *(count_cell(number) for number in counted.get(kind.value, (0, 0, 0))),
            )
        )
        for kind in SupportKind
    )
    labels = (_("Applications"), _("Decisions"), _("Granted"))
    columns = (Column(label=_("Support")), *(Column(label=label, numeric=True) for label in labels))
    table = Table(caption=_("Supports of the employer"), columns=columns, rows=rows, empty="")
    return Part(key="supports", heading=_("Supports"), table=table)
