"""What time does to vacancies and searches: those past their last day close, old searches go. Safe again and again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.context import acting
from accounts.models import Area
from employers.enums.jobs import VacancyState
from employers.models import Vacancy
from employers.services.matching import old_searches
from employers.services.vacancies import close_expired


@dataclass(frozen=True, kw_only=True)
class Swept:
    """How many vacancies were closed and searches dropped, or would be."""

    closed: int
    searches: int


def sweep_vacancies(*, day: date, areas: Iterable[int] | None = None, simulate: bool = False) -> Swept:
    """Open vacancies whose last day was before `day` are closed, as expired; searches of over 30 days are dropped.

    Each vacancy is locked and closed by itself, so a run that is repeated closes none twice. With `simulate` nothing
    is written.
    """
    closed = searches = 0
    for area in sorted(Area.objects.values_list("pk", flat=True) if areas is None else areas):
        with acting(areas=[area]):
            found = Vacancy.objects.filter(area_id=area, state=VacancyState.OPEN, closes_on__lt=day)
            keys = list(found.order_by("pk").values_list("pk", flat=True))
            old = old_searches(area_id=area, moment=timezone.now())
            closed += len(keys) if simulate else sum(close_expired(vacancy_id=key, day=day) for key in keys)
            searches += old.count() if simulate else old.delete()[0]
    return Swept(closed=closed, searches=searches)
