"""As whom a machine acts."""

from django.utils.translation import gettext as _

from accounts.models import ApiClient, User
from config.kernel.errors import NotAllowed


def actor_of(machine: ApiClient) -> User:
    """The row as which the machine acts on clients' records; asked in the context of its area."""
    actor = User.objects.filter(machine=machine).first()
    if actor is None:
        raise NotAllowed(_("This API client has not been let work with clients."))
    return actor
