"""Who keeps the partners of an area."""

from accounts.enums import Role
from accounts.models import User
from accounts.policies import areas_with_role

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})


def areas_kept(actor: User) -> set[int]:
    """Areas whose partners the actor keeps: administrators and supervisors, as links are mailed to these addresses."""
    return areas_with_role(actor, KEEPERS)
