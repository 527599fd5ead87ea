"""A register as large as the reference set's: clients of every area with cases, relations, contacts and tasks.

The models make one row of each table and PostgreSQL the others from it, so that a new column needs nothing here.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.scratch import Scratch

AREA = 41
CASELOAD = 537
UNITS = 20
LAST = [
    "Virtanen",
    "Korhonen",
    "Nieminen",
    "Mäkinen",
    "Hämäläinen",
    "Koskinen",
    "Lehtonen",
    "Åkerlund",
    "Öhman",
    "Järvinen",
    "Saari",
    "Kähkönen",
    "Lindqvist",
    "Salo",
    "Tuomi",
    "Heikkilä",
    "Räsänen",
    "Väisänen",
    "Björklund",
    "Ahonen",
    "Kettunen",
    "Pöyry",
    "Syrjälä",
    "Wikström",
    "Ylönen",
]
FIRST = [
    "Aino",
    "Eero",
    "Helmi",
    "Onni",
    "Säde",
    "Väinö",
    "Åsa",
    "Örjan",
    "Pirkko",
    "Matti",
    "Tuula",
    "Juhani",
    "Kaarina",
    "Olavi",
    "Anneli",
    "Tapio",
    "Sofia",
    "Mikael",
    "Elli",
    "Jari",
    "Päivi",
    "Sisko",
    "Göran",
    "Tytti",
    "Leevi",
]


@dataclass(frozen=True)
class Worker:
    """The coordinator whose day is measured, a client of hers, and her supervisor."""

    coordinator: uuid.UUID
    supervisor: uuid.UUID
    client: uuid.UUID


def populate(scratch: Scratch, *, clients: int) -> Worker:
    """The database has so many clients over all areas; the coordinator is responsible for 537 of the area's."""
    worker, samples = _first_rows()
    with scratch.connect("owner") as owner:
        areas = [area for (area,) in owner.execute("SELECT id FROM accounts_area ORDER BY id")]
        given = {"count": clients, "areas": areas, "own": AREA, "caseload": CASELOAD, "last": LAST, "first": FIRST}
        given |= {"me": worker.coordinator, "units": UNITS}
        for area in areas:
            for place in range(UNITS):
                owner.execute(
                    "INSERT INTO accounts_unit (id, version, area_id, name, kind, successor)"
                    " VALUES (md5(%s)::uuid, 1, %s, %s, 'tp', '')",
                    [f"unit {area} {place}", area, f"Unit {place + 1}"],
                )
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, columns, made in samples:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            _multiply(owner, table, columns, made, given)
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        owner.execute(
            "INSERT INTO accounts_membership (id, version, area_id, user_id, role, unit_id, rights)"
            " VALUES (gen_random_uuid(), 1, %s, %s, 'tyko', md5(%s)::uuid, '{}')",
            [AREA, worker.coordinator, f"unit {AREA} 0"],
        )
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM (ANALYZE)")
    return worker


def _multiply(owner: psycopg.Connection, table: str, columns: list[str], made: str, given: dict[str, Any]) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    picked = sql.SQL(", ").join(sql.SQL("r.{}").format(sql.Identifier(column)) for column in columns)
    statement = sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {picked} FROM (SELECT one FROM {table} one LIMIT 1) s,"
        " (SELECT n, given[1 + n %% cardinality(given)] AS area, n / cardinality(given) AS place"
        "  FROM generate_series(0, %(count)s::int - 1) n, (SELECT %(areas)s::smallint[] AS given) g) i,"
        " LATERAL jsonb_populate_record(s.one, " + made + ") r WHERE r.id IS NOT NULL"
    )
    owner.execute(statement.format(table=sql.Identifier(table), names=names, picked=picked), given)


def _first_rows() -> tuple[Worker, list[tuple[str, list[str], str]]]:
    """A row of each table by the models, and how each of the others differs from it, as JSON over i.n and i.area."""
    from django.utils import timezone

    from accounts.context import acting
    from accounts.enums import Role
    from accounts.models import Membership, User
    from clients.enums import RelationKind
    from clients.enums.cases import CaseOrigin
    from clients.enums.contacts import ContactChannel
    from clients.models import Case, CaseRelation, Client, Contact, Keyword, Task

    today = timezone.localdate()
    with acting(areas=[AREA]):
        coordinator = User.objects.create(email="coordinator@bench.invalid", name="Coordinator", password="!")
        supervisor = User.objects.create(email="supervisor@bench.invalid", name="Supervisor", password="!")
        client = Client.objects.create(area_id=AREA, last_name="Mallikas", first_names="Minna", birth_date=today)
        of_client = {"area_id": AREA, "client": client}
        Case.objects.create(**of_client, origin=CaseOrigin.OWN, opened_on=today, phase_since=today)
        responsible = {"kind": RelationKind.RESPONSIBLE, "valid_from": today}
        CaseRelation.objects.create(**of_client, user=coordinator, **responsible)
        Contact.objects.create(
            **of_client,
            at=timezone.now() - timedelta(days=1),
            channel=ContactChannel.values[0],
            author=coordinator,
            summary="Met",
        )
        Task.objects.create(**of_client, owner=coordinator, title="Call", due_on=today, created_by=coordinator)
        Keyword.objects.create(**of_client, kind="tasmatyo", set_on=today, set_by=coordinator, reason="Measured")
        Membership.objects.create(user=supervisor, area_id=AREA, role=Role.SUPERVISOR)
    rows = [
        (Client, CLIENT), (Case, CASE), (CaseRelation, RELATION), (Contact, CONTACT), (Task, TASK), (Keyword, KEYWORD)
    ]  # fmt: skip
    samples = [
        (model._meta.db_table, [f.column for f in model._meta.concrete_fields if not f.generated], made)
        for model, made in rows
    ]
    return Worker(coordinator.pk, supervisor.pk, client.pk), samples


OF_CLIENT = "'area_id', i.area, 'client_id', md5('client ' || i.n)::uuid"
CLIENT = """jsonb_build_object('id', md5('client ' || i.n)::uuid, 'area_id', i.area,
    'unit_id', md5('unit ' || i.area || ' ' || mod(i.place, %(units)s::int))::uuid,
    'last_name', (%(last)s::text[])[1 + mod(i.n * 7 / 3, cardinality(%(last)s::text[]))]
        || CASE WHEN mod(i.n, 9) = 0 THEN '-Kallio' ELSE '' END,
    'first_names', (%(first)s::text[])[1 + mod(i.n * 13 / 5, cardinality(%(first)s::text[]))] || ' '
        || (%(first)s::text[])[1 + mod(i.n * 5 / 7, cardinality(%(first)s::text[]))],
    'birth_date', date '1960-01-01' + mod(i.n, 16000), 'phone', '+358401' || lpad(mod(i.n, 1000000)::text, 6, '0'))"""
CASE = f"""jsonb_build_object('id', md5('case ' || i.n)::uuid, {OF_CLIENT},
    'opened_on', current_date - mod(i.n, 900), 'phase_since', current_date - mod(i.n, 900) / 2,
    'waiting_for', CASE WHEN mod(i.n, 6) = 0 THEN 'client' ELSE '' END,
    'waiting_since', CASE WHEN mod(i.n, 6) = 0 THEN current_date - mod(mod(i.n, 900), 90) END)"""
RELATION = f"""jsonb_build_object('id', CASE WHEN i.area = %(own)s::int AND i.place < %(caseload)s::int
    THEN md5('relation ' || i.n)::uuid END, {OF_CLIENT}, 'user_id', %(me)s::uuid,
    'valid_from', current_date - mod(i.n, 300))"""
CONTACT = f"""jsonb_build_object('id', md5('contact ' || i.n)::uuid, {OF_CLIENT},
    'at', now() - interval '1 day' * (1 + mod(i.n, 200)))"""
TASK = f"""jsonb_build_object('id', CASE WHEN mod(i.n, 4) = 0 THEN md5('task ' || i.n)::uuid END, {OF_CLIENT},
    'due_on', current_date + mod(i.n, 60) - 20)"""
KEYWORD = f"""jsonb_build_object('id', CASE WHEN mod(i.n, 3) = 0 THEN md5('keyword ' || i.n)::uuid END, {OF_CLIENT},
    'set_on', current_date - mod(i.n, 700))"""
