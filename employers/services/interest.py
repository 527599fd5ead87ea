"""Interest from the public pages: sent, confirmed by the mailed link, decided by the area, and then forgotten.

Whoever sends has no session. The area is that of the municipality, and the row is written in that area's context and
in no other; nothing of the register changes before somebody of the area decides.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.context import acting
from accounts.models import Area, Municipality, User
from accounts.services.records import change_record
from config.kernel.encryption import lookup_hash, token_hash
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from employers.enums.public import INTEREST_STEPS, DeclineReason, InterestState
from employers.enums.register import EmployerClass
from employers.models import Employer, InterestRequest
from employers.policies import areas_of_employers
from employers.services.register import add_employer
from ledger.services.outbox import enqueue

MAIL = "employers.mail_interest"


@dataclass(frozen=True, kw_only=True)
class Interest:
    """What an employer wrote."""

    business_id: str
    employer_name: str
    municipality: Municipality
    name: str
    email: str
    phone: str
    message: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Swept:
    """How many were never confirmed, and of how many it is forgotten who wrote."""

    expired: int
    forgotten: int


def token_of(interest_id: UUID) -> str:
    """What stands in the address of the link: made from the row's key and ours, so that no queue of mails holds it."""
    return base64.urlsafe_b64encode(lookup_hash(str(interest_id), place="employer interest")).decode().rstrip("=")


@transaction.atomic
def send_interest(*, interest: Interest, mark: str) -> bool:
    """The interest waits to be confirmed, and its link is mailed; False when a form with this mark came before.

    Refused when the municipality has no area any more.
    """
    area_id = interest.municipality.area_id
    if area_id is None or interest.municipality.successor_id is not None:
        raise Refusal(_("Choose the municipality."), field="municipality")
    request = InterestRequest(
        area_id=area_id,
        municipality=interest.municipality,
        business_id=interest.business_id,
        employer_name=interest.employer_name,
        language=interest.language,
        mark_hash=token_hash(mark),
    )
    request.token_hash = token_hash(token_of(request.pk))
    request.keep_contact(name=interest.name, email=interest.email, phone=interest.phone, message=interest.message)
    try:
        with acting(areas=[area_id]):
            request.save(force_insert=True)
    except IntegrityError:
        return False
    enqueue(MAIL, arguments={"interest": request.pk}, key=f"{MAIL} {request.pk}", area_id=area_id)
    return True


def mail_interest(*, interest_id: UUID) -> int:
    """The link has gone to the address that was written, in the language of the page; how many mails left.

    When the process dies after the mail left and before the commit, it is sent twice: the lesser evil, as whoever
    never hears cannot confirm.
    """
    found = InterestRequest.objects.filter(pk=interest_id, state=InterestState.UNCONFIRMED, mailed_at=None)
    request = found.select_for_update(of=("self",)).first()
    if request is None:
        return 0
    # The keys may have been rotated since it was sent.
    found.update(mailed_at=timezone.now(), token_hash=token_hash(token_of(request.pk)))
    _letter(request).send()
    return 1


def _letter(request: InterestRequest) -> EmailMessage:
    address = settings.BASE_URL + reverse("employers:interest_confirm", args=[request.language, token_of(request.pk)])
    with translation.override(request.language):
        return EmailMessage(
            subject=_("Confirm that you want to be contacted about hiring"),
            body=render_to_string("mail/interest.txt", {"link": address}),
            to=[request.contact["email"]],
            headers={"Message-ID": make_msgid(domain=urlsplit(settings.BASE_URL).hostname)},
        )


def area_of_interest(*, token: str) -> tuple[int, UUID] | None:
    """Area and key of the interest whose link has this token, or None; the database tells nothing else of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT area_id, interest_id FROM employers_interest(%s)", [token_hash(token)])
        found = cursor.fetchone()
    return None if found is None else (int(found[0]), found[1])


def is_open(*, area_id: int, interest_id: UUID) -> bool:
    """Whether the link still confirms."""
    with acting(areas=[area_id]):
        request = InterestRequest.objects.filter(pk=interest_id).first()
    return request is not None and request.may_be_confirmed_at(timezone.now())


@transaction.atomic
def confirm_interest(*, area_id: int, interest_id: UUID) -> None:
    """The interest is in the area's queue; OutOfOrder when it was confirmed before or its week has passed."""
    with acting(areas=[area_id]):
        request = InterestRequest.objects.filter(pk=interest_id).locked().first()
        if request is None:
            raise NotFound
        if not request.may_be_confirmed_at(timezone.now()):
            raise OutOfOrder(_("This link has been used, or its time has passed."))
        values = {"state": InterestState.WAITING, "confirmed_at": timezone.now()}
        change_record(request, version=request.version, values=values)


@transaction.atomic
def accept_interest(*, actor: User, interest_id: UUID, version: int, kind: EmployerClass) -> InterestRequest:
    """The employer is in the register: the one that has the business id, else a new one with a first establishment."""
    request = _waiting(actor, interest_id, version, InterestState.ACCEPTED)
    employer = Employer.objects.filter(business_id=request.business_id).first() or add_employer(
        actor=actor,
        values={"business_id": request.business_id, "name": request.employer_name, "kind": kind},
        establishment={"municipality": request.municipality},
    )
    _decide(request, actor, {"state": InterestState.ACCEPTED, "employer": employer})
    return request


@transaction.atomic
def decline_interest(*, actor: User, interest_id: UUID, version: int, reason: DeclineReason) -> InterestRequest:
    """Nothing comes of the interest, and why is kept."""
    request = _waiting(actor, interest_id, version, InterestState.DECLINED)
    _decide(request, actor, {"state": InterestState.DECLINED, "reason": reason})
    return request


def sweep_interest(*, moment: datetime, areas: Iterable[int] | None = None, simulate: bool = False) -> Swept:
    """What nobody confirmed in a week is gone; of what was decided half a year ago, who wrote is forgotten.

    With `simulate` nothing is written. Safe to run again and again.
    """
    expired = forgotten = 0
    for area in sorted(Area.objects.values_list("pk", flat=True) if areas is None else areas):
        with acting(areas=[area]):
            late = InterestRequest.objects.filter(area_id=area).expired_at(moment)
            old = InterestRequest.objects.filter(area_id=area).with_old_contact(moment)
            if simulate:
                expired, forgotten = expired + late.count(), forgotten + old.count()
            else:
                expired += late.delete()[0]
                forgotten += old.update(contact_cipher=None, employer_name="", business_id="")
    return Swept(expired=expired, forgotten=forgotten)


def _waiting(actor: User, interest_id: UUID, version: int, step: InterestState) -> InterestRequest:
    found = InterestRequest.objects.filter(area_id__in=areas_of_employers(actor), pk=interest_id)
    request = found.in_queue().locked().first()
    if request is None:
        raise NotFound
    if step not in INTEREST_STEPS[InterestState(request.state)]:
        raise OutOfOrder(_("This interest has been decided already."))
    if request.version != version:
        raise Conflict
    return request


def _decide(request: InterestRequest, actor: User, values: Mapping[str, Any]) -> None:
    change_record(
        request, version=request.version, values={**values, "decided_at": timezone.now(), "decided_by": actor}
    )
