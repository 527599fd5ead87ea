"""Machines, and the tables of allauth: rows of factors and sessions are one's own."""

from django.db import migrations

from accounts.migrations._tables import TABLES
from accounts.migrations.sql.people import DEFINER
from config.kernel.rls import ACTOR, CreateTables, protect

MACHINES = ("ApiClient", "ApiClientEvent")
OWN = f"user_id = {ACTOR}"
OWN_OR_COLLEAGUE = f"{OWN} OR EXISTS (SELECT 1 FROM accounts_membership m WHERE m.user_id = mfa_authenticator.user_id)"

GUARD = f"""
CREATE FUNCTION accounts_guard_machine() RETURNS trigger
    LANGUAGE plpgsql {DEFINER}
    AS $$ BEGIN
        IF {ACTOR} IS NOT NULL AND NOT coalesce(public.accounts_administers(NEW.area_id), false) THEN
            RAISE insufficient_privilege USING MESSAGE = 'the machine reads another area';
        END IF;
        IF TG_OP = 'UPDATE' AND (NEW.area_id, NEW.all_areas) IS DISTINCT FROM (OLD.area_id, OLD.all_areas) THEN
            RAISE insufficient_privilege USING MESSAGE = 'a machine keeps its area';
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER accounts_guard_machine BEFORE INSERT OR UPDATE ON accounts_apiclient
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_machine();
REVOKE EXECUTE ON FUNCTION accounts_guard_machine() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0002_api_client"),
        ("accounts", "0010_case_messages"),
    ]
    dependencies = [
        ("accounts", "0001_schema"),
        ("allauth_idp_oidc", "0003_client_allow_uri_wildcards"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        CreateTables([table for table in TABLES if table.name in MACHINES]),
        migrations.RunSQL(GUARD, "DROP FUNCTION accounts_guard_machine() CASCADE"),
        protect("mfa_authenticator", using=OWN_OR_COLLEAGUE, check=OWN),
        protect("usersessions_usersession", using=OWN),
    ]
