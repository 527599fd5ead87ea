"""Who works with employers, and who sees their contact persons."""

from accounts.enums import Role
from accounts.models import User
from accounts.policies import areas_with_role

ROLES_WITH_EMPLOYERS = frozenset({Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR, Role.EMPLOYER_SPECIALIST})
"""Those who read and write the register, log contacts and keep vacancies; of these the specialist knows no client."""
WORKING = ROLES_WITH_EMPLOYERS | {Role.MACHINE}  # a machine does what the scopes of its token open


def areas_of_employers(actor: User) -> set[int]:
    """Areas for which the actor works with employers."""
    return areas_with_role(actor, WORKING)


def can_work_with_employers(actor: User) -> bool:
    """Whether the actor works with employers for some area."""
    return bool(areas_of_employers(actor))
