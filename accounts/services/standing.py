"""Whether a person still holds the rights a long answer began with: asked anew before every part of it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.kernel.errors import NotAllowed

Standing = tuple[tuple[object, ...], ...]


class RightsEnded(NotAllowed):
    """The person's rights changed while the answer was being made; what is left of it stays unsaid."""

    sentence = _("Your rights changed while this was being made. Open the page again.")


def standing_of(user: User) -> Standing:
    """The memberships of today with their rights, as something to compare."""
    held = ((one.pk, one.area_id, one.unit_id, one.role, *sorted(one.rights)) for one in user.memberships_today())
    return tuple(sorted(held, key=str))


def still_standing(user_id: UUID, *, before: Standing) -> User:
    """The person as of this moment; raises RightsEnded when anything of the rights is not as it was."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or standing_of(user) != before:
        raise RightsEnded
    return user
