"""What a coordinator opens all day over a million clients: the list, a client, My day; each beside hand-written SQL.

The pages are asked for through every middleware as the application's login, with row-level security on and their rows
of the read log written; the SQL beside them reads the same and writes its row of the read log too.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from benchmarks import report
from benchmarks.caseload import AREA, Worker, populate
from benchmarks.scratch import Scratch, create

ROUNDS = 60
WARM = 5

LIST = """
SELECT json_build_object('count', (SELECT count(*) FROM clients_caserelation WHERE user_id = %(me)s
        AND ended_at IS NULL AND kind IN ('responsible', 'co_owner')), 'rows', json_agg(row_to_json(shown)))
FROM (SELECT c.id, c.last_name, c.first_names, c.birth_date, u.name AS unit, s.status, s.phase
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
        ORDER BY 2 DESC LIMIT 50) shown))
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
    'silent', (SELECT count(*) FROM mine WHERE NOT EXISTS (SELECT 1 FROM clients_contact o
        WHERE o.area_id = mine.area_id AND o.client_id = mine.client_id AND o.at > now() - interval '60 days')),
    'tasks', (SELECT json_agg(t) FROM (SELECT id, title, due_on FROM clients_task
        WHERE owner_id = %(me)s AND done_at IS NULL AND due_on <= current_date ORDER BY due_on LIMIT 20) t),
    'today', (SELECT count(*) FROM clients_appointment a JOIN clients_appointmentstaff s ON s.appointment_id = a.id
        WHERE s.user_id = %(me)s AND a.starts_at::date = current_date))
"""


def measure(host: str, *, clients: int) -> None:
    """Prints b1 to b4 of the bars for each page over `clients` clients."""
    from django.test.utils import override_settings
    from django.urls import reverse

    scratch = create(host, "tasma_bench_pages", template="tasma_bench_empty")
    scratch.use()
    began = time.perf_counter()
    worker = populate(scratch, clients=clients)
    report.heading(
        f"Pages over {clients:,} clients, row-level security on (made in {time.perf_counter() - began:.0f} s)"
    )
    pages = {
        "list of clients": (reverse("clients:clients"), LIST),
        "a client": (reverse("clients:client", args=[worker.client]), CLIENT),
        "My day": (reverse("desk:my_day"), DAY),
    }
    with override_settings(ALLOWED_HOSTS=["testserver"], READ_STOP_PER_HOUR=10**9, READ_ALERT_PER_HOUR=10**9):
        for who, key in (("coordinator", worker.coordinator), ("supervisor", worker.supervisor)):
            get = _browser(key)
            for name, (address, _statement) in pages.items():
                _page(f"{name}, {who}", partial(get, address))
    for name, (_address, statement) in pages.items():
        _by_hand(scratch, name, statement, worker)


def _browser(key: uuid.UUID) -> Callable[[str], Any]:
    """Somebody signed in; asks for a page and sees that it came."""
    from django.conf import settings
    from django.test import Client as Browser

    from accounts.models import User
    from tests.factories.signin import vouch_for

    browser = Browser(headers={"accept-language": "en"})
    from accounts.context import acting

    with acting(user=User(pk=key), areas=[AREA]):
        user = User.objects.get(pk=key)
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(vouch_for, dispatch_uid="bench.vouch_for")
        browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])

    def get(address: str) -> Any:
        answer = browser.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        return answer

    return get


def _page(name: str, ask: Callable[[], Any]) -> None:
    from django.db import connection

    statements: list[float] = []

    def count(execute: Any, *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            statements.append((time.perf_counter() - began) * 1000)

    for _round in range(WARM):
        ask()
    taken, inside = [], []
    with connection.execute_wrapper(count):
        for _round in range(ROUNDS):
            statements.clear()
            began = time.perf_counter()
            ask()
            taken.append((time.perf_counter() - began) * 1000)
            inside.append(sum(statements))
    taken.sort()
    report.note(
        f"{name:<28} p50 {median(taken):6.1f} ms   p95 {taken[int(ROUNDS * 0.95)]:6.1f} ms"
        f"   {len(statements):2} statements, {median(inside):5.1f} ms of SQL"
    )


def _by_hand(scratch: Scratch, name: str, statement: str, worker: Worker) -> None:
    from accounts.services.reading import INSERT, ROW

    taken = []
    given = {"me": worker.coordinator, "client": worker.client}
    row = [AREA, worker.coordinator, "", "katselu", "page", "clients:client", "unit", "tyko", None, 1, ["client"]]
    with scratch.connect("app") as app:
        for _round in range(WARM + ROUNDS):
            began = time.perf_counter()
            with app.transaction():
                app.execute("SELECT set_config('app.areas', %s, true)", [f"{{{AREA}}}"])
                app.execute("SELECT set_config('app.user', %s, true)", [str(worker.coordinator)])
                app.execute(statement, given).fetchone()
                app.execute(INSERT + ROW, [*row, [worker.client], str(uuid.uuid4())])
            taken.append((time.perf_counter() - began) * 1000)
    kept = sorted(taken[WARM:])
    report.note(f"{name + ', by hand':<28} p50 {median(kept):6.1f} ms   p95 {kept[int(ROUNDS * 0.95)]:6.1f} ms")
