"""Computations that a machine asks for."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.context import acting
from accounts.models import ApiClient
from config.kernel.errors import Refusal
from ledger.services.idempotency import Answer, once
from reporting.selectors.machines import areas_for, programme_for
from reporting.services.computing import request_computation

ACCEPTED = 202


@transaction.atomic
def request_run(*, client: ApiClient, code: str, key: str, body_hash: bytes, address: Callable[[UUID], str]) -> Answer:
    """A job waits in every area of the programme that the client reads; asked again with the same key, nothing more.

    Refused for a programme that is not the client's, and for a key that was used with another body.
    """

    def effect() -> Answer:
        programme = programme_for(client, code=code)
        areas = areas_for(client, programme)
        if not areas:
            raise Refusal(_("No area takes part in the programme yet."), field="programme")
        with acting(areas=areas):
            run = request_computation(actor=None, programme=programme, areas=areas)
        return Answer(status=ACCEPTED, body={"id": str(run), "programme": programme.code, "url": address(run)})

    return once(owner=f"api:{client.client_id}", key=key, body_hash=body_hash, effect=effect)
