"""The keyword of employers willing to hire: set or confirmed by a contact or by hand, ended, asked after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.context import acting
from accounts.enums import MessageKind
from accounts.models import Area, Membership, User
from accounts.services.messages import tell
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotFound, OutOfOrder
from employers.enums.contacts import WILLING_FROM, WillingEnd
from employers.enums.register import ROLES_WITH_EMPLOYERS
from employers.models import EmployerContact, EmployerOwner, WillingKeyword
from employers.services.footing import employer_area


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How many keywords had gone stale and how many people were told, or would be."""

    stale: int
    told: int


def willing_by(contact: EmployerContact) -> WillingKeyword:
    """The area's keyword of the employer, set by the contact, or confirmed by it when there is one already.

    The caller holds the employer's row, so that two contacts at once set one keyword. What was told of the work and of
    accommodations is added to what is known; an older contact logged later moves nothing back.
    """
    held = WillingKeyword.objects.standing().locked().filter(area=contact.area_id, employer=contact.employer_id).first()
    if held is None:
        made = WillingKeyword(
            area_id=contact.area_id,
            employer_id=contact.employer_id,
            contact=contact,
            set_on=contact.held_on,
            set_by=contact.author,
            traits=contact.traits,
            accommodations=contact.accommodations,
            confirmed_on=contact.held_on,
            confirmed_by=contact.author,
        )
        add_record(made)
        return made
    values: dict[str, object] = {
        "traits": sorted({*held.traits, *contact.traits}),
        "accommodations": sorted({*held.accommodations, *contact.accommodations}),
    }
    if contact.held_on >= held.confirmed_on:
        values |= {
            "confirmed_on": contact.held_on,
            "confirmed_by_id": contact.author_id,
            "contact_id": contact.pk,
            "asked_on": None,
        }
    change_record(held, version=held.version, values=values)
    return held


@transaction.atomic
def confirm_willing(*, actor: User, keyword_id: UUID, version: int) -> WillingKeyword:
    """The employer is still willing, as somebody knows without having logged a contact today."""
    held = _own(actor, keyword_id)
    today = timezone.localdate()
    change_record(held, version=version, values={"confirmed_on": today, "confirmed_by_id": actor.pk, "asked_on": None})
    return held


@transaction.atomic
def end_willing(*, actor: User, keyword_id: UUID, version: int, reason: WillingEnd) -> WillingKeyword:
    """The employer is marked as willing no more, for the reason; the keyword stays as it was until today."""
    held = _own(actor, keyword_id)
    change_record(
        held,
        version=version,
        values={"ended_on": timezone.localdate(), "ended_by": actor, "end_reason": reason},
    )
    return held


def unset_by_withdrawal(contact: EmployerContact, *, actor: User) -> None:
    """A keyword that rested on the withdrawn contact rests on the latest other that set it, or was set in error.

    One that somebody has confirmed by hand since stays as it is.
    """
    held = WillingKeyword.objects.standing().locked().filter(area=contact.area_id, contact=contact).first()
    if held is None:
        return
    others = EmployerContact.objects.counted().filter(
        area=contact.area_id, employer=contact.employer_id, interest__gte=WILLING_FROM, held_on__gte=held.set_on
    )
    other = others.order_by("-held_on", "-created_at").first()
    rests_on_it = held.confirmed_on == contact.held_on
    values: dict[str, object] = {"contact_id": other.pk} if other else {}
    if other and rests_on_it:
        values |= {"confirmed_on": other.held_on, "confirmed_by_id": other.author_id}
    elif rests_on_it:
        values = {"ended_on": timezone.localdate(), "ended_by": actor, "end_reason": WillingEnd.ERROR}
    change_record(held, version=held.version, values=values)


def _own(actor: User, keyword_id: UUID) -> WillingKeyword:
    employer_area(actor)
    held = WillingKeyword.objects.in_areas_of(actor).locked().filter(pk=keyword_id).first()
    if held is None:
        raise NotFound
    if held.ended_on is not None:
        raise OutOfOrder(_("This keyword has been ended already."))
    return held


def ask_to_confirm(*, day: date, areas: Iterable[int] | None = None, simulate: bool = False) -> Asked:
    """Whoever looks after an employer whose keyword has gone stale is told, once for each time it does.

    Keywords are claimed by a conditional update in the transaction of the messages, so a run that is repeated, or runs
    beside another, tells nobody twice; one person gets one message however many there are. Nothing ends by itself.
    """
    chosen = sorted(Area.objects.values_list("pk", flat=True) if areas is None else areas)
    stale = told = 0
    for area in chosen:
        with acting(areas=[area]):
            due = list(_to_ask(area, day).values_list("pk", flat=True))
            claimed = due if simulate else [key for key in due if _claim(area, key, day)]
            people = _followers(area, claimed, day)
            stale, told = stale + len(claimed), told + len(people)
            for person in () if simulate else sorted(people):
                tell(user_id=person, kind=MessageKind.WILLING_TO_CONFIRM)
    return Asked(stale=stale, told=told)


def _to_ask(area: int, day: date) -> QuerySet[WillingKeyword]:
    return WillingKeyword.objects.stale_on(day).filter(area_id=area, asked_on__isnull=True).order_by("pk")


def _claim(area: int, key: UUID, day: date) -> bool:
    return bool(_to_ask(area, day).filter(pk=key).update(asked_on=day))


def _followers(area: int, keys: list[UUID], day: date) -> set[UUID]:
    """Who looks after the employers of the keywords, else who confirmed them last, of those who still work there."""
    found = WillingKeyword.objects.filter(pk__in=keys)
    owners = dict(
        EmployerOwner.objects.current()
        .filter(area_id=area, employer__in=found.values("employer"))
        .values_list("employer_id", "user_id")
    )
    wanted = {owners.get(employer, last) for employer, last in found.values_list("employer_id", "confirmed_by_id")}
    there = Membership.objects.filter(area_id=area, role__in=ROLES_WITH_EMPLOYERS, user_id__in=wanted).valid_on(day)
    return set(there.filter(user__is_active=True).values_list("user_id", flat=True))
