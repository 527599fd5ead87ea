"""Hidden jobs, a task analysis, wishes and matches of the demo; invented, and plainly so."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from clients.enums.demands import Demand
from clients.enums.employment import OCCUPATION_VERSION
from clients.models import Client, DemandProfile
from desk.demo.programme import HOME_AREA
from employers.enums.analyses import AnalysisPhase, TaskSort
from employers.enums.jobs import LeadDrop, LeadState, VacancyState
from employers.enums.matching import Decider, MatchRefusal, MatchState
from employers.models import Employer, JobWish, Lead, MatchRecord, TaskAnalysis, Vacancy, WorkTask
from employers.selectors.matching import Wanted
from employers.services.analyses import compile_job
from employers.services.matching import decide_match, find_candidates, find_jobs

HEARD = (
    ("Keittiö tarvitsisi apua ruuhkatunteihin, kaksi tai kolme tuntia päivässä.", "9", LeadState.OPEN),
    ("Arkiston järjestäminen on jäänyt tekemättä.", "4", LeadState.OPEN),
    ("Varastossa kaivattaisiin pakkaajaa syksyllä.", "8", LeadState.OPEN),
    ("Pihatöihin etsittiin tekijää, mutta työ annettiin toiselle.", "9", LeadState.DROPPED),
    ("Vastaanoton sijaisuus johti työkokeiluun.", "4", LeadState.PLACEMENT),
)
# Text, minutes a week, who does it now, sort, demands.
TASKS = (
    ("Ruokalistan suunnittelu", 180, "Kokki", TaskSort.CORE, {Demand.CONCENTRATION: 2}),
    ("Ruoan valmistus", 900, "Kokki", TaskSort.CORE, {Demand.STANDING: 180, Demand.LIFTING: 15}),
    ("Tiskaus", 420, "Kokki", TaskSort.TRANSFERABLE, {Demand.STANDING: 60, Demand.NOISE: 75}),
    ("Salin siistiminen", 300, "Tarjoilija", TaskSort.TRANSFERABLE, {Demand.WALKING: 60}),
    ("Vihannesten esikäsittely", 360, "Kokki", TaskSort.TRANSFERABLE, {Demand.FINE_MOTOR: 1, Demand.STANDING: 45}),
    ("Kassa", 240, "Tarjoilija", TaskSort.CORE, {Demand.SOCIAL: 2}),
)
WISHES = (
    {"occupations": ["4", "9"], "hours_to": 25},
    {"occupations": ["8"], "hours_from": 15, "hours_to": 30},
    {"is_remote_wished": True},
)
REFUSALS = (MatchRefusal.TRAVEL, MatchRefusal.OCCUPATION, MatchRefusal.HOURS, MatchRefusal.TOO_DEMANDING)
SEARCHED = 8
WORK, NEW_JOB = "Keittiön työ", "Keittiön apulainen"


def give_jobs() -> None:
    """Hidden jobs, an analysis whose tasks became a job, wishes and matches; nothing where there are any."""
    coordinator = User.objects.filter(email="coordinator@demo.invalid").first()
    supervisor = User.objects.filter(email="supervisor@demo.invalid").first()
    if coordinator is None or supervisor is None or Lead.objects.exists():
        return
    today = timezone.localdate()
    employers = list(Employer.objects.order_by("business_id")[:12])
    _leads(employers, coordinator, today)
    _analysis(next(one for one in employers if one.industry == "I"), coordinator, today)
    clients = _profiled()
    _wishes(clients, coordinator)
    _matches(clients, supervisor)


def _leads(employers: list[Employer], recorder: User, today: date) -> None:
    for number, (text, occupation, state) in enumerate(HEARD):
        employer = employers[number]
        Lead.objects.create(
            area_id=HOME_AREA,
            employer=employer,
            establishment=employer.establishments.first(),
            found_on=today - timedelta(days=5 + 9 * number),
            found_by=recorder,
            text=text,
            occupation=occupation,
            occupation_version=OCCUPATION_VERSION,
            state=state,
            ended_on=None if state == LeadState.OPEN else today - timedelta(days=number),
            drop_reason=LeadDrop.GONE if state == LeadState.DROPPED else "",
        )


def _analysis(employer: Employer, recorder: User, today: date) -> None:
    analysis = TaskAnalysis.objects.create(
        area_id=HOME_AREA,
        employer=employer,
        establishment=employer.establishments.first(),
        title=WORK,
        started_on=today - timedelta(days=20),
        phase=AnalysisPhase.COMPILE,
        created_by=recorder,
    )
    chosen = []
    for text, minutes, done_by, sort, demands in TASKS:
        task = WorkTask.objects.create(
            area_id=HOME_AREA,
            analysis=analysis,
            text=text,
            minutes=minutes,
            done_by=done_by,
            sort=sort,
            demands={demand.value: float(much) for demand, much in demands.items()},
        )
        if sort == TaskSort.TRANSFERABLE:
            chosen.append(task.pk)
    place = employer.establishments.select_related("municipality").first()
    if place is not None:
        compile_job(
            actor=recorder,
            analysis_id=analysis.pk,
            version=1,
            task_ids=chosen[:2],
            title=NEW_JOB,
            municipality=place.municipality,
        )


def _profiled() -> list[Client]:
    """Clients of the home area with a profile, the first by name first: pages of tests begin with them."""
    known = DemandProfile.objects.filter(area_id=HOME_AREA)
    found = Client.objects.filter(area_id=HOME_AREA, pk__in=known.values("client_id"), merged_into__isnull=True)
    return list(found.exclude(last_name="").order_by("last_name", "first_names", "pk"))


def _wishes(clients: list[Client], recorder: User) -> None:
    for number, client in enumerate(clients[::2]):
        wish = WISHES[number % len(WISHES)]
        JobWish.objects.create(area_id=client.area_id, client=client, recorded_by=recorder, **wish)


def _matches(clients: list[Client], actor: User) -> None:
    """Searches by the supervisor, and what became of the first ones found."""
    for client in clients[:SEARCHED]:
        find_jobs(actor=actor, client_id=client.pk, wanted=Wanted())
    vacancy = Vacancy.objects.filter(area_id=HOME_AREA, state=VacancyState.OPEN).order_by("-opened_on", "pk").first()
    if vacancy is not None:
        find_candidates(actor=actor, vacancy_id=vacancy.pk, wanted=Wanted())
    shown = MatchRecord.objects.filter(area_id=HOME_AREA, rank__lte=6).order_by("rank", "client_id", "vacancy_id")
    for number, match in enumerate(shown[:30]):
        is_accepted = number % 3 != 0
        decide_match(
            actor=actor,
            match_id=match.pk,
            version=match.version,
            to=MatchState.ACCEPTED if is_accepted else MatchState.REFUSED,
            decider=Decider.CLIENT if number % 2 else Decider.COORDINATOR,
            refusal=None if is_accepted else REFUSALS[number % len(REFUSALS)],
        )
