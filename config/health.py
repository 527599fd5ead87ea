"""Whether the process lives and whether it can serve; answered before sessions, sign-in and the request's transaction.

Readiness needs the database and its migrations. The broker is told of but not needed: without it pages work and
what is asked for waits in the outbox, so taking the process out of service would only add to the harm.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate

import psycopg
from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from config.metrics import may_ask, metrics

PATIENCE = 3.0
STATEMENT_LIMIT = "2000"
WELL = "well"


class HealthMiddleware:
    """Answers probes and Prometheus without session, sign-in or transaction, also while the database is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/metrics" and may_ask(request):
            return metrics(request)
        view = PROBES.get(request.path_info)
        return view(request) if view else self.get_response(request)


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"live": True})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    states = health()
    is_ready = all(states[name] == WELL for name in NEEDED)
    return JsonResponse({"ready": is_ready, **states}, status=200 if is_ready else 503)


def health() -> dict[str, str]:
    """The state of each service by its name: `well`, or a few words; known within PATIENCE whatever hangs."""
    asking = ThreadPoolExecutor(max_workers=len(CHECKS), thread_name_prefix="health")
    try:
        asked = {name: asking.submit(check) for name, check in CHECKS.items()}
        return {name: _answer(future) for name, future in asked.items()}
    finally:
        asking.shutdown(wait=False, cancel_futures=True)


def _answer(future: "Future[str]") -> str:
    """Never the text of an error, which may quote an address or a name."""
    try:
        return future.result(PATIENCE)
    except TooLate:
        return f"no answer in {PATIENCE:.0f} s"
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a service, the probe says so
        return f"away ({type(error).__name__})"


def _probe() -> "psycopg.Connection[tuple[object, ...]]":
    """A connection of its own, so that an exhausted or hanging pool does not keep the probe waiting."""
    given = connections["default"].get_connection_params()
    kept = {name: given[name] for name in ("dbname", "user", "password", "host", "port", "sslmode") if name in given}
    return psycopg.connect(
        **kept, connect_timeout=2, tcp_user_timeout=2000, options=f"-c statement_timeout={STATEMENT_LIMIT}"
    )


def database_state() -> str:
    """The application's login gets an answer."""
    with _probe() as line:
        line.execute("SELECT 1")
    return WELL


def migrations_state() -> str:
    """Every migration of this version is applied."""
    with _probe() as line:
        applied = {(str(app), str(name)) for app, name in line.execute("SELECT app, name FROM django_migrations")}
    missing = len(_on_disk() - applied)
    return f"{missing} not applied" if missing else WELL


def _on_disk() -> set[tuple[str, str]]:
    if not _known:
        _known.update(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ())
    return _known


_known: set[tuple[str, str]] = set()


def broker_state() -> str:
    """The broker takes a connection."""
    limits = {**current_app.conf.broker_transport_options, "socket_connect_timeout": 2, "socket_timeout": 2}
    with current_app.connection_for_write(
        settings.CELERY_BROKER_URL, connect_timeout=2, transport_options=limits
    ) as line:
        line.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=2)
        line.default_channel.close()
    return WELL


CHECKS: dict[str, Callable[[], str]] = {
    "database": database_state,
    "migrations": migrations_state,
    "broker": broker_state,
}
NEEDED = ("database", "migrations")
PROBES = {"/health/live": live, "/health/ready": ready}
