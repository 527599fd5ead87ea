"""Keywords, diagnosis marks and the status of work ability; diagnoses among the health details become marks."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import protect, same_area

TABLES = ("clients_keyword", "clients_diagnosismark", "clients_workabilitystatus")
MOVED = ("clients_healthdetail", "clients_healthdetailevent", "clients_diagnosismark", "clients_diagnosismarkevent")
# Forced security binds the owner too, who has no area: it rests while the owner moves rows of every area.
UNBOUND = "".join(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;" for table in MOVED)
BOUND = "".join(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;" for table in MOVED)
# A diagnosis keeps its key; one without a chapter says nothing that a mark can hold, and becomes another statement.
MOVE = f"""
{UNBOUND}
INSERT INTO clients_diagnosismark (id, version, area_id, client_id, chapter, source, source_name, stated_on, ended_on,
    recorded_by_id, is_mistaken, note, recorded_at)
SELECT id, version, area_id, client_id, diagnosis_chapter, 'client', source,
    coalesce(stated_on, (recorded_at AT TIME ZONE 'Europe/Helsinki')::date),
    CASE WHEN valid_to >= coalesce(stated_on, (recorded_at AT TIME ZONE 'Europe/Helsinki')::date) THEN valid_to + 1 END,
    recorded_by_id, false, text, recorded_at
FROM clients_healthdetail WHERE kind = 'DG' AND diagnosis_chapter <> '';
DELETE FROM clients_healthdetail WHERE kind = 'DG' AND diagnosis_chapter <> '';
UPDATE clients_healthdetail SET kind = 'Z', version = version + 1 WHERE kind = 'DG';
SET CONSTRAINTS ALL IMMEDIATE;
{BOUND}
"""
MOVE_BACK = f"""
{UNBOUND}
INSERT INTO clients_healthdetail (id, version, area_id, client_id, kind, diagnosis_chapter, stated_on, valid_to, source,
    text, recorded_by_id, recorded_at)
SELECT id, version, area_id, client_id, 'DG', chapter, stated_on,
    CASE WHEN ended_on IS NOT NULL THEN greatest(ended_on - 1, stated_on) END, source_name, note,
    recorded_by_id, recorded_at
FROM clients_diagnosismark WHERE NOT is_mistaken;
SET CONSTRAINTS ALL IMMEDIATE;
{BOUND}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0010_cases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DiagnosisMark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "chapter",
                    models.CharField(
                        choices=[
                            ("A00-B99", "Infectious and parasitic diseases"),
                            ("C00-D48", "Neoplasms"),
                            ("D50-D89", "Diseases of the blood and some immune disorders"),
                            ("E00-E90", "Endocrine, nutritional and metabolic diseases"),
                            ("F00-F99", "Mental and behavioural disorders"),
                            ("G00-G99", "Diseases of the nervous system"),
                            ("H00-H59", "Diseases of the eye"),
                            ("H60-H95", "Diseases of the ear"),
                            ("I00-I99", "Diseases of the circulatory system"),
                            ("J00-J99", "Diseases of the respiratory system"),
                            ("K00-K93", "Diseases of the digestive system"),
                            ("L00-L99", "Diseases of the skin"),
                            ("M00-M99", "Musculoskeletal diseases"),
                            ("N00-N99", "Diseases of the genitourinary system"),
                            ("O00-O99", "Pregnancy and childbirth"),
                            ("P00-P96", "Conditions of the perinatal period"),
                            ("Q00-Q99", "Congenital malformations"),
                            ("R00-R99", "Symptoms not classified elsewhere"),
                            ("S00-T98", "Injuries and poisonings"),
                            ("V01-Y98", "External causes"),
                            ("Z00-ZZB", "Factors influencing health"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("client", "Told by the client"),
                            ("statement", "A statement"),
                            ("health_care", "Health care"),
                            ("register", "Transferred from an earlier register"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source_name", models.CharField(blank=True, max_length=200)),
                ("stated_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("is_mistaken", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, editable=False)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "area",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="diagnosis_marks",
                        to="clients.client",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-stated_on", "chapter", "id"),
            },
        ),
        migrations.CreateModel(
            name="DiagnosisMarkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "chapter",
                    models.CharField(
                        choices=[
                            ("A00-B99", "Infectious and parasitic diseases"),
                            ("C00-D48", "Neoplasms"),
                            ("D50-D89", "Diseases of the blood and some immune disorders"),
                            ("E00-E90", "Endocrine, nutritional and metabolic diseases"),
                            ("F00-F99", "Mental and behavioural disorders"),
                            ("G00-G99", "Diseases of the nervous system"),
                            ("H00-H59", "Diseases of the eye"),
                            ("H60-H95", "Diseases of the ear"),
                            ("I00-I99", "Diseases of the circulatory system"),
                            ("J00-J99", "Diseases of the respiratory system"),
                            ("K00-K93", "Diseases of the digestive system"),
                            ("L00-L99", "Diseases of the skin"),
                            ("M00-M99", "Musculoskeletal diseases"),
                            ("N00-N99", "Diseases of the genitourinary system"),
                            ("O00-O99", "Pregnancy and childbirth"),
                            ("P00-P96", "Conditions of the perinatal period"),
                            ("Q00-Q99", "Congenital malformations"),
                            ("R00-R99", "Symptoms not classified elsewhere"),
                            ("S00-T98", "Injuries and poisonings"),
                            ("V01-Y98", "External causes"),
                            ("Z00-ZZB", "Factors influencing health"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("client", "Told by the client"),
                            ("statement", "A statement"),
                            ("health_care", "Health care"),
                            ("register", "Transferred from an earlier register"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source_name", models.CharField(blank=True, max_length=200)),
                ("stated_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("is_mistaken", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, editable=False)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
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
                        to="clients.diagnosismark",
                    ),
                ),
                (
                    "recorded_by",
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
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Keyword",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("tasmatyo", "Täsmätyö"), ("tasmatyokykyinen", "Täsmätyökykyinen")], max_length=20
                    ),
                ),
                ("set_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=500)),
                ("is_mistaken", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "area",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keywords",
                        to="clients.client",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-set_on", "kind", "id"),
            },
        ),
        migrations.CreateModel(
            name="KeywordEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("tasmatyo", "Täsmätyö"), ("tasmatyokykyinen", "Täsmätyökykyinen")], max_length=20
                    ),
                ),
                ("set_on", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=500)),
                ("is_mistaken", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
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
                    "ended_by",
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
                        to="clients.keyword",
                    ),
                ),
                (
                    "set_by",
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
        migrations.CreateModel(
            name="WorkAbilityStatus",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("suspected", "Suspected"),
                            ("identified", "Identified"),
                            ("confirmed", "Confirmed"),
                            ("resolved", "Resolved"),
                        ],
                        max_length=10,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("is_temporary", models.BooleanField(default=False)),
                ("expected_until", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("is_mistaken", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "area",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ability_statuses",
                        to="clients.client",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-since", "-recorded_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="WorkAbilityStatusEvent",
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
                        choices=[
                            ("suspected", "Suspected"),
                            ("identified", "Identified"),
                            ("confirmed", "Confirmed"),
                            ("resolved", "Resolved"),
                        ],
                        max_length=10,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("is_temporary", models.BooleanField(default=False)),
                ("expected_until", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("is_mistaken", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
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
                        to="clients.workabilitystatus",
                    ),
                ),
                (
                    "recorded_by",
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
            model_name="diagnosismark",
            index=models.Index(fields=["area", "client"], name="diagnosis_mark_client"),
        ),
        migrations.AddConstraint(
            model_name="diagnosismark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "chapter__in",
                        [
                            "A00-B99",
                            "C00-D48",
                            "D50-D89",
                            "E00-E90",
                            "F00-F99",
                            "G00-G99",
                            "H00-H59",
                            "H60-H95",
                            "I00-I99",
                            "J00-J99",
                            "K00-K93",
                            "L00-L99",
                            "M00-M99",
                            "N00-N99",
                            "O00-O99",
                            "P00-P96",
                            "Q00-Q99",
                            "R00-R99",
                            "S00-T98",
                            "V01-Y98",
                            "Z00-ZZB",
                        ],
                    )
                ),
                name="diagnosis_mark_chapter",
                violation_error_message="The chapter must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="diagnosismark",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["client", "statement", "health_care", "register"])),
                name="diagnosis_mark_source",
                violation_error_message="The source must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="diagnosismark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("ended_on__gte", models.F("stated_on")), _connector="OR"
                ),
                name="diagnosis_mark_in_order",
                violation_error_message="A diagnosis cannot end before it was stated.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="diagnosismark",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_diagnosismarkevent" ("area_id", "chapter", "client_id", "ended_on", "id", "is_mistaken", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_name", "stated_on", "version") SELECT new_values."area_id", new_values."chapter", new_values."client_id", new_values."ended_on", new_values."id", new_values."is_mistaken", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_name", new_values."stated_on", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f924129c859ca71088f3dee5a5ebb48d514d77ae",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ef4d0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_diagnosismark",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="diagnosismark",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_diagnosismarkevent" ("area_id", "chapter", "client_id", "ended_on", "id", "is_mistaken", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_name", "stated_on", "version") SELECT new_values."area_id", new_values."chapter", new_values."client_id", new_values."ended_on", new_values."id", new_values."is_mistaken", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."source_name", new_values."stated_on", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="615e0bcc08fbc00f8e8a4cf92f6730e247b0cf93",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ea006",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_diagnosismark",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="diagnosismark",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_diagnosismarkevent" ("area_id", "chapter", "client_id", "ended_on", "id", "is_mistaken", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_name", "stated_on", "version") SELECT old_values."area_id", old_values."chapter", old_values."client_id", old_values."ended_on", old_values."id", old_values."is_mistaken", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."source", old_values."source_name", old_values."stated_on", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b34492b82a1d8c4738b8e4c4ea0fe8ebfea015dd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_37958",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_diagnosismark",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="diagnosismarkevent",
            index=models.Index(fields=["pgh_obj"], name="clients_dia_pgh_obj_688b55_idx"),
        ),
        migrations.AddIndex(
            model_name="keyword",
            index=models.Index(fields=["area", "client"], name="keyword_client"),
        ),
        migrations.AddIndex(
            model_name="keyword",
            index=models.Index(fields=["area", "kind", "set_on"], name="keyword_kind"),
        ),
        migrations.AddConstraint(
            model_name="keyword",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True), ("is_mistaken", False)),
                fields=("area", "client", "kind"),
                name="keyword_open_once",
                violation_error_message="The client already has this keyword.",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyword",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["tasmatyo", "tasmatyokykyinen"])),
                name="keyword_kind_listed",
                violation_error_message="The keyword must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyword",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="keyword_says_why",
                violation_error_message="A keyword says why it was set.",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyword",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_by__isnull", True), ("ended_on__isnull", True)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__isnull", False),
                        models.Q(("end_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="keyword_end_whole",
                violation_error_message="A keyword that has ended says when, by whom and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyword",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on__isnull", True), ("ended_on__gte", models.F("set_on")), _connector="OR"),
                name="keyword_in_order",
                violation_error_message="A keyword cannot end before it was set.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keyword",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_keywordevent" ("area_id", "client_id", "end_reason", "ended_by_id", "ended_on", "id", "is_mistaken", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "set_by_id", "set_on", "version") SELECT new_values."area_id", new_values."client_id", new_values."end_reason", new_values."ended_by_id", new_values."ended_on", new_values."id", new_values."is_mistaken", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."recorded_at", new_values."set_by_id", new_values."set_on", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="693c183435d9afbcc1bfd04f3a520b1c75af9f28",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ccc42",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_keyword",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keyword",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_keywordevent" ("area_id", "client_id", "end_reason", "ended_by_id", "ended_on", "id", "is_mistaken", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "set_by_id", "set_on", "version") SELECT new_values."area_id", new_values."client_id", new_values."end_reason", new_values."ended_by_id", new_values."ended_on", new_values."id", new_values."is_mistaken", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."recorded_at", new_values."set_by_id", new_values."set_on", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="be63ea98bcba1dedd4509f4845d09b8acab963f2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e319a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_keyword",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keyword",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_keywordevent" ("area_id", "client_id", "end_reason", "ended_by_id", "ended_on", "id", "is_mistaken", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "set_by_id", "set_on", "version") SELECT old_values."area_id", old_values."client_id", old_values."end_reason", old_values."ended_by_id", old_values."ended_on", old_values."id", old_values."is_mistaken", old_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."recorded_at", old_values."set_by_id", old_values."set_on", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5f71076549dbd6901a65b877bb2bf07e370cadf1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4c9b5",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_keyword",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="keywordevent",
            index=models.Index(fields=["pgh_obj"], name="clients_key_pgh_obj_4e9fd8_idx"),
        ),
        migrations.AddIndex(
            model_name="workabilitystatus",
            index=models.Index(fields=["area", "client", "since"], name="ability_status_client"),
        ),
        migrations.AddConstraint(
            model_name="workabilitystatus",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_mistaken", False), ("until__isnull", True)),
                fields=("area", "client"),
                name="ability_status_one_current",
                violation_error_message="The client's work ability already has a status.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workabilitystatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["suspected", "identified", "confirmed", "resolved"])),
                name="ability_status_listed",
                violation_error_message="The status must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workabilitystatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="ability_status_in_order",
                violation_error_message="A status cannot end before it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workabilitystatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("expected_until__gte", models.F("since")),
                        ("expected_until__isnull", False),
                        ("is_temporary", True),
                    ),
                    models.Q(("expected_until__isnull", True), ("is_temporary", False)),
                    _connector="OR",
                ),
                name="ability_status_temporary",
                violation_error_message="What is temporary has a day by which it is expected to be over.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workabilitystatus",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_workabilitystatusevent" ("area_id", "client_id", "expected_until", "id", "is_mistaken", "is_temporary", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "since", "status", "until", "version") SELECT new_values."area_id", new_values."client_id", new_values."expected_until", new_values."id", new_values."is_mistaken", new_values."is_temporary", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by_id", new_values."since", new_values."status", new_values."until", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3a63b84b932dab9a680264e192aa39d4dffdbf70",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1fc1d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_workabilitystatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workabilitystatus",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_workabilitystatusevent" ("area_id", "client_id", "expected_until", "id", "is_mistaken", "is_temporary", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "since", "status", "until", "version") SELECT new_values."area_id", new_values."client_id", new_values."expected_until", new_values."id", new_values."is_mistaken", new_values."is_temporary", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."recorded_at", new_values."recorded_by_id", new_values."since", new_values."status", new_values."until", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d436a376295d45029b3277fdb2a2464ebd25d14c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6590d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_workabilitystatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workabilitystatus",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_workabilitystatusevent" ("area_id", "client_id", "expected_until", "id", "is_mistaken", "is_temporary", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "since", "status", "until", "version") SELECT old_values."area_id", old_values."client_id", old_values."expected_until", old_values."id", old_values."is_mistaken", old_values."is_temporary", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."recorded_at", old_values."recorded_by_id", old_values."since", old_values."status", old_values."until", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a62e082a3eaf1a5ddee4ef301027a309e87b9723",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_59109",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_workabilitystatus",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="workabilitystatusevent",
            index=models.Index(fields=["pgh_obj"], name="clients_wor_pgh_obj_6e1115_idx"),
        ),
        *[protect(table, verbs="SELECT, INSERT, UPDATE") for table in TABLES],
        *[protect(f"{table}event", verbs="SELECT") for table in TABLES],
        *[same_area(table, "client_id", "clients_client") for table in TABLES],
        migrations.RunSQL(MOVE, MOVE_BACK),
        migrations.AddConstraint(
            model_name="healthdetail",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "DG"), _negated=True),
                name="health_detail_no_diagnosis",
                violation_error_message="A diagnosis is recorded as a diagnosis mark.",
            ),
        ),
    ]
