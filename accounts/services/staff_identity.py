"""A person of staff's own identity code: kept encrypted, and used for nothing but finding reading of the own record."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as BadCode
from stdnum.fi import hetu

from accounts.enums import Role
from accounts.models import Membership, User
from accounts.policies import areas_with_role
from config.kernel.encryption import decrypt, encrypt
from config.kernel.errors import NotAllowed, NotFound, Refusal

PLACE = "accounts.User.identity_code"


@transaction.atomic
def keep_identity_code(*, actor: User, user_id: UUID, code: str) -> None:
    """The person's identity code is kept, or forgotten when empty; by an administrator of an area of the person."""
    person = User.objects.select_for_update(of=("self",)).filter(pk=user_id).first()
    if person is None:
        raise NotFound
    areas = areas_with_role(actor, frozenset({Role.ADMINISTRATOR}))
    if not Membership.objects.filter(user=person, area_id__in=areas).exists():
        raise NotAllowed
    try:
        clean = hetu.validate(code, allow_temporary=True) if code else ""
    except BadCode:
        raise Refusal(_("This is not a Finnish identity code."), field="identity_code") from None
    person.identity_cipher = encrypt(clean.encode(), place=PLACE) if clean else None
    person.save(update_fields=["identity_cipher"])


def identity_codes_of(*, area_id: int) -> Iterator[tuple[UUID, str]]:
    """People of the area whose identity code is kept, with the code in clear."""
    found = User.objects.filter(memberships__area_id=area_id, identity_cipher__isnull=False).distinct().order_by("pk")
    for key, cipher in found.values_list("pk", "identity_cipher"):
        yield key, decrypt(bytes(cipher or b""), place=PLACE).decode()
