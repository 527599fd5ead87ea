"""A request enters its context by one statement: who comes, by which memberships, into which areas and programmes.

The function runs with the rights of whoever calls it: row-level security holds in it, step by step, as it did when each
step was a statement of its own.
"""

from django.db import migrations

from config.kernel.rls import APP_LOGIN

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


class Migration(migrations.Migration):
    dependencies = [("network", "0002_history_and_guards"), ("accounts", "0010_case_messages")]

    operations = [migrations.RunSQL(ENTER, "DROP FUNCTION network_enter(uuid, date, timestamptz)")]
