"""API clients of an area as its administrator keeps them: made, given secrets and tokens shown once, ended."""

from collections.abc import Sequence
from datetime import date, datetime, time

from allauth.idp.oidc.models import Token
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Right
from accounts.models import ApiClient, Area, User
from accounts.policies import areas_administered
from accounts.services.actors import end_actor
from accounts.services.api_clients import Credentials, make_machine, new_secret, new_token
from accounts.services.records import change_record
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal


@transaction.atomic
def register_machine(
    *, actor: User, area_id: int, name: str, scopes: Sequence[str], rights: Sequence[Right], valid_to: date | None
) -> tuple[ApiClient, Credentials]:
    """The area has an API client of this name, good until `valid_to`; its secret is told this once."""
    if area_id not in areas_administered(actor):
        raise NotAllowed(_("Only an administrator of the area makes API clients for it."))
    if ApiClient.objects.filter(area_id=area_id, name=name, ended_at=None).exists():
        raise Refusal(_("The area has an API client of this name already."), field="name")
    if valid_to and valid_to < timezone.localdate():
        raise Refusal(_("The last day has passed."), field="valid_to")
    area = Area.objects.get(pk=area_id)
    machine = make_machine(name=name, area=area, scopes=scopes, rights=rights, valid_to=valid_to)
    return machine, new_secret(machine)


@transaction.atomic
def renew_secret(*, actor: User, machine_id: int, version: int) -> Credentials:
    """The client has a new secret, told this once; the old one and the tokens it asked for are void."""
    machine = _machine_for(actor, machine_id, version=version)
    Token.objects.filter(client=machine.client).delete()
    return new_secret(machine)


@transaction.atomic
def give_token(*, actor: User, machine_id: int, version: int, days: int) -> str:
    """A token of the client, good for `days` but no longer than the client, told this once."""
    machine = _machine_for(actor, machine_id, version=version)
    return new_token(machine, scopes=machine.client.get_scopes(), days=days, no_later_than=_end(machine))


@transaction.atomic
def end_machine(*, actor: User, machine_id: int, version: int) -> ApiClient:
    """No token and no secret of the client opens anything any more, from this moment on."""
    machine = _machine_for(actor, machine_id, version=version)
    change_record(machine, version=version, values={"ended_at": timezone.now()})
    Token.objects.filter(client=machine.client).delete()
    new_secret(machine)
    end_actor(machine)
    return machine


def _machine_for(actor: User, machine_id: int, *, version: int) -> ApiClient:
    found = ApiClient.objects.filter(pk=machine_id, area_id__in=areas_administered(actor))
    machine = found.select_for_update(of=("self",)).select_related("client").first()
    if machine is None:
        raise NotFound
    if machine.version != version:
        raise Conflict
    if machine.ended_at is not None:
        raise OutOfOrder(_("This API client has been ended."))
    return machine


def _end(machine: ApiClient) -> datetime | None:
    if machine.valid_to is None:
        return None
    return timezone.make_aware(datetime.combine(machine.valid_to, time.max))
