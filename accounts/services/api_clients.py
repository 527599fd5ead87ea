"""Machines: OAuth clients of the library, the area whose numbers or clients they work with, and their tokens."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.idp.oidc.models import Client, Token
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.context import acting
from accounts.enums import SCOPES_OF_CASES, SCOPES_WITH_ACTOR, ApiScope, Right
from accounts.models import ApiClient, Area
from accounts.services.actors import give_actor
from config.kernel.errors import NotFound, Refusal

LONGEST_DAYS = 366
LONGEST_NAME = 100
TOKEN_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What an OAuth client shows for a token of its own; the secret is known to nobody afterwards."""

    client_id: str
    secret: str


def area_of(text: str) -> Area:
    """The area of this code or name, in Finnish or Swedish and in any case. Raises NotFound."""
    wanted = text.strip().casefold()
    for area in Area.objects.all():
        if wanted in {area.code, area.name_fi.casefold(), area.name_sv.casefold()}:
            return area
    raise NotFound(_("There is no employment area with the code or name “%(area)s”.") % {"area": text})


@transaction.atomic
def issue_token(*, name: str, scopes: Sequence[str], area: Area | None, days: int, rights: Sequence[Right] = ()) -> str:
    """A new token of the client `name`, good for `days`; without an area it reads the numbers of all areas.

    The client is made when there is none of the name; one that is there keeps its area, its other tokens, scopes and
    rights. Only the token's hash is kept. Refused: an unknown scope, other days than 1 to 366, a name with another
    area, rights to clients without an area or scope that has clients.
    """
    _check(name=name, scopes=scopes)
    _check_days(days)
    return new_token(_machine(name=name, area=area, scopes=scopes, rights=rights), scopes=scopes, days=days)


@transaction.atomic
def renew_credentials(
    *, name: str, scopes: Sequence[str], area: Area | None, rights: Sequence[Right] = ()
) -> Credentials:
    """A new secret of the client `name`, with which it asks for short tokens itself; the old secret is void.

    The client is made when there is none of the name. Refused as in `issue_token`.
    """
    _check(name=name, scopes=scopes)
    return new_secret(_machine(name=name, area=area, scopes=scopes, rights=rights))


def new_token(machine: ApiClient, *, scopes: Sequence[str], days: int, no_later_than: datetime | None = None) -> str:
    """A token of the machine good for `days`, or until `no_later_than` if that comes first; only its hash is kept."""
    _check_days(days)
    expires = timezone.now() + timedelta(days=days)
    value = secrets.token_urlsafe(TOKEN_BYTES)
    token = Token(
        type=Token.Type.ACCESS_TOKEN,
        client=machine.client,
        expires_at=min(expires, no_later_than) if no_later_than else expires,
    )
    token.set_scopes(list(scopes))
    token.set_value(value)
    token.save()
    return value


def new_secret(machine: ApiClient) -> Credentials:
    """The machine's only secret from now on."""
    secret = secrets.token_urlsafe(TOKEN_BYTES)
    machine.client.set_secret(secret)
    machine.client.save(update_fields=["secret"])
    return Credentials(client_id=machine.client.pk, secret=secret)


def make_machine(
    *,
    name: str,
    area: Area | None,
    scopes: Sequence[str],
    rights: Sequence[Right] = (),
    valid_to: date | None = None,
) -> ApiClient:
    """A new machine that may ask for these scopes, of one area or of all; called in the context of its area.

    Refused: an unknown scope, a bad name, rights to clients without an area or scope that has clients.
    """
    _check(name=name, scopes=scopes)
    client = Client(
        name=name,
        type=Client.Type.CONFIDENTIAL,
        grant_types=Client.GrantType.CLIENT_CREDENTIALS,
        response_types=Client.ResponseType.TOKEN,
    )
    client.set_scopes(sorted(set(scopes)))
    client.set_default_scopes([ApiScope.READ] if ApiScope.READ in scopes else [])
    client.save()
    made = ApiClient.objects.create(client=client, name=name, all_areas=area is None, area=area, valid_to=valid_to)
    _let_act(made, scopes=scopes, rights=rights)
    return made


@transaction.atomic
def revoke_tokens(*, name: str) -> int:
    """No token of the client `name` opens anything any more, nor does its secret; returns how many tokens went."""
    machine = ApiClient.objects.select_related("client").filter(name=name, ended_at=None).first()
    if machine is None:
        raise NotFound(_("There is no API client called “%(name)s”.") % {"name": name})
    machine.client.set_secret(secrets.token_urlsafe(TOKEN_BYTES))
    machine.client.save(update_fields=["secret"])
    return Token.objects.filter(client=machine.client).delete()[0]


def _check_days(days: int) -> None:
    if not 1 <= days <= LONGEST_DAYS:
        raise Refusal(_("A token is good for 1 to %(days)d days.") % {"days": LONGEST_DAYS})


def _check(*, name: str, scopes: Sequence[str]) -> None:
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refusal(_("The name has 1 to %(length)d printable characters.") % {"length": LONGEST_NAME})
    unknown = [scope for scope in scopes if scope not in ApiScope.values]
    if unknown or not scopes:
        raise Refusal(
            _("The scope “%(scope)s” is not known. Known are: %(known)s.")
            % {"scope": " ".join(unknown), "known": ", ".join(ApiScope.values)}
        )


def _let_act(machine: ApiClient, *, scopes: Sequence[str], rights: Sequence[Right]) -> None:
    """Whoever may read or write clients or employers does so as somebody; the machines of numbers are nobody."""
    works_with_clients = machine.area_id is not None and bool(SCOPES_OF_CASES & set(scopes))
    if rights and not works_with_clients:
        raise Refusal(_("Only an API client of one area that works with clients has rights to them."), field="rights")
    if machine.area_id is not None and SCOPES_WITH_ACTOR & set(scopes):
        give_actor(machine, rights=rights)


def _machine(*, name: str, area: Area | None, scopes: Sequence[str], rights: Sequence[Right]) -> ApiClient:
    """The client of this name, made when absent; it then has these scopes and rights beside those it had."""
    with acting(areas=[area.pk] if area else ()):
        return _kept_machine(name=name, area=area, scopes=scopes, rights=rights)


def _kept_machine(*, name: str, area: Area | None, scopes: Sequence[str], rights: Sequence[Right]) -> ApiClient:
    machine = ApiClient.objects.select_related("client").filter(name=name, ended_at=None).first()
    if machine is None:
        return make_machine(name=name, area=area, scopes=scopes, rights=rights)
    if machine.area_id != (area.pk if area else None):
        raise Refusal(
            _("There is another API client called “%(name)s”, with other areas. Choose another name.") % {"name": name}
        )
    machine.client.set_scopes(sorted({*machine.client.get_scopes(), *scopes}))
    machine.client.save(update_fields=["scopes"])
    _let_act(machine, scopes=machine.client.get_scopes(), rights=rights)
    return machine
