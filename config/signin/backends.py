"""Who a password belongs to, where nobody's rows are visible before somebody is known."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts.context import clear_context, set_context
from accounts.models import User
from accounts.services.signin import user_id_of
from network.services.entering import ENTERED


class PasswordBackend(ModelBackend):
    """Finds the person's key by the one function that may, sees that person's rows alone, checks the password.

    An unknown address costs as much time as a wrong password. After a wrong one nothing is visible again.
    """

    def authenticate(  # type: ignore[override]  # people have an address, no user name
        self, request: HttpRequest | None, email: str | None = None, password: str | None = None, **_more: Any
    ) -> User | None:
        if not email or not password:
            return None
        user = visible_person(email)
        if user is None:
            User().set_password(password)
            return None
        if user.check_password(password) and user.is_active:
            return user
        clear_context()
        return None

    def get_user(self, user_id: Any) -> User | None:
        """The person of the session; read already when the request entered its context as that person."""
        entered = ENTERED.get()
        if entered is not None and str(entered.pk) == str(user_id):
            return entered if self.user_can_authenticate(entered) else None
        found = super().get_user(user_id)
        return found if isinstance(found, User) else None


def visible_person(email: str) -> User | None:
    """The active person with this address; only that person's own rows are visible from here on."""
    found = user_id_of(email)
    if found is None:
        return None
    set_context(user=found)
    return User.objects.filter(pk=found, is_active=True).first()
