"""Colleagues who may be named for work with employers."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from config.kernel.errors import Refusal
from employers.enums.register import ROLES_WITH_EMPLOYERS


def colleague(area_id: int, user_id: UUID) -> User:
    """Somebody who works with employers in the area today; Refusal otherwise."""
    held = Membership.objects.filter(area_id=area_id, role__in=sorted(ROLES_WITH_EMPLOYERS), user_id=user_id)
    if not held.valid_on(timezone.localdate()).exists():
        raise Refusal(_("Choose somebody who works with employers in the area."), field="user")
    return User.objects.get(pk=user_id)
