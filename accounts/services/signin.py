"""One-time sign-in links: made by the operator, good once, for a short time."""

import secrets
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.context import set_context
from accounts.models import SigninLink, User
from config.kernel.encryption import token_hash
from config.kernel.errors import NotFound, Refusal

LIFETIME = timedelta(hours=24)


def make_signin_token(*, email: str, lifetime: timedelta = LIFETIME) -> str:
    """A new token that signs the person in once within `lifetime`; only its hash is kept. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_user_by_email(%s)", [email.lower()])
        user_id = cursor.fetchone()[0]
    if user_id is None:
        raise NotFound(_("Nobody active has this e-mail address."))
    token = secrets.token_urlsafe(32)
    SigninLink.objects.create(token_hash=token_hash(token), user_id=user_id, expires_at=timezone.now() + lifetime)
    return token


@transaction.atomic
def redeem_signin_token(*, token: str) -> User:
    """The person the token was made for; the token is then spent. Refused when spent, expired or unknown alike."""
    now = timezone.now()
    link = SigninLink.objects.select_for_update().filter(token_hash=token_hash(token)).first()
    if link is None or link.used_at is not None or link.expires_at < now:
        raise Refusal(_("This sign-in link has been used or has expired. Ask for a new one."))
    link.used_at = now
    link.save(update_fields=["used_at"])
    set_context(user=link.user_id)
    user = User.objects.filter(pk=link.user_id, is_active=True).first()
    if user is None:
        raise Refusal(_("This sign-in link has been used or has expired. Ask for a new one."))
    return user
