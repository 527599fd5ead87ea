"""Who may write question sets."""

from accounts.enums import Role
from accounts.models import User
from accounts.policies import areas_with_role
from questionnaires.models import QuestionSet, QuestionSetVersion

EDITORS = frozenset({Role.SUPERVISOR})


def areas_edited(actor: User) -> set[int]:
    """Areas whose own question sets the actor writes today: those where the actor is a supervisor."""
    return areas_with_role(actor, EDITORS)


def may_see_sets(actor: User) -> bool:
    """Supervisors look at question sets, the shipped ones too; others meet them where they ask by them."""
    return bool(areas_edited(actor))


def can_edit(actor: User, what: QuestionSet | QuestionSetVersion) -> bool:
    """Supervisors of the area whose set it is; what is shipped for all is nobody's to change here."""
    return what.area_id is not None and what.area_id in areas_edited(actor)
