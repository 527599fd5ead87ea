"""What a coordinator opens all day over the register: the list, a client, My day; each beside hand-written SQL.

The pages are asked for through every middleware as the application's login, with row-level security on and their rows
of the read log written; the SQL beside them reads the same and writes its row of the read log too. Pages and SQL take
turns. Beside the clock's time stands what the processors did for it, ours and PostgreSQL's, as others may use the
machine; the least of all rounds says what a quiet machine would need.
"""

from __future__ import annotations

import copy
import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

from benchmarks import report
from benchmarks.register import HOME, Worker
from benchmarks.scratch import Scratch

ROUNDS = 60
WARM = 8
BARS = {"list of clients": 25, "a client": 30, "My day": 25}

LIST = """
SELECT json_build_object('count', (SELECT count(*) FROM clients_caserelation WHERE user_id = %(me)s
        AND ended_at IS NULL AND kind IN ('responsible', 'co_owner')), 'rows', json_agg(row_to_json(shown)))
FROM (SELECT c.id, c.last_name, c.first_names, c.birth_date, u.name AS unit, s.status, s.phase, s.waiting_for,
          (SELECT min(t.due_on) FROM clients_task t
           WHERE t.area_id = c.area_id AND t.client_id = c.id AND t.done_at IS NULL) AS due,
          (SELECT p.client_ref FROM clients_participation p WHERE p.client_id = c.id
           ORDER BY p.started_on DESC LIMIT 1) AS reference
      FROM clients_caserelation r JOIN clients_client c ON c.area_id = r.area_id AND c.id = r.client_id
      LEFT JOIN accounts_unit u ON u.id = c.unit_id
      LEFT JOIN clients_case s ON s.area_id = c.area_id AND s.client_id = c.id AND s.status <> 'closed'
      WHERE r.user_id = %(me)s AND r.ended_at IS NULL AND r.kind IN ('responsible', 'co_owner')
      ORDER BY c.last_name, c.first_names, c.id LIMIT 50) shown
"""
CLIENT = """
SELECT json_build_object('client', row_to_json(c), 'case', (SELECT row_to_json(s) FROM clients_case s
        WHERE s.area_id = c.area_id AND s.client_id = c.id AND s.status <> 'closed'),
    'keywords', (SELECT json_agg(k) FROM clients_keyword k WHERE k.area_id = c.area_id AND k.client_id = c.id),
    'timeline', (SELECT json_agg(shown) FROM (
        SELECT id, at::date AS day, 'contact' AS kind FROM clients_contact o
            WHERE o.area_id = c.area_id AND o.client_id = c.id
        UNION ALL SELECT id, due_on, 'task' FROM clients_task t WHERE t.area_id = c.area_id AND t.client_id = c.id
        UNION ALL SELECT id, opened_on, 'case' FROM clients_case s WHERE s.area_id = c.area_id AND s.client_id = c.id
        UNION ALL SELECT id, set_on, 'keyword' FROM clients_keyword k
            WHERE k.area_id = c.area_id AND k.client_id = c.id
        UNION ALL SELECT id, starts_at::date, 'appointment' FROM clients_appointment a
            WHERE a.area_id = c.area_id AND a.client_id = c.id
        UNION ALL SELECT id, started_on, 'participation' FROM clients_participation p
            WHERE p.area_id = c.area_id AND p.client_id = c.id
        ORDER BY 2 DESC LIMIT 26) shown))
FROM clients_client c WHERE c.id = %(client)s
"""
DAY = """
WITH mine AS (SELECT r.area_id, r.client_id, r.valid_from FROM clients_caserelation r
    WHERE r.user_id = %(me)s AND r.ended_at IS NULL AND r.kind IN ('responsible', 'co_owner'))
SELECT json_build_object(
    'new', (SELECT count(*) FROM mine WHERE valid_from > current_date - 7),
    'waiting', (SELECT json_object_agg(waiting_for, n) FROM (SELECT s.waiting_for, count(*) n FROM clients_case s
        JOIN mine USING (area_id, client_id) WHERE s.status <> 'closed' GROUP BY 1) w),
    'stuck', (SELECT count(*) FROM clients_case s JOIN mine USING (area_id, client_id) WHERE s.joint_point <> ''),
    'forms', (SELECT count(*) FROM clients_participation p JOIN mine USING (area_id, client_id)
        WHERE p.ended_on < current_date
        AND NOT EXISTS (SELECT 1 FROM clients_endform e WHERE e.participation_id = p.id)),
    'silent', (SELECT count(*) FROM mine WHERE NOT EXISTS (SELECT 1 FROM clients_contact o
        WHERE o.area_id = mine.area_id AND o.client_id = mine.client_id AND o.at > now() - interval '60 days')),
    'referrals', (SELECT count(*) FROM clients_incomingreferral WHERE decision = 'waiting'),
    'tasks', (SELECT json_agg(t) FROM (SELECT t.id, t.title, t.due_on, c.last_name, c.first_names FROM clients_task t
        JOIN clients_client c ON c.area_id = t.area_id AND c.id = t.client_id
        WHERE t.owner_id = %(me)s AND t.done_at IS NULL AND t.due_on <= current_date ORDER BY t.due_on LIMIT 100) t),
    'today', (SELECT json_agg(m) FROM (SELECT a.id, a.starts_at, c.last_name, c.first_names FROM clients_appointment a
        JOIN clients_appointmentstaff s ON s.appointment_id = a.id
        JOIN clients_client c ON c.area_id = a.area_id AND c.id = a.client_id
        WHERE s.user_id = %(me)s AND a.starts_at >= current_date AND a.starts_at < current_date + 1) m))
"""


@dataclass
class Rounds:
    """What each round of one contender took, in milliseconds: by the clock, of our processor, inside statements."""

    wall: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    statements: list[float] = field(default_factory=list)
    postgres: float = 0.0
    count: int = 0

    @property
    def p95(self) -> float:
        return sorted(self.wall)[int(len(self.wall) * 0.95)]

    @property
    def processor(self) -> float:
        """Milliseconds of both processes' processor time in a round."""
        return median(self.ours) + self.postgres / len(self.wall)


def measure(scratch: Scratch, worker: Worker, *, clients: int) -> None:
    """Prints b1 to b5 of the bars for each page over `clients` clients."""
    from django.test.utils import override_settings
    from django.urls import reverse

    report.heading(f"Pages over {clients:,} clients, row-level security on, {ROUNDS} rounds in turns with SQL by hand")
    pages = {
        "list of clients": (reverse("clients:clients"), LIST),
        "a client": (reverse("clients:client", args=[worker.client]), CLIENT),
        "My day": (reverse("desk:my_day"), DAY),
    }
    given = {"TEMPLATES": _as_installed(), "READ_STOP_PER_HOUR": 10**9, "READ_ALERT_PER_HOUR": 10**9}
    with override_settings(ALLOWED_HOSTS=["testserver"], **given), scratch.connect("app") as app:
        for who, key in (("coordinator", worker.coordinator), ("supervisor", worker.supervisor)):
            get = browser(key)
            for name, (address, statement) in pages.items():
                by_hand = partial(_by_hand, app, statement, worker)
                ours, theirs = _in_turns(partial(get, address), by_hand, app)
                _say(f"{name}, {who}", ours)
                if who == "coordinator":
                    _say(f"{name}, by hand", theirs)
                    _compare(name, ours, theirs)
        _policies(scratch, pages, worker)
    report.note(load())


def browser(key: uuid.UUID) -> Callable[[str], Any]:
    """Somebody signed in; asks for a page and sees that it came."""
    from django.conf import settings
    from django.contrib.auth.signals import user_logged_in
    from django.test import Client as Browser

    from accounts.context import acting
    from accounts.models import User
    from tests.factories.signin import vouch_for

    made = Browser(headers={"accept-language": "fi"})
    with acting(user=User(pk=key), areas=[HOME]):
        user_logged_in.connect(vouch_for, dispatch_uid="bench.vouch_for")
        made.force_login(User.objects.get(pk=key), backend=settings.AUTHENTICATION_BACKENDS[0])

    def get(address: str) -> Any:
        answer = made.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        return answer

    return get


def _as_installed() -> list[dict[str, Any]]:
    """The templates as an installation has them, without what only tests look for."""
    from django.conf import settings

    found = copy.deepcopy(settings.TEMPLATES)
    found[0]["OPTIONS"].pop("string_if_invalid", None)
    return found


def _in_turns(ask: Callable[[], Any], by_hand: Callable[[], Any], app: psycopg.Connection) -> tuple[Rounds, Rounds]:
    from django.db import connection

    ours, theirs = Rounds(), Rounds()
    for _round in range(WARM):
        ask()
        by_hand()
    mine = connection.connection.info.backend_pid
    for _round in range(ROUNDS):
        with _statements(ours):
            time_into(ours, ask, mine)
        time_into(theirs, by_hand, app.info.backend_pid)
    return ours, theirs


def time_into(rounds: Rounds, call: Callable[[], Any], backend: int) -> None:
    clock, ours, postgres = time.perf_counter(), time.process_time(), processor_of(backend)
    call()
    rounds.wall.append((time.perf_counter() - clock) * 1000)
    rounds.ours.append((time.process_time() - ours) * 1000)
    rounds.postgres += processor_of(backend) - postgres


def processor_of(process: int) -> float:
    """Milliseconds of processor time that the process has had; 0 where the system does not tell."""
    try:
        ran = Path(f"/proc/{process}/schedstat").read_text(encoding="utf-8").split()[0]
    except OSError:
        return 0.0
    return int(ran) / 1e6


@contextmanager
def _statements(rounds: Rounds) -> Iterator[None]:
    """What the application asks of the database, without the beginning and end of transactions."""
    from django.db import connection

    taken: list[float] = []

    def listen(execute: Any, *given: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*given)
        finally:
            taken.append((time.perf_counter() - began) * 1000)

    with connection.execute_wrapper(listen):
        yield
    rounds.statements.append(sum(taken))
    rounds.count = len(taken)


def _say(name: str, rounds: Rounds) -> None:
    report.note(
        f"{name:<28} least {min(rounds.wall):6.1f}  p50 {median(rounds.wall):6.1f}  p95 {rounds.p95:6.1f} ms"
        f"   processor {rounds.processor:5.1f} ms ({rounds.postgres / len(rounds.wall):4.1f} PostgreSQL's)"
    )


def _compare(name: str, ours: Rounds, theirs: Rounds) -> None:
    inside, most = median(ours.statements), BARS[name]
    report.note(f"  b1 p95 {ours.p95:.1f} ms (bar {most})")
    report.note(f"  b2 {ours.count} statements (bar 6)")
    report.note(f"  b3 in statements p50 {inside:.1f}, least {min(ours.statements):.1f} ms (bar 3)")
    ratios = min(ours.wall) / min(theirs.wall), median(ours.wall) / median(theirs.wall)
    report.note(
        f"  b4 by hand is taken {ratios[0]:.1f} times by the least, {ratios[1]:.1f} by the p50,"
        f" {ours.processor / theirs.processor:.1f} by processor time (bar 3)"
    )


def _by_hand(app: psycopg.Connection, statement: str, worker: Worker) -> None:
    from accounts.services.reading import INSERT, ROW

    row = [HOME, worker.coordinator, "", "katselu", "page", "clients:client", "unit", "tyko", None, 1, ["client"]]
    with app.transaction():
        app.execute("SELECT set_config('app.areas', %s, true)", [f"{{{HOME}}}"])
        app.execute("SELECT set_config('app.user', %s, true)", [str(worker.coordinator)])
        app.execute(statement, {"me": worker.coordinator, "client": worker.client}).fetchone()
        app.execute(INSERT + ROW, [*row, [worker.client], str(uuid.uuid4())])


def _policies(scratch: Scratch, pages: dict[str, tuple[str, str]], worker: Worker) -> None:
    """b5: what the pages read of clients' tables, as the application's login and as the owner, whom no policy binds."""
    get = browser(worker.coordinator)
    with scratch.connect("app") as app, scratch.connect("owner") as owner:
        for login in (app, owner):
            login.execute("SELECT set_config('app.areas', %s, false)", [f"{{{HOME}}}"])
            login.execute("SELECT set_config('app.user', %s, false)", [str(worker.coordinator)])
            login.prepare_threshold = 0
        for name, (address, _statement) in pages.items():
            reads = _reads_of(partial(get, address))
            on, off = Rounds(), Rounds()
            for _round in range(WARM + ROUNDS):
                for login, rounds in ((app, on), (owner, off)):
                    time_into(rounds, lambda: _replay(login, reads), login.info.backend_pid)  # noqa: B023  # at once
            ratios = f"{min(on.wall) / min(off.wall):.2f} times, by processor {on.postgres / off.postgres:.2f}"
            least = f"with policies {min(on.wall):5.1f} ms least, without {min(off.wall):5.1f}"
            report.note(f"{name + ', reads alone':<28} {least}: b5 {ratios} (bar 1.2)")


def _replay(login: psycopg.Connection, reads: list[tuple[str, Any]]) -> None:
    for text, values in reads:
        psycopg.RawCursor(login).execute(text, values, prepare=True).fetchall()


def _reads_of(ask: Callable[[], Any]) -> list[tuple[str, Any]]:
    """The statements with their values, as PostgreSQL itself has them."""
    from django.db import connection

    from config.kernel.kept import numbered

    found: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: Any, params: Any, *more: Any) -> Any:
        text = str(sql)
        if text.startswith("SELECT") and '"clients_' in text:
            found.append((text if "$1" in text else numbered(text), params))
        return execute(sql, params, *more)

    with connection.execute_wrapper(listen):
        ask()
    return found


def load() -> str:
    """How busy the machine was, which says how far the clock's times can be trusted."""
    one, five, fifteen = os.getloadavg()
    return f"load {one:.1f} {five:.1f} {fifteen:.1f}"
