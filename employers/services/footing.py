"""From where a step of employer work starts: the area for which the person works with employers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from config.kernel.errors import NotAllowed
from employers.policies import areas_of_employers


def employer_area(actor: User, area_id: int | None = None) -> int:
    """The area asked for, else the first, in which the actor works with employers; NotAllowed when there is none."""
    areas = areas_of_employers(actor)
    if not areas or (area_id is not None and area_id not in areas):
        raise NotAllowed(_("Only those who work with employers may do this."))
    return min(areas) if area_id is None else area_id
