"""The forms of a participation are filled in on pages: more answers, drafts, and forms that count no more."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import protect, same_area


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_sign_in"),
        ("clients", "0005_referrals"),
        ("network", "0002_partners"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("start", "Start form"), ("end", "End form"), ("follow_up", "Follow-up form")],
                        max_length=9,
                    ),
                ),
                ("session_mark", models.BinaryField(max_length=32)),
                ("cipher", models.BinaryField()),
                ("saved_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("saved_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="PastForm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("start", "Start form"), ("end", "End form"), ("follow_up", "Follow-up form")],
                        max_length=9,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("withdrawn", "Withdrawn as wrong"),
                            ("returned", "Replaced, as the client returned to the programme"),
                        ],
                        max_length=9,
                    ),
                ),
                ("answers", models.JSONField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("removed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ("-removed_at", "id"),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="endform",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="endform",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="endform",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="followupform",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="followupform",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="followupform",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="participation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="participation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="participation",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="startform",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="startform",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="startform",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="endform",
            name="benefit",
            field=models.CharField(
                blank=True,
                choices=[
                    ("earnings", "Earnings-related unemployment allowance"),
                    ("general", "General support"),
                    ("basic", "Basic unemployment allowance"),
                    ("market", "Labour market subsidy"),
                    ("sickness", "Sickness allowance"),
                    ("part_sick", "Partial sickness allowance"),
                    ("rehab", "Rehabilitation allowance during rehabilitation"),
                    ("rehab_pen", "Rehabilitation benefit (temporary disability pension)"),
                    ("disability", "Disability pension"),
                    ("part_dis", "Partial disability pension"),
                    ("guarantee", "Guarantee pension"),
                    ("social", "Social assistance"),
                    ("study", "Financial aid for students"),
                    ("home_care", "Child home care allowance"),
                    ("wages", "Wages"),
                    ("nothing", "No income"),
                    ("unknown", "Not known"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="endform",
            name="education_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1", "Education leading to a qualification"),
                    ("2", "Part of a qualification"),
                    ("3", "Apprenticeship training"),
                    ("4", "Other education"),
                ],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="endform",
            name="ended_as_planned",
            field=models.CharField(
                blank=True,
                choices=[("1", "Ended as planned"), ("2", "Was interrupted")],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="endform",
            name="functioning",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="endform",
            name="industry",
            field=models.CharField(
                blank=True,
                choices=[
                    ("A", "Agriculture, forestry and fishing"),
                    ("B", "Mining and quarrying"),
                    ("C", "Manufacturing"),
                    ("D", "Energy supply"),
                    ("E", "Water supply, sewerage and waste"),
                    ("F", "Construction"),
                    ("G", "Wholesale and retail trade, repair of vehicles"),
                    ("H", "Transport and storage"),
                    ("I", "Accommodation and food service"),
                    ("J", "Information and communication"),
                    ("K", "Finance and insurance"),
                    ("L", "Real estate"),
                    ("M", "Professional, scientific and technical activities"),
                    ("N", "Administrative and support services"),
                    ("O", "Public administration and defence"),
                    ("P", "Education"),
                    ("Q", "Health and social services"),
                    ("R", "Arts, entertainment and recreation"),
                    ("S", "Other services"),
                    ("T", "Households as employers"),
                    ("U", "International organisations"),
                    ("X", "Industry unknown"),
                ],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="endform",
            name="job_search",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="endform",
            name="life_satisfaction",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="endform",
            name="occupation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("0", "Armed forces"),
                    ("1", "Managers"),
                    ("2", "Professionals"),
                    ("3", "Technicians and associate professionals"),
                    ("4", "Clerical and customer service workers"),
                    ("5", "Service and sales workers"),
                    ("6", "Agricultural, forestry and related workers"),
                    ("7", "Building, repair and manufacturing workers"),
                    ("8", "Process and transport workers"),
                    ("9", "Other workers"),
                ],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="endform",
            name="qualification_level",
            field=models.CharField(blank=True, db_default="", default="", max_length=1),
        ),
        migrations.AddField(
            model_name="endform",
            name="qualification_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="endform",
            name="qualified_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="endform",
            name="work_ability",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="benefit",
            field=models.CharField(
                blank=True,
                choices=[
                    ("earnings", "Earnings-related unemployment allowance"),
                    ("general", "General support"),
                    ("basic", "Basic unemployment allowance"),
                    ("market", "Labour market subsidy"),
                    ("sickness", "Sickness allowance"),
                    ("part_sick", "Partial sickness allowance"),
                    ("rehab", "Rehabilitation allowance during rehabilitation"),
                    ("rehab_pen", "Rehabilitation benefit (temporary disability pension)"),
                    ("disability", "Disability pension"),
                    ("part_dis", "Partial disability pension"),
                    ("guarantee", "Guarantee pension"),
                    ("social", "Social assistance"),
                    ("study", "Financial aid for students"),
                    ("home_care", "Child home care allowance"),
                    ("wages", "Wages"),
                    ("nothing", "No income"),
                    ("unknown", "Not known"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="education_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1", "Education leading to a qualification"),
                    ("2", "Part of a qualification"),
                    ("3", "Apprenticeship training"),
                    ("4", "Other education"),
                ],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="ended_as_planned",
            field=models.CharField(
                blank=True,
                choices=[("1", "Ended as planned"), ("2", "Was interrupted")],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="functioning",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="industry",
            field=models.CharField(
                blank=True,
                choices=[
                    ("A", "Agriculture, forestry and fishing"),
                    ("B", "Mining and quarrying"),
                    ("C", "Manufacturing"),
                    ("D", "Energy supply"),
                    ("E", "Water supply, sewerage and waste"),
                    ("F", "Construction"),
                    ("G", "Wholesale and retail trade, repair of vehicles"),
                    ("H", "Transport and storage"),
                    ("I", "Accommodation and food service"),
                    ("J", "Information and communication"),
                    ("K", "Finance and insurance"),
                    ("L", "Real estate"),
                    ("M", "Professional, scientific and technical activities"),
                    ("N", "Administrative and support services"),
                    ("O", "Public administration and defence"),
                    ("P", "Education"),
                    ("Q", "Health and social services"),
                    ("R", "Arts, entertainment and recreation"),
                    ("S", "Other services"),
                    ("T", "Households as employers"),
                    ("U", "International organisations"),
                    ("X", "Industry unknown"),
                ],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="job_search",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="life_satisfaction",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="occupation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("0", "Armed forces"),
                    ("1", "Managers"),
                    ("2", "Professionals"),
                    ("3", "Technicians and associate professionals"),
                    ("4", "Clerical and customer service workers"),
                    ("5", "Service and sales workers"),
                    ("6", "Agricultural, forestry and related workers"),
                    ("7", "Building, repair and manufacturing workers"),
                    ("8", "Process and transport workers"),
                    ("9", "Other workers"),
                ],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="qualification_level",
            field=models.CharField(blank=True, db_default="", default="", max_length=1),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="qualification_name",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="qualified_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="endformevent",
            name="work_ability",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="followupform",
            name="adjustments_in_use",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="followupform",
            name="contact_result",
            field=models.CharField(
                blank=True,
                choices=[("1", "The client was reached"), ("3", "From a register")],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="followupform",
            name="needs_support",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="followupform",
            name="same_employer",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="followupform",
            name="support_note",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.AddField(
            model_name="followupform",
            name="weekly_hours",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="followupformevent",
            name="adjustments_in_use",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="followupformevent",
            name="contact_result",
            field=models.CharField(
                blank=True,
                choices=[("1", "The client was reached"), ("3", "From a register")],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="followupformevent",
            name="needs_support",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="followupformevent",
            name="same_employer",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="followupformevent",
            name="support_note",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.AddField(
            model_name="followupformevent",
            name="weekly_hours",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="participation",
            name="followup_missing_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1", "Not reached"),
                    ("2", "Refused"),
                    ("3", "Died"),
                    ("4", "Moved away"),
                    ("5", "Transferred to another organisation"),
                    ("9", "Other reason"),
                ],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="participationevent",
            name="followup_missing_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1", "Not reached"),
                    ("2", "Refused"),
                    ("3", "Died"),
                    ("4", "Moved away"),
                    ("5", "Transferred to another organisation"),
                    ("9", "Other reason"),
                ],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="startform",
            name="benefit",
            field=models.CharField(
                blank=True,
                choices=[
                    ("earnings", "Earnings-related unemployment allowance"),
                    ("general", "General support"),
                    ("basic", "Basic unemployment allowance"),
                    ("market", "Labour market subsidy"),
                    ("sickness", "Sickness allowance"),
                    ("part_sick", "Partial sickness allowance"),
                    ("rehab", "Rehabilitation allowance during rehabilitation"),
                    ("rehab_pen", "Rehabilitation benefit (temporary disability pension)"),
                    ("disability", "Disability pension"),
                    ("part_dis", "Partial disability pension"),
                    ("guarantee", "Guarantee pension"),
                    ("social", "Social assistance"),
                    ("study", "Financial aid for students"),
                    ("home_care", "Child home care allowance"),
                    ("wages", "Wages"),
                    ("nothing", "No income"),
                    ("unknown", "Not known"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="startform",
            name="filled_by",
            field=models.CharField(
                blank=True,
                choices=[("1", "The client"), ("2", "The programme on the client’s behalf")],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="startform",
            name="functioning",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startform",
            name="informed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startform",
            name="jobseeker_since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startform",
            name="life_satisfaction",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startform",
            name="notice_version",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="startform",
            name="path",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1", "To the labour market"),
                    ("1a", "To the open labour market"),
                    ("1b", "To subsidised work"),
                    ("1c", "To self-employment"),
                    ("1d", "To supported work or the intermediate labour market"),
                    ("2", "To the labour market through rehabilitation"),
                    ("2a", "Medical rehabilitation"),
                    ("2b", "Vocational rehabilitation"),
                    ("2c", "Social rehabilitation"),
                    ("3", "Out of the labour market"),
                    ("3a", "Disability pension"),
                    ("3b", "Rehabilitation allowance"),
                    ("3c", "Old-age pension"),
                    ("3d", "Other benefit"),
                    ("4", "Education"),
                    ("9", "Unclear"),
                ],
                db_default="",
                default="",
                max_length=2,
            ),
        ),
        migrations.AddField(
            model_name="startform",
            name="registered_jobseeker",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startform",
            name="third_country",
            field=models.CharField(
                blank=True,
                choices=[("0", "No"), ("1", "Yes"), ("8", "Does not want to answer")],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="startform",
            name="work_ability",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="benefit",
            field=models.CharField(
                blank=True,
                choices=[
                    ("earnings", "Earnings-related unemployment allowance"),
                    ("general", "General support"),
                    ("basic", "Basic unemployment allowance"),
                    ("market", "Labour market subsidy"),
                    ("sickness", "Sickness allowance"),
                    ("part_sick", "Partial sickness allowance"),
                    ("rehab", "Rehabilitation allowance during rehabilitation"),
                    ("rehab_pen", "Rehabilitation benefit (temporary disability pension)"),
                    ("disability", "Disability pension"),
                    ("part_dis", "Partial disability pension"),
                    ("guarantee", "Guarantee pension"),
                    ("social", "Social assistance"),
                    ("study", "Financial aid for students"),
                    ("home_care", "Child home care allowance"),
                    ("wages", "Wages"),
                    ("nothing", "No income"),
                    ("unknown", "Not known"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="filled_by",
            field=models.CharField(
                blank=True,
                choices=[("1", "The client"), ("2", "The programme on the client’s behalf")],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="functioning",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="informed_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="jobseeker_since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="life_satisfaction",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="notice_version",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="path",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1", "To the labour market"),
                    ("1a", "To the open labour market"),
                    ("1b", "To subsidised work"),
                    ("1c", "To self-employment"),
                    ("1d", "To supported work or the intermediate labour market"),
                    ("2", "To the labour market through rehabilitation"),
                    ("2a", "Medical rehabilitation"),
                    ("2b", "Vocational rehabilitation"),
                    ("2c", "Social rehabilitation"),
                    ("3", "Out of the labour market"),
                    ("3a", "Disability pension"),
                    ("3b", "Rehabilitation allowance"),
                    ("3c", "Old-age pension"),
                    ("3d", "Other benefit"),
                    ("4", "Education"),
                    ("9", "Unclear"),
                ],
                db_default="",
                default="",
                max_length=2,
            ),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="registered_jobseeker",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="third_country",
            field=models.CharField(
                blank=True,
                choices=[("0", "No"), ("1", "Yes"), ("8", "Does not want to answer")],
                db_default="",
                default="",
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="startformevent",
            name="work_ability",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endform",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_endformevent" ("area_id", "benefit", "education_kind", "ended_as_planned", "functioning", "id", "in_education", "industry", "job_kind", "job_search", "life_satisfaction", "observed_on", "occupation", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification", "qualification_level", "qualification_name", "qualified_on", "status", "version", "work_ability") SELECT new_values."area_id", new_values."benefit", new_values."education_kind", new_values."ended_as_planned", new_values."functioning", new_values."id", new_values."in_education", new_values."industry", new_values."job_kind", new_values."job_search", new_values."life_satisfaction", new_values."observed_on", new_values."occupation", new_values."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."qualification", new_values."qualification_level", new_values."qualification_name", new_values."qualified_on", new_values."status", new_values."version", new_values."work_ability" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1538c7d465c13e5e30a956ef211b1308947d4493",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_25932",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_endform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endform",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_endformevent" ("area_id", "benefit", "education_kind", "ended_as_planned", "functioning", "id", "in_education", "industry", "job_kind", "job_search", "life_satisfaction", "observed_on", "occupation", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification", "qualification_level", "qualification_name", "qualified_on", "status", "version", "work_ability") SELECT new_values."area_id", new_values."benefit", new_values."education_kind", new_values."ended_as_planned", new_values."functioning", new_values."id", new_values."in_education", new_values."industry", new_values."job_kind", new_values."job_search", new_values."life_satisfaction", new_values."observed_on", new_values."occupation", new_values."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."qualification", new_values."qualification_level", new_values."qualification_name", new_values."qualified_on", new_values."status", new_values."version", new_values."work_ability" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0ad537ed580bcf3c2b76919b8017a1ae4c2ced5c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_afa3e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_endform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="endform",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_endformevent" ("area_id", "benefit", "education_kind", "ended_as_planned", "functioning", "id", "in_education", "industry", "job_kind", "job_search", "life_satisfaction", "observed_on", "occupation", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qualification", "qualification_level", "qualification_name", "qualified_on", "status", "version", "work_ability") SELECT old_values."area_id", old_values."benefit", old_values."education_kind", old_values."ended_as_planned", old_values."functioning", old_values."id", old_values."in_education", old_values."industry", old_values."job_kind", old_values."job_search", old_values."life_satisfaction", old_values."observed_on", old_values."occupation", old_values."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."qualification", old_values."qualification_level", old_values."qualification_name", old_values."qualified_on", old_values."status", old_values."version", old_values."work_ability" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0397bdba6a5d1739fdee65b737e6d6cb36624965",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0531c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_endform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupform",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_followupformevent" ("adjustments_in_use", "area_id", "contact_result", "id", "improved", "needs_support", "observed_on", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_employer", "status", "support_note", "version", "weekly_hours") SELECT new_values."adjustments_in_use", new_values."area_id", new_values."contact_result", new_values."id", new_values."improved", new_values."needs_support", new_values."observed_on", new_values."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."same_employer", new_values."status", new_values."support_note", new_values."version", new_values."weekly_hours" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="487e49d5cad76377046f63ef80dfe40a6b6ba5b5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4f9c4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_followupform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupform",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_followupformevent" ("adjustments_in_use", "area_id", "contact_result", "id", "improved", "needs_support", "observed_on", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_employer", "status", "support_note", "version", "weekly_hours") SELECT new_values."adjustments_in_use", new_values."area_id", new_values."contact_result", new_values."id", new_values."improved", new_values."needs_support", new_values."observed_on", new_values."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."same_employer", new_values."status", new_values."support_note", new_values."version", new_values."weekly_hours" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6013bc4fbcaf9e230cfc3950522f79bc78234bd9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d0b86",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_followupform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupform",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_followupformevent" ("adjustments_in_use", "area_id", "contact_result", "id", "improved", "needs_support", "observed_on", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "same_employer", "status", "support_note", "version", "weekly_hours") SELECT old_values."adjustments_in_use", old_values."area_id", old_values."contact_result", old_values."id", old_values."improved", old_values."needs_support", old_values."observed_on", old_values."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."same_employer", old_values."status", old_values."support_note", old_values."version", old_values."weekly_hours" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1f8e9bf28ac31c9a7f21cde66bae7b32a69b46e5",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_13c4f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_followupform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_participationevent" ("area_id", "client_id", "client_ref", "created_at", "end_missing_reason", "end_path", "end_reason", "ended_on", "first_started_on", "followup_missing_reason", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "started_on", "unit_id", "version") SELECT new_values."area_id", new_values."client_id", new_values."client_ref", new_values."created_at", new_values."end_missing_reason", new_values."end_path", new_values."end_reason", new_values."ended_on", new_values."first_started_on", new_values."followup_missing_reason", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."programme_id", new_values."started_on", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c82dd56cef68501a5f94e0b29fae31a4d2271542",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8b95c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_participation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_participationevent" ("area_id", "client_id", "client_ref", "created_at", "end_missing_reason", "end_path", "end_reason", "ended_on", "first_started_on", "followup_missing_reason", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "started_on", "unit_id", "version") SELECT new_values."area_id", new_values."client_id", new_values."client_ref", new_values."created_at", new_values."end_missing_reason", new_values."end_path", new_values."end_reason", new_values."ended_on", new_values."first_started_on", new_values."followup_missing_reason", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."programme_id", new_values."started_on", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="5d6c7b0093f78ba65b0470091241cdb29d32f73f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5d087",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_participation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_participationevent" ("area_id", "client_id", "client_ref", "created_at", "end_missing_reason", "end_path", "end_reason", "ended_on", "first_started_on", "followup_missing_reason", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "started_on", "unit_id", "version") SELECT old_values."area_id", old_values."client_id", old_values."client_ref", old_values."created_at", old_values."end_missing_reason", old_values."end_path", old_values."end_reason", old_values."ended_on", old_values."first_started_on", old_values."followup_missing_reason", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."programme_id", old_values."started_on", old_values."unit_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="273a1e7b538eb826104ebb7f1a5aca5bc6dc7258",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f86f6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_participation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="startform",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_startformevent" ("adults", "area_id", "benefit", "dependent_children", "disability", "filled_by", "foreign_background", "functioning", "household", "housing_exclusion", "id", "in_education", "informed_on", "isced", "jobseeker_since", "life_satisfaction", "municipality_id", "notice_version", "other_disadvantage", "participation_id", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_jobseeker", "status", "third_country", "unemployed_months", "version", "work_ability", "working_members") SELECT new_values."adults", new_values."area_id", new_values."benefit", new_values."dependent_children", new_values."disability", new_values."filled_by", new_values."foreign_background", new_values."functioning", new_values."household", new_values."housing_exclusion", new_values."id", new_values."in_education", new_values."informed_on", new_values."isced", new_values."jobseeker_since", new_values."life_satisfaction", new_values."municipality_id", new_values."notice_version", new_values."other_disadvantage", new_values."participation_id", new_values."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."registered_jobseeker", new_values."status", new_values."third_country", new_values."unemployed_months", new_values."version", new_values."work_ability", new_values."working_members" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f245afb0a48d4fe5331e34d28610a93cbcf3dfe9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7b286",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_startform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="startform",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_startformevent" ("adults", "area_id", "benefit", "dependent_children", "disability", "filled_by", "foreign_background", "functioning", "household", "housing_exclusion", "id", "in_education", "informed_on", "isced", "jobseeker_since", "life_satisfaction", "municipality_id", "notice_version", "other_disadvantage", "participation_id", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_jobseeker", "status", "third_country", "unemployed_months", "version", "work_ability", "working_members") SELECT new_values."adults", new_values."area_id", new_values."benefit", new_values."dependent_children", new_values."disability", new_values."filled_by", new_values."foreign_background", new_values."functioning", new_values."household", new_values."housing_exclusion", new_values."id", new_values."in_education", new_values."informed_on", new_values."isced", new_values."jobseeker_since", new_values."life_satisfaction", new_values."municipality_id", new_values."notice_version", new_values."other_disadvantage", new_values."participation_id", new_values."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."registered_jobseeker", new_values."status", new_values."third_country", new_values."unemployed_months", new_values."version", new_values."work_ability", new_values."working_members" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="78c2b51afb26c56d498acd53e13315234d846fe6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b4275",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_startform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="startform",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_startformevent" ("adults", "area_id", "benefit", "dependent_children", "disability", "filled_by", "foreign_background", "functioning", "household", "housing_exclusion", "id", "in_education", "informed_on", "isced", "jobseeker_since", "life_satisfaction", "municipality_id", "notice_version", "other_disadvantage", "participation_id", "path", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_jobseeker", "status", "third_country", "unemployed_months", "version", "work_ability", "working_members") SELECT old_values."adults", old_values."area_id", old_values."benefit", old_values."dependent_children", old_values."disability", old_values."filled_by", old_values."foreign_background", old_values."functioning", old_values."household", old_values."housing_exclusion", old_values."id", old_values."in_education", old_values."informed_on", old_values."isced", old_values."jobseeker_since", old_values."life_satisfaction", old_values."municipality_id", old_values."notice_version", old_values."other_disadvantage", old_values."participation_id", old_values."path", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."registered_jobseeker", old_values."status", old_values."third_country", old_values."unemployed_months", old_values."version", old_values."work_ability", old_values."working_members" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1690300da9b33d96146fd4a26ffe4d4e2c97e69e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5c965",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_startform",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="endform",
            constraint=models.CheckConstraint(
                condition=models.Q(("education_kind__in", ["", "1", "2", "3", "4"])),
                name="end_form_education",
                violation_error_message="The kind must be a listed code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endform",
            constraint=models.CheckConstraint(
                condition=models.Q(("qualification_level__in", ["", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])),
                name="end_form_level",
                violation_error_message="Education must be an ISCED level from 0 to 8, or 9.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "industry__in",
                        [
                            "",
                            "A",
                            "B",
                            "C",
                            "D",
                            "E",
                            "F",
                            "G",
                            "H",
                            "I",
                            "J",
                            "K",
                            "L",
                            "M",
                            "N",
                            "O",
                            "P",
                            "Q",
                            "R",
                            "S",
                            "T",
                            "U",
                            "X",
                        ],
                    )
                ),
                name="end_form_industry",
                violation_error_message="The industry must be a listed code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endform",
            constraint=models.CheckConstraint(
                condition=models.Q(("occupation__in", ["", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])),
                name="end_form_occupation",
                violation_error_message="The occupation must be a listed code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endform",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_as_planned__in", ["", "1", "2"])),
                name="end_form_planned",
                violation_error_message="The answer must be 1 or 2.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "benefit__in",
                        [
                            "",
                            "earnings",
                            "general",
                            "basic",
                            "market",
                            "sickness",
                            "part_sick",
                            "rehab",
                            "rehab_pen",
                            "disability",
                            "part_dis",
                            "guarantee",
                            "social",
                            "study",
                            "home_care",
                            "wages",
                            "nothing",
                            "unknown",
                        ],
                    )
                ),
                name="end_form_benefit",
                violation_error_message="The benefit must be a listed code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("qualification", True),
                    models.Q(("qualification_level", ""), ("qualification_name", ""), ("qualified_on__isnull", True)),
                    _connector="OR",
                ),
                name="end_form_qualification",
                violation_error_message="Name, level and day are of a qualification that was gained.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endform",
            constraint=models.CheckConstraint(
                condition=models.Q(("education_kind", ""), ("in_education", True), _connector="OR"),
                name="end_form_in_education",
                violation_error_message="The kind of education is told of those who are in education.",
            ),
        ),
        migrations.AddConstraint(
            model_name="endform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("work_ability__isnull", True), ("work_ability__range", (0, 10)), _connector="OR"),
                    models.Q(("functioning__isnull", True), ("functioning__range", (0, 10)), _connector="OR"),
                    models.Q(
                        ("life_satisfaction__isnull", True), ("life_satisfaction__range", (0, 10)), _connector="OR"
                    ),
                ),
                name="end_form_ratings",
                violation_error_message="A rating is from 0 to 10.",
            ),
        ),
        migrations.AddConstraint(
            model_name="followupform",
            constraint=models.CheckConstraint(
                condition=models.Q(("contact_result__in", ["", "1", "3"])),
                name="follow_up_form_contact",
                violation_error_message="The answer must be a listed code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="followupform",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekly_hours__isnull", True), ("weekly_hours__range", (0, 100)), _connector="OR"),
                name="follow_up_form_hours",
                violation_error_message="Working hours are from 0 to 100 a week.",
            ),
        ),
        migrations.AddConstraint(
            model_name="followupform",
            constraint=models.CheckConstraint(
                condition=models.Q(("support_note", ""), ("needs_support", True), _connector="OR"),
                name="follow_up_form_support",
                violation_error_message="The note tells what support is still needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("followup_missing_reason__in", ["", "1", "2", "3", "4", "5", "9"])),
                name="participation_followup_reason",
                violation_error_message="The reason for a missing follow-up must be one of the listed codes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="startform",
            constraint=models.CheckConstraint(
                condition=models.Q(("third_country__in", ["", "0", "1", "8"])),
                name="start_form_third_country",
                violation_error_message="The answer must be 0, 1 or 8.",
            ),
        ),
        migrations.AddConstraint(
            model_name="startform",
            constraint=models.CheckConstraint(
                condition=models.Q(("filled_by__in", ["", "1", "2"])),
                name="start_form_filled_by",
                violation_error_message="Who filled the form in must be 1 or 2.",
            ),
        ),
        migrations.AddConstraint(
            model_name="startform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "benefit__in",
                        [
                            "",
                            "earnings",
                            "general",
                            "basic",
                            "market",
                            "sickness",
                            "part_sick",
                            "rehab",
                            "rehab_pen",
                            "disability",
                            "part_dis",
                            "guarantee",
                            "social",
                            "study",
                            "home_care",
                            "wages",
                            "nothing",
                            "unknown",
                        ],
                    )
                ),
                name="start_form_benefit",
                violation_error_message="The benefit must be a listed code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="startform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "path__in",
                        ["", "1", "1a", "1b", "1c", "1d", "2", "2a", "2b", "2c", "3", "3a", "3b", "3c", "3d", "4", "9"],
                    )
                ),
                name="start_form_path",
                violation_error_message="The direction must be a listed code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="startform",
            constraint=models.CheckConstraint(
                condition=models.Q(("jobseeker_since__isnull", True), ("registered_jobseeker", True), _connector="OR"),
                name="start_form_jobseeker",
                violation_error_message="Only a registered jobseeker has the day since when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="startform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("work_ability__isnull", True), ("work_ability__range", (0, 10)), _connector="OR"),
                    models.Q(("functioning__isnull", True), ("functioning__range", (0, 10)), _connector="OR"),
                    models.Q(
                        ("life_satisfaction__isnull", True), ("life_satisfaction__range", (0, 10)), _connector="OR"
                    ),
                ),
                name="start_form_ratings",
                violation_error_message="A rating is from 0 to 10.",
            ),
        ),
        migrations.AddField(
            model_name="formdraft",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="formdraft",
            name="participation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="clients.participation",
            ),
        ),
        migrations.AddField(
            model_name="formdraft",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pastform",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="pastform",
            name="participation",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="past_forms",
                to="clients.participation",
            ),
        ),
        migrations.AddField(
            model_name="pastform",
            name="removed_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="formdraft",
            index=models.Index(fields=["area", "expires_at"], name="form_draft_expiry"),
        ),
        migrations.AddConstraint(
            model_name="formdraft",
            constraint=models.UniqueConstraint(
                fields=("participation", "kind", "user", "session_mark"),
                name="form_draft_once",
                violation_error_message="There is already a draft of this form.",
            ),
        ),
        migrations.AddConstraint(
            model_name="formdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["start", "end", "follow_up"])),
                name="form_draft_kind",
                violation_error_message="The kind of the form must be a listed code.",
            ),
        ),
        migrations.AddIndex(
            model_name="pastform",
            index=models.Index(fields=["area", "participation", "-removed_at"], name="past_form_participation"),
        ),
        migrations.AddConstraint(
            model_name="pastform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ground__in", ["withdrawn", "returned"]), ("kind__in", ["start", "end", "follow_up"])
                ),
                name="past_form_codes",
                violation_error_message="The kind of the form and why it counts no more must be listed codes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pastform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ground", "withdrawn"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="past_form_says_why",
                violation_error_message="A withdrawn form has the reason of its withdrawal.",
            ),
        ),
        protect("clients_formdraft"),
        protect("clients_pastform", verbs="SELECT, INSERT"),
        same_area("clients_formdraft", "participation_id", "clients_participation"),
        same_area("clients_pastform", "participation_id", "clients_participation"),
    ]
