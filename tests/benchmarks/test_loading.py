"""Bringing people in by COPY leaves the schema as it was."""

from itertools import islice

from django.db import connections

from benchmarks import register
from benchmarks.population import TABLES, populate
from benchmarks.scratch import Scratch

SCHEMA = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c')
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1, 2, 3
"""

HELD = {
    "clients": "SELECT count(*) FROM clients_client WHERE %s IS NOT NULL",
    "caseload": "SELECT count(*) FROM clients_caserelation WHERE user_id = %s AND ended_at IS NULL",
    "meetings": "SELECT count(*) FROM clients_appointmentstaff WHERE user_id = %s",
    "home": "SELECT count(DISTINCT area_id) FROM clients_caserelation WHERE user_id = %s",
}


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


def test_the_register_is_seeded_whole_and_leaves_the_schema_as_it_was(live_database):
    settings = connections["owner"].settings_dict
    scratch = Scratch(settings["HOST"], settings["NAME"])
    with scratch.connect("owner") as connection:
        before = connection.execute(SCHEMA).fetchall()

    worker = register.populate(scratch, clients=4_000, seed=7, caseload=30)

    with scratch.connect("owner") as connection:
        assert connection.execute(SCHEMA).fetchall() == before
        found = {one: connection.execute(query, [worker.coordinator]).fetchone() for one, query in HELD.items()}
    assert found == {"clients": (4_000,), "caseload": (30,), "meetings": (register.MEETINGS,), "home": (1,)}


def test_the_same_seed_makes_the_same_register():
    def drawn(seed):
        chunk = register.Chunk(seed=seed, chunk=0, count=40, areas=[1, 2, 3])
        return [
            (model, {name: [*islice(values, 50)] for name, values in columns.items()})
            for model, columns in chunk.tables()
        ]

    assert drawn(7) == drawn(7)
    assert drawn(7) != drawn(8)
