"""Jobs and markers by area, stored answers by their owner; the outbox, the beat and signs of life hold no rows of persons."""

from django.conf import settings
from django.db import migrations

from config.kernel.rls import APP_LOGIN, CreateTables, grant, protect, same_area
from ledger.migrations._tables import TABLES

OWN_ANSWERS = "owner = (select nullif(current_setting('app.idempotency_owner', true), ''))"

FORGET_OLD_ANSWERS = f"""
CREATE FUNCTION ledger_forget_old_answers() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        WITH gone AS (
            DELETE FROM public.ledger_idempotencykey WHERE created_at < now() - interval '1 day' RETURNING 1
        )
        SELECT count(*) FROM gone
    $$;
REVOKE EXECUTE ON FUNCTION ledger_forget_old_answers() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_forget_old_answers() TO {APP_LOGIN};
"""

FORGET_OLD_WEBHOOKS = f"""
CREATE FUNCTION ledger_forget_old_webhooks() RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        WITH gone AS (
            DELETE FROM public.ledger_webhookdelivery WHERE settled_at < now() - interval '90 days' RETURNING 1
        ), told AS (
            DELETE FROM public.ledger_webhookevent e WHERE e.at < now() - interval '100 days' AND NOT EXISTS (
                SELECT 1 FROM public.ledger_webhookdelivery d WHERE d.area_id = e.area_id AND d.event_id = e.id
            )
        )
        SELECT count(*) FROM gone
    $$;
REVOKE EXECUTE ON FUNCTION ledger_forget_old_webhooks() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_forget_old_webhooks() TO {APP_LOGIN};
"""


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("ledger", "0001_initial"),
        ("ledger", "0002_row_level_security"),
        ("ledger", "0003_sign_of_life"),
    ]
    dependencies = [("accounts", "0001_schema"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        CreateTables(TABLES),
        protect("ledger_job", verbs="SELECT, INSERT, UPDATE"),
        protect("ledger_changemarker"),
        protect("ledger_idempotencykey", verbs="SELECT, INSERT, UPDATE", using=OWN_ANSWERS),
        grant("ledger_outbox", "SELECT, INSERT, UPDATE, DELETE"),
        grant("ledger_beatlease", "SELECT, INSERT, UPDATE"),
        grant("ledger_signoflife", "SELECT, INSERT, UPDATE"),
        protect("ledger_webhookendpoint", verbs="SELECT, INSERT, UPDATE"),
        protect("ledger_webhookendpointevent", verbs="SELECT"),
        protect("ledger_webhookevent", verbs="SELECT, INSERT"),
        protect("ledger_webhookdelivery", verbs="SELECT, INSERT, UPDATE"),
        same_area("ledger_webhookdelivery", "endpoint_id", "ledger_webhookendpoint"),
        same_area("ledger_webhookdelivery", "event_id", "ledger_webhookevent"),
        migrations.RunSQL(FORGET_OLD_WEBHOOKS, "DROP FUNCTION ledger_forget_old_webhooks()"),
        migrations.RunSQL(FORGET_OLD_ANSWERS, "DROP FUNCTION ledger_forget_old_answers()"),
    ]
