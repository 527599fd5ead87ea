"""The client a service starts from: seen by the actor, and held until the transaction ends."""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client
from clients.policies import may_see_health
from config.kernel.errors import NotAllowed, NotFound


def locked_client(actor: User, client_id: UUID) -> Client:
    """The client, held; hidden and absent look the same."""
    client = Client.objects.visible_to(actor).locked().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    return client


def locked_client_with_health(actor: User, client_id: UUID) -> Client:
    """The client, held, for a step on health: refused to those who may not see the client's health."""
    client = locked_client(actor, client_id)
    if not may_see_health(actor, client):
        raise NotAllowed(_("This needs the right to see health details."))
    return client
