"""Recording what work a client is able to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.demands import DEMAND_MAXIMA, DEMAND_UNITS, Ability, Adjustment, Demand, DemandSource
from clients.models import Client, DemandAssessment, DemandProfile
from clients.services.locking import locked_client
from config.kernel.errors import Conflict, Refusal


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """How the client meets one demand of work."""

    demand: Demand
    ability: Ability
    source: DemandSource
    limit: Decimal | None = None
    is_strength: bool = False
    adjustments: Sequence[Adjustment] = ()
    note: str = ""


@transaction.atomic
def record_profile(
    *,
    actor: User,
    client_id: UUID,
    latest_id: UUID | None,
    assessed_on: date,
    demands: Sequence[Assessed],
    summary: str = "",
) -> DemandProfile:
    """A new profile holds from the day on, whole; the one before it holds until that day and stays readable.

    `latest_id` is the profile the person started from: Conflict when another was recorded meanwhile.
    """
    client = locked_client(actor, client_id)
    latest = client.demand_profiles.newest_first().first()
    if (latest.pk if latest else None) != latest_id:
        raise Conflict(_("Somebody else recorded a profile after you opened this one."))
    if assessed_on > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="assessed_on")
    if latest is not None and assessed_on < latest.assessed_on:
        raise Refusal(_("The new profile cannot be older than the one it follows."), field="assessed_on")
    if not any(one.ability != Ability.UNKNOWN for one in demands):
        raise Refusal(_("Say of at least one demand of work how the client meets it."))
    for one in demands:
        _must_be_believable(one)
    return _kept(client, actor, assessed_on=assessed_on, demands=demands, summary=summary)


def _must_be_believable(one: Assessed) -> None:
    words = {"demand": one.demand.label, "maximum": DEMAND_MAXIMA.get(one.demand, 0)}
    if one.ability == Ability.ADJUSTED and not one.adjustments:
        sentence = _("%(demand)s: say with which adjustment.") % words
        raise Refusal(sentence, field=f"{one.demand}_adjustments")
    if one.limit is None:
        return
    if one.ability != Ability.LIMITED or one.demand not in DEMAND_UNITS:
        sentence = _("%(demand)s: a number is told only of a limit that is measured.") % words
        raise Refusal(sentence, field=f"{one.demand}_limit")
    if not 0 <= one.limit <= DEMAND_MAXIMA[one.demand]:
        sentence = _("%(demand)s: the number is from 0 to %(maximum)s.") % words
        raise Refusal(sentence, field=f"{one.demand}_limit")


def _kept(
    client: Client, actor: User, *, assessed_on: date, demands: Sequence[Assessed], summary: str
) -> DemandProfile:
    profile = DemandProfile.objects.create(
        area_id=client.area_id,
        client=client,
        assessed_on=assessed_on,
        summary=summary,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    DemandAssessment.objects.bulk_create(
        DemandAssessment(
            area_id=client.area_id,
            profile=profile,
            demand=one.demand,
            ability=one.ability,
            limit=one.limit,
            is_strength=one.is_strength,
            adjustments=list(one.adjustments),
            source=one.source,
            note=one.note,
        )
        for one in demands
    )
    return profile
