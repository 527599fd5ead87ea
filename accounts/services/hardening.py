"""After every migrate: history triggers run with the owner's rights and cannot be silenced, strangers have no rights.

`pgtrigger` installs its functions with the caller's rights and lets any session switch them off; both are undone here.
Only the owner's own login leaves no history, and only while it says that it encrypts anew what stays the same in clear.
"""

from typing import Any

from django.db import connections
from psycopg import sql

from accounts.rls_exempt import EXEMPT
from config.kernel.rls import APP_LOGIN

STATEMENTS = """
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT p.oid::regprocedure AS name
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' AND p.proname LIKE 'pgtrigger\\_%' AND p.prorettype = 'trigger'::regtype
    LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp', one.name);
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one.name);
    END LOOP;
END $$;
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql STABLE AS $$
        SELECT coalesce(current_setting('app.changing_keys', true), '') = 'on'
            AND session_user = (
                SELECT tableowner FROM pg_catalog.pg_tables
                WHERE schemaname = 'public' AND tablename = 'django_migrations'
            )
    $$;
"""


def harden(*, using: str) -> None:
    """Every history trigger runs as the owner and none can be ignored; each exempt table has just its listed grants.

    Running it again changes nothing.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(STATEMENTS)
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        present = {name for (name,) in cursor.fetchall()}
        for table in sorted(present & EXEMPT.keys()):
            _grant(cursor, table, EXEMPT[table][0])


def _grant(cursor: Any, table: str, verbs: str) -> None:
    names = {"table": sql.Identifier(table), "login": sql.Identifier(APP_LOGIN)}
    cursor.execute(sql.SQL("REVOKE ALL ON {table} FROM PUBLIC, {login}").format(**names))
    if verbs:
        cursor.execute(sql.SQL("GRANT " + verbs + " ON {table} TO {login}").format(**names))
