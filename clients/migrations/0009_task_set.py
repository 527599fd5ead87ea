"""Kinds of tasks that are off until an area puts them on; tasks of unemployment security are the first."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import protect


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_machines"),
        ("clients", "0007_handovers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskSetting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("kind", models.CharField(choices=[("security", "Unemployment security")], max_length=10)),
                ("is_on", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ("area", "kind"),
            },
        ),
        migrations.CreateModel(
            name="TaskSettingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("kind", models.CharField(choices=[("security", "Unemployment security")], max_length=10)),
                ("is_on", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="task",
            name="task_kind_listed",
        ),
        migrations.AlterField(
            model_name="task",
            name="kind",
            field=models.CharField(
                choices=[
                    ("call", "Call or message"),
                    ("book", "Book an appointment"),
                    ("statement", "Ask for or look into a statement"),
                    ("plan", "Review the plan"),
                    ("follow_up", "Follow up"),
                    ("paper", "Write or send a document"),
                    ("security", "Unemployment security"),
                    ("other", "Other"),
                ],
                default="other",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="taskevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("call", "Call or message"),
                    ("book", "Book an appointment"),
                    ("statement", "Ask for or look into a statement"),
                    ("plan", "Review the plan"),
                    ("follow_up", "Follow up"),
                    ("paper", "Write or send a document"),
                    ("security", "Unemployment security"),
                    ("other", "Other"),
                ],
                default="other",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["call", "book", "statement", "plan", "follow_up", "paper", "security", "other"])
                ),
                name="task_kind_listed",
                violation_error_message="The kind must be a listed one.",
            ),
        ),
        migrations.AddField(
            model_name="tasksetting",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="tasksetting",
            name="changed_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tasksettingevent",
            name="area",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.area",
            ),
        ),
        migrations.AddField(
            model_name="tasksettingevent",
            name="changed_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="tasksettingevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.tasksetting",
            ),
        ),
        migrations.AddConstraint(
            model_name="tasksetting",
            constraint=models.UniqueConstraint(
                fields=("area", "kind"),
                name="task_setting_once",
                violation_error_message="Somebody has set it meanwhile; look at the page again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tasksetting",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["security"])),
                name="task_setting_kind",
                violation_error_message="The kind must be a listed one.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tasksetting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_tasksettingevent" ("area_id", "changed_at", "changed_by_id", "id", "is_on", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") SELECT new_values."area_id", new_values."changed_at", new_values."changed_by_id", new_values."id", new_values."is_on", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2081226d569c2a1098b09bff3a8182b961167904",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c735e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_tasksetting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tasksetting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_tasksettingevent" ("area_id", "changed_at", "changed_by_id", "id", "is_on", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") SELECT new_values."area_id", new_values."changed_at", new_values."changed_by_id", new_values."id", new_values."is_on", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d97a856e13931ffdbb322eb178dbcd892300d1d4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f0b01",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_tasksetting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tasksetting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_tasksettingevent" ("area_id", "changed_at", "changed_by_id", "id", "is_on", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") SELECT old_values."area_id", old_values."changed_at", old_values."changed_by_id", old_values."id", old_values."is_on", old_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2991c4686c727206ab53f5d84e13590e8b09f2cf",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_80027",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_tasksetting",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="tasksettingevent",
            index=models.Index(fields=["pgh_obj"], name="clients_tas_pgh_obj_73310c_idx"),
        ),
        protect("clients_tasksetting", verbs="SELECT, INSERT, UPDATE"),
        protect("clients_tasksettingevent", verbs="SELECT"),
    ]
