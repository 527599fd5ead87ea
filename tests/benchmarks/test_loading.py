"""Bringing people in by COPY leaves the schema as it was."""

from django.db import connections

from benchmarks.population import TABLES, populate
from benchmarks.scratch import Scratch

SCHEMA = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c')
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1, 2, 3
"""


def test_populating_leaves_the_schema_as_it_was(live_database):
    settings = connections["owner"].settings_dict
    scratch = Scratch(settings["HOST"], settings["NAME"])
    with scratch.connect("owner") as connection:
        before = connection.execute(SCHEMA).fetchall()

    sizes = populate(scratch, people=300, seed=7)

    with scratch.connect("owner") as connection:
        assert connection.execute(SCHEMA).fetchall() == before
    assert list(sizes) == list(TABLES)
    assert sizes["clients_participation"] == 300
