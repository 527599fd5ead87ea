"""Who may stop work that runs."""

from accounts.enums import Role
from accounts.models import User
from accounts.policies import areas_with_role
from ledger.models import Job


def can_cancel(actor: User, job: Job) -> bool:
    """The one who asked for the work, and a supervisor or an administrator of its area."""
    if job.requested_by_id == actor.pk:
        return True
    return job.area_id in areas_with_role(actor, frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}))
