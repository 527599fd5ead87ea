"""Getting back in: a mailed link to set a password, and the reset by an administrator of the person's area."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.context import acting
from accounts.enums import LinkKind, MessageKind, Role, SecurityEventKind
from accounts.models import Membership, User
from accounts.policies import areas_with_role
from accounts.services.messages import tell
from accounts.services.security import note
from accounts.services.sessions import end_sessions
from accounts.services.signin import make_mailed_link, user_id_of
from config.kernel.errors import NotAllowed, NotFound, Refusal

SHORTEST_REASON = 5


@transaction.atomic
def ask_for_reset(*, email: str) -> None:
    """A link to set a new password goes to the address when it is an active person's; nothing tells whether it is."""
    user_id = user_id_of(email)
    note(kind=SecurityEventKind.RESET_ASKED, subject=user_id)
    if user_id is None:
        return
    link = make_mailed_link(user_id=user_id, kind=LinkKind.RESET)
    tell(user_id=user_id, kind=MessageKind.RESET_LINK, about=link.pk)


@transaction.atomic
def send_invitation(*, user_id: UUID) -> None:
    """A link to set a password and a second factor goes to the person."""
    link = make_mailed_link(user_id=user_id, kind=LinkKind.INVITATION)
    tell(user_id=user_id, kind=MessageKind.INVITATION, about=link.pk)


@transaction.atomic
def set_password(*, user: User, password: str, keep_session: str | None = None) -> None:
    """The person has a new password, is signed out everywhere but in `keep_session`, and is told."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user_id=user.pk, keep=keep_session)
    note(kind=SecurityEventKind.PASSWORD_SET, subject=user.pk)
    tell(user_id=user.pk, kind=MessageKind.PASSWORD_SET)


@transaction.atomic
def reset_sign_in(*, actor: User, user_id: UUID, reason: str) -> None:
    """The person has neither password nor factors nor sessions any more, and is mailed a link to set them anew.

    For the administrator of an area in which the person has a role, never for oneself. Logged with the reason.
    """
    mine = areas_with_role(actor, frozenset({Role.ADMINISTRATOR}))
    if not Membership.objects.filter(user_id=user_id, area_id__in=mine).exists():
        raise NotFound
    if user_id == actor.pk:
        raise NotAllowed(_("Somebody else has to reset your sign-in."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal(_("Write why the sign-in is reset."), field="reason")
    person = User.objects.filter(pk=user_id, is_active=True).first()
    if person is None:
        raise NotFound

    person.password = make_password(None)
    person.save(update_fields=["password"])
    with acting(user=person, areas=()):
        Authenticator.objects.filter(user_id=user_id).delete()
    SocialAccount.objects.filter(user_id=user_id).update(uid=_nobody(user_id))
    end_sessions(user_id=user_id, actor=actor)
    note(kind=SecurityEventKind.RESET_BY_ADMINISTRATOR, subject=user_id, actor=actor.pk, detail=reason.strip())
    tell(user_id=user_id, kind=MessageKind.SIGN_IN_RESET)
    link = make_mailed_link(user_id=user_id, kind=LinkKind.INVITATION)
    tell(user_id=user_id, kind=MessageKind.INVITATION, about=link.pk)


def _nobody(user_id: UUID) -> str:
    return f"reset:{user_id}"
