"""To whom a client can be given."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Membership, User
from clients.models.need_to_know import RELATION_ROLES
from config.kernel.alphabet import alphabetical


def colleagues(area_id: int) -> QuerySet[User]:
    """Active people whose role in the area today gives a relation to a client its meaning."""
    held = Membership.objects.filter(area_id=area_id, role__in=RELATION_ROLES).valid_on(timezone.localdate())
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by(alphabetical("name"), "pk")


def to_choose(people: Iterable[User], *, area_id: int) -> list[tuple[str, str]]:
    """Key and name of each, as a form offers them; those of one name with their units, or roles where there is none.

    One statement more when there are any of one name.
    """
    found = list(people)
    times = Counter(one.name for one in found)
    alike = [one.pk for one in found if times[one.name] > 1]
    places = defaultdict(list)
    if alike:
        held = Membership.objects.filter(area_id=area_id, user_id__in=alike, role__in=RELATION_ROLES)
        for one in held.valid_on(timezone.localdate()).select_related("unit").order_by("role", "pk"):
            places[one.user_id].append(one.unit.name if one.unit else one.get_role_display())
    return [
        (str(one.pk), f"{one.name} ({', '.join(places[one.pk])})" if places.get(one.pk) else one.name) for one in found
    ]
