"""Barriers, areas of need, and the assessment of the need of services."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.work_ability import HEALTH_BARRIERS, BarrierGroup, Need
from clients.models import Barrier, Client, NeedArea, NeedsAssessment
from clients.policies import may_see_health
from clients.services.locking import locked_client
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal


@transaction.atomic
def set_barriers(
    *, actor: User, client_id: UUID, groups: Collection[BarrierGroup], seen: Collection[str], on: date
) -> None:
    """The client's barriers are these from the day on: new ones begin, the others end; unchanged ones keep their day.

    `seen` are those the person saw as open: Conflict when they are others by now. Groups of illnesses stay as they
    are for an actor who may not see them; naming one is refused.
    """
    client = locked_client(actor, client_id)
    _must_have_come(on)
    hidden = set() if may_see_health(actor, client) else HEALTH_BARRIERS
    if hidden & set(groups):
        raise NotAllowed(_("This needs the right to see health details."))
    found = client.barriers.filter(ended_on__isnull=True).exclude(group__in=hidden)
    open_now = set(found.values_list("group", flat=True))
    if open_now != set(seen):
        raise Conflict
    _end(found.exclude(group__in=groups), on)
    Barrier.objects.bulk_create(
        Barrier(
            area_id=client.area_id,
            client=client,
            group=one,
            stated_on=on,
            recorded_by=actor,
            recorded_at=timezone.now(),
        )
        for one in BarrierGroup
        if one in groups and one not in open_now
    )


@transaction.atomic
def set_need_areas(*, actor: User, client_id: UUID, needs: Collection[Need], seen: Collection[str], on: date) -> None:
    """The client's areas of need are these from the day on; Conflict when those `seen` as open are others by now."""
    client = locked_client(actor, client_id)
    _must_have_come(on)
    found = client.need_areas.filter(ended_on__isnull=True)
    open_now = set(found.values_list("need", flat=True))
    if open_now != set(seen):
        raise Conflict
    _end(found.exclude(need__in=needs), on)
    stamp: dict[str, Any] = {"stated_on": on, "recorded_by": actor, "recorded_at": timezone.now()}
    NeedArea.objects.bulk_create(
        NeedArea(area_id=client.area_id, client=client, need=one, **stamp)
        for one in Need
        if one in needs and one not in open_now
    )


def _end(found: Any, on: date) -> None:
    if found.filter(stated_on__gt=on).exists():
        raise Refusal(_("It cannot end before it was stated."), field="on")
    found.update(ended_on=on, version=F("version") + 1)


@transaction.atomic
def refer_to_social_services(
    *, actor: User, client_id: UUID, need_area_id: UUID, version: int, referred_on: date
) -> NeedArea:
    """Social services were told of the need on the day; refused of a need that has ended, and a second time."""
    client = locked_client(actor, client_id)
    need = NeedArea.objects.filter(client=client, pk=need_area_id).locked().first()
    if need is None:
        raise NotFound
    if need.version != version:
        raise Conflict
    if need.ended_on is not None or need.referred_on is not None:
        raise Refusal(_("Only an open need is referred, and once."))
    if referred_on > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="referred_on")
    change_record(need, version=version, values={"referred_on": referred_on})
    need.refresh_from_db()
    return need


@transaction.atomic
def assess_needs(
    *, actor: User, client_id: UUID, latest_id: UUID | None, assessed_on: date, values: Mapping[str, Any]
) -> NeedsAssessment:
    """A new assessment of the need of services is on record as of the day; the earlier ones stay readable.

    `latest_id` is the one the person started from: Conflict when another was recorded meanwhile. Without the right to
    health what was last said of work ability and health is carried over unseen, and new words on it are refused.
    """
    client = locked_client(actor, client_id)
    latest = client.needs_assessments.newest_first().first()
    if (latest.pk if latest else None) != latest_id:
        raise Conflict(_("Somebody else recorded an assessment after you opened this one."))
    if assessed_on > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="assessed_on")
    if latest is not None and assessed_on < latest.assessed_on:
        raise Refusal(_("The new assessment cannot be older than the one it follows."), field="assessed_on")
    given = dict(values)
    if not may_see_health(actor, client):
        if given.get("work_ability") or given.get("health"):
            raise NotAllowed(_("This needs the right to see health details."))
        given |= {name: getattr(latest, name) if latest else "" for name in ("work_ability", "health")}
        if not given.get("multi_sectoral_ground"):
            given["health"] = ""
    if given.get("joint_since") and given["joint_since"] > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="joint_since")
    assessment = _assessment(client, actor, assessed_on, given)
    add_record(assessment)
    return assessment


def _assessment(client: Client, actor: User, assessed_on: date, given: Mapping[str, Any]) -> NeedsAssessment:
    return NeedsAssessment(
        area_id=client.area_id,
        client=client,
        assessed_on=assessed_on,
        recorded_by=actor,
        recorded_at=timezone.now(),
        **given,
    )


def _must_have_come(day: date) -> None:
    if day > timezone.localdate():
        raise Refusal(_("The day cannot be in the future."), field="on")
