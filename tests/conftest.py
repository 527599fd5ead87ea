"""Embedded services for the tests, one migrated template database, and a clone of it per worker."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import psycopg
import pytest
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import translation
from psycopg import sql

from config.catalogues import compile_if_stale
from config.embedded import Endpoints, lease
from tests.memory import keep_in_memory

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE_LOCK = 5_277_301
# Packages whose conftest.py makes one world for all their modules.
SHARE_A_WORLD = frozenset(
    {
        "tests/browser",
        "tests/reporting/api",
        "tests/security/attacks",
        "tests/security/fuzzing",
        "tests/security/headers",
        "tests/security/isolation",
    }
)
LONGEST_FIRST = (
    "tests/browser",
    "tests/config/test_supervisor.py",
    "tests/config/test_embedded.py",
    "tests/config/test_embedded_users.py",
    "tests/clients/importing/test_cut_imports.py",
    "tests/ledger/test_faults.py",
    "tests/security/attacks",
    "tests/desk/demo/test_loading.py",
    "tests/security/fuzzing",
    "tests/security/matrix/test_rows.py",
    "tests/security/test_crawl_reads.py",
)


keep_in_memory()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "capability(id): the test proves this capability of the domain reference")
    compile_if_stale()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest go first, whatever the order drawn, so that no worker is left with one of them at the end."""
    first = {world: place for place, world in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: first.get(world_of(item.nodeid), len(first)))


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is made for several tests is made in English, and the requests that make it leave no language behind."""
    if request.scope == "function":
        return (yield)
    with translation.override("en"):
        return (yield)


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Every test begins in English, whichever language a request of the test before it left active."""
    with translation.override("en"):
        yield


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A module's tests go to one worker, and those of a package that shares a world likewise: it is made once.

    xdist's own groups (marks read by --dist loadgroup) do not take hold with this pytest: pytest-xdist #1386.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByWorld(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return world_of(nodeid)

    config.option.loadscopereorder = False
    return ByWorld(config, log)


def world_of(nodeid: str) -> str:
    """The package or module whose tests run on one worker."""
    path = nodeid.split("::", 1)[0]
    return next((package for package in SHARE_A_WORLD if path.startswith(f"{package}/")), path)


@pytest.fixture(scope="session", autouse=True)
def _signed_in_by_link() -> None:
    """`Client.force_login` stands for an operator's link, which opens everything but steps that ask for a factor."""
    from django.contrib.auth.signals import user_logged_in

    from tests.factories.signin import vouch_for

    user_logged_in.connect(vouch_for, dispatch_uid="tests.vouch_for")


@pytest.fixture(scope="session")
def services() -> Iterator[Endpoints]:
    """PostgreSQL and Valkey for the length of the run."""
    with lease(settings.SERVICES_DIR, fast=True) as endpoints:
        yield endpoints


def maintenance(services: Endpoints) -> psycopg.Connection:
    """The owner's connection outside any test database."""
    return psycopg.connect(host=services.pg_host, user="tasma_owner", dbname="postgres", autocommit=True)


def template_name() -> str:
    """Named after what made it: migrations and reference data, so that a change makes a new one."""
    digest = hashlib.sha256()
    made_by = (
        "*/migrations/**/*.py",
        "*/data/*.csv",
        "questionnaires/data/*.json",
        "questionnaires/services/shipping.py",
        "accounts/services/hardening.py",
        "accounts/services/reference.py",
        "accounts/rls_exempt.py",
        "config/kernel/alphabet.py",
        "config/kernel/history.py",
        "config/kernel/rls.py",
    )
    for pattern in made_by:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return f"tasma_template_{digest.hexdigest()[:12]}"


def use_database(services: Endpoints, name: str) -> None:
    """Both logins of this process now mean the database `name`."""
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict.update(NAME=name, HOST=services.pg_host)
        connections.databases[alias].update(NAME=name, HOST=services.pg_host)


def grant_access(admin: psycopg.Connection, name: str) -> None:
    admin.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO tasma_app").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def template(services: Endpoints, django_db_blocker: Any) -> str:
    """The name of a migrated database with reference data in it; made by whichever worker comes first."""
    name = template_name()
    with maintenance(services) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            draft = f"{name}_draft"
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(draft)))
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
            grant_access(admin, draft)
            use_database(services, draft)
            with django_db_blocker.unblock():
                call_command("migrate", verbosity=0)
                call_command("load_reference_data", verbosity=0)
            for alias in ("default", "owner"):
                connections[alias].close()
            admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name)))
        admin.execute("SELECT pg_advisory_unlock(%s)", [TEMPLATE_LOCK])
    return name


def clone(services: Endpoints, template: str, name: str) -> None:
    with maintenance(services) as admin:
        drop(admin, name)
        admin.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        admin.execute("SELECT pg_advisory_unlock(%s)", [TEMPLATE_LOCK])
        grant_access(admin, name)


def drop(admin: psycopg.Connection, name: str) -> None:
    """The database is gone; sessions that killed processes left are ended by their own login, as others may not."""
    with psycopg.connect(host=admin.info.host, user="tasma_app", dbname="postgres", autocommit=True) as app:
        app.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND usename = user",
            [name],
        )
    for patience in range(50, -1, -1):
        try:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:  # one on its way out, no longer listed
            if not patience:
                raise
            time.sleep(0.1)
        else:
            return


@pytest.fixture(scope="session")
def worker_database(services: Endpoints, template: str) -> Iterator[str]:
    name = f"tasma_test_{os.getpid()}"
    clone(services, template, name)
    use_database(services, name)
    yield name
    for alias in ("default", "owner"):
        connections[alias].close()
    with maintenance(services) as admin:
        drop(admin, name)


@pytest.fixture(scope="session")
def django_db_setup(worker_database: str) -> None:
    """pytest-django uses the worker's clone instead of making a database of its own."""


@contextmanager
def own_database(services: Endpoints, template: str, worker_database: str, name: str) -> Iterator[str]:
    """Both logins of this process mean a clone of the template of its own; afterwards the worker's database again."""
    database = f"tasma_{name}_{os.getpid()}"
    clone(services, template, database)
    use_database(services, database)
    yield database
    use_database(services, worker_database)
    with maintenance(services) as admin:
        drop(admin, database)


@contextmanager
def filled_database(
    services: Endpoints, template: str, worker_database: str, blocker: Any, fill: Callable[[], Any]
) -> Iterator[tuple[str, Any]]:
    """A clone of the template that `fill` has filled, of which live databases are cloned; its name, what was made."""
    database = f"tasma_filled_{os.getpid()}"
    clone(services, template, database)
    use_database(services, database)
    with blocker.unblock():
        made = fill()
    use_database(services, worker_database)
    yield database, made
    with maintenance(services) as admin:
        drop(admin, database)


@pytest.fixture
def all_areas() -> list[int]:
    return list(range(1, 47))


@pytest.fixture(autouse=True)
def _open_context(request: pytest.FixtureRequest) -> None:
    """Rolled-back tests see the rows of every area; tests of row-level security set what they need themselves."""
    names = request.fixturenames
    marker = request.node.get_closest_marker("django_db")
    if "live_database" in names or (marker is None and "db" not in names):
        return
    if marker is not None and marker.kwargs.get("transaction"):
        return
    request.getfixturevalue("db")
    from accounts.context import set_context

    set_context(user=None, areas=range(1, 47))


@pytest.fixture
def live_source(template: str) -> str:
    """What live databases are clones of; a module whose tests begin with the same rows gives a filled one instead."""
    return template


@pytest.fixture
def live_database(
    services: Endpoints, live_source: str, worker_database: str, worker_id: str, django_db_blocker: Any
) -> Iterator[dict[str, str]]:
    """A fresh clone with real transactions, in use by this process; yields the environment for other processes.

    Each worker has a queue of its own in the broker, emptied first.
    """
    number = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 15
    broker = f"{services.broker_url}?virtual_host={number}"
    redis.Redis(unix_socket_path=str(Path(services.pg_host) / "valkey.sock"), db=number).flushdb()
    name = f"tasma_live_{os.getpid()}"
    clone(services, live_source, name)
    use_database(services, name)
    host = quote(services.pg_host, safe="")
    environment = {
        **{
            word: value for word, value in os.environ.items() if not word.startswith(("TASMA_", "DATABASE_", "BROKER_"))
        },
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"postgresql://tasma_app@/{name}?host={host}",
        "DATABASE_OWNER_URL": f"postgresql://tasma_owner@/{name}?host={host}",
        "BROKER_URL": broker,
        "TASMA_VAR": str(ROOT / "var" / "test"),
    }
    with django_db_blocker.unblock():
        yield environment
    use_database(services, worker_database)
    with maintenance(services) as admin:
        drop(admin, name)
