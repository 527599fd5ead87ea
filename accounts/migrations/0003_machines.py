"""Machines that act on clients' records have a row among the users and a role of their own, held by triggers."""

import django.db.models.deletion
from django.db import migrations, models

ROLES = [
    ("tyko", "Work-ability coordinator"),
    ("omavalm", "Own coach"),
    ("esihlo", "Supervisor"),
    ("alue", "Regional coordinator"),
    ("tilasto", "Analyst"),
    ("yritys", "Employer-services specialist"),
    ("kumppani", "Service provider"),
    ("paa", "Administrator"),
    ("tsv", "Data-protection officer"),
    ("kone", "API client"),
]
DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

# Whoever writes: a machine has the role of machines in its own area and no other role, and nobody else has that role.
GUARDS = f"""
CREATE FUNCTION accounts_guard_machine_role() RETURNS trigger
    LANGUAGE plpgsql {DEFINER}
    AS $$
DECLARE
    is_machine boolean;
    own_area smallint;
BEGIN
    SELECT u.machine_id IS NOT NULL, c.area_id INTO is_machine, own_area
        FROM public.accounts_user u LEFT JOIN public.accounts_apiclient c ON c.id = u.machine_id
        WHERE u.id = NEW.user_id;
    IF coalesce(is_machine, false) <> (NEW.role = 'kone') THEN
        RAISE check_violation USING MESSAGE = 'machines, and they alone, have the role of machines';
    END IF;
    IF is_machine AND NEW.area_id IS DISTINCT FROM own_area THEN
        RAISE check_violation USING MESSAGE = 'a machine acts in its own area only';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_guard_machine_role BEFORE INSERT OR UPDATE ON accounts_membership
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_machine_role();

CREATE FUNCTION accounts_guard_machine_row() RETURNS trigger
    LANGUAGE plpgsql {DEFINER}
    AS $$ BEGIN
        RAISE check_violation USING MESSAGE = 'a person never becomes a machine, nor a machine a person';
    END $$;
CREATE TRIGGER accounts_guard_machine_row BEFORE UPDATE OF machine_id ON accounts_user
    FOR EACH ROW WHEN (OLD.machine_id IS DISTINCT FROM NEW.machine_id) EXECUTE FUNCTION accounts_guard_machine_row();

REVOKE EXECUTE ON FUNCTION accounts_guard_machine_role() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION accounts_guard_machine_row() FROM PUBLIC;
"""
UNDO = """
DROP FUNCTION accounts_guard_machine_row() CASCADE;
DROP FUNCTION accounts_guard_machine_role() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_case_messages")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="machine",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actor",
                to="accounts.apiclient",
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(choices=ROLES, max_length=8),
        ),
        migrations.AlterField(
            model_name="membershipevent",
            name="role",
            field=models.CharField(choices=ROLES, max_length=8),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("machine__isnull", True),
                    models.Q(("is_active", False), ("password__startswith", "!")),
                    _connector="OR",
                ),
                name="user_machine_never_signs_in",
                violation_error_message="A machine has no account to sign in to.",
            ),
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
