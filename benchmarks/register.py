"""The seeded register that pages and search are measured over, written by COPY as the owner.

Clients of every area with names, telephones, cases, responsible coordinators, contacts, tasks, keywords and
participations; two thousand coordinators; and one of them, the worker, whose day is measured. Columns that are not
drawn have what the models give them, so a new column needs nothing here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import repeat
from typing import Any

import numpy as np
import psycopg

from benchmarks.named import Names
from benchmarks.population import copy_in, unit_key, without_checks
from benchmarks.scratch import Scratch

UNITS = 20
STAFF = 2_000
CHUNK = 50_000
PROGRAMME = 1
HOME = 16  # the worker's area: about a fiftieth of all clients
CASELOAD = 200
MEETINGS, OF_EACH = 5, 12  # the worker's appointments of today, and contacts with each of the worker's clients
TABLES = (
    "accounts_user", "accounts_membership", "clients_client", "clients_case", "clients_caserelation",
    "clients_contact", "clients_task", "clients_keyword", "clients_participation",
)  # fmt: skip


@dataclass(frozen=True)
class Worker:
    """The coordinator whose day is measured, a client of hers, and her supervisor."""

    coordinator: uuid.UUID
    supervisor: uuid.UUID
    client: uuid.UUID


def populate(scratch: Scratch, *, clients: int, seed: int, caseload: int = CASELOAD) -> Worker:
    """The database has so many clients over all areas; the worker is responsible for `caseload` of her unit's area."""
    with scratch.connect("owner") as owner:
        areas = [area for (area,) in owner.execute("SELECT id FROM accounts_area ORDER BY id")]
        _frame(owner, areas)
        owner.commit()
        with without_checks(owner, TABLES):
            _staff(owner, areas)
            for chunk, start in enumerate(range(0, clients, CHUNK)):
                drawn = Chunk(seed=seed, chunk=chunk, count=min(CHUNK, clients - start), areas=areas)
                for model, rows in drawn.tables():
                    _write(owner, model, rows)
        owner.commit()
        worker = _worker(owner, caseload)
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM (ANALYZE)")
    return worker


class Chunk:
    """One piece of the register, column by column; the same seed and number make the same clients."""

    def __init__(self, *, seed: int, chunk: int, count: int, areas: list[int]) -> None:
        self.dice = np.random.default_rng([seed, chunk])
        self.names = Names(seed)
        self.count, self.first = count, chunk * CHUNK
        weights = 1 / (np.arange(len(areas)) + 6.0)
        self.area = self.dice.choice(areas, count, p=weights / weights.sum())
        self.key = self.keys(count)

    def keys(self, count: int) -> list[str]:
        raw = self.dice.bytes(16 * count).hex()
        return [raw[at : at + 32] for at in range(0, len(raw), 32)]

    def days_back(self, most: int, count: int) -> list[str]:
        return [f"{today() - timedelta(days=back)}" for back in self.dice.integers(1, most, count).tolist()]

    def some(self, share: float) -> tuple[list[str], list[int]]:
        """Keys and areas of a share of the clients."""
        picked = np.flatnonzero(self.dice.random(self.count) < share).tolist()
        return [self.key[at] for at in picked], self.area[picked].tolist()

    def tables(self) -> Iterator[tuple[Any, dict[str, Iterable[Any]]]]:
        """Each table's model and the columns that differ from row to row."""
        yield from self._clients()
        yield from self._cases()
        yield from self._records()

    def _clients(self) -> Iterator[tuple[Any, dict[str, Iterable[Any]]]]:
        from clients.models import Client

        last, first = self.names.people(self.dice, self.count)
        units = self.dice.integers(0, UNITS, self.count).tolist()
        homes = [unit_key(area, unit) for area, unit in zip(self.area.tolist(), units, strict=True)]
        born = [
            f"{today() - timedelta(days=old)}" for old in self.dice.integers(17 * 365, 66 * 365, self.count).tolist()
        ]
        phones = [f"040 {self.first + at:07d}" for at in range(self.count)]
        yield Client, {
            "id": self.key, "area_id": self.area.tolist(), "unit_id": homes, "last_name": last, "first_names": first,
            "birth_date": born, "phone": phones,
        }  # fmt: skip

    def _cases(self) -> Iterator[tuple[Any, dict[str, Iterable[Any]]]]:
        from clients.models import Case, CaseRelation

        key, area = self.some(0.8)
        count = len(key)
        opened = self.days_back(900, count)
        waits = self.dice.random(count) < 1 / 6
        waiting = np.where(waits, self.dice.choice(["client", "partner", "employer"], count), "").tolist()
        since = [day if one else None for day, one in zip(opened, waits.tolist(), strict=True)]
        yield Case, {
            "id": self.keys(count), "area_id": area, "client_id": key, "opened_on": opened, "phase_since": opened,
            "waiting_for": waiting, "waiting_since": since,
        }  # fmt: skip
        held = self.dice.integers(0, STAFF // 46, count).tolist()
        users = [staff_key(one, place) for one, place in zip(area, held, strict=True)]
        yield CaseRelation, {
            "id": self.keys(count), "area_id": area, "client_id": key, "user_id": users, "valid_from": opened,
        }  # fmt: skip

    def _records(self) -> Iterator[tuple[Any, dict[str, Iterable[Any]]]]:
        from clients.models import Contact, Keyword, Participation, Task

        for _twice in range(2):
            key, area = self.some(0.75)
            yield Contact, {
                "id": self.keys(len(key)), "area_id": area, "client_id": key,
                "at": [f"{day} 12:00+02" for day in self.days_back(400, len(key))],
                "author_id": [staff_key(one, 0) for one in area],
            }  # fmt: skip
        key, area = self.some(0.3)
        owners = [staff_key(one, 0) for one in area]
        yield Task, {
            "id": self.keys(len(key)), "area_id": area, "client_id": key, "owner_id": owners, "created_by_id": owners,
            "due_on": self.days_back(60, len(key)),
        }  # fmt: skip
        key, area = self.some(0.3)
        yield Keyword, {
            "id": self.keys(len(key)), "area_id": area, "client_id": key, "set_on": self.days_back(700, len(key)),
            "set_by_id": [staff_key(one, 0) for one in area],
        }  # fmt: skip
        key, area = self.some(0.3)
        started = self.days_back(900, len(key))
        yield Participation, {
            "id": self.keys(len(key)), "area_id": area, "client_id": key, "started_on": started,
            "first_started_on": started, "client_ref": [f"R{self.first + at:07d}" for at in range(len(key))],
        }  # fmt: skip


def today() -> Any:
    from django.utils import timezone

    return timezone.localdate()


def staff_key(area: int, place: int) -> str:
    """The key of a coordinator of the area."""
    return f"00000000-0000-4000-9000-{area:06}{place:06}"


def _given() -> dict[Any, dict[str, Any]]:
    """What a record of each model must say where nothing is drawn."""
    from accounts.enums import Role
    from accounts.models import Membership, User
    from clients.enums import RelationKind
    from clients.enums.cases import CaseOrigin
    from clients.models import Case, CaseRelation, Client, Contact, Keyword, Participation, Task

    return {
        User: {"password": "!", "is_active": True},
        Membership: {"role": Role.COORDINATOR},
        Client: {"gender": "1", "service_language": "fi"},
        Case: {"origin": CaseOrigin.OWN},
        CaseRelation: {"kind": RelationKind.RESPONSIBLE},
        Contact: {"channel": "phone", "summary": "Met", "with_client": True},
        Task: {"title": "Call"},
        Keyword: {"kind": "tasmatyo", "reason": "Measured"},
        Participation: {"programme_id": PROGRAMME},
    }


def _write(owner: psycopg.Connection, model: Any, drawn: dict[str, Iterable[Any]]) -> None:
    """The rows go in by COPY: drawn columns differ from row to row, the others are the same in all."""
    common = {name: repeat(value) for name, value in _common(model).items()}
    columns = common | drawn
    copy_in(owner, model._meta.db_table, list(columns), zip(*columns.values(), strict=False))


def _common(model: Any) -> dict[str, Any]:
    """Each column as the models make it, where nothing is drawn; what the database itself gives is left out."""
    from django.db import connections

    made = model(**_given()[model])
    values = {
        field.column: field.get_db_prep_save(field.pre_save(made, add=True), connections["owner"])
        for field in model._meta.concrete_fields
        if not field.generated and field.get_internal_type() not in {"AutoField", "BigAutoField"}
    }
    return {name: value for name, value in values.items() if not hasattr(value, "resolve_expression")}


def _frame(owner: psycopg.Connection, areas: list[int]) -> None:
    units = (
        (unit_key(area, place), 1, area, f"Unit {place + 1}", "tp", "") for area in areas for place in range(UNITS)
    )
    copy_in(owner, "accounts_unit", ("id", "version", "area_id", "name", "kind", "successor"), units)
    owner.execute(
        "INSERT INTO network_programme (id, version, code, name_fi, name_sv, name_en, funder, beneficiary, coordinator)"
        " OVERRIDING SYSTEM VALUE VALUES (%s, 1, 'BENCH', 'Mittaus', '', '', '', '', '')",
        [PROGRAMME],
    )


def _staff(owner: psycopg.Connection, areas: list[int]) -> None:
    from accounts.models import Membership, User

    people = [(area, place) for area in areas for place in range(STAFF // 46)]
    keys = [staff_key(area, place) for area, place in people]
    names = [f"Coordinator {area} {place}" for area, place in people]
    mails = [f"coordinator-{area}-{place}@bench.invalid" for area, place in people]
    _write(owner, User, {"id": keys, "name": names, "email": mails})
    units = [unit_key(area, place % UNITS) for area, place in people]
    held = [f"00000000-0000-4000-a000-{area:06}{place:06}" for area, place in people]
    _write(
        owner, Membership, {"id": held, "user_id": keys, "area_id": [area for area, _place in people], "unit_id": units}
    )


def _worker(owner: psycopg.Connection, caseload: int) -> Worker:
    """One coordinator of the home area with exactly this caseload, its contacts, tasks and appointments of today."""
    me, supervisor = uuid.UUID(staff_key(HOME, STAFF // 46 + 1)), uuid.UUID(staff_key(HOME, STAFF // 46 + 2))
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    owner.execute("SELECT set_config('app.areas', %s, true)", [f"{{{HOME}}}"])
    people = ((me, "Worker", "tyko", unit_key(HOME, 0)), (supervisor, "Supervisor", "esihlo", None))
    for key, name, role, unit in people:
        given = {"key": key, "name": name, "mail": f"{name.lower()}@bench.invalid", "home": HOME}
        given |= {"like": staff_key(HOME, 0), "role": role, "unit": unit}
        owner.execute(LIKE_USER, given)
        owner.execute(LIKE_MEMBERSHIP, given)
    given = {"me": me, "home": HOME, "caseload": caseload, "contacts": OF_EACH, "meetings": MEETINGS}
    for statement in OWN:
        owner.execute(statement, given)
    client = owner.execute(
        "SELECT client_id FROM clients_caserelation WHERE user_id = %s ORDER BY client_id LIMIT 1", [me]
    ).fetchone()
    assert client is not None
    return Worker(me, supervisor, client[0])


LIKE_USER = """
    INSERT INTO accounts_user SELECT r.* FROM accounts_user s, LATERAL jsonb_populate_record(s,
        jsonb_build_object('id', %(key)s::uuid, 'name', %(name)s::text, 'email', %(mail)s::text)) r
    WHERE s.id = %(like)s
"""
LIKE_MEMBERSHIP = """
    INSERT INTO accounts_membership SELECT r.* FROM accounts_membership s, LATERAL jsonb_populate_record(s,
        jsonb_build_object('id', gen_random_uuid(), 'user_id', %(key)s::uuid, 'role', %(role)s::text,
            'unit_id', %(unit)s::uuid)) r WHERE s.user_id = %(like)s
"""
OWN = (
    """
    UPDATE clients_caserelation r SET user_id = %(me)s, valid_from = current_date - (n.at %% 300)::int
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS at FROM clients_caserelation WHERE area_id = %(home)s
          ORDER BY id LIMIT %(caseload)s) n WHERE r.id = n.id
    """,
    """
    INSERT INTO clients_contact SELECT r.* FROM (SELECT one FROM clients_contact one LIMIT 1) s,
        (SELECT area_id, client_id, row_number() OVER () AS at FROM clients_caserelation WHERE user_id = %(me)s) o,
        generate_series(1, %(contacts)s::int) n,
        LATERAL jsonb_populate_record(s.one, jsonb_build_object('id', gen_random_uuid(), 'area_id', o.area_id,
            'client_id', o.client_id, 'author_id', %(me)s::uuid,
            'at', now() - interval '1 day' * (o.at %% 90 + 20 * n))) r
    """,
    """
    INSERT INTO clients_task SELECT r.* FROM (SELECT one FROM clients_task one LIMIT 1) s,
        (SELECT area_id, client_id, row_number() OVER () AS at FROM clients_caserelation WHERE user_id = %(me)s) o,
        LATERAL jsonb_populate_record(s.one, jsonb_build_object('id', gen_random_uuid(), 'area_id', o.area_id,
            'client_id', o.client_id, 'owner_id', %(me)s::uuid, 'created_by_id', %(me)s::uuid,
            'due_on', current_date + (o.at %% 60)::int - 12)) r WHERE o.at %% 4 = 0
    """,
    """
    INSERT INTO clients_appointment (id, version, area_id, client_id, starts_at, ends_at, place, channel, title, status,
        is_joint, created_by_id, created_at)
    SELECT gen_random_uuid(), 1, area_id, client_id, date_trunc('day', now()) + interval '1 hour' * (8 + at),
        date_trunc('day', now()) + interval '1 hour' * (9 + at), '', 'phone', '', 'planned', false, %(me)s, now()
    FROM (SELECT area_id, client_id, row_number() OVER (ORDER BY client_id) AS at FROM clients_caserelation
          WHERE user_id = %(me)s ORDER BY client_id LIMIT %(meetings)s) o
    """,
    """
    INSERT INTO clients_appointmentstaff SELECT r.* FROM clients_appointment a,
        LATERAL jsonb_populate_record(NULL::clients_appointmentstaff, jsonb_build_object('id', gen_random_uuid(),
            'area_id', a.area_id, 'appointment_id', a.id, 'user_id', %(me)s::uuid)) r WHERE a.created_by_id = %(me)s
    """,
)
