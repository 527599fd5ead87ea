"""Login × table × verb, from the catalogue, against a table written down: what the application's login may do."""

from pathlib import Path

import pytest
from django.db import connection

VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
SHORT = {"SELECT": "S", "INSERT": "I", "UPDATE": "U", "DELETE": "D", "TRUNCATE": "T", "REFERENCES": "R", "TRIGGER": "G"}
WRITTEN = Path(__file__).with_name("grants.txt")
# A right to some columns of a table counts as one to the table.
HELD = """
    SELECT t.tablename, v.verb
    FROM pg_tables t CROSS JOIN unnest(%s::text[]) AS v (verb)
    WHERE t.schemaname = 'public' AND CASE WHEN v.verb IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
        THEN has_any_column_privilege(%s, format('public.%%I', t.tablename), v.verb)
        ELSE has_table_privilege(%s, format('public.%%I', t.tablename), v.verb) END
"""


def held_by(login: str) -> dict[str, str]:
    """What the login may do with each table, in letters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found = {name: "" for (name,) in cursor.fetchall()}
        cursor.execute(HELD, [list(VERBS), login, login])
        rights = set(cursor.fetchall())
    return {name: "".join(SHORT[verb] for verb in VERBS if (name, verb) in rights) or "-" for name in found}


def written() -> dict[str, str]:
    lines = [line.split() for line in WRITTEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return dict(lines)


@pytest.mark.django_db
def test_the_application_may_do_what_is_written_and_nothing_else():
    found = held_by("tasma_app")

    assert found == written()


@pytest.mark.django_db
def test_no_table_can_be_emptied_pointed_to_or_given_triggers():
    assert {name: rights for name, rights in held_by("tasma_app").items() if set(rights) & set("TRG")} == {}


@pytest.mark.django_db
def test_everybody_else_may_do_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.grantee = 0"
        )
        assert cursor.fetchall() == []
