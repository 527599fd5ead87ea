"""The participation a service starts from, held until the transaction ends; and what follows from its change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from clients.models import Participation
from clients.participation_rules import broken_rules
from clients.policies import can_work_on
from clients.selectors.wording import day_text
from clients.sentences import said
from clients.services.importing.running import MARKER
from clients.signals import participations_changed
from config.kernel.errors import NotAllowed, NotFound, Refusal
from ledger.services.markers import mark_changed

# Where a page says it in other words than the row of a file.
ON_PAGES = {
    "end_without_start": gettext_noop("Fill in the start form first: the end is compared with it."),
    "followup_without_end": gettext_noop("Fill in the end form first: the follow-up is compared with it."),
    "contradiction": gettext_noop("There is an end form, so that no reason is needed."),
    "missing_observed_on": gettext_noop("Give the day on which the situation was observed."),
}


def held_participation(actor: User, participation_id: UUID) -> Participation:
    """The participation with its forms, held; hidden and absent look the same, and only those who work write."""
    held = Participation.objects.visible_to(actor).locked().filter(pk=participation_id).first()
    if held is None:
        raise NotFound
    participation = Participation.objects.with_forms().get(pk=held.pk)
    if not can_work_on(actor, participation.client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    return participation


def check_rules(state: Mapping[str, Any]) -> None:
    """Refused, at the answer, when the participation and its forms may not say this together."""
    for broken in broken_rules(state):
        sentence = ON_PAGES.get(broken.sentence)
        raise Refusal(_(sentence) if sentence else said(broken.sentence, _in_words(broken.details)), field=broken.name)


def _in_words(details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: day_text(value) for name, value in details.items()}


def must_have_come(day: date | None, *, field: str) -> None:
    """Refused when the day, by the clock of Helsinki, is to come."""
    if day is not None and day > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field=field)


def announce(participation: Participation) -> None:
    """Facts and figures of the participation are worked out anew."""
    mark_changed(area_id=participation.area_id, kind=MARKER, subjects=[participation.pk])
    participations_changed.send(
        sender=Participation, area_id=participation.area_id, programme_id=participation.programme_id
    )
