"""Programmes, which administrators of their areas alone change, and how a request enters its context."""

from django.db import migrations

from config.kernel.rls import ACTOR, APP_LOGIN, CreateTables, protect, same_area
from network.migrations._tables import TABLES

DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
GUARDS = f"""
CREATE FUNCTION network_administers(wanted bigint) RETURNS boolean
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT EXISTS (
        SELECT 1 FROM public.network_programmearea
        WHERE programme_id = wanted AND public.accounts_administers(area_id)
    ) $$;
REVOKE EXECUTE ON FUNCTION network_administers(bigint) FROM PUBLIC;

CREATE FUNCTION network_guard_programme() RETURNS trigger
    LANGUAGE plpgsql {DEFINER}
    AS $$ BEGIN
        IF {ACTOR} IS NOT NULL AND NOT public.network_administers(NEW.id)
            AND NOT (TG_OP = 'INSERT' AND public.accounts_administers_anything()) THEN
            RAISE insufficient_privilege USING MESSAGE = 'administrators of its areas alone change a programme';
        END IF;
        RETURN NEW;
    END $$;
REVOKE EXECUTE ON FUNCTION network_guard_programme() FROM PUBLIC;
CREATE TRIGGER network_guard_programme BEFORE INSERT OR UPDATE ON network_programme
    FOR EACH ROW EXECUTE FUNCTION network_guard_programme();

CREATE FUNCTION network_guard_area() RETURNS trigger
    LANGUAGE plpgsql {DEFINER}
    AS $$ BEGIN
        IF {ACTOR} IS NOT NULL AND NOT public.accounts_administers(NEW.area_id) THEN
            RAISE insufficient_privilege USING MESSAGE = 'an area takes part by its own administrator';
        END IF;
        IF {ACTOR} IS NOT NULL AND NOT public.network_administers(NEW.programme_id) AND EXISTS (
            SELECT 1 FROM public.network_programmearea WHERE programme_id = NEW.programme_id
        ) THEN
            RAISE insufficient_privilege USING MESSAGE = 'nobody joins a programme of others unasked';
        END IF;
        RETURN NEW;
    END $$;
REVOKE EXECUTE ON FUNCTION network_guard_area() FROM PUBLIC;
CREATE TRIGGER network_guard_area BEFORE INSERT OR UPDATE ON network_programmearea
    FOR EACH ROW EXECUTE FUNCTION network_guard_area();
"""
UNDO = """
DROP FUNCTION network_guard_area() CASCADE;
DROP FUNCTION network_guard_programme() CASCADE;
DROP FUNCTION network_administers(bigint);
"""

# One statement: who comes, by which memberships, into which areas and programmes. The function runs with the rights of
# whoever calls it: row-level security holds in it, step by step.
ENTER = f"""
CREATE FUNCTION network_enter(who uuid, today date, moment timestamptz) RETURNS json
    LANGUAGE plpgsql VOLATILE SECURITY INVOKER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    person jsonb;
    held jsonb;
    own smallint[];
    taking_part integer[];
BEGIN
    PERFORM set_config('app.user', who::text, true), set_config('app.areas', '{{}}', true),
        set_config('app.programmes', '{{}}', true), set_config('app.number_areas', '{{}}', true);
    SELECT to_jsonb(u) - 'identity_cipher' INTO person FROM public.accounts_user u WHERE u.id = who;
    IF person IS NULL OR NOT (person ->> 'is_active')::boolean THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(jsonb_agg(m ORDER BY m.area_id, m.role), '[]'), coalesce(array_agg(DISTINCT m.area_id ORDER BY m.area_id), '{{}}')
        INTO held, own
        FROM public.accounts_membership m
        WHERE m.user_id = who AND (m.valid_from IS NULL OR m.valid_from <= today)
          AND (m.valid_to IS NULL OR m.valid_to >= today);
    SELECT coalesce(array_agg(DISTINCT p.programme_id), '{{}}') INTO taking_part
        FROM public.network_programmearea p WHERE p.area_id = ANY (own);
    PERFORM set_config('app.areas', own::text, true), set_config('app.programmes', taking_part::text, true);
    RETURN json_build_object(
        'person', person,
        'memberships', held,
        'areas', (SELECT json_agg(a) FROM public.accounts_area a WHERE a.id = ANY (own)),
        'units', (SELECT json_agg(json_build_array(u.area_id, u.id, u.parent_id)) FROM public.accounts_unit u
            WHERE u.area_id IN (SELECT (m ->> 'area_id')::smallint FROM jsonb_array_elements(held) m
                WHERE m ->> 'unit_id' IS NOT NULL)),
        'notices', (SELECT json_agg(n ORDER BY n.valid_from, n.key) FROM public.accounts_notice n
            WHERE n.valid_from <= moment AND (n.valid_to IS NULL OR n.valid_to > moment)));
END $$;
REVOKE EXECUTE ON FUNCTION network_enter(uuid, date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION network_enter(uuid, date, timestamptz) TO {APP_LOGIN};
"""

# Whoever reads the public pages has no session: names of what partners give to employers, by area, and nothing else.
FOR_EMPLOYERS = f"""
CREATE FUNCTION network_for_employers(today date) RETURNS TABLE (area_id smallint, service text, partner text)
    LANGUAGE sql STABLE {DEFINER}
    AS $$
        SELECT s.area_id::smallint, s.name::text, o.name::text
        FROM public.network_service s JOIN public.network_organisation o ON o.id = s.organisation_id
        WHERE s.is_for_employers
          AND (s.valid_from IS NULL OR s.valid_from <= today) AND (s.valid_to IS NULL OR s.valid_to >= today)
          AND (o.valid_from IS NULL OR o.valid_from <= today) AND (o.valid_to IS NULL OR o.valid_to >= today)
    $$;
REVOKE EXECUTE ON FUNCTION network_for_employers(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION network_for_employers(date) TO {APP_LOGIN};
"""


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("network", "0001_initial"),
        ("network", "0002_history_and_guards"),
        ("network", "0003_enter"),
        ("network", "0002_partners"),
    ]
    dependencies = [("accounts", "0002_sign_in")]

    operations = [
        CreateTables(TABLES),
        migrations.RunSQL(GUARDS, UNDO),
        migrations.RunSQL(ENTER, "DROP FUNCTION network_enter(uuid, date, timestamptz)"),
        migrations.RunSQL(FOR_EMPLOYERS, "DROP FUNCTION network_for_employers(date)"),
        protect("network_organisation", verbs="SELECT, INSERT, UPDATE"),
        protect("network_service", verbs="SELECT, INSERT, UPDATE"),
        protect("network_organisationevent", verbs="SELECT"),
        protect("network_serviceevent", verbs="SELECT"),
        same_area("network_service", "organisation_id", "network_organisation"),
    ]
