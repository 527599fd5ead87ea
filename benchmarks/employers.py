"""The register of employers at its size: the named question, plain pages of the list, and what one types to find one.

    python -m benchmarks.employers --employers 2000

Rows are made inside PostgreSQL by generate_series, as the owner: employers with one or two establishments, three
contacts each over all areas, a mark for one employer in five, some of them old, and vacancies for a few.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks import report
from benchmarks.scratch import Scratch

HOME = 41
REGION = "01"
ASKED = 40
BAR = 50.0
TABLES = (
    "employers_employer", "employers_establishment", "employers_employercontact", "employers_willingkeyword",
)  # fmt: skip
MAKING = (
    """
    INSERT INTO employers_employer (id, version, business_id, name, kind, size, industry, industry_version,
        intermediary, website, created_by_id)
    SELECT md5('e' || n)::uuid, 1, (1000000 + n) || '-' || n %% 10,
        (ARRAY['Aava', 'Björk', 'Cirrus', 'Delta', 'Esko', 'Öljy', 'Äiti', 'Näyte'])[1 + n %% 8] || ' ' || n || ' Oy',
        (ARRAY['company', 'company', 'company', 'municipality', 'association'])[1 + n %% 5], (1 + n %% 4)::text,
        chr(65 + n %% 19), 'TOL2008', '', '', NULL
    FROM generate_series(1, %(employers)s) n
    """,
    """
    INSERT INTO employers_establishment (id, version, employer_id, name, number, street_address, postal_code,
        municipality_id, is_closed)
    SELECT md5('p' || n || ' ' || place)::uuid, 1, md5('e' || n)::uuid, 'Toimipaikka ' || place, '', '', '',
        m.codes[1 + (abs(hashint4(n * 7 + place)) %% cardinality(m.codes))], false
    FROM generate_series(1, %(employers)s) n, generate_series(1, 2) place,
        (SELECT array_agg(code ORDER BY code) AS codes FROM accounts_municipality WHERE successor_id IS NULL) m
    WHERE place = 1 OR n %% 10 < 3
    """,
    """
    INSERT INTO employers_employercontact (id, version, area_id, employer_id, held_on, channel, initiative, answered,
        topics, topic_raised, interest, traits, accommodations, note, next_step, author_id, withdrawal_reason)
    SELECT md5('c' || n || ' ' || turn)::uuid, 1, CASE WHEN n %% 8 = 0 THEN %(home)s ELSE 1 + n %% 45 END,
        md5('e' || n)::uuid, current_date - (abs(hashint4(n * 13 + turn)) %% 900)::int, 'phone', 'ours', n %% 3 > 0,
        '{}', false, NULL, '{}', '{}', '', '', %(me)s, ''
    FROM generate_series(1, %(employers)s) n, generate_series(1, 3) turn
    """,
    """
    INSERT INTO employers_willingkeyword (id, version, area_id, employer_id, set_on, set_by_id, traits, accommodations,
        confirmed_on, confirmed_by_id, end_reason)
    SELECT md5('w' || n)::uuid, 1, CASE WHEN n %% 8 = 0 THEN %(home)s ELSE 1 + n %% 45 END, md5('e' || n)::uuid,
        current_date - 700, %(me)s,
        CASE n / 7 %% 3 WHEN 0 THEN '{part_time,seated}' WHEN 1 THEN '{seated}' ELSE '{day,quiet}' END::varchar[],
        '{help}',
        current_date - (abs(hashint4(n)) %% 400)::int, %(me)s, ''
    FROM generate_series(1, %(employers)s) n WHERE n %% 5 = 0 OR n %% 8 = 0
    """,
)


def populate(scratch: Scratch, *, employers: int) -> Any:
    """The register holds so many employers; returns the specialist of the home area who asks."""
    from accounts.context import acting
    from accounts.enums import Role
    from accounts.models import Membership, User

    with acting(areas=[HOME]):
        user = User.objects.create(email="specialist@bench.invalid", name="Specialist", password="!")
        Membership.objects.create(user=user, area_id=HOME, role=Role.EMPLOYER_SPECIALIST)
    with scratch.connect("owner") as owner:
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute("SELECT set_config('app.areas', %s, true)", [f"{{{','.join(map(str, range(1, 47)))}}}"])
        for statement in MAKING:
            owner.execute(statement, {"employers": employers, "home": HOME, "me": user.pk})
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM (ANALYZE)")
    return user


def questions() -> dict[str, Any]:
    """What is asked of the list, by name."""
    from accounts.models import Region
    from employers.selectors.employers import Choice

    region = Region.objects.get(municipality__code="091").pk
    named = {"willing": "fresh", "region": region, "traits": ("part_time", "seated"), "contacted": "6"}
    return {
        "willing, Uusimaa, part-time, seated, under 6 months": Choice(**named),
        "everybody, by name": Choice(),
        "everybody, last contact first": Choice(sort="-contact"),
        "part of a name": Choice(text="jörk 12"),
        "willing anywhere": Choice(willing="fresh"),
        "not contacted in 12 months": Choice(contacted="-12"),
        "to be confirmed by the area": Choice(willing="stale"),
    }


def asked(user: Any, choice: Any) -> int:
    """The first page of the list with its count and what its rows tell, as the page asks for them."""
    from employers.selectors.employers import known_of, page_of_employers

    page = page_of_employers(user, choice, 1)
    known_of(user, list(page))
    return int(page.paginator.count)


def measure(scratch: Scratch, user: Any, *, employers: int) -> None:
    """Prints p50 and p95 of each question in milliseconds, by the application's login under row-level security."""
    from accounts.context import acting
    from accounts.models import User
    from employers.selectors.finding import suggested

    report.heading(f"Finding employers, {employers:,} in the register, row-level security on")
    with acting(user=user, areas=[HOME]):
        reader = User.objects.get(pk=user.pk)
        for name, choice in questions().items():
            _row(name, lambda choice=choice: asked(reader, choice))  # type: ignore[misc]
        _row("suggestions while typing a name", lambda: len(suggested("björk 1")))
        _row("suggestions while typing a business id", lambda: len(suggested("10012")))


def _row(name: str, call: Callable[[], int]) -> None:
    found, times = call(), []
    for _round in range(ASKED):
        begun = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - begun))
    late = sorted(times)[int(0.95 * len(times)) - 1]
    report.note(f"{name:<54} p50 {median(times):7.1f}  p95 {late:7.1f} ms (bar {BAR:g})   {found:,} found")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.employers", description=__doc__)
    parser.add_argument("--employers", type=int, default=100_000, help="employers in the register (100,000)")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    from benchmarks.scratch import cluster, create, migrated

    with cluster() as host:
        migrated(host)
        scratch = create(host, "tasma_bench_employers", template="tasma_bench_empty")
        scratch.use()
        user = populate(scratch, employers=options.employers)
        measure(scratch, user, employers=options.employers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
