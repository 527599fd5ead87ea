"""An employer's page: the employer, and the parts under it in their order.

A part is made by a function that says None when it has nothing to show to the reader. A module that adds one is named
in PARTS; what it shows of a client's it counts at most, as the reader may be one who knows no client.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors.administration import Step
from clients.selectors.cells import text_cell
from config.kernel.errors import NotAllowed, NotFound
from config.kernel.tables import Cell, Column, Row, Table
from employers.models import Employer
from employers.policies import can_work_with_employers
from employers.selectors.contacts import contacts_part, persons_part
from employers.selectors.employer_placing import placing_part, supports_part
from employers.selectors.job_parts import jobs_part
from employers.selectors.parts import Part
from employers.selectors.serving_parts import feedback_part, occasions_part, services_part, teams_part
from employers.selectors.willingness import owners_part, willing_part

Builder = Callable[[User, Employer], Part | None]


def employer_for(user: User, *, employer_id: Any) -> Employer:
    """An employer of the register, for those who work with employers."""
    if not can_work_with_employers(user):
        raise NotAllowed(_("Only those who work with employers may do this."))
    found = Employer.objects.filter(pk=employer_id).first()
    if found is None:
        raise NotFound
    return found


def employer_facts(employer: Employer) -> list[tuple[str, str]]:
    """The employer in words."""
    industry = f"{employer.get_industry_display()} ({employer.industry_version})" if employer.industry else ""
    facts = [
        (_("Business id"), employer.business_id),
        (_("Class"), str(employer.get_kind_display())),
        (_("People employed"), str(employer.get_size_display()) if employer.size else ""),
        (_("Industry"), industry),
        (_("Mediates work as"), str(employer.get_intermediary_display()) if employer.intermediary else ""),
        (_("Website"), employer.website),
    ]
    return [(label, value) for label, value in facts if value]


def establishments_part(_user: User, employer: Employer) -> Part:
    """The places where the employer has work."""
    found = employer.establishments.select_related("municipality")
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.name, url=reverse("employers:establishment", args=[one.pk]), header=True),
                Cell(text=one.municipality.name),
                text_cell(", ".join(text for text in (one.street_address, one.postal_code) if text)),
                text_cell(one.number),
                Cell(text=_("Closed"), tone="plain") if one.is_closed else Cell(text=_("In use"), tone="good"),
            )
        )
        for one in found
    )
    labels = (_("Establishment"), _("Municipality"), _("Address"), _("Number"), _("State"))
    table = Table(
        caption=_("Establishments"),
        columns=tuple(Column(label=label) for label in labels),
        rows=rows,
        empty=_("No establishment has been recorded."),
    )
    step = Step(label=_("Add an establishment"), url=reverse("employers:establishment_new", args=[employer.pk]))
    return Part(key="establishments", heading=_("Establishments"), table=table, steps=(step,))


PARTS: tuple[Builder, ...] = (
    teams_part,
    willing_part,
    owners_part,
    contacts_part,
    persons_part,
    jobs_part,
    placing_part,
    supports_part,
    establishments_part,
    services_part,
    occasions_part,
    feedback_part,
)


def parts_of(user: User, employer: Employer) -> list[Part]:
    """The parts of the employer's page that this reader sees, in order."""
    made = (build(user, employer) for build in PARTS)
    return [part for part in made if part is not None]
