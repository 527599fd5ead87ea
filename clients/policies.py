"""Who may import participations."""

from accounts.models import User
from accounts.policies import areas_with_role
from clients.models.imports import IMPORT_ROLES


def can_import(actor: User | None, area_id: int) -> bool:
    """Coordinators, supervisors and administrators of the area, and the operator at the command line."""
    return actor is None or area_id in areas_with_role(actor, IMPORT_ROLES)
