"""To whom a client can be given."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Membership, User
from clients.models.need_to_know import RELATION_ROLES
from config.kernel.alphabet import alphabetical


def colleagues(area_id: int) -> QuerySet[User]:
    """Active people whose role in the area today gives a relation to a client its meaning."""
    held = Membership.objects.filter(area_id=area_id, role__in=RELATION_ROLES).valid_on(timezone.localdate())
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by(alphabetical("name"), "pk")
