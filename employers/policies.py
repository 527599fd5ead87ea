"""Who works with employers, and who sees their contact persons."""

from accounts.enums import Role
from accounts.models import User
from accounts.policies import areas_with_role
from employers.enums.register import ROLES_WITH_EMPLOYERS
from employers.models import EmployerContact

WORKING = ROLES_WITH_EMPLOYERS | {Role.MACHINE}  # a machine does what the scopes of its token open


def areas_of_employers(actor: User) -> set[int]:
    """Areas for which the actor works with employers."""
    return areas_with_role(actor, WORKING)


def can_work_with_employers(actor: User) -> bool:
    """Whether the actor works with employers for some area."""
    return bool(areas_of_employers(actor))


def can_withdraw_contact(actor: User, contact: EmployerContact) -> bool:
    """Its author withdraws a contact, or a supervisor of the area that logged it."""
    supervised = areas_with_role(actor, frozenset({Role.SUPERVISOR}))
    return contact.author_id == actor.pk or contact.area_id in supervised
