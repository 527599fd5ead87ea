"""Who may see and compute numbers. Rows behind numbers are ruled by clients.policies.need_to_know."""

from collections.abc import Iterable

from accounts.enums import Role
from accounts.models import User
from accounts.policies import areas_with_role

READERS = frozenset(
    {Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR, Role.REGIONAL, Role.ANALYST, Role.ADMINISTRATOR}
)


def areas_of_numbers(actor: User) -> set[int]:
    """Areas whose numbers the actor reads unsuppressed: those of a membership other than partner or log reader."""
    return areas_with_role(actor, READERS)


def can_compute(actor: User, areas: Iterable[int]) -> bool:
    """Members who read the numbers of an area may have them computed."""
    wanted = set(areas)
    return bool(wanted) and wanted <= areas_of_numbers(actor)
