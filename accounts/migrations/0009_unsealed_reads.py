"""How many rows of the read log no seal covers yet: a number for metrics, from a log the application cannot read."""

from django.db import migrations

from config.kernel.rls import APP_LOGIN

UNSEALED = f"""
CREATE FUNCTION accounts_unsealed_reads() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT count(*)
        FROM public.accounts_readlog r
        LEFT JOIN (
            SELECT incarnation, max(to_xact) AS upto FROM public.accounts_readseal GROUP BY incarnation
        ) s ON s.incarnation = r.incarnation
        WHERE r.xact >= coalesce(s.upto, 0)::text::xid8
    $$;
REVOKE EXECUTE ON FUNCTION accounts_unsealed_reads() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_unsealed_reads() TO {APP_LOGIN};
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_service_feedback")]

    operations = [migrations.RunSQL(UNSEALED, "DROP FUNCTION accounts_unsealed_reads()")]
