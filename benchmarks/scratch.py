"""A PostgreSQL cluster of the benchmark's own, durable as a real one is, and databases made in it and dropped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from time import sleep
from urllib.parse import quote

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "var" / "bench-services"
EMPTY = "tasma_bench_empty"
SETTINGS = (
    "server_version", "shared_buffers", "work_mem", "maintenance_work_mem", "fsync", "synchronous_commit",
    "max_wal_size", "jit", "max_parallel_workers_per_gather", "random_page_cost",
)  # fmt: skip


@dataclass(frozen=True)
class Scratch:
    """Where one database is, as owner and as the application's login."""

    host: str
    name: str

    def connect(self, login: str) -> psycopg.Connection:
        return psycopg.connect(host=self.host, user=f"tasma_{login}", dbname=self.name)

    def address(self, login: str) -> str:
        return f"postgresql://tasma_{login}@/{self.name}?host={quote(self.host, safe='')}"

    def use(self) -> None:
        """Django, in this process and in those it starts, means this database."""
        os.environ["DATABASE_URL"] = self.address("app")
        os.environ["DATABASE_OWNER_URL"] = self.address("owner")
        os.environ["BROKER_URL"] = "redis://localhost:1/0"
        from django.db import connections

        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict.update(NAME=self.name, HOST=self.host)
            connections.databases[alias].update(NAME=self.name, HOST=self.host)


@contextmanager
def cluster() -> Iterator[str]:
    """The cluster answers inside the block; yields its host."""
    from config.embedded import lease

    with lease(BASE) as services:
        yield services.pg_host


def migrated(host: str) -> Scratch:
    """A new database with every table and the reference data, and nobody in it."""
    from django.core.management import call_command

    scratch = create(host, EMPTY)
    scratch.use()
    call_command("migrate", verbosity=0)
    call_command("load_reference_data", verbosity=0, stdout=StringIO())
    from django.db import connections

    connections.close_all()
    return scratch


def create(host: str, name: str, *, template: str = "template1") -> Scratch:
    """A new database, a copy of `template`; one of the same name is dropped first."""
    drop(host, name)
    names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
    with _maintenance(host) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))
        admin.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {name} TO tasma_app").format(**names))
    return Scratch(host, name)


def drop(host: str, name: str) -> None:
    """The database is gone; sessions of the application's login are ended by itself, as others may not."""
    with psycopg.connect(host=host, user="tasma_app", dbname="postgres", autocommit=True) as app:
        app.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND usename = user",
            [name],
        )
    with _maintenance(host) as admin:
        for patience in range(300, -1, -1):
            try:
                admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            except psycopg.errors.InsufficientPrivilege:  # one on its way out, no longer listed
                if not patience:
                    raise
                sleep(0.1)
            else:
                return


def settings_of(scratch: Scratch) -> dict[str, str]:
    """What PostgreSQL runs with."""
    with scratch.connect("app") as connection:
        rows = connection.execute("SELECT name, current_setting(name) FROM unnest(%s::text[]) name", [list(SETTINGS)])
        return dict(rows.fetchall())


def _maintenance(host: str) -> psycopg.Connection:
    return psycopg.connect(host=host, user="tasma_owner", dbname="postgres", autocommit=True)
