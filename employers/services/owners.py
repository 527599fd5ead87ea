"""Who looks after an employer for an area: one person at a time, and those before stay on record."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotFound, OutOfOrder, Refusal
from employers.enums.register import ROLES_WITH_EMPLOYERS
from employers.models import Employer, EmployerOwner
from employers.services.footing import employer_area


@transaction.atomic
def give_employer(
    *, actor: User, employer_id: UUID, to: UUID | None, area_id: int | None = None
) -> EmployerOwner | None:
    """From today `to` looks after the employer for the area, or nobody; the one before has it no more.

    The employer's row is held meanwhile, so that of two who take it at once the later finds the earlier.
    """
    area = employer_area(actor, area_id)
    employer = Employer.objects.filter(pk=employer_id).locked().first()
    if employer is None:
        raise NotFound
    today = timezone.localdate()
    _refuse_outsiders(area, to)
    held = EmployerOwner.objects.current().locked().filter(area_id=area, employer=employer).first()
    if to == (held.user_id if held else None):
        raise OutOfOrder(_("This is so already."))
    if held is not None:
        change_record(held, version=held.version, values={"until": today})
    if to is None:
        return None
    made = EmployerOwner(area_id=area, employer=employer, user_id=to, since=today, set_by=actor)
    add_record(made)
    return made


def _refuse_outsiders(area: int, to: UUID | None) -> None:
    if to is None:
        return
    today = timezone.localdate()
    there = Membership.objects.filter(area_id=area, role__in=ROLES_WITH_EMPLOYERS, user_id=to).valid_on(today)
    if not there.filter(user__is_active=True).exists():
        raise Refusal(_("The person does not work with employers in this area."), field="to")
