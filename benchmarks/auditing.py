"""What a read of a client costs with its row in the log, how many a second eight readers make, who saw a person."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from statistics import median

import psycopg

from benchmarks import report
from benchmarks.scratch import Scratch, create

AREA = 41
READERS = 8
PER_READER = 600
PEOPLE, MEASURED_ALONE = 200, 50  # an hour's limit allows each 120 clients
# One row in ten is a list of fifty, as a caseload page is; the others are single records, over three years.
FILL = """
INSERT INTO accounts_readlog
    (at, area_id, actor_id, api_client, event, surface, purpose, ground, role, found, field_groups, clients, request_id)
SELECT now() - random() * interval '3 years', %(area)s, %(actor)s, '', 'katselu',
    CASE WHEN n %% 10 = 0 THEN 'list' ELSE 'page' END, 'clients:client', 'unit', 'tyko',
    CASE WHEN n %% 10 = 0 THEN 50 ELSE 1 END, '{client,history}',
    CASE WHEN n %% 10 = 0
        THEN (SELECT array_agg(md5(((n * 31 + k * 7919) %% %(people)s)::text)::uuid) FROM generate_series(1, 50) k)
        ELSE ARRAY[md5((n %% %(people)s)::text)::uuid] END,
    gen_random_uuid()::text
FROM generate_series(1, %(rows)s) n
"""


def measure(host: str, *, rows: int) -> None:
    """Prints b6 and b7 of the bars, then finding, sealing and verifying over `rows` rows of the log."""
    from accounts.context import acting

    scratch = create(host, "tasma_bench_audit", template="tasma_bench_empty")
    scratch.use()
    with acting(areas=[AREA]):
        actors = [_reader(number) for number in range(PEOPLE)]
    report.heading("Read log: the row in the request's own transaction, committed durably before the answer")
    _b6(actors[:MEASURED_ALONE])
    _b7(scratch, actors[MEASURED_ALONE:])
    _history(scratch, rows, actors)


def _reader(number: int) -> uuid.UUID:
    from accounts.enums import Role
    from accounts.models import Membership, User

    user = User.objects.create(email=f"reader{number}@bench.invalid", name=f"Reader {number}", password="!")
    Membership.objects.create(user=user, area_id=AREA, role=Role.COORDINATOR)
    return user.pk


def _reading(actor_key: uuid.UUID) -> Callable[[], None]:
    from accounts.context import acting
    from accounts.enums import Surface
    from accounts.models import User
    from accounts.services.reading import log_read

    actor = User(pk=actor_key, name="Reader")

    def read() -> None:
        with acting(user=actor, areas=[AREA]):
            log_read(
                actor=actor,
                area_id=AREA,
                clients=[uuid.uuid4()],
                surface=Surface.PAGE,
                purpose="clients:client",
                field_groups=["client", "history"],
                request_id=str(uuid.uuid4()),
                ground="unit",
            )

    return read


def _without(actor_key: uuid.UUID) -> Callable[[], None]:
    from accounts.context import acting
    from accounts.models import User

    actor = User(pk=actor_key, name="Reader")

    def pass_by() -> None:
        with acting(user=actor, areas=[AREA]):
            pass

    return pass_by


def _timed(calls: Iterator[Callable[[], None]]) -> list[float]:
    taken = []
    for call in calls:
        began = time.perf_counter()
        call()
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)


def _b6(actors: list[uuid.UUID]) -> None:
    """Readers take turns, so that each stays within what an hour allows."""
    with_row, without = [_reading(key) for key in actors], [_without(key) for key in actors]
    for call in with_row:
        call()
    logged = _timed(call for _round in range(40) for call in with_row)
    bare = _timed(call for _round in range(40) for call in without)
    for name, taken in (("a read with its row", logged), ("the same transaction without", bare)):
        report.note(f"{name:<36} p50 {median(taken):6.2f} ms   p95 {taken[int(len(taken) * 0.95)]:6.2f} ms")
    cost = logged[int(len(logged) * 0.95)] - bare[int(len(bare) * 0.95)]
    report.note(f"b6 the row's cost, difference of p95 {cost:6.2f} ms   bar: ≤ 3 ms")


def write_many(address: str, actor_keys: list[uuid.UUID], opening: str, limit: int) -> tuple[float, float]:
    """In a process of its own: the statements of a read and its commit, when they began and ended."""
    with psycopg.connect(address, prepare_threshold=1) as app:
        began = time.time()
        for number in range(PER_READER):
            actor, client = actor_keys[number % len(actor_keys)], uuid.uuid4()
            with app.transaction(), app.pipeline():
                app.execute("SELECT set_config('app.areas', %s, true)", [f"{{{AREA}}}"])
                row = [AREA, actor, "", "katselu", "page", "clients:client", "unit", "tyko", None, 1, ["client"]]
                app.execute(opening, [actor, client, "1 hour", *row, [client], str(client), limit])
        return began, time.time()


def _b7(scratch: Scratch, actors: list[uuid.UUID]) -> None:
    """The database's part, as Python on the same processors would be what is measured."""
    from accounts.services.reading import OPENING

    shares = [actors[number::READERS] for number in range(READERS)]
    same = ([each] * READERS for each in (OPENING, READERS * PER_READER))
    before = _rows(scratch)
    with ProcessPoolExecutor(READERS, mp_context=get_context("spawn")) as pool:
        spans = list(pool.map(write_many, [scratch.address("app")] * READERS, shares, *same))
    if _rows(scratch) - before != READERS * PER_READER:
        raise RuntimeError("A read was not logged.")
    seconds = max(end for _begin, end in spans) - min(begin for begin, _end in spans)
    report.note(f"b7 {READERS} writers at once          {READERS * PER_READER / seconds:8.0f} rows/s   bar: ≥ 1,000/s")


def _rows(scratch: Scratch) -> int:
    with scratch.connect("owner") as owner:
        return int(owner.execute("SELECT count(*) FROM accounts_readlog").fetchone()[0])  # type: ignore[index]


def _history(scratch: Scratch, rows: int, actors: list[uuid.UUID]) -> None:
    from accounts.services.sealing import seal_read_log
    from accounts.services.verifying import verify_read_log

    people = max(1, rows // 500)
    with scratch.connect("owner") as owner:
        owner.execute("DELETE FROM accounts_readlog")
        owner.execute(FILL, {"area": AREA, "actor": actors[0], "people": people, "rows": rows})
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE accounts_readlog")
        found = _found(owner, people)
    report.heading(f"Over {rows:,} rows of the log, about {found[1]:,} of one person")
    report.note(f"who saw the person, three years      median {found[0]:8.1f} ms   bar: ≤ 1,000 ms")
    _paper()
    began = time.perf_counter()
    sealed = seal_read_log()
    took = time.perf_counter() - began
    report.note(f"sealing                              {sealed / took:10,.0f} rows/s")
    began = time.perf_counter()
    wrong = list(verify_read_log())
    took = time.perf_counter() - began
    report.note(f"verifying, by the owner              {rows / took:10,.0f} rows/s; {len(wrong)} findings")


def _found(owner: object, people: int) -> tuple[float, int]:
    taken, count = [], 0
    query = "SELECT count(*) FROM accounts_reads_of_client(md5(%s)::uuid, now() - interval '3 years', now(), 1000000)"
    owner.execute("SELECT set_config('app.areas', %s, false)", [f"{{{AREA}}}"])  # type: ignore[attr-defined]
    for number in range(20):
        began = time.perf_counter()
        count = owner.execute(query, [str(number % people)]).fetchone()[0]  # type: ignore[attr-defined]
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken), count


def _paper() -> None:
    """The client's report over three years, from the log to the PDF."""
    from django.utils import timezone

    from accounts.context import acting
    from accounts.models import Area
    from clients.models import Client
    from clients.services.handling import handled_paper

    with acting(areas=[AREA]):
        client = Client(pk=uuid.UUID(_key_of(1)), area=Area.objects.get(pk=AREA), last_name="Mallikas")
        since = timezone.localdate() - timedelta(days=3 * 365)
        began = time.perf_counter()
        paper = handled_paper(client, since=since, language="fi", named=False)
        took = time.perf_counter() - began
    report.note(
        f"the client's report as PDF           {took * 1000:8.0f} ms, {len(paper) / 1024:.0f} kB   bar: ≤ 2,000 ms"
    )


def _key_of(number: int) -> str:
    import hashlib

    return hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()
