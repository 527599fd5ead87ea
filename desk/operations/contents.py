"""What a database holds, as numbers that can be compared: rows and content of each table, its protections, its keys."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from psycopg import sql

from config.kernel.rls import APP_LOGIN
from desk.operations.ciphers import CIPHERED, HASHED
from desk.operations.postgres import Line, query

Say = Callable[[str], None]


def say_nothing(_sentence: str) -> None:
    """For whoever does not want to hear of progress."""


@dataclass(frozen=True)
class Content:
    """Rows of a table and two sums over their texts; equal for equal rows in whatever order they lie."""

    rows: int
    digest: str


def tables(line: Line) -> list[str]:
    found = query(line, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    return sorted(str(name) for (name,) in found)


def content_of(line: Line, table: str) -> Content:
    row = line.execute(
        sql.SQL(
            "SELECT count(*), coalesce(sum(hashtextextended(t::text, 1)), 0)::text,"
            " coalesce(sum(hashtextextended(t::text, 2)), 0)::text FROM {} t"
        ).format(sql.Identifier(table))
    ).fetchone()
    assert row is not None
    return Content(rows=row[0], digest=hashlib.sha256(f"{row[1]} {row[2]}".encode()).hexdigest())


def contents(line: Line, *, say: Say = say_nothing) -> dict[str, Content]:
    """The content of every table; the connection sees all rows or the statement fails (row_security is off)."""
    names = tables(line)
    found = {}
    for position, name in enumerate(names, 1):
        found[name] = content_of(line, name)
        if position % 20 == 0 or position == len(names):
            say(f"Counted {position} of {len(names)} tables.")
    return found


def sequences(line: Line) -> dict[str, int]:
    found = query(line, "SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'")
    return {str(name): int(value) for name, value in found}


PROTECTIONS = {
    "row-level security": "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relkind = 'r'"
    " AND relnamespace = 'public'::regnamespace",
    "policies": "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies"
    " WHERE schemaname = 'public'",
    "grants": "SELECT c.relname, '' AS part, g.privilege_type, g.grantee = 0 FROM pg_class c, aclexplode(c.relacl) g"
    " WHERE c.relnamespace = 'public'::regnamespace AND (g.grantee = 0 OR g.grantee = %(app)s::regrole)"
    " UNION ALL SELECT a.attrelid::regclass::text, a.attname, g.privilege_type, g.grantee = 0"
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, aclexplode(a.attacl) g"
    " WHERE c.relnamespace = 'public'::regnamespace AND (g.grantee = 0 OR g.grantee = %(app)s::regrole)",
    "functions": "SELECT p.oid::regprocedure::text, p.prosecdef, p.proconfig::text, p.prosrc,"
    " has_function_privilege('public', p.oid, 'EXECUTE'), has_function_privilege(%(app)s, p.oid, 'EXECUTE')"
    " FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace",
    "triggers": "SELECT pg_get_triggerdef(t.oid), t.tgenabled::text FROM pg_trigger t"
    " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace",
    # Their texts are not the same after a dump and restore (casts of lists are written otherwise), so: parts.
    "constraints": "SELECT conrelid::regclass::text, conname, contype::text, convalidated, condeferrable, condeferred,"
    " cardinality(conkey), confrelid::regclass::text, confdeltype::text FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace AND contype <> 'n'",
    "indexes": "SELECT i.indexrelid::regclass::text, i.indrelid::regclass::text, i.indisunique, i.indisvalid,"
    " i.indnkeyatts, i.indpred IS NOT NULL, i.indexprs IS NOT NULL FROM pg_index i"
    " JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'public'::regnamespace",
}  # fmt: skip


def protections(line: Line) -> dict[str, str]:
    """A digest of each kind of protection; two databases with equal digests are protected alike."""
    return {kind: _digest(query(line, question, {"app": APP_LOGIN})) for kind, question in PROTECTIONS.items()}


def _digest(rows: list[tuple[Any, ...]]) -> str:
    lines = sorted(repr(tuple(str(part) for part in row)) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def key_ids(line: Line) -> dict[str, int]:
    """How many values each key has encrypted, by its id."""
    present, found = set(tables(line)), dict[str, int]()
    for ciphered in (one for one in CIPHERED if one.table in present):
        counted = query(
            line,
            f'SELECT {ciphered.key_id_of}, count(*) FROM "{ciphered.table}"'
            f" WHERE {ciphered.bytes_of} IS NOT NULL GROUP BY 1",
        )
        for key_id, count in counted:
            found[str(key_id)] = found.get(str(key_id), 0) + int(count)
    return found


def hash_keys(line: Line) -> dict[str, dict[str, int]]:
    """How many look-up hashes each key has made, by slot and by the key's fingerprint."""
    found: dict[str, dict[str, int]] = {}
    for table, column, slot in HASHED:
        counted = query(
            line,
            f"SELECT encode(substring({column} FROM 1 FOR 4), 'hex'), count(*) FROM \"{table}\""
            f" WHERE {column} IS NOT NULL GROUP BY 1",
        )
        found[slot] = {str(fingerprint): int(count) for fingerprint, count in counted}
    return found
