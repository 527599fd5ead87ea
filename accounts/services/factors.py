"""Second factors of a person: whether there is one, and what follows when one comes or goes."""

from uuid import UUID

from allauth.mfa.models import Authenticator

from accounts.enums import MessageKind, SecurityEventKind
from accounts.models import User
from accounts.services.messages import tell
from accounts.services.security import note

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: User) -> bool:
    """Whether the person has an authenticator app or a passkey; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def factor_added(*, user_id: UUID, kind: str) -> None:
    """The addition is in the log and told to the person."""
    note(kind=SecurityEventKind.FACTOR_ADDED, subject=user_id, detail=kind)
    tell(user_id=user_id, kind=MessageKind.FACTOR_ADDED)


def factor_removed(*, user_id: UUID, kind: str) -> None:
    """The removal is in the log and told to the person."""
    note(kind=SecurityEventKind.FACTOR_REMOVED, subject=user_id, detail=kind)
    tell(user_id=user_id, kind=MessageKind.FACTOR_REMOVED)


def codes_made(*, user_id: UUID) -> None:
    """The new recovery codes are in the log and told to the person, themselves not."""
    note(kind=SecurityEventKind.CODES_MADE, subject=user_id)
    tell(user_id=user_id, kind=MessageKind.CODES_MADE)
