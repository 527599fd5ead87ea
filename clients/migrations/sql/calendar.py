"""Calendars that other programs read."""

from django.db import migrations

from config.kernel.rls import ACTOR, APP_LOGIN, protect

# A calendar program has no session: the hash of its token leads to its person, and to nothing else.
FEED_OWNER = f"""
CREATE FUNCTION clients_calendar_owner(hashed bytea) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT f.user_id FROM public.clients_calendarfeed f JOIN public.accounts_user u ON u.id = f.user_id
        WHERE f.token_hash = hashed AND f.revoked_at IS NULL AND u.is_active
    $$;
REVOKE EXECUTE ON FUNCTION clients_calendar_owner(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clients_calendar_owner(bytea) TO {APP_LOGIN};
"""

OPERATIONS = [
    protect("clients_calendarfeed", verbs="SELECT, INSERT, UPDATE", using=f"user_id = {ACTOR}"),
    migrations.RunSQL(FEED_OWNER, "DROP FUNCTION clients_calendar_owner(bytea)"),
]
