"""Editing a client's own record: names, contacts, language, what is needed in dealing with the client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import change_record
from clients import policies
from clients.models import Client
from clients.models.clients import HASH_FIELDS
from clients.services.identity import FIELD, agreed_birth_date, checked_code, refuse_second
from config.kernel.errors import NotAllowed, NotFound, Refusal

CONTACT_FIELDS = ("street_address", "postal_code", "post_office", "municipality_id", "phone", "email")
PLAIN_FIELDS = (
    "last_name",
    "first_names",
    "birth_date",
    "gender",
    "service_language",
    "needs_interpreter",
    "interpreter_language",
    "adjustments",
    "adjustments_note",
)


@transaction.atomic
def edit_client(*, actor: User, client_id: UUID, version: int, values: Mapping[str, Any]) -> bool:
    """The client has these values; False when nothing differed. Conflict when somebody changed the record meanwhile.

    `values` are some of PLAIN_FIELDS, CONTACT_FIELDS and `identity_code`; an empty code leaves the kept one. Contacts
    under non-disclosure are written only by those who see them.
    """
    client = Client.objects.visible_to(actor).locked().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    if not policies.can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    wanted = dict(values)
    code = wanted.pop(FIELD, "")
    if unknown := wanted.keys() - {*PLAIN_FIELDS, *CONTACT_FIELDS}:
        raise ValueError(f"Not to be edited: {', '.join(sorted(unknown))}.")
    if wanted.keys() & set(CONTACT_FIELDS) and not policies.may_see_contacts(actor, client):
        raise NotAllowed(_("Contacts under non-disclosure are changed only by those with the right to see them."))
    _check(client, wanted)
    if client.version == version:
        wanted |= _identity(client, code, wanted)
    return change_record(client, version=version, values=wanted)


def _check(client: Client, wanted: Mapping[str, Any]) -> None:
    if "last_name" in wanted and not wanted["last_name"] and client.last_name:
        raise Refusal(_("Give the last name."), field="last_name")
    birth_date = wanted.get("birth_date", client.birth_date)
    if birth_date and birth_date > timezone.localdate():
        raise Refusal(_("A date of birth cannot be in the future."), field="birth_date")


def _identity(client: Client, code: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a new code, none when it is the one kept; the birth date agrees with whichever holds."""
    clean = checked_code(code) if code else client.identity_code
    if clean is None:
        return {}
    born = agreed_birth_date(clean, wanted.get("birth_date", client.birth_date))
    if clean == client.identity_code:
        return {"birth_date": born} if "birth_date" in wanted else {}
    refuse_second(clean, area_id=client.area_id, but=client)
    kept = Client()
    kept.keep_identity_code(clean)
    columns = ("identity_cipher", *HASH_FIELDS.values())
    return {"birth_date": born, **{name: getattr(kept, name) for name in columns}}
