"""Administration: messages, notices, rights of administrators."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import ACTOR, APP_LOGIN, BY_AREA, protect

TODAY = "(now() AT TIME ZONE 'Europe/Helsinki')::date"
IN_FORCE = f"coalesce(valid_from <= {TODAY}, true) AND coalesce(valid_to >= {TODAY}, true)"
DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

# Functions run as the owner: a policy of a table may not ask that table itself.
FUNCTIONS = f"""
CREATE FUNCTION accounts_administers(area smallint) RETURNS boolean
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT EXISTS (
        SELECT 1 FROM public.accounts_membership
        WHERE user_id = {ACTOR} AND role = 'paa' AND area_id = area AND {IN_FORCE}
    ) $$;
CREATE FUNCTION accounts_administers_anything() RETURNS boolean
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT EXISTS (
        SELECT 1 FROM public.accounts_membership WHERE user_id = {ACTOR} AND role = 'paa' AND {IN_FORCE}
    ) $$;
CREATE FUNCTION accounts_administers_person(person uuid) RETURNS boolean
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT EXISTS (
        SELECT 1 FROM public.accounts_membership m
        WHERE m.user_id = person AND public.accounts_administers(m.area_id)
    ) $$;
CREATE FUNCTION accounts_belongs_elsewhere(person uuid) RETURNS boolean
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT public.accounts_administers_person(person) AND EXISTS (
        SELECT 1 FROM public.accounts_membership m
        WHERE m.user_id = person AND coalesce(m.valid_to >= {TODAY}, true)
          AND NOT public.accounts_administers(m.area_id)
    ) $$;
CREATE FUNCTION accounts_person_to_invite(wanted text, OUT person uuid, OUT active boolean)
    LANGUAGE sql STABLE {DEFINER}
    AS $$ SELECT id, is_active FROM public.accounts_user
        WHERE email = lower(wanted) AND public.accounts_administers_anything() $$;
"""

# The system itself (no actor) may change what it needs; a person changes oneself, an administrator the others.
GUARDS = f"""
CREATE FUNCTION accounts_guard_user() RETURNS trigger
    LANGUAGE plpgsql {DEFINER}
    AS $$ BEGIN
        IF {ACTOR} IS NULL OR OLD.id = {ACTOR} THEN
            RETURN NEW;
        END IF;
        IF NEW.email <> OLD.email OR (NEW.password <> OLD.password AND NEW.password NOT LIKE '!%') THEN
            RAISE insufficient_privilege USING MESSAGE = 'nobody sets the address or password of another person';
        END IF;
        IF NEW.is_active <> OLD.is_active AND public.accounts_belongs_elsewhere(OLD.id) THEN
            RAISE insufficient_privilege USING MESSAGE = 'the person belongs to another area too';
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER accounts_guard_user BEFORE UPDATE ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_user();

CREATE FUNCTION accounts_guard_reference() RETURNS trigger
    LANGUAGE plpgsql {DEFINER}
    AS $$ BEGIN
        IF {ACTOR} IS NOT NULL AND NOT public.accounts_administers_anything() THEN
            RAISE insufficient_privilege USING MESSAGE = 'administrators alone change what everybody shares';
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER accounts_guard_code BEFORE INSERT OR UPDATE ON accounts_code
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_reference();
CREATE TRIGGER accounts_guard_notice BEFORE INSERT OR UPDATE ON accounts_notice
    FOR EACH ROW EXECUTE FUNCTION accounts_guard_reference();

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
"""
ASKED = (
    "accounts_administers(smallint)",
    "accounts_administers_anything()",
    "accounts_administers_person(uuid)",
    "accounts_belongs_elsewhere(uuid)",
    "accounts_person_to_invite(text)",
)
RIGHTS = "".join(
    f"REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO {APP_LOGIN};" for name in ASKED
) + "".join(
    f"REVOKE EXECUTE ON FUNCTION accounts_guard_{name}() FROM PUBLIC;" for name in ("user", "reference", "machine")
)
UNDO_FUNCTIONS = """
DROP FUNCTION accounts_guard_machine() CASCADE;
DROP FUNCTION accounts_guard_reference() CASCADE;
DROP FUNCTION accounts_guard_user() CASCADE;
DROP FUNCTION accounts_person_to_invite(text);
DROP FUNCTION accounts_belongs_elsewhere(uuid);
DROP FUNCTION accounts_administers_person(uuid);
DROP FUNCTION accounts_administers_anything();
DROP FUNCTION accounts_administers(smallint);
"""

# Nobody gives oneself rights: an administrator writes the memberships of others, in the own areas.
MAY_GIVE = f"{BY_AREA} AND ({ACTOR} IS NULL OR (accounts_administers(area_id) AND user_id <> {ACTOR}))"
POLICIES = f"""
DROP POLICY by_context ON accounts_membership;
CREATE POLICY by_giving ON accounts_membership FOR INSERT WITH CHECK ({MAY_GIVE});
CREATE POLICY by_changing ON accounts_membership FOR UPDATE USING ({MAY_GIVE}) WITH CHECK ({MAY_GIVE});
CREATE POLICY by_administration ON accounts_user FOR UPDATE
    USING (accounts_administers_person(id)) WITH CHECK (accounts_administers_person(id));
"""
UNDO_POLICIES = f"""
DROP POLICY by_administration ON accounts_user;
DROP POLICY by_changing ON accounts_membership;
DROP POLICY by_giving ON accounts_membership;
CREATE POLICY by_context ON accounts_membership USING ({BY_AREA}) WITH CHECK ({BY_AREA});
"""
OF_A_VISIBLE_PERSON = "EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = pgh_obj_id)"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_sign_in")]

    operations = [
        migrations.CreateModel(
            name="ApiClientEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=100)),
                ("all_areas", models.BooleanField(default=False)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CodeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("list", models.CharField(max_length=40)),
                ("code", models.CharField(max_length=8)),
                ("name_fi", models.CharField(max_length=200)),
                ("name_sv", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invitation", "You have been invited to Täsmä."),
                            ("rights_changed", "Your roles or rights in Täsmä have changed."),
                            ("deactivated", "Your account in Täsmä has been deactivated."),
                            ("reactivated", "Your account in Täsmä has been opened again."),
                            (
                                "new_device",
                                "You signed in to Täsmä on a device it did not know. If it was not you, change your password.",
                            ),
                            ("password_set", "The password of your account in Täsmä was changed."),
                            ("reset_link", "Somebody, perhaps you, asked for a link to set a new password in Täsmä."),
                            ("sign_in_reset", "An administrator of your area has reset your sign-in to Täsmä."),
                            ("factor_added", "A second factor was added to your account in Täsmä."),
                            ("factor_removed", "A second factor was removed from your account in Täsmä."),
                            ("codes_made", "New recovery codes were made for your account in Täsmä."),
                            ("client_received", "You have been made responsible for a client, or a co-owner."),
                            ("client_handed_over", "A client you were responsible for has been handed to a colleague."),
                            ("relation_ended", "Your relation to a client has ended."),
                            ("consultation_opened", "A consultation about a client has been opened."),
                            ("consultation_closed", "A consultation about a client has been closed."),
                            ("glass_opened", "Somebody opened a client of yours by exceptional access."),
                            ("glass_to_review", "An exceptional access waits for your review within seven days."),
                            ("glass_reviewed", "Your exceptional access to a client has been reviewed."),
                            ("glass_unjustified", "An exceptional access was found not justified."),
                            ("reading_to_review", "Reading of client data waits for your review."),
                        ],
                        max_length=30,
                    ),
                ),
                ("about", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("mailed_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-created_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "key",
                    models.SlugField(
                        error_messages={"unique": "There is already a notice with this key."},
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        choices=[("info", "Information"), ("warn", "Warning"), ("bad", "Disturbance")],
                        default="info",
                        max_length=4,
                    ),
                ),
                ("text_fi", models.CharField(max_length=500)),
                ("text_sv", models.CharField(max_length=500)),
                ("text_en", models.CharField(max_length=500)),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-valid_from", "key"),
            },
        ),
        migrations.CreateModel(
            name="NoticeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "key",
                    models.SlugField(
                        db_index=False,
                        error_messages={"unique": "There is already a notice with this key."},
                        max_length=40,
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        choices=[("info", "Information"), ("warn", "Warning"), ("bad", "Disturbance")],
                        default="info",
                        max_length=4,
                    ),
                ),
                ("text_fi", models.CharField(max_length=500)),
                ("text_sv", models.CharField(max_length=500)),
                ("text_en", models.CharField(max_length=500)),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="membership",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="membership",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="membership",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="unit",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="unit",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="unit",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="user",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="user",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="user",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="apiclient",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="apiclient",
            name="valid_to",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="apiclient",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="code",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="membership",
            name="reviewed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="membershipevent",
            name="reviewed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="unit",
            name="successor",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="unitevent",
            name="successor",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="user",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="userevent",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apiclient",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_apiclientevent" ("all_areas", "area_id", "client_id", "ended_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_to", "version") SELECT new_values."all_areas", new_values."area_id", new_values."client_id", new_values."ended_at", new_values."id", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5b178d30151720ad417e72ded54ca6a8628644e4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f7d28",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_apiclient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apiclient",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_apiclientevent" ("all_areas", "area_id", "client_id", "ended_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_to", "version") SELECT new_values."all_areas", new_values."area_id", new_values."client_id", new_values."ended_at", new_values."id", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7c40468eb14dc4f8d6c75dcb1db55b5b982aea5a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7a817",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_apiclient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apiclient",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_apiclientevent" ("all_areas", "area_id", "client_id", "ended_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_to", "version") SELECT old_values."all_areas", old_values."area_id", old_values."client_id", old_values."ended_at", old_values."id", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."valid_to", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ffda63d4d018acbb30eb30eb27979270b61a006c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_92961",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_apiclient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="code",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_codeevent" ("code", "id", "list", "name_en", "name_fi", "name_sv", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "valid_from", "valid_to", "version") SELECT new_values."code", new_values."id", new_values."list", new_values."name_en", new_values."name_fi", new_values."name_sv", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."position", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7130e18e1451262ef4dce9087ca002a583d2d450",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d67bb",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_code",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="code",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_codeevent" ("code", "id", "list", "name_en", "name_fi", "name_sv", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "valid_from", "valid_to", "version") SELECT new_values."code", new_values."id", new_values."list", new_values."name_en", new_values."name_fi", new_values."name_sv", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."position", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="db2b89d8cc877f26ee86d01c6ca957e5550092e3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7b139",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_code",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="code",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_codeevent" ("code", "id", "list", "name_en", "name_fi", "name_sv", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "valid_from", "valid_to", "version") SELECT old_values."code", old_values."id", old_values."list", old_values."name_en", old_values."name_fi", old_values."name_sv", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."valid_from", old_values."valid_to", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="cb17123a59af59d45866c34add644b1eb985e0ea",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b3d56",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_code",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_membershipevent" ("area_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_on", "rights", "role", "unit_id", "user_id", "valid_from", "valid_to", "version") SELECT new_values."area_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reviewed_on", new_values."rights", new_values."role", new_values."unit_id", new_values."user_id", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e20b39354975d6a89e27da71442c9ae77dd03114",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fc05a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_membershipevent" ("area_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_on", "rights", "role", "unit_id", "user_id", "valid_from", "valid_to", "version") SELECT new_values."area_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reviewed_on", new_values."rights", new_values."role", new_values."unit_id", new_values."user_id", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="202009797396449ddc9e83a1c268f648d12d7196",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_20ab5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_membershipevent" ("area_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewed_on", "rights", "role", "unit_id", "user_id", "valid_from", "valid_to", "version") SELECT old_values."area_id", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reviewed_on", old_values."rights", old_values."role", old_values."unit_id", old_values."user_id", old_values."valid_from", old_values."valid_to", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6680d5d9102d0ba23c8ae9ed1ece3c326f337fb0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_19a8f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_unitevent" ("area_id", "id", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor", "valid_from", "valid_to", "version") SELECT new_values."area_id", new_values."id", new_values."kind", new_values."name", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."successor", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2615f450631e311d3091ccb5780224020092f117",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8ba9e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_unitevent" ("area_id", "id", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor", "valid_from", "valid_to", "version") SELECT new_values."area_id", new_values."id", new_values."kind", new_values."name", new_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."successor", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="442dd4508b2359e74f74c51a420d7ca916c35505",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9885a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_unitevent" ("area_id", "id", "kind", "name", "parent_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor", "valid_from", "valid_to", "version") SELECT old_values."area_id", old_values."id", old_values."kind", old_values."name", old_values."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."successor", old_values."valid_from", old_values."valid_to", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="94c8dde114330a7a0f88252a3aef6bad0e3ab975",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a04b7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_unit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("created_at", "email", "id", "is_active", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."created_at", new_values."email", new_values."id", new_values."is_active", new_values."language", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1f1c8cf812bc2d156719448d9fdd6f8304784d70",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3867c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("created_at", "email", "id", "is_active", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."created_at", new_values."email", new_values."id", new_values."is_active", new_values."language", new_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b579088c6c81740ea90201b4e5891e55b2ba6837",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0e890",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("created_at", "email", "id", "is_active", "language", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT old_values."created_at", old_values."email", old_values."id", old_values."is_active", old_values."language", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="69944056247c85929cb328e69e1de906270648b1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_19f14",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="apiclientevent",
            name="area",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.area",
            ),
        ),
        migrations.AddField(
            model_name="apiclientevent",
            name="client",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="allauth_idp_oidc.client",
            ),
        ),
        migrations.AddField(
            model_name="apiclientevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="accounts.apiclient",
            ),
        ),
        migrations.AddField(
            model_name="codeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="accounts.code",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="messages", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="notice_in_order",
                violation_error_message="A notice cannot end before it begins.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_noticeevent" ("id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_fi", "text_sv", "tone", "valid_from", "valid_to", "version") SELECT new_values."id", new_values."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."text_en", new_values."text_fi", new_values."text_sv", new_values."tone", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2eb1e964634f76174c8b5abf54902003aff56849",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1a448",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_notice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_noticeevent" ("id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_fi", "text_sv", "tone", "valid_from", "valid_to", "version") SELECT new_values."id", new_values."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."text_en", new_values."text_fi", new_values."text_sv", new_values."tone", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4ec52f1984b21a4cd716250763e9259d7a06b62b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d118e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_notice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_noticeevent" ("id", "key", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_en", "text_fi", "text_sv", "tone", "valid_from", "valid_to", "version") SELECT old_values."id", old_values."key", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."text_en", old_values."text_fi", old_values."text_sv", old_values."tone", old_values."valid_from", old_values."valid_to", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="578eaeb0ef428a4b87805bc78aac522a581b1aa9",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5dea2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_notice",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="noticeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="accounts.notice",
            ),
        ),
        migrations.AddIndex(
            model_name="apiclientevent",
            index=models.Index(fields=["pgh_obj"], name="accounts_ap_pgh_obj_65b3e1_idx"),
        ),
        migrations.AddIndex(
            model_name="codeevent",
            index=models.Index(fields=["pgh_obj"], name="accounts_co_pgh_obj_41d561_idx"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["user", "-created_at"], name="message_of_user"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                models.F("created_at"), condition=models.Q(("mailed_at", None)), name="message_unmailed"
            ),
        ),
        migrations.AddIndex(
            model_name="noticeevent",
            index=models.Index(fields=["pgh_obj"], name="accounts_no_pgh_obj_99de5d_idx"),
        ),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, UNDO_FUNCTIONS),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        protect("accounts_userevent", verbs="SELECT", using=OF_A_VISIBLE_PERSON),
    ]
