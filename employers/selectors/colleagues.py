"""Whom one may name for work with employers."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import Membership, User
from config.kernel.alphabet import alphabetical_key
from employers.enums.register import ROLES_WITH_EMPLOYERS


def colleagues_of(areas: Iterable[int]) -> list[tuple[str, str]]:
    """Keys and names of those who work with employers in the areas today, in the order of their names."""
    held = Membership.objects.filter(area_id__in=areas, role__in=sorted(ROLES_WITH_EMPLOYERS))
    keys = held.valid_on(timezone.localdate()).order_by().values("user_id")
    found = User.objects.filter(pk__in=keys, is_active=True).values_list("pk", "name", "email")
    named = [(str(key), name or email) for key, name, email in found]
    return sorted(named, key=lambda one: (alphabetical_key(one[1]), one[0]))
