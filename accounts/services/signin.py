"""One-time links: an operator's to sign in, mailed ones to set a password; each good once, for a short time.

The token of a mailed link is made from the link's key and ours, so that no token lies in a queue of mails.
"""

import base64
import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.context import set_context
from accounts.enums import LinkKind, SecurityEventKind
from accounts.models import SigninLink, User
from accounts.services.security import note
from config.kernel.encryption import lookup_hash, token_hash
from config.kernel.errors import NotFound, Refusal

LIFETIME = timedelta(hours=24)
LIFETIMES = {LinkKind.CONSOLE: LIFETIME, LinkKind.INVITATION: timedelta(days=7), LinkKind.RESET: timedelta(minutes=30)}
MAILED = frozenset({LinkKind.INVITATION, LinkKind.RESET})
SPENT = _("This sign-in link has been used or has expired. Ask for a new one.")


def user_id_of(email: str) -> UUID | None:
    """The key of the active person with this address; nobody's rows need be visible for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_user_by_email(%s)", [email.strip().lower()[:254]])
        found: UUID | None = cursor.fetchone()[0]
    return found


def make_signin_token(*, email: str, lifetime: timedelta = LIFETIME) -> str:
    """A new token that signs the person in once within `lifetime`; only its hash is kept. Raises NotFound."""
    user_id = user_id_of(email)
    if user_id is None:
        raise NotFound(_("Nobody active has this e-mail address."))
    token = secrets.token_urlsafe(32)
    SigninLink.objects.create(token_hash=token_hash(token), user_id=user_id, expires_at=timezone.now() + lifetime)
    return token


def make_mailed_link(*, user_id: UUID, kind: LinkKind) -> SigninLink:
    """A new link of a kind that is mailed; `mailed_address` tells where it leads. Older ones of the kind are spent."""
    now = timezone.now()
    SigninLink.objects.filter(user_id=user_id, kind=kind, used_at=None).update(used_at=now)
    link = SigninLink(user_id=user_id, kind=kind, expires_at=now + LIFETIMES[kind])
    link.token_hash = token_hash(_mailed_token(link.pk))
    link.save(force_insert=True)
    return link


def mailed_address(*, link_id: UUID) -> str:
    """The address for the mail about the link; empty when it is spent, expired or of another kind."""
    link = SigninLink.objects.filter(pk=link_id, kind__in=MAILED, used_at=None, expires_at__gt=timezone.now()).first()
    if link is None:
        return ""
    address: str = settings.BASE_URL + reverse("accounts:link", args=[_mailed_token(link.pk)])
    return address


def _mailed_token(link_id: UUID) -> str:
    return base64.urlsafe_b64encode(lookup_hash(str(link_id), place="signin link")).decode().rstrip("=")


@transaction.atomic
def redeem_signin_token(*, token: str) -> User:
    """The person an operator's token was made for; it is then spent. Refused when spent, expired or unknown alike."""
    return _redeem(token, frozenset({LinkKind.CONSOLE}))[0]


@transaction.atomic
def redeem_mailed_token(*, token: str) -> tuple[User, LinkKind]:
    """The person a mailed link was made for and its kind; it is then spent. Refused like an operator's."""
    return _redeem(token, MAILED)


def kind_of_mailed(*, token: str) -> LinkKind:
    """The kind of a mailed link that is still good; it stays so. Refused when it is not."""
    found = SigninLink.objects.filter(token_hash=token_hash(token), kind__in=MAILED, used_at=None).first()
    if found is None or found.expires_at < timezone.now():
        raise Refusal(SPENT)
    return LinkKind(found.kind)


def _redeem(token: str, kinds: frozenset[LinkKind]) -> tuple[User, LinkKind]:
    now = timezone.now()
    link = SigninLink.objects.select_for_update().filter(token_hash=token_hash(token), kind__in=kinds).first()
    if link is None or link.used_at is not None or link.expires_at < now:
        raise Refusal(SPENT)
    link.used_at = now
    link.save(update_fields=["used_at"])
    set_context(user=link.user_id)
    user = User.objects.filter(pk=link.user_id, is_active=True).first()
    if user is None:
        raise Refusal(SPENT)
    note(kind=SecurityEventKind.LINK_USED, subject=user.pk, detail=link.kind)
    return user, LinkKind(link.kind)
