"""Hidden jobs, task analyses, wishes of clients and matches."""

from datetime import date
from typing import Any

import factory

from accounts.models import User
from clients.models import Client
from employers.enums.matching import Direction, Verdict
from employers.models import JobWish, Lead, MatchRecord, MatchSearch, TaskAnalysis, WorkTask
from tests.factories.accounts import HOME_AREA, UserFactory
from tests.factories.employers import EmployerFactory, VacancyFactory
from tests.factories.work_ability import DemandAssessmentFactory, DemandProfileFactory


class LeadFactory(factory.django.DjangoModelFactory):
    """An open hidden job of the home area."""

    class Meta:
        model = Lead

    area_id = HOME_AREA
    employer = factory.SubFactory(EmployerFactory)
    found_on = date(2026, 5, 4)
    found_by = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Keittiö tarvitsee apua {n}")


class TaskAnalysisFactory(factory.django.DjangoModelFactory):
    """An analysis of the home area that has just begun."""

    class Meta:
        model = TaskAnalysis

    area_id = HOME_AREA
    employer = factory.SubFactory(EmployerFactory)
    title = factory.Sequence(lambda n: f"Keittiötyö {n}")
    started_on = date(2026, 5, 4)
    created_by = factory.SubFactory(UserFactory)


class WorkTaskFactory(factory.django.DjangoModelFactory):
    """An hour a week, not sorted yet."""

    class Meta:
        model = WorkTask

    area_id = factory.SelfAttribute("analysis.area_id")
    analysis = factory.SubFactory(TaskAnalysisFactory)
    text = factory.Sequence(lambda n: f"Tiskaus {n}")
    minutes = 60


class JobWishFactory(factory.django.DjangoModelFactory):
    """Any work at all."""

    class Meta:
        model = JobWish

    area_id = factory.SelfAttribute("client.area_id")
    recorded_by = factory.SubFactory(UserFactory)


class MatchRecordFactory(factory.django.DjangoModelFactory):
    """A vacancy shown first for the client, not decided on."""

    class Meta:
        model = MatchRecord

    area_id = factory.SelfAttribute("client.area_id")
    vacancy = factory.SubFactory(VacancyFactory)
    direction = Direction.JOBS
    weights_version = 1
    rank = 1
    score = 100
    verdict = Verdict.FITS
    reasons = ["can:lifting"]
    shown_on = date(2026, 5, 4)
    shown_to = factory.SubFactory(UserFactory)


def profiled(client: Client, **demands: Any) -> Client:
    """The client with a profile: each demand an ability, or a limit as a number."""
    profile = DemandProfileFactory(client=client)
    for demand, said in demands.items():
        told = {"ability": said, "limit": None} if isinstance(said, str) else {"ability": "limited", "limit": said}
        kinds = ["technology"] if said == "adjusted" else []
        DemandAssessmentFactory(profile=profile, demand=demand, adjustments=kinds, **told)
    return client


def job_words(client: Client, *, user: User) -> dict[str, Any]:
    """What addresses name of jobs and matching: one of each, with a search of this person both ways."""
    task = WorkTaskFactory()
    vacancy = VacancyFactory(area_id=client.area_id)
    profiled(client, lifting=10.0)
    match = MatchRecordFactory(client=client, vacancy=vacancy, shown_to=user)
    searches = [
        MatchSearch.objects.create(
            area_id=client.area_id,
            direction=direction,
            weights_version=1,
            ranked=[vacancy.pk if direction == "jobs" else client.pk],
            found=1,
            stops=0,
            shown=1,
            by=user,
            **whose,
        )
        for direction, whose in (("jobs", {"client": client}), ("candidates", {"vacancy": vacancy}))
    ]
    return {
        "vacancy_id": vacancy.pk,
        "lead_id": LeadFactory().pk,
        "analysis_id": task.analysis_id,
        "work_task_id": task.pk,
        "match_id": match.pk,
        "search_id": searches[0].pk,
    }
