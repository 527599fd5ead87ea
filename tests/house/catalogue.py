"""What PostgreSQL's own catalogue says of our tables, for the tests of this folder."""

from typing import Any

from django.db import connection

# A table is of persons when it is the client's, or points, by key or by a column of that name, to one that is.
PERSONAL = """
    WITH RECURSIVE personal AS (
        SELECT 'clients_client'::regclass::oid AS id
        UNION
        SELECT c.conrelid FROM pg_constraint c JOIN personal p ON c.confrelid = p.id WHERE c.contype = 'f'
    ), named AS (
        SELECT a.attrelid AS id FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
        WHERE a.attname IN ('client_id', 'participation_id') AND a.atttypid = 'uuid'::regtype AND t.relkind = 'r'
          AND t.relnamespace = 'public'::regnamespace
    )
    SELECT id::regclass::text FROM (SELECT id FROM personal UNION SELECT id FROM named) AS every ORDER BY 1
"""


def rows(query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


def names(query: str, values: tuple[Any, ...] = ()) -> list[str]:
    return [name for (name,) in rows(query, values)]


def personal_tables() -> list[str]:
    return names(PERSONAL)
