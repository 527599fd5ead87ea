"""A client's identity code: validated, in agreement with the birth date, and only once in an area."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as BadCode
from stdnum.fi import hetu

from clients.models import Client
from config.kernel.errors import Refusal

NINETEENTH, TWENTIETH = "+", "-YXWVU"
FIELD = "identity_code"


def checked_code(code: str) -> str:
    """The identity code as it is kept, all 11 characters; Refusal when it is none."""
    try:
        return hetu.validate(code, allow_temporary=True)
    except BadCode:
        raise Refusal(_("This is not a Finnish identity code."), field=FIELD) from None


def birth_date_of(code: str) -> date:
    """The birth date that the (checked) code says."""
    mark = code[6]
    century = 1800 if mark == NINETEENTH else 1900 if mark in TWENTIETH else 2000
    return date(century + int(code[4:6]), int(code[2:4]), int(code[:2]))


def agreed_birth_date(code: str, birth_date: date | None) -> date:
    """The code's birth date; Refusal when another one was given."""
    told = birth_date_of(code)
    if birth_date is not None and birth_date != told:
        raise Refusal(_("The date of birth and the identity code do not agree."), field="birth_date")
    return told


def refuse_second(code: str, *, area_id: int, but: Client | None = None) -> None:
    """Refuses a code that another client of the area has, without telling who or where."""
    held = Client.objects.filter(area_id=area_id).with_identity_code(code)
    if (held.exclude(pk=but.pk) if but else held).exists():
        raise taken()


def taken() -> Refusal:
    """The one sentence, whether or not the other client is in sight."""
    return Refusal(
        _(
            "The area already has a client with this identity code. If you do not find the client, ask the supervisor"
            " of the unit."
        ),
        field=FIELD,
    )
