"""History of targets, which administrators of the programme's areas alone may change."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from config.kernel.rls import ACTOR

GUARD = f"""
CREATE FUNCTION reporting_guard_target() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ BEGIN
        IF {ACTOR} IS NOT NULL AND NOT public.network_administers(NEW.programme_id) THEN
            RAISE insufficient_privilege USING MESSAGE = 'administrators of its areas alone set targets of a programme';
        END IF;
        IF TG_OP = 'UPDATE' AND NEW.programme_id <> OLD.programme_id THEN
            RAISE insufficient_privilege USING MESSAGE = 'a target keeps its programme';
        END IF;
        RETURN NEW;
    END $$;
REVOKE EXECUTE ON FUNCTION reporting_guard_target() FROM PUBLIC;
CREATE TRIGGER reporting_guard_target BEFORE INSERT OR UPDATE ON reporting_target
    FOR EACH ROW EXECUTE FUNCTION reporting_guard_target();
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0002_history_and_guards"), ("reporting", "0002_row_level_security")]

    operations = [
        migrations.CreateModel(
            name="TargetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("indicator", models.CharField(max_length=10)),
                ("value", models.DecimalField(decimal_places=2, max_digits=14)),
                ("period", models.CharField(default="all", max_length=10)),
                ("source", models.CharField(max_length=200)),
                ("decided_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="target",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_targetevent" ("decided_on", "id", "indicator", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "value", "version") SELECT new_values."decided_on", new_values."id", new_values."indicator", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."programme_id", new_values."source", new_values."value", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c0e740a3cca4884cb6a5fd8c43b951ba45150f8e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f6f12",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reporting_target",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_targetevent" ("decided_on", "id", "indicator", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "value", "version") SELECT new_values."decided_on", new_values."id", new_values."indicator", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."programme_id", new_values."source", new_values."value", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c97eafe165c0ba2e202833c6aa4fd0235adab5f5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3cf42",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reporting_target",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="target",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reporting_targetevent" ("decided_on", "id", "indicator", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "source", "value", "version") SELECT old_values."decided_on", old_values."id", old_values."indicator", old_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."programme_id", old_values."source", old_values."value", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c9fa28002db4928818da38390208048156afeba7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b01f8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reporting_target",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="targetevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="reporting.target",
            ),
        ),
        migrations.AddField(
            model_name="targetevent",
            name="programme",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="network.programme",
            ),
        ),
        migrations.AddIndex(
            model_name="targetevent",
            index=models.Index(fields=["pgh_obj"], name="reporting_t_pgh_obj_da649d_idx"),
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION reporting_guard_target() CASCADE"),
    ]
