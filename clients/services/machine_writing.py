"""What machines write, each request once: a repeated one changes nothing and is answered alike."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from clients.selectors.duplicates import Candidate, possible_duplicates
from clients.selectors.machines import units_for
from clients.services.contacts import ContactNote, record_contact
from clients.services.intake import Opening, Person, Place, take_in
from config.kernel.errors import OutOfOrder, Refusal
from ledger.services.idempotency import Answer
from ledger.services.machine_requests import Sent


class PossibleDuplicates(OutOfOrder):
    """The client may be known already: it has to be said that it is another person."""

    code = "possible_duplicates"
    sentence = _("The client may be one the area has already. Say that it is another person, or use that one.")

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        super().__init__(field="is_another_person")
        self.candidates = candidates


@transaction.atomic
def take_in_once(
    *, actor: User, person: Person, opening: Opening, place: Place, is_another_person: bool, sent: Sent
) -> Answer:
    """The client is taken in as on the page; a likely duplicate is refused until it is said to be another person."""

    def effect() -> tuple[UUID, int]:
        unit = units_for(actor).filter(pk=place.unit_id).first()
        if unit is None:
            raise Refusal(_("There is no such unit in the area."), field="unit")
        if not is_another_person:
            _refuse_duplicates(actor, person, area_id=unit.area_id)
        client = take_in(actor=actor, person=person, opening=opening, place=place)
        return client.pk, client.version

    return sent.once(effect)


@transaction.atomic
def record_contact_once(*, actor: User, client_id: UUID, note: ContactNote, sent: Sent) -> Answer:
    """The contact is on record as from the page, the machine its author."""

    def effect() -> tuple[UUID, int]:
        contact = record_contact(actor=actor, client_id=client_id, note=note)
        return contact.pk, contact.version

    return sent.once(effect)


def _refuse_duplicates(actor: User, person: Person, *, area_id: int) -> None:
    found = possible_duplicates(
        actor,
        area_id=area_id,
        last_name=person.last_name,
        first_names=person.first_names,
        birth_date=person.birth_date,
        identity_code=person.identity_code,
        phone=person.phone,
    )
    if found:
        raise PossibleDuplicates(found)
