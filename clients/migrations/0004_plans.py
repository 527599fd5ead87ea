"""Plans, exceptions from talks, pensions and benefits; which talk a contact was; the joint parts of an assessment."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from clients.migrations._tables_plans import TABLES
from clients.migrations.sql import plans
from config.kernel.rls import CreateTables


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0003_spells"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(TABLES),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contact",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="needsassessment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="needsassessment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="needsassessment",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="contact",
            name="talk",
            field=models.CharField(
                blank=True,
                choices=[
                    ("initial", "Initial talk"),
                    ("complementary", "Complementary talk"),
                    ("periodic", "Job-search talk"),
                ],
                max_length=14,
            ),
        ),
        migrations.AddField(
            model_name="contactevent",
            name="talk",
            field=models.CharField(
                blank=True,
                choices=[
                    ("initial", "Initial talk"),
                    ("complementary", "Complementary talk"),
                    ("periodic", "Job-search talk"),
                ],
                max_length=14,
            ),
        ),
        migrations.AddField(
            model_name="needsassessment",
            name="health",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="needsassessment",
            name="joint_since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="needsassessment",
            name="needs",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="needsassessment",
            name="social_situation",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="needsassessmentevent",
            name="health",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="needsassessmentevent",
            name="joint_since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="needsassessmentevent",
            name="needs",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name="needsassessmentevent",
            name="social_situation",
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("talk", ""), _negated=True), fields=["area", "client", "-at"], name="contact_talks"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_contactevent" ("appointment_id", "area_id", "at", "author_id", "channel", "client_id", "created_at", "id", "is_draft", "is_joint", "minutes", "others", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "talk", "version", "with_client", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") SELECT new_values."appointment_id", new_values."area_id", new_values."at", new_values."author_id", new_values."channel", new_values."client_id", new_values."created_at", new_values."id", new_values."is_draft", new_values."is_joint", new_values."minutes", new_values."others", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."summary", new_values."talk", new_values."version", new_values."with_client", new_values."withdrawal_reason", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d1c4c51383ff3f698bd99af776a2d39620a56541",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4640e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_contactevent" ("appointment_id", "area_id", "at", "author_id", "channel", "client_id", "created_at", "id", "is_draft", "is_joint", "minutes", "others", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "talk", "version", "with_client", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") SELECT new_values."appointment_id", new_values."area_id", new_values."at", new_values."author_id", new_values."channel", new_values."client_id", new_values."created_at", new_values."id", new_values."is_draft", new_values."is_joint", new_values."minutes", new_values."others", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."summary", new_values."talk", new_values."version", new_values."with_client", new_values."withdrawal_reason", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d438b01f05e5f326c4b82a2ebee3897cad11be6a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9f71b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_contactevent" ("appointment_id", "area_id", "at", "author_id", "channel", "client_id", "created_at", "id", "is_draft", "is_joint", "minutes", "others", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "talk", "version", "with_client", "withdrawal_reason", "withdrawn_at", "withdrawn_by_id") SELECT old_values."appointment_id", old_values."area_id", old_values."at", old_values."author_id", old_values."channel", old_values."client_id", old_values."created_at", old_values."id", old_values."is_draft", old_values."is_joint", old_values."minutes", old_values."others", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."summary", old_values."talk", old_values."version", old_values."with_client", old_values."withdrawal_reason", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2e8df7e12869cfde33f5cc0c83b99fadbec003f3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cfeb4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needsassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_needsassessmentevent" ("area_id", "assessed_on", "client_id", "competence", "conclusions", "health", "id", "job_search", "joint_since", "multi_sectoral_ground", "needs", "next_talk_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prolonged_unemployment", "proposed_services", "recorded_at", "recorded_by_id", "social_situation", "summary", "version", "work_ability") SELECT new_values."area_id", new_values."assessed_on", new_values."client_id", new_values."competence", new_values."conclusions", new_values."health", new_values."id", new_values."job_search", new_values."joint_since", new_values."multi_sectoral_ground", new_values."needs", new_values."next_talk_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."prolonged_unemployment", new_values."proposed_services", new_values."recorded_at", new_values."recorded_by_id", new_values."social_situation", new_values."summary", new_values."version", new_values."work_ability" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ea696a4a9a24449733f8ce2f7f0c7e728619b732",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_28680",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_needsassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needsassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_needsassessmentevent" ("area_id", "assessed_on", "client_id", "competence", "conclusions", "health", "id", "job_search", "joint_since", "multi_sectoral_ground", "needs", "next_talk_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prolonged_unemployment", "proposed_services", "recorded_at", "recorded_by_id", "social_situation", "summary", "version", "work_ability") SELECT new_values."area_id", new_values."assessed_on", new_values."client_id", new_values."competence", new_values."conclusions", new_values."health", new_values."id", new_values."job_search", new_values."joint_since", new_values."multi_sectoral_ground", new_values."needs", new_values."next_talk_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."prolonged_unemployment", new_values."proposed_services", new_values."recorded_at", new_values."recorded_by_id", new_values."social_situation", new_values."summary", new_values."version", new_values."work_ability" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a81ba7ba58eb52574ea860ee9501778ca8b96fe1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e20d5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_needsassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needsassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_needsassessmentevent" ("area_id", "assessed_on", "client_id", "competence", "conclusions", "health", "id", "job_search", "joint_since", "multi_sectoral_ground", "needs", "next_talk_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prolonged_unemployment", "proposed_services", "recorded_at", "recorded_by_id", "social_situation", "summary", "version", "work_ability") SELECT old_values."area_id", old_values."assessed_on", old_values."client_id", old_values."competence", old_values."conclusions", old_values."health", old_values."id", old_values."job_search", old_values."joint_since", old_values."multi_sectoral_ground", old_values."needs", old_values."next_talk_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."prolonged_unemployment", old_values."proposed_services", old_values."recorded_at", old_values."recorded_by_id", old_values."social_situation", old_values."summary", old_values."version", old_values."work_ability" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0323b60dfe53a93561ff405fe645edfeb349634e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d3b6b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_needsassessment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("talk", ""),
                    models.Q(("talk__in", ["initial", "complementary", "periodic"]), ("with_client", True)),
                    _connector="OR",
                ),
                name="contact_talk_with_client",
                violation_error_message="A talk of the service process is held with the client.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needsassessment",
            constraint=models.UniqueConstraint(fields=("area", "id"), name="needs_assessment_in_area"),
        ),
        migrations.AddConstraint(
            model_name="needsassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("multi_sectoral_ground", ""), _negated=True),
                    models.Q(
                        ("health", ""),
                        ("joint_since__isnull", True),
                        ("multi_sectoral_ground", ""),
                        ("social_situation", ""),
                    ),
                    _connector="OR",
                ),
                name="needs_assessment_joint",
                violation_error_message="The parts of a joint assessment need the ground of assessing together.",
            ),
        ),
        *plans.OPERATIONS,
    ]
