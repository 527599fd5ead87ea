"""Sessions as sign-in leaves them."""

import time

from django.http import HttpRequest
from django.test import Client

from accounts.models import User

RECORDS = "account_authentication_methods"
RECORDS_OF = "account_authentication_methods_user"


def record(client: Client, user: User, method: str, *, ago: float = 0, **more: object) -> None:
    """The session of `client` says that `user` gave proof of this kind `ago` seconds before now."""
    session = client.session
    session[RECORDS] = [*session.get(RECORDS, []), {"method": method, "at": time.time() - ago, **more}]
    session[RECORDS_OF] = str(user.pk)
    session.save()


def fresh_second_factor(client: Client, user: User) -> None:
    """The session of `client`, signed in as `user`, says that a second factor was given just now."""
    record(client, user, "mfa", type="totp")


def vouch_for(sender: object, request: HttpRequest, user: User, **_more: object) -> None:
    """`Client.force_login` signs in as an operator's link does; a request of a browser is left as it is."""
    if request.method is not None:
        return
    request.session[RECORDS] = [{"method": "console", "at": time.time()}]
    request.session[RECORDS_OF] = str(user.pk)
