"""Searches as pages show them: each job or client found with its reasons and what became of the match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Municipality, User
from clients.enums.employment import Occupation
from clients.models import Client
from clients.selectors.cells import listed
from clients.selectors.client_page import heading_of
from config.kernel.errors import NotFound
from employers.enums.matching import MatchState
from employers.matching_rules import Judgement
from employers.models import JobWish, MatchRecord, MatchSearch, Vacancy
from employers.selectors.demand_words import hours_text
from employers.selectors.match_words import Explained, explained

PAGE = 25
TONES = {MatchState.SHOWN: "plain", MatchState.ACCEPTED: "good", MatchState.REFUSED: "bad"}


@dataclass(frozen=True, kw_only=True)
class MatchRow:
    """One job or one client of a search."""

    rank: int | None
    title: str
    url: str
    facts: str
    why: Explained
    state: str = ""
    tone: str = ""
    decide_url: str = ""


def latest_search(user: User, *, client: Client | None = None, vacancy: Vacancy | None = None) -> MatchSearch | None:
    """The user's newest search for the client, or for the vacancy."""
    whose = {"client": client} if client is not None else {"vacancy": vacancy}
    areas = {one.area_id for one in user.memberships_today()}
    found = MatchSearch.objects.filter(area_id__in=areas, by=user, **whose).order_by("-at", "pk")
    return found.select_related("client__area", "client__unit", "vacancy", "region").first()


def shown_page(search: MatchSearch, number: Any) -> Page:
    """The page of the keys that have been shown."""
    return Paginator(search.ranked[: search.shown], PAGE).get_page(number)


def can_show_more(search: MatchSearch, page: Page) -> bool:
    """Whether the next page is still to be shown."""
    return not page.has_next() and search.shown < len(search.ranked)


def rows_of(
    user: User, search: MatchSearch, keys: Sequence[UUID], judged: Mapping[UUID, Judgement], *, start: int | None
) -> tuple[list[MatchRow], list[Client]]:
    """The rows of these keys in order, and the clients whom they show; `start` is the rank before the first."""
    about: Mapping[UUID, Any] = _vacancies(keys) if search.client_id else _clients(user, keys)
    records = _records(search, keys)
    rows = []
    for place, key in enumerate(keys, 1):
        if key in about and key in judged:
            rank = None if start is None else start + place
            rows.append(_row(search, about[key], judged[key], records.get(key), rank=rank))
    shown = [search.client] if search.client is not None else [about[key] for key in keys if key in about]
    return rows, shown


def _row(search: MatchSearch, one: Any, judged: Judgement, record: MatchRecord | None, *, rank: int | None) -> MatchRow:
    if search.client_id:
        title, url = one.title, reverse("employers:vacancy", args=[one.pk])
        hours = hours_text(one.hours_from, one.hours_to)
        facts = ", ".join(part for part in (one.employer.name, one.municipality.name, hours) if part)
    else:
        title, url = heading_of(one), reverse("clients:client", args=[one.pk])
        facts = one.unit.name if one.unit else ""
    if record is None or rank is None:
        return MatchRow(rank=rank, title=title, url=url, facts=facts, why=explained(judged))
    return MatchRow(
        rank=rank,
        title=title,
        url=url,
        facts=facts,
        why=explained(judged),
        state=str(record.get_state_display()),
        tone=TONES[MatchState(record.state)],
        decide_url=reverse("employers:match", args=[record.pk]),
    )


def _vacancies(keys: Iterable[UUID]) -> dict[UUID, Vacancy]:
    return {one.pk: one for one in Vacancy.objects.filter(pk__in=keys).select_related("employer", "municipality")}


def _clients(user: User, keys: Iterable[UUID]) -> dict[UUID, Client]:
    found = Client.objects.visible_to(user).filter(pk__in=keys).select_related("area", "unit")
    return {one.pk: one for one in found}


def _records(search: MatchSearch, keys: Iterable[UUID]) -> dict[UUID, MatchRecord]:
    """Of each pair the record that was made last."""
    if search.client_id:
        found = MatchRecord.objects.filter(area_id=search.area_id, client_id=search.client_id, vacancy_id__in=keys)
        return {one.vacancy_id: one for one in found.order_by("shown_on", "shown_at")}
    found = MatchRecord.objects.filter(vacancy=search.vacancy, client_id__in=keys)
    return {one.client_id: one for one in found.order_by("shown_on", "shown_at")}


def summary_of(search: MatchSearch) -> str:
    """When it was searched, by which version, and how many were found."""
    return _("Searched %(at)s by version %(version)s of the weights: %(found)s fit, %(stops)s with a hard stop.") % {
        "at": date_format(timezone.localtime(search.at), "SHORT_DATETIME_FORMAT"),
        "version": search.weights_version,
        "found": search.found,
        "stops": search.stops,
    }


def match_for(user: User, *, match_id: UUID) -> MatchRecord:
    """A match of a client the user needs to know; hidden and absent look the same."""
    related = ("client__area", "client__unit", "vacancy__employer", "vacancy__municipality", "decided_by")
    found = MatchRecord.objects.visible_to(user).select_related(*related).filter(pk=match_id).first()
    if found is None:
        raise NotFound
    return found


def wish_facts(wish: JobWish | None) -> list[tuple[str, str]]:
    """The wish in words; nothing where none is recorded."""
    if wish is None:
        return []
    places = Municipality.objects.filter(pk__in=wish.municipalities)
    return [
        (_("Kinds of work"), listed(Occupation, wish.occupations) or _("Any")),
        (_("Hours"), hours_text(wish.hours_from, wish.hours_to) or _("Any")),
        (_("Municipalities"), ", ".join(sorted(place.name for place in places)) or _("Any")),
        (_("Remote work"), _("Wished for") if wish.is_remote_wished else _("Not asked for")),
    ]
