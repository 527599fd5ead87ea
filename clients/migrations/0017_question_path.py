"""Answers of the question path; a path that was walked to its end stays as it is."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import protect, same_area

# A finished path changes its client when two records turn out to be of one person, and nothing else. The login of the
# application deletes unfinished ones only; retention deletes as the owner.
STAYS = """
CREATE FUNCTION clients_questionpathrun_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := ARRAY['client_id', 'version'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status = 'finished' AND current_user = 'tasma_app' THEN
            RAISE EXCEPTION 'a finished question path stays' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status = 'finished' AND to_jsonb(NEW) - free <> to_jsonb(OLD) - free THEN
        RAISE EXCEPTION 'a finished question path stays as it is' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.question_set_version_id <> NEW.question_set_version_id THEN
        RAISE EXCEPTION 'answers keep the version they were given to' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT 1 FROM questionnaires_questionsetversion
        WHERE id = NEW.question_set_version_id AND status = 'published'
            AND (area_id IS NULL OR area_id = NEW.area_id)
    ) THEN
        RAISE EXCEPTION 'same_area: people are asked by a published version of their area or a shipped one'
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finished_stays BEFORE INSERT OR UPDATE OR DELETE ON clients_questionpathrun
    FOR EACH ROW EXECUTE FUNCTION clients_questionpathrun_stays();
"""
UNDO = "DROP FUNCTION clients_questionpathrun_stays() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_case_messages"),
        ("clients", "0016_search"),
        ("questionnaires", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="QuestionPathRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Unfinished"), ("finished", "Finished")], default="open", max_length=8
                    ),
                ),
                (
                    "manner",
                    models.CharField(
                        choices=[("interview", "Asked in a talk"), ("self", "The client answers alone")], max_length=9
                    ),
                ),
                ("answers", models.JSONField(blank=True, default=dict)),
                ("started_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "recommended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_need", "No need"),
                            ("monitor", "Follow the situation"),
                            ("consult", "Consult the work-ability coordinator"),
                            ("refer", "Refer to the work-ability coordinator"),
                            ("health_check", "Health check"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_need", "No need"),
                            ("monitor", "Follow the situation"),
                            ("consult", "Consult the work-ability coordinator"),
                            ("refer", "Refer to the work-ability coordinator"),
                            ("health_check", "Health check"),
                        ],
                        max_length=12,
                    ),
                ),
                ("outcome_was_overridden", models.BooleanField(default=False)),
                ("override_reason", models.CharField(blank=True, max_length=500)),
                ("next_step", models.CharField(blank=True, max_length=500)),
                (
                    "keyword_set",
                    models.CharField(
                        blank=True,
                        choices=[("tasmatyo", "Täsmätyö"), ("tasmatyokykyinen", "Täsmätyökykyinen")],
                        max_length=20,
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question_paths",
                        to="clients.client",
                    ),
                ),
                (
                    "question_set_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="questionnaires.questionsetversion",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-answered_on", "-started_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="QuestionPathRunEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Unfinished"), ("finished", "Finished")], default="open", max_length=8
                    ),
                ),
                (
                    "manner",
                    models.CharField(
                        choices=[("interview", "Asked in a talk"), ("self", "The client answers alone")], max_length=9
                    ),
                ),
                ("started_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "recommended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_need", "No need"),
                            ("monitor", "Follow the situation"),
                            ("consult", "Consult the work-ability coordinator"),
                            ("refer", "Refer to the work-ability coordinator"),
                            ("health_check", "Health check"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_need", "No need"),
                            ("monitor", "Follow the situation"),
                            ("consult", "Consult the work-ability coordinator"),
                            ("refer", "Refer to the work-ability coordinator"),
                            ("health_check", "Health check"),
                        ],
                        max_length=12,
                    ),
                ),
                ("outcome_was_overridden", models.BooleanField(default=False)),
                ("override_reason", models.CharField(blank=True, max_length=500)),
                ("next_step", models.CharField(blank=True, max_length=500)),
                (
                    "keyword_set",
                    models.CharField(
                        blank=True,
                        choices=[("tasmatyo", "Täsmätyö"), ("tasmatyokykyinen", "Täsmätyökykyinen")],
                        max_length=20,
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.area",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clients.client",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="clients.questionpathrun",
                    ),
                ),
                (
                    "question_set_version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="questionnaires.questionsetversion",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="questionpathrun",
            index=models.Index(fields=["area", "client", "answered_on"], name="question_path_client"),
        ),
        migrations.AddConstraint(
            model_name="questionpathrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_on__isnull", True),
                        ("finished_at__isnull", True),
                        ("outcome", ""),
                        ("recommended", ""),
                        ("status", "open"),
                    ),
                    models.Q(
                        ("answered_on__isnull", False),
                        ("finished_at__isnull", False),
                        ("status", "finished"),
                        ("outcome__in", ["no_need", "monitor", "consult", "refer", "health_check"]),
                        ("recommended__in", ["no_need", "monitor", "consult", "refer", "health_check"]),
                    ),
                    _connector="OR",
                ),
                name="question_path_finished_whole",
                violation_error_message="A finished path has its day and its outcome, an unfinished one neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionpathrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome", models.F("recommended")), ("outcome_was_overridden", False), ("override_reason", "")
                    ),
                    models.Q(
                        ("outcome_was_overridden", True),
                        models.Q(("override_reason", ""), _negated=True),
                        models.Q(("outcome", models.F("recommended")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="question_path_override_reason",
                violation_error_message="An outcome other than the recommended one has its reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionpathrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("manner__in", ["interview", "self"])),
                name="question_path_manner",
                violation_error_message="The manner must be a listed one.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionpathrun",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_questionpathrunevent" ("answered_on", "area_id", "client_id", "finished_at", "id", "keyword_set", "manner", "next_step", "outcome", "outcome_was_overridden", "override_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_set_version_id", "recommended", "started_at", "started_by_id", "status", "version") SELECT new_values."answered_on", new_values."area_id", new_values."client_id", new_values."finished_at", new_values."id", new_values."keyword_set", new_values."manner", new_values."next_step", new_values."outcome", new_values."outcome_was_overridden", new_values."override_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."question_set_version_id", new_values."recommended", new_values."started_at", new_values."started_by_id", new_values."status", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2f04d86f7510f0b28e3d173863423a437764a7d5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_de2ec",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_questionpathrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionpathrun",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_questionpathrunevent" ("answered_on", "area_id", "client_id", "finished_at", "id", "keyword_set", "manner", "next_step", "outcome", "outcome_was_overridden", "override_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_set_version_id", "recommended", "started_at", "started_by_id", "status", "version") SELECT new_values."answered_on", new_values."area_id", new_values."client_id", new_values."finished_at", new_values."id", new_values."keyword_set", new_values."manner", new_values."next_step", new_values."outcome", new_values."outcome_was_overridden", new_values."override_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."question_set_version_id", new_values."recommended", new_values."started_at", new_values."started_by_id", new_values."status", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."answered_on" IS DISTINCT FROM (new_values."answered_on") OR old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."client_id" IS DISTINCT FROM (new_values."client_id") OR old_values."finished_at" IS DISTINCT FROM (new_values."finished_at") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."keyword_set" IS DISTINCT FROM (new_values."keyword_set") OR old_values."manner" IS DISTINCT FROM (new_values."manner") OR old_values."next_step" IS DISTINCT FROM (new_values."next_step") OR old_values."outcome" IS DISTINCT FROM (new_values."outcome") OR old_values."outcome_was_overridden" IS DISTINCT FROM (new_values."outcome_was_overridden") OR old_values."override_reason" IS DISTINCT FROM (new_values."override_reason") OR old_values."question_set_version_id" IS DISTINCT FROM (new_values."question_set_version_id") OR old_values."recommended" IS DISTINCT FROM (new_values."recommended") OR old_values."started_at" IS DISTINCT FROM (new_values."started_at") OR old_values."started_by_id" IS DISTINCT FROM (new_values."started_by_id") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="aec2f095ff7830abe7148626c734b99bacaad489",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6116d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_questionpathrun",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionpathrun",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_questionpathrunevent" ("answered_on", "area_id", "client_id", "finished_at", "id", "keyword_set", "manner", "next_step", "outcome", "outcome_was_overridden", "override_reason", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_set_version_id", "recommended", "started_at", "started_by_id", "status", "version") SELECT old_values."answered_on", old_values."area_id", old_values."client_id", old_values."finished_at", old_values."id", old_values."keyword_set", old_values."manner", old_values."next_step", old_values."outcome", old_values."outcome_was_overridden", old_values."override_reason", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."question_set_version_id", old_values."recommended", old_values."started_at", old_values."started_by_id", old_values."status", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2df64d6d3903af5375a41c51de6b0cf6d89bdbb0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ced8b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_questionpathrun",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="questionpathrunevent",
            index=models.Index(fields=["pgh_obj"], name="clients_que_pgh_obj_427c02_idx"),
        ),
        migrations.RunSQL(STAYS, UNDO),
        protect("clients_questionpathrun"),
        protect("clients_questionpathrunevent", verbs="SELECT"),
        same_area("clients_questionpathrun", "client_id", "clients_client"),
    ]
