"""An empty database is made in few steps, and one with part of the folded history is refused."""

from pathlib import Path

import pytest
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

from config.kernel.rls import CreateTables

ROOT = Path(__file__).resolve().parent.parent.parent
ON_DISK = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
FOLDED = sorted(key for key, one in ON_DISK.items() if (ROOT / key[0]).is_dir() and set(one.replaces) - ON_DISK.keys())


def state() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        applied = cursor.fetchall()
        cursor.execute("SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attnum > 0 ORDER BY 1, 2")
        return applied, cursor.fetchall()


def forget(*keys: tuple[str, str]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.executemany("DELETE FROM django_migrations WHERE (app, name) = (%s, %s)", keys)


@pytest.mark.parametrize("key", FOLDED, ids="{0[0]}.{0[1]}".format)
def test_a_first_migration_makes_its_tables_in_one_operation(key):
    operations = ON_DISK[key].operations

    assert sum(isinstance(one, CreateTables) for one in operations) == 1
    others = CreateTables | RunSQL | RunPython | TrigramExtension | BtreeGistExtension
    assert [one for one in operations if not isinstance(one, others)] == []


def test_a_database_with_the_whole_history_is_up_to_date(live_database):
    before = state()
    forget(*FOLDED)

    call_command("migrate", verbosity=0)

    assert state() == before


@pytest.mark.parametrize("key", [key for key in FOLDED if len(ON_DISK[key].replaces) > 1], ids="{0[0]}.{0[1]}".format)
@pytest.mark.parametrize("left_out", [0, -1], ids=["first", "last"])
def test_a_database_with_part_of_the_history_is_refused(live_database, key, left_out):
    missing = sorted(ON_DISK[key].replaces)[left_out]
    forget(*FOLDED, missing)
    before = state()

    with pytest.raises(CommandError, match=rf"{key[0]}\.{key[1]} stands for: {missing[0]}\.{missing[1]} was never"):
        call_command("migrate", verbosity=0)

    assert state() == before
