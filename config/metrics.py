"""Metrics for Prometheus: what a process counts of its requests, and what the database knows of the work.

Labels hold names of routes, tasks and states; never a path, an identifier or anything of a person. Web processes on one
machine count into files of one directory, so that whichever of them is asked tells of all.
"""

import hmac
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error as DatabaseError
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.context import acting
from accounts.models import Area

DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"


def _share_directory() -> None:
    """The processes of one web server share a directory, named after their parent; those of dead servers go."""
    home = Path(settings.VAR_DIR) / "metrics"
    ours = home / str(os.getppid())
    ours.mkdir(parents=True, exist_ok=True, mode=0o700)
    for other in home.iterdir():
        if other.name.isdigit() and other != ours and not _lives(int(other.name)):
            shutil.rmtree(other, ignore_errors=True)
    os.environ[DIRECTORY] = str(ours)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if settings.IN_WEB_PROCESS and settings.METRICS_TOKEN and DIRECTORY not in os.environ:
    _share_directory()  # before the import below, which looks for the directory

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest  # noqa: E402
from prometheus_client.core import GaugeMetricFamily  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

OWN = CollectorRegistry()
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 90)
REQUESTS = Histogram(
    "tasma_request_seconds", "Time to answer", ("route", "method", "status"), buckets=BUCKETS, registry=OWN
)
DATABASE = Histogram(
    "tasma_request_database_seconds", "Time in statements of a request", ("route",), buckets=BUCKETS, registry=OWN
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class MetricsMiddleware:
    """Every answer is counted under the name of its route; not used without TASMA_METRICS_TOKEN."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began, spent = time.perf_counter(), Stopwatch()
        with connection.execute_wrapper(spent):
            response = self.get_response(request)
        match = request.resolver_match
        route = match.view_name if match else "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(route, method, str(response.status_code)).observe(time.perf_counter() - began)
        DATABASE.labels(route).observe(spent.seconds)
        return response


class Stopwatch:
    """Adds up the time of statements."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began


def may_ask(request: HttpRequest) -> bool:
    """Whoever has the token; nobody, while none is set."""
    given = request.headers.get("Authorization", "").encode()
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode())


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """All metrics as text; to whoever may not ask there is no such page."""
    if not may_ask(request):
        raise Http404
    return HttpResponse(generate_latest(_counted()) + generate_latest(_looked_up()), content_type=CONTENT_TYPE_LATEST)


def _counted() -> CollectorRegistry:
    if DIRECTORY not in os.environ:
        return OWN
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _looked_up() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Database())
    return registry


class Database:
    """What the database knows of work and signs of life; without an answer it only says that it is away."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found: list[GaugeMetricFamily] = []
        with suppress(DatabaseError), acting(areas=list(Area.objects.values_list("pk", flat=True))):
            found = [_asked(*question) for question in QUESTIONS]
        yield GaugeMetricFamily("tasma_database_up", "1 when the database answers", value=1 if found else 0)
        yield from found

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing is asked of the database when the collector is registered."""
        return []


def _asked(name: str, words: str, labels: tuple[str, ...], question: str) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=labels)
    with connection.cursor() as cursor:
        cursor.execute(question)
        for row in cursor.fetchall():
            family.add_metric([str(part) for part in row[:-1]], float(row[-1] or 0))
    return family


UNFINISHED = "FROM ledger_outbox WHERE done_at IS NULL AND dead_at IS NULL"
DONE = "FROM ledger_outbox WHERE done_at > now() - interval '1 hour' GROUP BY task"
AGE = f"SELECT extract(epoch FROM now() - min(available_at)) {UNFINISHED} AND available_at <= now()"
MEAN = f"SELECT task, extract(epoch FROM avg(done_at - sent_at)) {DONE}"
LONGEST = f"SELECT task, extract(epoch FROM max(done_at - sent_at)) {DONE}"
SIGNS = "SELECT name, extract(epoch FROM now() - at) FROM ledger_signoflife"
JOBS = "SELECT kind, state, count(*) FROM ledger_job GROUP BY kind, state"
DEAD = "SELECT count(*) FROM ledger_outbox WHERE dead_at IS NOT NULL"
QUESTIONS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("tasma_outbox_rows", "Work without a result", (), f"SELECT count(*) {UNFINISHED}"),
    ("tasma_outbox_oldest_seconds", "Age of the oldest due work without a result", (), AGE),
    ("tasma_read_log_unsealed", "Rows of the read log under no seal", (), "SELECT accounts_unsealed_reads()"),
    ("tasma_outbox_dead", "Work given up", (), DEAD),
    ("tasma_jobs", "Jobs by kind and state", ("kind", "state"), JOBS),
    ("tasma_tasks_done", "Tasks done in the last hour", ("task",), f"SELECT task, count(*) {DONE}"),
    ("tasma_task_seconds_mean", "Mean time from sending to done in the last hour", ("task",), MEAN),
    ("tasma_task_seconds_longest", "Longest time from sending to done in the last hour", ("task",), LONGEST),
    ("tasma_sign_of_life_age_seconds", "Time since such a process or precaution last worked", ("name",), SIGNS),
)
