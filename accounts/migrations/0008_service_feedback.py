"""Feedback on accessibility, with its deadlines."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import grant


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_read_log_seals")]

    operations = [
        migrations.CreateModel(
            name="ServiceFeedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("receipt", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Something is not accessible"),
                            ("request", "I need content in an accessible form"),
                        ],
                        max_length=10,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(max_length=4000)),
                ("email_cipher", models.BinaryField(blank=True, null=True)),
                ("language", models.CharField(default="fi", max_length=2)),
                ("received_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("due_on", models.DateField()),
                ("extended_on", models.DateField(blank=True, null=True)),
                ("extension_reason", models.CharField(blank=True, max_length=500)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("answered", "Answered"), ("refused", "Refused, with reasons")],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="ServiceFeedbackEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("receipt", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Something is not accessible"),
                            ("request", "I need content in an accessible form"),
                        ],
                        max_length=10,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(max_length=4000)),
                ("language", models.CharField(default="fi", max_length=2)),
                ("received_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("due_on", models.DateField()),
                ("extended_on", models.DateField(blank=True, null=True)),
                ("extension_reason", models.CharField(blank=True, max_length=500)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("answered", "Answered"), ("refused", "Refused, with reasons")],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="accounts.servicefeedback",
                    ),
                ),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="servicefeedback",
            index=models.Index(models.F("due_on"), condition=models.Q(("answered_at", None)), name="feedback_waiting"),
        ),
        migrations.AddConstraint(
            model_name="servicefeedback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True), ("outcome", "")
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        ("outcome__in", ["answered", "refused"]),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="feedback_answer_whole",
                violation_error_message="An answer says what it is, and a refusal its reasons.",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicefeedback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("extended_on__isnull", True), ("extension_reason", "")),
                    models.Q(("extended_on__isnull", False), models.Q(("extension_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="feedback_extension_has_reason",
                violation_error_message="More time needs its reason.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicefeedback",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_servicefeedbackevent" ("about", "answer", "answered_at", "answered_by_id", "due_on", "extended_on", "extension_reason", "id", "kind", "language", "mailed_at", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "received_at", "text", "version") SELECT new_values."about", new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."due_on", new_values."extended_on", new_values."extension_reason", new_values."id", new_values."kind", new_values."language", new_values."mailed_at", new_values."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."receipt", new_values."received_at", new_values."text", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="93b176bcc035be9a9e78afd9113babd42f5c4195",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bd43a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="accounts_servicefeedback",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicefeedback",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_servicefeedbackevent" ("about", "answer", "answered_at", "answered_by_id", "due_on", "extended_on", "extension_reason", "id", "kind", "language", "mailed_at", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "received_at", "text", "version") SELECT new_values."about", new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."due_on", new_values."extended_on", new_values."extension_reason", new_values."id", new_values."kind", new_values."language", new_values."mailed_at", new_values."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."receipt", new_values."received_at", new_values."text", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."about" IS DISTINCT FROM (new_values."about") OR old_values."answer" IS DISTINCT FROM (new_values."answer") OR old_values."answered_at" IS DISTINCT FROM (new_values."answered_at") OR old_values."answered_by_id" IS DISTINCT FROM (new_values."answered_by_id") OR old_values."due_on" IS DISTINCT FROM (new_values."due_on") OR old_values."extended_on" IS DISTINCT FROM (new_values."extended_on") OR old_values."extension_reason" IS DISTINCT FROM (new_values."extension_reason") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."mailed_at" IS DISTINCT FROM (new_values."mailed_at") OR old_values."outcome" IS DISTINCT FROM (new_values."outcome") OR old_values."receipt" IS DISTINCT FROM (new_values."receipt") OR old_values."received_at" IS DISTINCT FROM (new_values."received_at") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="856f5b58ef69b76434088edb41389bcb9cd0de24",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_04d7a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="accounts_servicefeedback",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="servicefeedback",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_servicefeedbackevent" ("about", "answer", "answered_at", "answered_by_id", "due_on", "extended_on", "extension_reason", "id", "kind", "language", "mailed_at", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt", "received_at", "text", "version") SELECT old_values."about", old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."due_on", old_values."extended_on", old_values."extension_reason", old_values."id", old_values."kind", old_values."language", old_values."mailed_at", old_values."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."receipt", old_values."received_at", old_values."text", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="77f05ce2f5c8e5d9124d0a5fffd002416c1253ad",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bcae5",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="accounts_servicefeedback",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="servicefeedbackevent",
            index=models.Index(fields=["pgh_obj"], name="accounts_se_pgh_obj_1ebb7e_idx"),
        ),
        grant("accounts_servicefeedback", "SELECT, INSERT, UPDATE"),
        grant("accounts_servicefeedbackevent", "SELECT"),
    ]
