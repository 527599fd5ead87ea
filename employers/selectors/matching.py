"""What matching is given: people by their profiles and wishes, jobs by what vacancies say; nothing else is read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from accounts.models import Municipality, User
from clients.enums.demands import Adjustment
from clients.models import Case, Client, DemandAssessment, DemandProfile
from clients.policies import may_see_contacts
from config.kernel.errors import NotFound
from employers.enums.register import JobTrait
from employers.matching_rules import Job, Judgement, Matcher, Met, Person, Place, Terms, Wish, amounts_of, weights_of
from employers.models import JobWish, MatchSearch, Vacancy

ADJUSTMENTS = tuple(Adjustment.values)
ROW = ("pk", "area_id", "non_disclosure", "municipality_id")
DECODE = json.JSONDecoder().raw_decode


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which vacancies or clients are looked at; nothing chosen is everything."""

    region_id: int | None = None
    hours_from: int | None = None
    hours_to: int | None = None
    stops_hidden: bool = False


def places() -> dict[str, Place]:
    """Where municipalities are: longitude and latitude of their middle."""
    found = Municipality.objects.filter(longitude__isnull=False, latitude__isnull=False).order_by()
    rows: Iterable[Any] = found.values_list("pk", "longitude", "latitude")
    return {code: (float(east), float(north)) for code, east, north in rows}


# --- jobs -------------------------------------------------------------------------------------------------------------


def open_vacancies(wanted: Wanted, *, day: date) -> QuerySet[Vacancy]:
    """Vacancies open on the day in every area, within what is wanted; remote work is in every region."""
    found = Vacancy.objects.open_on(day)
    if wanted.region_id is not None:
        found = found.filter(Q(municipality__region_id=wanted.region_id) | Q(traits__contains=[JobTrait.REMOTE]))
    if wanted.hours_from is not None:
        found = found.filter(Q(hours_to__isnull=True) | Q(hours_to__gte=wanted.hours_from))
    if wanted.hours_to is not None:
        found = found.filter(Q(hours_from__isnull=True) | Q(hours_from__lte=wanted.hours_to))
    return found


@dataclass
class JobReader:
    """Makes jobs of rows; what many vacancies say alike is read once."""

    _amounts: dict[tuple[str, float | None], tuple[tuple[str, float], ...]] = field(default_factory=dict)
    _terms: dict[tuple[Any, ...], Terms] = field(default_factory=dict)

    def jobs(self, found: QuerySet[Vacancy]) -> Iterator[Job]:
        """The vacancies as jobs, with their keys as text: thousands in one statement."""
        rows = found.order_by().values_list(
            Cast("pk", TextField()),
            Cast("demands", TextField()),
            _joined("accommodations"),
            ExpressionWrapper(Q(traits__contains=[JobTrait.REMOTE]), BooleanField()),
            Cast("hours_from", FloatField()),
            Cast("hours_to", FloatField()),
            "occupation",
            "municipality_id",
        )
        for key, demands, offered, is_remote, least, most, occupation, place in rows.iterator(chunk_size=5000):
            said, terms = (demands, least), (offered, is_remote, least, most)
            yield Job(
                key,
                self._amounts.get(said) or self._read_amounts(said),
                self._terms.get(terms) or self._read_terms(terms),
                occupation,
                place,
            )

    def _read_amounts(self, said: tuple[str, float | None]) -> tuple[tuple[str, float], ...]:
        amounts = self._amounts[said] = amounts_of(DECODE(said[0])[0], said[1])
        return amounts

    def _read_terms(self, said: tuple[str, bool, float | None, float | None]) -> Terms:
        """One for all that say the same, in whatever order they offer it."""
        offered = frozenset(filter(None, said[0].split(",")))
        same = (offered, *said[1:])
        if same not in self._terms:
            self._terms[same] = Terms(offered, said[2], said[3], said[1])
        self._terms[said] = self._terms[same]
        return self._terms[same]


def _joined(column: str) -> Func:
    return Func(F(column), Value(","), function="array_to_string", output_field=TextField())


def job_of(vacancy: Vacancy) -> Job:
    """One vacancy as matching knows it."""
    least, most = _number(vacancy.hours_from), _number(vacancy.hours_to)
    terms = Terms(frozenset(vacancy.accommodations), least, most, JobTrait.REMOTE in vacancy.traits)
    amounts = amounts_of(vacancy.demands, least)
    return Job(str(vacancy.pk), amounts, terms, vacancy.occupation, vacancy.municipality_id)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


# --- people -----------------------------------------------------------------------------------------------------------


def people_with_profiles(user: User) -> QuerySet[Client]:
    """Clients the user needs to know of whose ability something is recorded, but for those whose case is closed."""
    profiled = DemandProfile.objects.filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk"))
    cases = Case.objects.filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk"))
    ended = Exists(cases) & ~Exists(cases.not_closed())
    return Client.objects.visible_to(user).filter(Exists(profiled)).exclude(ended)


def people_of(user: User, clients: QuerySet[Client]) -> dict[UUID, Person]:
    """Each of the clients as matching knows them, as far as the user may know where they live."""
    rows: list[Any] = list(clients.order_by().values_list(*ROW, named=True))
    keys = [row.pk for row in rows]
    abilities, wishes = _abilities(keys), _wishes(keys)
    return {
        row.pk: Person(
            abilities=abilities.get(row.pk, {}),
            wish=wishes.get(row.pk, Wish()),
            municipality=(row.municipality_id or "") if may_see_contacts(user, row) else "",
        )
        for row in rows
    }


def person_of(user: User, client: Client) -> Person:
    """The client as matching knows them."""
    return people_of(user, Client.objects.filter(pk=client.pk))[client.pk]


def _abilities(clients: Iterable[UUID]) -> dict[UUID, Mapping[str, Met]]:
    """By client what the profile that holds now says of each demand."""
    newest = (
        DemandProfile.objects.filter(client_id__in=list(clients))
        .order_by("client_id", "-assessed_on", "-recorded_at", "-pk")
        .distinct("client_id")
    )
    whose = dict(newest.values_list("pk", "client_id"))
    found: dict[UUID, dict[str, Met]] = defaultdict(dict)
    rows = DemandAssessment.objects.filter(profile_id__in=list(whose)).order_by()
    for profile, demand, ability, limit, adjustments, is_strength in rows.values_list(
        "profile_id", "demand", "ability", "limit", "adjustments", "is_strength"
    ):
        kinds = tuple(kind for kind in ADJUSTMENTS if kind in adjustments)
        found[whose[profile]][demand] = Met(ability, _number(limit), kinds, is_strength)
    return dict(found)


def _wishes(clients: Iterable[UUID]) -> dict[UUID, Wish]:
    newest = (
        JobWish.objects.filter(client_id__in=list(clients))
        .order_by("client_id", "-recorded_at", "-pk")
        .distinct("client_id")
    )
    return {one.client_id: wish_of(one) for one in newest}


def wish_of(one: JobWish) -> Wish:
    """The wish as matching knows it."""
    return Wish(
        occupations=frozenset(one.occupations),
        hours_from=one.hours_from,
        hours_to=one.hours_to,
        municipalities=frozenset(one.municipalities),
        is_remote_wished=one.is_remote_wished,
    )


def current_wish(client: Client) -> JobWish | None:
    """What the client looks for now."""
    return JobWish.objects.filter(area_id=client.area_id, client=client).newest_first().first()


def judged_by(actor: User, search: MatchSearch, keys: Sequence[UUID]) -> dict[UUID, Judgement]:
    """How each of the vacancies, or of the clients, of the search fits today, by the weights of the search."""
    weights, known = weights_of(search.weights_version), places()
    if weights is None:
        raise NotFound
    if search.vacancy is not None:
        job = job_of(search.vacancy)
        people = people_of(actor, people_with_profiles(actor).filter(pk__in=keys))
        return {key: Matcher(person, weights, known).judge(job) for key, person in people.items()}
    if search.client is not None:
        matcher = Matcher(person_of(actor, search.client), weights, known)
        return {one.pk: matcher.judge(job_of(one)) for one in Vacancy.objects.filter(pk__in=keys)}
    return {}
