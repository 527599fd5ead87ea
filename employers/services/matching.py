"""Looking for jobs for a client and for clients for a vacancy; every match shown is recorded, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import ROLES_WITH_CLIENTS
from accounts.models import User
from accounts.policies import areas_with_role
from clients.models import Client
from clients.policies import can_work_on
from clients.services.footing import locked_client
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from employers.enums.matching import MATCH_STEPS, Decider, Direction, MatchRefusal, MatchState
from employers.matching_rules import STOP, Matcher, Weights, weights_on
from employers.models import MatchRecord, MatchSearch, Vacancy
from employers.selectors.matching import (
    JobReader,
    Wanted,
    job_of,
    judged_by,
    open_vacancies,
    people_of,
    people_with_profiles,
    person_of,
    places,
)

PAGE = 25
KEPT = 500
"""How many of those found can be paged through; the rest are counted."""
LIVES = timedelta(days=30)


@transaction.atomic
def find_jobs(*, actor: User, client_id: UUID, wanted: Wanted) -> MatchSearch:
    """The vacancies open today are ranked for the client, and the first page of them is recorded as shown.

    Refused while nothing is recorded of the client's ability: there would be nothing to match by.
    """
    client = _worked_on(actor, client_id)
    person, today = person_of(actor, client), timezone.localdate()
    if not person.abilities:
        raise Refusal(_("Record first what the client can do of the demands of work."))
    weights = weights_on(today)
    ranked = Matcher(person, weights, places()).rank(JobReader().jobs(open_vacancies(wanted, day=today)))
    search = MatchSearch(area_id=client.area_id, direction=Direction.JOBS, client=client)
    fitting = [UUID(key) for _score, key, _level in ranked.fitting[:KEPT]]
    stopped = [UUID(key) for _score, key, _level in ranked.stopped[:PAGE]]
    _keep(search, actor, wanted, weights, _Found(fitting, stopped, len(ranked.fitting), len(ranked.stopped)))
    _record_shown(actor, search, start=0)
    return search


@transaction.atomic
def find_candidates(*, actor: User, vacancy_id: UUID, wanted: Wanted) -> MatchSearch:
    """The clients whom the actor needs to know, and of whose ability something is known, are ranked for the vacancy.

    Nothing leaves to the employer by this: what may be told of a client is asked of the client first.
    """
    areas = areas_with_role(actor, ROLES_WITH_CLIENTS)
    if not areas:
        raise NotAllowed(_("Only those who work with clients may do this."))
    vacancy = Vacancy.objects.filter(pk=vacancy_id).first()
    if vacancy is None:
        raise NotFound
    if not vacancy.is_open_on(timezone.localdate()):
        raise OutOfOrder(_("Clients are looked for only for a vacancy that is open."))
    weights, known, job = weights_on(timezone.localdate()), places(), job_of(vacancy)
    clients = people_with_profiles(actor).filter(area_id__in=areas)
    if wanted.region_id is not None:
        clients = clients.filter(municipality__region_id=wanted.region_id, non_disclosure=False)
    fitting: list[tuple[int, UUID]] = []
    stopped: list[tuple[int, UUID]] = []
    for key, person in people_of(actor, clients).items():
        judged = Matcher(person, weights, known).judge(job)
        (stopped if judged.level == STOP else fitting).append((-judged.score, key))
    fitting.sort()
    stopped.sort()
    search = MatchSearch(area_id=min(areas), direction=Direction.CANDIDATES, vacancy=vacancy)
    found = _Found([key for _score, key in fitting[:KEPT]], [key for _score, key in stopped[:PAGE]],
                   len(fitting), len(stopped))  # fmt: skip
    _keep(search, actor, wanted, weights, found)
    _record_shown(actor, search, start=0)
    return search


@transaction.atomic
def show_more(*, actor: User, search_id: UUID) -> MatchSearch:
    """The next page of what the actor's own search found is recorded as shown."""
    search = MatchSearch.objects.filter(pk=search_id, by=actor).select_for_update(of=("self",)).first()
    if search is None:
        raise NotFound
    start = search.shown
    if start < len(search.ranked):
        search.shown = min(start + PAGE, len(search.ranked))
        search.save(update_fields=["shown"])
        _record_shown(actor, search, start=start)
    return search


@dataclass(frozen=True)
class _Found:
    ranked: list[UUID]
    stopped: list[UUID]
    found: int
    stops: int


def _keep(search: MatchSearch, actor: User, wanted: Wanted, weights: Weights, found: _Found) -> None:
    search.region_id, search.hours_from, search.hours_to = wanted.region_id, wanted.hours_from, wanted.hours_to
    search.stops_hidden, search.weights_version = wanted.stops_hidden, weights.version
    search.ranked, search.found, search.stops = found.ranked, found.found, found.stops
    search.stopped = [] if wanted.stops_hidden else found.stopped
    search.shown, search.by, search.at = min(PAGE, len(found.ranked)), actor, timezone.now()
    search.save(force_insert=True)


def _record_shown(actor: User, search: MatchSearch, *, start: int) -> None:
    """Those from `start` to what is shown have a record of today; one that has it already keeps it."""
    keys = search.ranked[start : search.shown]
    judged, areas = judged_by(actor, search, keys), _areas(search, keys)
    MatchRecord.objects.bulk_create(
        [
            MatchRecord(
                area_id=areas[key],
                client_id=search.client_id or key,
                vacancy_id=search.vacancy_id or key,
                direction=search.direction,
                weights_version=search.weights_version,
                rank=place,
                score=judged[key].score,
                verdict=judged[key].verdict,
                reasons=[finding.key for finding in judged[key].findings],
                shown_on=timezone.localdate(),
                shown_to=actor,
            )
            for place, key in enumerate(keys, start + 1)
            if key in judged
        ],
        ignore_conflicts=True,
    )


def _areas(search: MatchSearch, keys: Sequence[UUID]) -> Mapping[UUID, int]:
    if search.client_id is not None:
        return dict.fromkeys(keys, search.area_id)
    return dict(Client.objects.filter(pk__in=keys).values_list("pk", "area_id"))


@transaction.atomic
def decide_match(
    *, actor: User, match_id: UUID, version: int, to: MatchState, decider: Decider, refusal: MatchRefusal | None = None
) -> MatchRecord:
    """The match is accepted, or refused for a reason, by the coordinator or the client; a mind may be changed."""
    match = MatchRecord.objects.visible_to(actor).filter(pk=match_id).locked().first()
    if match is None:
        raise NotFound
    _worked_on(actor, match.client_id)
    if match.version != version:
        raise Conflict
    if to not in MATCH_STEPS[MatchState(match.state)]:
        raise OutOfOrder
    if (to == MatchState.REFUSED) != (refusal is not None):
        raise Refusal(_("A refused match says why, others do not."), field="refusal")
    match.state, match.decider, match.refusal = to, decider, refusal or ""
    match.decided_on, match.decided_by, match.version = timezone.localdate(), actor, version + 1
    match.save(update_fields=["state", "decider", "refusal", "decided_on", "decided_by", "version"])
    return match


def _worked_on(actor: User, client_id: UUID) -> Client:
    client = locked_client(actor, client_id)
    if not can_work_on(actor, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    return client


def old_searches(*, area_id: int, moment: datetime) -> QuerySet[MatchSearch]:
    """Searches of the area that have lived their time; what they showed stays recorded."""
    return MatchSearch.objects.filter(area_id=area_id, at__lt=moment - LIVES)
