"""Code lists: adding a code, ending one. A code is never removed or given another meaning, as records carry it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Code, User
from accounts.policies import can_administer
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotAllowed, NotFound, Refusal


@transaction.atomic
def add_code(*, actor: User, code: Code) -> Code:
    """The list has one code more. Refused: a list that does not exist, a code in force in the same time."""
    _may(actor)
    if not Code.objects.of(code.list).exists():
        raise Refusal(_("There is no such list."), field="list")
    same = Code.objects.of(code.list).filter(code=code.code)
    if any(_overlap(one, code) for one in same):
        raise Refusal(_("The list has this code already in that time; end the old one first."), field="code")
    add_record(code)
    return code


@transaction.atomic
def end_code(*, actor: User, code_id: int, version: int, on: date) -> Code:
    """`on` is the last day of the code; what was recorded with it stays."""
    _may(actor)
    code = Code.objects.select_for_update().filter(pk=code_id).first()
    if code is None:
        raise NotFound
    if code.valid_from and on < code.valid_from:
        raise Refusal(_("The last day cannot come before the first."), field="valid_to")
    change_record(code, version=version, values={"valid_to": on})
    return code


def _may(actor: User) -> None:
    if not can_administer(actor):
        raise NotAllowed(_("Only administrators change code lists."))


def _overlap(one: Code, other: Code) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends
