"""Matching by the product's own services, row-level security on: 10,000 jobs for a client, and clients for a vacancy.

Ranking reads every open vacancy in one statement and judges each by the rule that words the reasons. `python -m
benchmarks.matching --vacancies 500 --clients 50` runs a fraction of the size.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

AREA = 41
BAR_SECONDS = 0.150


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--vacancies", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=2_000, help="clients with a profile in the area")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    from benchmarks import report
    from benchmarks.scratch import cluster, migrated, settings_of

    with cluster() as host:
        report.machine(settings_of(migrated(host)))
        measure(host, vacancies=options.vacancies, clients=options.clients, rounds=options.rounds, seed=options.seed)
    return 0


def measure(host: str, *, vacancies: int, clients: int, rounds: int, seed: int) -> None:
    """A database of its own is filled, and both directions are asked `rounds` times."""
    from accounts.context import acting
    from benchmarks import report
    from benchmarks.scratch import EMPTY, create
    from employers.matching_rules import Matcher, all_weights
    from employers.models import MatchSearch
    from employers.selectors.matching import JobReader, Wanted, open_vacancies, person_of, places
    from employers.services.matching import find_candidates, find_jobs

    scratch = create(host, "tasma_bench_matching", template=EMPTY)
    scratch.use()
    report.heading(f"Matching: {vacancies:,} open vacancies, {clients:,} clients with a profile, seed {seed}")
    with acting(areas=[AREA]):
        user, people, jobs = _fill(vacancies=vacancies, clients=clients, seed=seed)
    with scratch.connect("owner") as owner:
        owner.execute("ANALYZE")
    with acting(user=user, areas=[AREA]):
        from django.utils import timezone

        today, known, weights = timezone.localdate(), places(), all_weights()[0]

        def ranked(client: Any) -> Any:
            found = JobReader().jobs(open_vacancies(Wanted(), day=today))
            return Matcher(person_of(user, client), weights, known).rank(found)

        _report(f"rank {vacancies:,} jobs for a client", rounds, lambda turn: ranked(people[turn % len(people)]))
        _report(
            "find jobs: rank, keep, record the first page",
            rounds,
            lambda turn: find_jobs(actor=user, client_id=people[turn % len(people)].pk, wanted=Wanted()),
        )
        _report(
            f"find {clients:,} clients for a vacancy, with records",
            rounds,
            lambda turn: find_candidates(actor=user, vacancy_id=jobs[turn % len(jobs)].pk, wanted=Wanted()),
        )
        report.note(f"bar: {1000 * BAR_SECONDS:.0f} ms for the first; {MatchSearch.objects.count()} searches kept")


def _report(name: str, rounds: int, step: Callable[[int], Any]) -> None:
    from benchmarks import report

    times, worked = [], []
    for turn in range(rounds + 1):
        begun, before = time.perf_counter(), time.process_time()
        step(turn)
        times.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - before))
    wall, processor = sorted(times[1:]), sorted(worked[1:])
    middle = len(wall) // 2
    told = f"median {wall[middle]:6.0f} ms (min {wall[0]:.0f}), of it Python's processor time {processor[middle]:.0f}"
    report.note(f"{name:<52} {told}")


def _fill(*, vacancies: int, clients: int, seed: int) -> tuple[Any, list[Any], list[Any]]:
    from accounts.enums import Role
    from accounts.models import Membership, Municipality, User
    from clients.enums.demands import DEMAND_MAXIMA, Ability, Adjustment
    from clients.models import Client, DemandAssessment, DemandProfile
    from employers.demand_amounts import SAID
    from employers.enums.register import JobTrait
    from employers.models import Employer, Vacancy

    dice = Random(seed)
    user = User.objects.create(email="matcher@bench.invalid", name="Matcher", password="!")
    Membership.objects.create(user=user, area_id=AREA, role=Role.SUPERVISOR)
    codes = list(Municipality.objects.filter(successor=None).values_list("pk", flat=True))
    employer = Employer.objects.create(name="Bench", kind="household")
    jobs = [
        Vacancy(
            area_id=AREA,
            employer=employer,
            title=f"Work {number}",
            occupation=dice.choice("23456789"),
            occupation_version="AML2010",
            hours_from=dice.choice((10, 15, 18, 20, 25, 30, 37.5)),
            hours_to=37.5,
            municipality_id=dice.choice(codes),
            traits=dice.sample(JobTrait.values, dice.randrange(4)),
            accommodations=dice.sample(Adjustment.values, dice.randrange(4)),
            demands={
                demand.value: float(dice.randrange(1, DEMAND_MAXIMA.get(demand, 4))) for demand in dice.sample(SAID, 5)
            },
            state="open",
            opened_on="2026-01-01",
            created_by=user,
        )
        for number in range(vacancies)
    ]
    Vacancy.objects.bulk_create(jobs, batch_size=2000)
    people = [
        Client(area_id=AREA, last_name=f"B{number}", municipality_id=dice.choice(codes)) for number in range(clients)
    ]
    Client.objects.bulk_create(people, batch_size=2000)
    profiles = [DemandProfile(area_id=AREA, client=one, assessed_on="2026-01-01", recorded_by=user) for one in people]
    DemandProfile.objects.bulk_create(profiles, batch_size=2000)
    DemandAssessment.objects.bulk_create(
        [
            _assessed(profile, demand, dice.choice(Ability.values), dice)
            for profile in profiles
            for demand in dice.sample(SAID, 9)
        ],
        batch_size=5000,
    )
    return user, people, jobs


def _assessed(profile: Any, demand: Any, ability: str, dice: Random) -> Any:
    from clients.enums.demands import DEMAND_MAXIMA, DEMAND_UNITS
    from clients.models import DemandAssessment

    limit = dice.randrange(DEMAND_MAXIMA[demand]) if ability == "limited" and demand in DEMAND_UNITS else None
    return DemandAssessment(
        area_id=AREA,
        profile=profile,
        demand=demand,
        ability=ability,
        limit=limit,
        adjustments=["technology"] if ability == "adjusted" else [],
        source="coordinator",
    )


if __name__ == "__main__":
    sys.exit(main())
