"""The tables of plans, deadlines, pensions and benefits, written from the models as scripts/write_tables.py does."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name="DeadlineException",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "client",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="deadline_exceptions",
                    to="clients.client",
                ),
            ),
            (
                "rules",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("initial", "Initial talk"),
                            ("complementary", "Complementary talk"),
                            ("periodic", "Job-search talk"),
                            ("pair", "Two complementary talks within a month"),
                            ("joint_plan", "Multi-sectoral plan"),
                            ("review", "Review of the plan"),
                            ("plan_ends", "Plan ends"),
                            ("statement_ends", "Statement ends"),
                            ("appeal", "Appeal of the pension decision"),
                        ],
                        max_length=16,
                    ),
                    size=None,
                ),
            ),
            (
                "ground",
                models.CharField(
                    choices=[
                        ("in_work", "In work or self-employed"),
                        ("in_service", "In a service whose plan is being followed"),
                        ("studying", "Studying"),
                        ("laid_off", "Laid off, returns to work"),
                        ("starting", "Work, studies or service about to begin"),
                        ("unable", "Not able to work at present, by a reliable medical account"),
                        ("joint", "Joint customer, talks as the multi-sectoral plan says"),
                        ("other", "Another ground of section 33"),
                    ],
                    max_length=10,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=500)),
            ("since", models.DateField()),
            ("until", models.DateField()),
            (
                "recorded_by",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ("-since", "-recorded_at", "-id"),
            "indexes": [models.Index(fields=["area", "client", "until"], name="deadline_exception_client")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "ground__in",
                            ["in_work", "in_service", "studying", "laid_off", "starting", "unable", "joint", "other"],
                        ),
                        ("rules__contained_by", ["initial", "complementary", "periodic", "pair"]),
                        ("rules__len__gt", 0),
                    ),
                    name="deadline_exception_codes",
                    violation_error_message="Choose which talks are left out.",
                ),
                models.CheckConstraint(
                    condition=models.Q(("until__gte", models.F("since"))),
                    name="deadline_exception_in_order",
                    violation_error_message="An exception cannot end before it begins.",
                ),
                models.CheckConstraint(
                    condition=models.Q(("ground", "other"), ("note", ""), _negated=True),
                    name="deadline_exception_says_which",
                    violation_error_message="Say which ground of the section it is.",
                ),
            ],
            "triggers": [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_deadlineexceptionevent" ("area_id", "client_id", "ground", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "rules", "since", "until", "version") SELECT new_values."area_id", new_values."client_id", new_values."ground", new_values."id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."rules", new_values."since", new_values."until", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="d7e1f0ec0226bb2383434ae744196f589a176271",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_87d67",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="clients_deadlineexception",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_deadlineexceptionevent" ("area_id", "client_id", "ground", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "rules", "since", "until", "version") SELECT new_values."area_id", new_values."client_id", new_values."ground", new_values."id", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."rules", new_values."since", new_values."until", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="0499b295522067244026f79bbca7466256e88a27",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_86d56",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="clients_deadlineexception",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_deadlineexceptionevent" ("area_id", "client_id", "ground", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "rules", "since", "until", "version") SELECT old_values."area_id", old_values."client_id", old_values."ground", old_values."id", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."rules", old_values."since", old_values."until", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="632d0e57a33f7d92db4efd4b451a299ecbbbd229",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_3826e",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="clients_deadlineexception",
                        when="AFTER",
                    ),
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DeadlineExceptionEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="clients.deadlineexception",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                "rules",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("initial", "Initial talk"),
                            ("complementary", "Complementary talk"),
                            ("periodic", "Job-search talk"),
                            ("pair", "Two complementary talks within a month"),
                            ("joint_plan", "Multi-sectoral plan"),
                            ("review", "Review of the plan"),
                            ("plan_ends", "Plan ends"),
                            ("statement_ends", "Statement ends"),
                            ("appeal", "Appeal of the pension decision"),
                        ],
                        max_length=16,
                    ),
                    size=None,
                ),
            ),
            (
                "ground",
                models.CharField(
                    choices=[
                        ("in_work", "In work or self-employed"),
                        ("in_service", "In a service whose plan is being followed"),
                        ("studying", "Studying"),
                        ("laid_off", "Laid off, returns to work"),
                        ("starting", "Work, studies or service about to begin"),
                        ("unable", "Not able to work at present, by a reliable medical account"),
                        ("joint", "Joint customer, talks as the multi-sectoral plan says"),
                        ("other", "Another ground of section 33"),
                    ],
                    max_length=10,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=500)),
            ("since", models.DateField()),
            ("until", models.DateField()),
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
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ["pgh_id"],
            "abstract": False,
            "indexes": [models.Index(fields=["pgh_obj"], name="clients_dea_pgh_obj_7fe81e_idx")],
            "constraints": [],
        },
    ),
    migrations.CreateModel(
        name="PensionClarification",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "client",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="pension_clarifications",
                    to="clients.client",
                ),
            ),
            (
                "insurer",
                models.CharField(
                    blank=True,
                    choices=[
                        ("kela", "Kela"),
                        ("earnings", "Earnings-related pension insurer"),
                        ("both", "Kela and the earnings-related pension insurer"),
                        ("accident", "Accident or traffic insurer"),
                    ],
                    max_length=10,
                ),
            ),
            ("insurer_name", models.CharField(blank=True, max_length=200)),
            (
                "stage",
                models.CharField(
                    choices=[
                        ("need", "Need found"),
                        ("advised", "Application advised"),
                        ("statement", "Statement requested"),
                        ("applied", "Applied"),
                        ("waiting", "Decision waited for"),
                        ("granted", "Granted"),
                        ("refused", "Refused"),
                        ("appeal", "Appealed"),
                        ("closed", "Closed"),
                    ],
                    default="need",
                    max_length=10,
                ),
            ),
            ("stage_since", models.DateField()),
            (
                "recorded_by",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ("-recorded_at", "-id"),
            "indexes": [
                models.Index(fields=["area", "client"], name="pension_client"),
                models.Index(
                    condition=models.Q(("stage", "closed"), _negated=True),
                    fields=["area", "stage", "stage_since"],
                    name="pension_under_way",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("area", "id"), name="pension_in_area"),
                models.UniqueConstraint(
                    condition=models.Q(("stage", "closed"), _negated=True),
                    fields=("area", "client"),
                    name="pension_one_under_way",
                    violation_error_message="A clarification of the client's pension is under way already.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("insurer__in", ["", "kela", "earnings", "both", "accident"]),
                        (
                            "stage__in",
                            [
                                "need",
                                "advised",
                                "statement",
                                "applied",
                                "waiting",
                                "granted",
                                "refused",
                                "appeal",
                                "closed",
                            ],
                        ),
                    ),
                    name="pension_codes",
                    violation_error_message="A code of the clarification is not a listed one.",
                ),
            ],
            "triggers": [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_pensionclarificationevent" ("area_id", "client_id", "id", "insurer", "insurer_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "stage", "stage_since", "version") SELECT new_values."area_id", new_values."client_id", new_values."id", new_values."insurer", new_values."insurer_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."stage", new_values."stage_since", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="7a838e2fd39515331cb777cf0c78e4d781fe64c8",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_6c970",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="clients_pensionclarification",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_pensionclarificationevent" ("area_id", "client_id", "id", "insurer", "insurer_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "stage", "stage_since", "version") SELECT new_values."area_id", new_values."client_id", new_values."id", new_values."insurer", new_values."insurer_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."stage", new_values."stage_since", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="a5e5205e84592872e932b071566f79e1d5860bc0",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_447ff",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="clients_pensionclarification",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_pensionclarificationevent" ("area_id", "client_id", "id", "insurer", "insurer_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "stage", "stage_since", "version") SELECT old_values."area_id", old_values."client_id", old_values."id", old_values."insurer", old_values."insurer_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."stage", old_values."stage_since", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="8719336633c3bc7ddeb20031c5c7f653b83ad78d",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_6b39f",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="clients_pensionclarification",
                        when="AFTER",
                    ),
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PensionClarificationEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="clients.pensionclarification",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                "insurer",
                models.CharField(
                    blank=True,
                    choices=[
                        ("kela", "Kela"),
                        ("earnings", "Earnings-related pension insurer"),
                        ("both", "Kela and the earnings-related pension insurer"),
                        ("accident", "Accident or traffic insurer"),
                    ],
                    max_length=10,
                ),
            ),
            ("insurer_name", models.CharField(blank=True, max_length=200)),
            (
                "stage",
                models.CharField(
                    choices=[
                        ("need", "Need found"),
                        ("advised", "Application advised"),
                        ("statement", "Statement requested"),
                        ("applied", "Applied"),
                        ("waiting", "Decision waited for"),
                        ("granted", "Granted"),
                        ("refused", "Refused"),
                        ("appeal", "Appealed"),
                        ("closed", "Closed"),
                    ],
                    default="need",
                    max_length=10,
                ),
            ),
            ("stage_since", models.DateField()),
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
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ["pgh_id"],
            "abstract": False,
            "indexes": [models.Index(fields=["pgh_obj"], name="clients_pen_pgh_obj_b14c43_idx")],
            "constraints": [],
        },
    ),
    migrations.CreateModel(
        name="PensionStep",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "clarification",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="steps",
                    to="clients.pensionclarification",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            (
                "stage",
                models.CharField(
                    choices=[
                        ("need", "Need found"),
                        ("advised", "Application advised"),
                        ("statement", "Statement requested"),
                        ("applied", "Applied"),
                        ("waiting", "Decision waited for"),
                        ("granted", "Granted"),
                        ("refused", "Refused"),
                        ("appeal", "Appealed"),
                        ("closed", "Closed"),
                    ],
                    max_length=10,
                ),
            ),
            ("taken_on", models.DateField()),
            (
                "granted",
                models.CharField(
                    blank=True,
                    choices=[
                        ("full", "Disability pension"),
                        ("partial", "Partial disability pension"),
                        ("rehabilitation", "Rehabilitation subsidy, fixed-term"),
                    ],
                    max_length=16,
                ),
            ),
            ("granted_until", models.DateField(blank=True, null=True)),
            ("informed_on", models.DateField(blank=True, null=True)),
            ("note", models.CharField(blank=True, max_length=500)),
            (
                "recorded_by",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ("number", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("area", "clarification", "number"), name="pension_step_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "stage__in",
                            [
                                "need",
                                "advised",
                                "statement",
                                "applied",
                                "waiting",
                                "granted",
                                "refused",
                                "appeal",
                                "closed",
                            ],
                        )
                    ),
                    name="pension_step_listed",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("granted__in", ["full", "partial", "rehabilitation"]), ("stage", "granted")),
                        models.Q(
                            models.Q(("stage", "granted"), _negated=True),
                            ("granted", ""),
                            ("granted_until__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="pension_step_granted_what",
                    violation_error_message="Say what was granted.",
                ),
                models.CheckConstraint(
                    condition=models.Q(("granted", "rehabilitation"), ("granted_until__isnull", True), _negated=True),
                    name="pension_step_subsidy_ends",
                    violation_error_message="A rehabilitation subsidy is for a fixed term: say until when.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("granted_until__isnull", True), ("granted_until__gte", models.F("taken_on")), _connector="OR"
                    ),
                    name="pension_step_grant_in_order",
                    violation_error_message="What was granted cannot end before the decision.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("informed_on__isnull", True),
                        models.Q(("stage__in", ("granted", "refused")), ("informed_on__gte", models.F("taken_on"))),
                        _connector="OR",
                    ),
                    name="pension_step_informed",
                    violation_error_message="The client is told of a decision on its day or later.",
                ),
            ],
            "indexes": [],
        },
    ),
    migrations.CreateModel(
        name="BenefitCheck",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "client",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="benefit_checks",
                    to="clients.client",
                ),
            ),
            (
                "occasion",
                models.CharField(
                    choices=[("start", "At the start"), ("during", "During the service"), ("end", "At the end")],
                    max_length=6,
                ),
            ),
            ("checked_on", models.DateField()),
            (
                "answer",
                models.CharField(
                    choices=[
                        ("yes", "Yes"),
                        ("no", "No, another benefit would be right"),
                        ("pending", "Being clarified"),
                        ("unknown", "Not known"),
                    ],
                    max_length=8,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=300)),
            (
                "recorded_by",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ("-checked_on", "-recorded_at", "-id"),
            "indexes": [models.Index(fields=["area", "client", "-checked_on"], name="benefit_check_client")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("answer__in", ["yes", "no", "pending", "unknown"]),
                        ("occasion__in", ["start", "during", "end"]),
                    ),
                    name="benefit_check_codes",
                    violation_error_message="A code of the answer is not a listed one.",
                ),
                models.CheckConstraint(
                    condition=models.Q(("answer", "no"), ("note", ""), _negated=True),
                    name="benefit_check_says_which",
                    violation_error_message="Say which benefit would be right.",
                ),
            ],
            "triggers": [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_benefitcheckevent" ("answer", "area_id", "checked_on", "client_id", "id", "note", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "version") SELECT new_values."answer", new_values."area_id", new_values."checked_on", new_values."client_id", new_values."id", new_values."note", new_values."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b60facae90a16512790220ee3e66131fdde57c39",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_fcb4f",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="clients_benefitcheck",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_benefitcheckevent" ("answer", "area_id", "checked_on", "client_id", "id", "note", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "version") SELECT new_values."answer", new_values."area_id", new_values."checked_on", new_values."client_id", new_values."id", new_values."note", new_values."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="d0677ea19048570393fc1106d4c89b3ff5ddfe42",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c7a47",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="clients_benefitcheck",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_benefitcheckevent" ("answer", "area_id", "checked_on", "client_id", "id", "note", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "version") SELECT old_values."answer", old_values."area_id", old_values."checked_on", old_values."client_id", old_values."id", old_values."note", old_values."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="494397c81779e152b6bebcd9f469ea722bbd77b5",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_cd78b",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="clients_benefitcheck",
                        when="AFTER",
                    ),
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="BenefitCheckEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="clients.benefitcheck",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                "occasion",
                models.CharField(
                    choices=[("start", "At the start"), ("during", "During the service"), ("end", "At the end")],
                    max_length=6,
                ),
            ),
            ("checked_on", models.DateField()),
            (
                "answer",
                models.CharField(
                    choices=[
                        ("yes", "Yes"),
                        ("no", "No, another benefit would be right"),
                        ("pending", "Being clarified"),
                        ("unknown", "Not known"),
                    ],
                    max_length=8,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=300)),
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
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ["pgh_id"],
            "abstract": False,
            "indexes": [models.Index(fields=["pgh_obj"], name="clients_ben_pgh_obj_856e21_idx")],
            "constraints": [],
        },
    ),
    migrations.CreateModel(
        name="Plan",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "client",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="plans",
                    to="clients.client",
                ),
            ),
            ("begun_on", models.DateField()),
            ("ended_on", models.DateField(blank=True, null=True)),
            (
                "ending_reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("reached", "The goals were reached"),
                        ("jobseeking_ended", "Jobseeking ended"),
                        ("joint_view", "Joint view of the bodies: support is not needed any more"),
                        ("other_plan", "A plan of another authority takes its place"),
                        ("moved", "Moved away"),
                        ("in_error", "Recorded in error"),
                        ("other", "Other reason"),
                    ],
                    max_length=16,
                ),
            ),
            ("ending_note", models.CharField(blank=True, max_length=500)),
            (
                "joint_view",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("employment", "Employment authority"),
                            ("county", "Wellbeing services county"),
                            ("kela", "Kela"),
                            ("pension", "Pension insurer"),
                            ("employer", "Employer"),
                            ("school", "School"),
                            ("provider", "Service provider"),
                            ("support", "Support person"),
                            ("other", "Somebody else"),
                        ],
                        max_length=10,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            (
                "created_by",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ("-begun_on", "-created_at", "id"),
            "indexes": [models.Index(fields=["area", "client", "-begun_on"], name="plan_client")],
            "constraints": [
                models.UniqueConstraint(fields=("area", "id"), name="plan_in_area"),
                models.UniqueConstraint(
                    condition=models.Q(("ended_on__isnull", True)),
                    fields=("area", "client"),
                    name="plan_one_of_client",
                    violation_error_message="The client has a plan already: change it by a new version, or end it.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("ended_on__isnull", False),
                            (
                                "ending_reason__in",
                                [
                                    "reached",
                                    "jobseeking_ended",
                                    "joint_view",
                                    "other_plan",
                                    "moved",
                                    "in_error",
                                    "other",
                                ],
                            ),
                        ),
                        models.Q(
                            ("ended_on__isnull", True), ("ending_note", ""), ("ending_reason", ""), ("joint_view", [])
                        ),
                        _connector="OR",
                    ),
                    name="plan_ended_says_why",
                    violation_error_message="A plan that has ended has its last day and the reason.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("ended_on__isnull", True), ("ended_on__gte", models.F("begun_on")), _connector="OR"
                    ),
                    name="plan_in_order",
                    violation_error_message="A plan cannot end before it was begun.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "joint_view__contained_by",
                            [
                                "employment",
                                "county",
                                "kela",
                                "pension",
                                "employer",
                                "school",
                                "provider",
                                "support",
                                "other",
                            ],
                        )
                    ),
                    name="plan_joint_view_listed",
                    violation_error_message="The bodies must be listed ones.",
                ),
            ],
            "triggers": [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_planevent" ("area_id", "begun_on", "client_id", "created_at", "created_by_id", "ended_on", "ending_note", "ending_reason", "id", "joint_view", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."area_id", new_values."begun_on", new_values."client_id", new_values."created_at", new_values."created_by_id", new_values."ended_on", new_values."ending_note", new_values."ending_reason", new_values."id", new_values."joint_view", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="7a21e8d264c6705b1e4e079056a55e64c99920db",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_9038d",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="clients_plan",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_planevent" ("area_id", "begun_on", "client_id", "created_at", "created_by_id", "ended_on", "ending_note", "ending_reason", "id", "joint_view", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT new_values."area_id", new_values."begun_on", new_values."client_id", new_values."created_at", new_values."created_by_id", new_values."ended_on", new_values."ending_note", new_values."ending_reason", new_values."id", new_values."joint_view", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="0d34460cdd06f7256fe8509060c706e5cd2ed9f5",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_c8831",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="clients_plan",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_planevent" ("area_id", "begun_on", "client_id", "created_at", "created_by_id", "ended_on", "ending_note", "ending_reason", "id", "joint_view", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") SELECT old_values."area_id", old_values."begun_on", old_values."client_id", old_values."created_at", old_values."created_by_id", old_values."ended_on", old_values."ending_note", old_values."ending_reason", old_values."id", old_values."joint_view", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="4410c6080b741e2f4e990a5b0f0d5a285e0e377d",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_c3ec2",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="clients_plan",
                        when="AFTER",
                    ),
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PlanEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="clients.plan",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
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
            ("begun_on", models.DateField()),
            ("ended_on", models.DateField(blank=True, null=True)),
            (
                "ending_reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("reached", "The goals were reached"),
                        ("jobseeking_ended", "Jobseeking ended"),
                        ("joint_view", "Joint view of the bodies: support is not needed any more"),
                        ("other_plan", "A plan of another authority takes its place"),
                        ("moved", "Moved away"),
                        ("in_error", "Recorded in error"),
                        ("other", "Other reason"),
                    ],
                    max_length=16,
                ),
            ),
            ("ending_note", models.CharField(blank=True, max_length=500)),
            (
                "joint_view",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("employment", "Employment authority"),
                            ("county", "Wellbeing services county"),
                            ("kela", "Kela"),
                            ("pension", "Pension insurer"),
                            ("employer", "Employer"),
                            ("school", "School"),
                            ("provider", "Service provider"),
                            ("support", "Support person"),
                            ("other", "Somebody else"),
                        ],
                        max_length=10,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            (
                "created_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ["pgh_id"],
            "abstract": False,
            "indexes": [models.Index(fields=["pgh_obj"], name="clients_pla_pgh_obj_92045d_idx")],
            "constraints": [],
        },
    ),
    migrations.CreateModel(
        name="PlanVersion",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "plan",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="versions",
                    to="clients.plan",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            (
                "status",
                models.CharField(
                    choices=[("draft", "Draft"), ("approved", "Approved"), ("replaced", "Replaced by a later version")],
                    default="draft",
                    max_length=8,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("employment", "Employment plan"),
                        ("multi_sectoral", "Multi-sectoral employment plan"),
                        ("activation", "Activation plan"),
                    ],
                    max_length=16,
                ),
            ),
            ("need", models.TextField(blank=True, max_length=4000)),
            ("summary", models.TextField(blank=True, max_length=4000)),
            ("follow_up", models.TextField(blank=True, max_length=1000)),
            (
                "parties",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("employment", "Employment authority"),
                            ("county", "Wellbeing services county"),
                            ("kela", "Kela"),
                            ("pension", "Pension insurer"),
                            ("employer", "Employer"),
                            ("school", "School"),
                            ("provider", "Service provider"),
                            ("support", "Support person"),
                            ("other", "Somebody else"),
                        ],
                        max_length=10,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            ("parties_named", models.CharField(blank=True, max_length=500)),
            ("review_on", models.DateField(blank=True, null=True)),
            ("valid_until", models.DateField(blank=True, null=True)),
            (
                "assessment",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="plan_versions",
                    to="clients.needsassessment",
                ),
            ),
            ("assessed", models.JSONField(blank=True, default=dict)),
            ("assessed_work_ability", models.TextField(blank=True, max_length=4000)),
            (
                "made_by",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ("approved_on", models.DateField(blank=True, null=True)),
            (
                "approval_manner",
                models.CharField(
                    blank=True,
                    choices=[
                        ("e_service", "In the e-service"),
                        ("signature", "By signature"),
                        ("other", "Otherwise, understanding ensured"),
                    ],
                    max_length=10,
                ),
            ),
            ("approval_note", models.CharField(blank=True, max_length=500)),
            (
                "approved_by",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("approved_at", models.DateTimeField(blank=True, null=True)),
            ("replaced_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "ordering": ("-number", "id"),
            "indexes": [
                models.Index(
                    condition=models.Q(("status", "approved")),
                    fields=["area", "review_on", "plan"],
                    name="plan_version_review",
                )
            ],
            "constraints": [
                models.UniqueConstraint(fields=("area", "id"), name="plan_version_in_area"),
                models.UniqueConstraint(fields=("area", "plan", "number"), name="plan_version_number"),
                models.UniqueConstraint(
                    condition=models.Q(("status", "draft")),
                    fields=("area", "plan"),
                    name="plan_version_one_draft",
                    violation_error_message="There is a draft of this plan already.",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("status", "approved")),
                    fields=("area", "plan"),
                    name="plan_version_one_approved",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("kind__in", ["employment", "multi_sectoral", "activation"]),
                        ("status__in", ["draft", "approved", "replaced"]),
                        (
                            "parties__contained_by",
                            [
                                "employment",
                                "county",
                                "kela",
                                "pension",
                                "employer",
                                "school",
                                "provider",
                                "support",
                                "other",
                            ],
                        ),
                    ),
                    name="plan_version_codes",
                    violation_error_message="A code of the plan is not a listed one.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("approval_manner", ""),
                            ("approval_note", ""),
                            ("approved_at__isnull", True),
                            ("approved_by__isnull", True),
                            ("approved_on__isnull", True),
                            ("status", "draft"),
                        ),
                        models.Q(
                            models.Q(("status", "draft"), _negated=True),
                            ("approved_at__isnull", False),
                            ("approved_by__isnull", False),
                            ("approved_on__isnull", False),
                            ("approval_manner__in", ["e_service", "signature", "other"]),
                            ("review_on__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="plan_version_approved_whole",
                    violation_error_message="An approval has its day, its manner and who recorded it.",
                ),
                models.CheckConstraint(
                    condition=models.Q(("approval_manner", "other"), ("approval_note", ""), _negated=True),
                    name="plan_version_understood",
                    violation_error_message="Say how it was ensured that the client understood what was approved.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("approved_on__isnull", True), ("review_on__gt", models.F("approved_on")), _connector="OR"
                    ),
                    name="plan_version_review_later",
                    violation_error_message="The review comes after the approval.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("valid_until__isnull", True),
                        ("approved_on__isnull", True),
                        ("valid_until__gte", models.F("approved_on")),
                        _connector="OR",
                    ),
                    name="plan_version_valid_later",
                    violation_error_message="A plan cannot end before it was approved.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("replaced_on__isnull", False), ("status", "replaced")),
                        models.Q(models.Q(("status", "replaced"), _negated=True), ("replaced_on__isnull", True)),
                        _connector="OR",
                    ),
                    name="plan_version_replaced_dated",
                ),
            ],
            "triggers": [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_planversionevent" ("approval_manner", "approval_note", "approved_at", "approved_by_id", "approved_on", "area_id", "assessed", "assessed_work_ability", "assessment_id", "follow_up", "id", "kind", "made_at", "made_by_id", "need", "number", "parties", "parties_named", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "replaced_on", "review_on", "status", "summary", "valid_until", "version") SELECT new_values."approval_manner", new_values."approval_note", new_values."approved_at", new_values."approved_by_id", new_values."approved_on", new_values."area_id", new_values."assessed", new_values."assessed_work_ability", new_values."assessment_id", new_values."follow_up", new_values."id", new_values."kind", new_values."made_at", new_values."made_by_id", new_values."need", new_values."number", new_values."parties", new_values."parties_named", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."replaced_on", new_values."review_on", new_values."status", new_values."summary", new_values."valid_until", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="b841e91007c737b0a549aa4f6219ee6a65446758",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_c46e1",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="clients_planversion",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_planversionevent" ("approval_manner", "approval_note", "approved_at", "approved_by_id", "approved_on", "area_id", "assessed", "assessed_work_ability", "assessment_id", "follow_up", "id", "kind", "made_at", "made_by_id", "need", "number", "parties", "parties_named", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "replaced_on", "review_on", "status", "summary", "valid_until", "version") SELECT new_values."approval_manner", new_values."approval_note", new_values."approved_at", new_values."approved_by_id", new_values."approved_on", new_values."area_id", new_values."assessed", new_values."assessed_work_ability", new_values."assessment_id", new_values."follow_up", new_values."id", new_values."kind", new_values."made_at", new_values."made_by_id", new_values."need", new_values."number", new_values."parties", new_values."parties_named", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."replaced_on", new_values."review_on", new_values."status", new_values."summary", new_values."valid_until", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="4670f0e284c26899425dd9ecd81838e25f953ce8",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_613fc",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="clients_planversion",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_planversionevent" ("approval_manner", "approval_note", "approved_at", "approved_by_id", "approved_on", "area_id", "assessed", "assessed_work_ability", "assessment_id", "follow_up", "id", "kind", "made_at", "made_by_id", "need", "number", "parties", "parties_named", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "replaced_on", "review_on", "status", "summary", "valid_until", "version") SELECT old_values."approval_manner", old_values."approval_note", old_values."approved_at", old_values."approved_by_id", old_values."approved_on", old_values."area_id", old_values."assessed", old_values."assessed_work_ability", old_values."assessment_id", old_values."follow_up", old_values."id", old_values."kind", old_values."made_at", old_values."made_by_id", old_values."need", old_values."number", old_values."parties", old_values."parties_named", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."replaced_on", old_values."review_on", old_values."status", old_values."summary", old_values."valid_until", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="2028a57900a2c00fa2bf525b2ca4487e1830d9f7",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_9fff5",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="clients_planversion",
                        when="AFTER",
                    ),
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PlanVersionEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="clients.planversion",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
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
                "plan",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="clients.plan",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            (
                "status",
                models.CharField(
                    choices=[("draft", "Draft"), ("approved", "Approved"), ("replaced", "Replaced by a later version")],
                    default="draft",
                    max_length=8,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("employment", "Employment plan"),
                        ("multi_sectoral", "Multi-sectoral employment plan"),
                        ("activation", "Activation plan"),
                    ],
                    max_length=16,
                ),
            ),
            ("need", models.TextField(blank=True, max_length=4000)),
            ("summary", models.TextField(blank=True, max_length=4000)),
            ("follow_up", models.TextField(blank=True, max_length=1000)),
            (
                "parties",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("employment", "Employment authority"),
                            ("county", "Wellbeing services county"),
                            ("kela", "Kela"),
                            ("pension", "Pension insurer"),
                            ("employer", "Employer"),
                            ("school", "School"),
                            ("provider", "Service provider"),
                            ("support", "Support person"),
                            ("other", "Somebody else"),
                        ],
                        max_length=10,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            ("parties_named", models.CharField(blank=True, max_length=500)),
            ("review_on", models.DateField(blank=True, null=True)),
            ("valid_until", models.DateField(blank=True, null=True)),
            (
                "assessment",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="clients.needsassessment",
                ),
            ),
            ("assessed", models.JSONField(blank=True, default=dict)),
            ("assessed_work_ability", models.TextField(blank=True, max_length=4000)),
            (
                "made_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ("approved_on", models.DateField(blank=True, null=True)),
            (
                "approval_manner",
                models.CharField(
                    blank=True,
                    choices=[
                        ("e_service", "In the e-service"),
                        ("signature", "By signature"),
                        ("other", "Otherwise, understanding ensured"),
                    ],
                    max_length=10,
                ),
            ),
            ("approval_note", models.CharField(blank=True, max_length=500)),
            (
                "approved_by",
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
            ("approved_at", models.DateTimeField(blank=True, null=True)),
            ("replaced_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "ordering": ["pgh_id"],
            "abstract": False,
            "indexes": [models.Index(fields=["pgh_obj"], name="clients_pla_pgh_obj_2a5998_idx")],
            "constraints": [],
        },
    ),
    migrations.CreateModel(
        name="PlanGoal",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "plan_version",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="goals",
                    to="clients.planversion",
                ),
            ),
            ("lineage", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("position", models.PositiveSmallIntegerField()),
            ("text", models.CharField(max_length=500)),
        ],
        options={
            "ordering": ("position", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("area", "id"), name="plan_goal_in_area"),
                models.UniqueConstraint(fields=("area", "plan_version", "lineage"), name="plan_goal_once"),
                models.CheckConstraint(
                    condition=models.Q(("text", ""), _negated=True),
                    name="plan_goal_says_what",
                    violation_error_message="Say what the goal is.",
                ),
            ],
            "triggers": [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_plangoalevent" ("area_id", "id", "lineage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "position", "text") SELECT new_values."area_id", new_values."id", new_values."lineage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."plan_version_id", new_values."position", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="67737823f2df39422570e0087f71d423d4f3ab2d",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_018a8",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="clients_plangoal",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_plangoalevent" ("area_id", "id", "lineage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "position", "text") SELECT new_values."area_id", new_values."id", new_values."lineage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."plan_version_id", new_values."position", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="3baf2835ddaf611094ba47d2b4f32438c716d368",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_4a9ff",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="clients_plangoal",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_plangoalevent" ("area_id", "id", "lineage", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_version_id", "position", "text") SELECT old_values."area_id", old_values."id", old_values."lineage", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."plan_version_id", old_values."position", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="0ffc523ef948e739aed607840b5a4e04db3a352b",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_6fd3b",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="clients_plangoal",
                        when="AFTER",
                    ),
                ),
            ],
            "indexes": [],
        },
    ),
    migrations.CreateModel(
        name="PlanGoalEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="clients.plangoal",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                "plan_version",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="clients.planversion",
                ),
            ),
            ("lineage", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("position", models.PositiveSmallIntegerField()),
            ("text", models.CharField(max_length=500)),
        ],
        options={
            "ordering": ["pgh_id"],
            "abstract": False,
            "indexes": [models.Index(fields=["pgh_obj"], name="clients_pla_pgh_obj_c4a082_idx")],
            "constraints": [],
        },
    ),
    migrations.CreateModel(
        name="PlanMeasure",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "goal",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="measures",
                    to="clients.plangoal",
                ),
            ),
            ("lineage", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("position", models.PositiveSmallIntegerField()),
            ("what", models.CharField(max_length=500)),
            (
                "service",
                models.CharField(
                    blank=True,
                    choices=[
                        ("A1", "Information and advice"),
                        ("A2", "Assessment of competence"),
                        ("A3", "Assessment of work ability"),
                        ("A4", "Assessment of readiness for entrepreneurship"),
                        ("A5", "Other expert assessment"),
                        ("A6", "Planning of working conditions"),
                        ("A7", "Career guidance"),
                        ("B1", "Coaching"),
                        ("B4", "TyöDesign (tailored job coaching)"),
                        ("C1", "Work try-out"),
                        ("C2", "Education try-out"),
                        ("D1", "Labour market training"),
                        ("D2", "Studies on one's own initiative"),
                        ("D3", "Apprenticeship or part of a qualification"),
                        ("E1", "Rehabilitative work"),
                        ("E2", "Social rehabilitation"),
                        ("F1", "Kela's vocational rehabilitation"),
                        ("G1", "Rehabilitation by a pension institution"),
                        ("G2", "Rehabilitation by accident or traffic insurance"),
                        ("H1", "Health check of an unemployed person"),
                        ("H2", "Team for work ability support"),
                        ("H3", "Other health service"),
                        ("H4", "Mental health or substance service"),
                        ("I1", "Multi-sectoral support"),
                        ("I2", "Ohjaamo or another joint service for the young"),
                        ("J1", "Työkanava Oy"),
                        ("K1", "Service of an association"),
                        ("K2", "Project"),
                        ("L1", "Certificate for a jobseeker with partial work ability"),
                        ("M1", "Economic and debt counselling, housing"),
                        ("Z9", "Other"),
                    ],
                    max_length=2,
                ),
            ),
            (
                "owner",
                models.CharField(
                    choices=[
                        ("client", "The client"),
                        ("staff", "The coordinator or another member of staff"),
                        ("partner", "A partner organisation"),
                    ],
                    max_length=8,
                ),
            ),
            ("owner_name", models.CharField(blank=True, max_length=200)),
            ("starts_on", models.DateField(blank=True, null=True)),
            ("due_on", models.DateField()),
        ],
        options={
            "ordering": ("position", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("area", "id"), name="plan_measure_in_area"),
                models.UniqueConstraint(fields=("area", "goal", "lineage"), name="plan_measure_once"),
                models.CheckConstraint(
                    condition=models.Q(("what", ""), _negated=True),
                    name="plan_measure_says_what",
                    violation_error_message="Say what is done.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("owner__in", ["client", "staff", "partner"]),
                        models.Q(("owner", "partner"), ("owner_name", ""), _negated=True),
                    ),
                    name="plan_measure_has_owner",
                    violation_error_message="Name the partner organisation that does it.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("starts_on__isnull", True), ("due_on__gte", models.F("starts_on")), _connector="OR"
                    ),
                    name="plan_measure_in_order",
                    violation_error_message="It cannot be due before it starts.",
                ),
            ],
            "triggers": [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_planmeasureevent" ("area_id", "due_on", "goal_id", "id", "lineage", "owner", "owner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service", "starts_on", "what") SELECT new_values."area_id", new_values."due_on", new_values."goal_id", new_values."id", new_values."lineage", new_values."owner", new_values."owner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."position", new_values."service", new_values."starts_on", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="132b60714f374d80f98e692566260bc6024907a3",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_8bdf6",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="clients_planmeasure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_planmeasureevent" ("area_id", "due_on", "goal_id", "id", "lineage", "owner", "owner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service", "starts_on", "what") SELECT new_values."area_id", new_values."due_on", new_values."goal_id", new_values."id", new_values."lineage", new_values."owner", new_values."owner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."position", new_values."service", new_values."starts_on", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="10cefc63f88938347161b4910aac511ed115f694",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_9df1c",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="clients_planmeasure",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_planmeasureevent" ("area_id", "due_on", "goal_id", "id", "lineage", "owner", "owner_name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service", "starts_on", "what") SELECT old_values."area_id", old_values."due_on", old_values."goal_id", old_values."id", old_values."lineage", old_values."owner", old_values."owner_name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."service", old_values."starts_on", old_values."what" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="4fefaa7da67dd7f328215900f42339d69305c1b1",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_ea6c4",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="clients_planmeasure",
                        when="AFTER",
                    ),
                ),
            ],
            "indexes": [],
        },
    ),
    migrations.CreateModel(
        name="PlanMeasureEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="clients.planmeasure",
                ),
            ),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                "goal",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="clients.plangoal",
                ),
            ),
            ("lineage", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("position", models.PositiveSmallIntegerField()),
            ("what", models.CharField(max_length=500)),
            (
                "service",
                models.CharField(
                    blank=True,
                    choices=[
                        ("A1", "Information and advice"),
                        ("A2", "Assessment of competence"),
                        ("A3", "Assessment of work ability"),
                        ("A4", "Assessment of readiness for entrepreneurship"),
                        ("A5", "Other expert assessment"),
                        ("A6", "Planning of working conditions"),
                        ("A7", "Career guidance"),
                        ("B1", "Coaching"),
                        ("B4", "TyöDesign (tailored job coaching)"),
                        ("C1", "Work try-out"),
                        ("C2", "Education try-out"),
                        ("D1", "Labour market training"),
                        ("D2", "Studies on one's own initiative"),
                        ("D3", "Apprenticeship or part of a qualification"),
                        ("E1", "Rehabilitative work"),
                        ("E2", "Social rehabilitation"),
                        ("F1", "Kela's vocational rehabilitation"),
                        ("G1", "Rehabilitation by a pension institution"),
                        ("G2", "Rehabilitation by accident or traffic insurance"),
                        ("H1", "Health check of an unemployed person"),
                        ("H2", "Team for work ability support"),
                        ("H3", "Other health service"),
                        ("H4", "Mental health or substance service"),
                        ("I1", "Multi-sectoral support"),
                        ("I2", "Ohjaamo or another joint service for the young"),
                        ("J1", "Työkanava Oy"),
                        ("K1", "Service of an association"),
                        ("K2", "Project"),
                        ("L1", "Certificate for a jobseeker with partial work ability"),
                        ("M1", "Economic and debt counselling, housing"),
                        ("Z9", "Other"),
                    ],
                    max_length=2,
                ),
            ),
            (
                "owner",
                models.CharField(
                    choices=[
                        ("client", "The client"),
                        ("staff", "The coordinator or another member of staff"),
                        ("partner", "A partner organisation"),
                    ],
                    max_length=8,
                ),
            ),
            ("owner_name", models.CharField(blank=True, max_length=200)),
            ("starts_on", models.DateField(blank=True, null=True)),
            ("due_on", models.DateField()),
        ],
        options={
            "ordering": ["pgh_id"],
            "abstract": False,
            "indexes": [models.Index(fields=["pgh_obj"], name="clients_pla_pgh_obj_ddd0ae_idx")],
            "constraints": [],
        },
    ),
    migrations.CreateModel(
        name="MeasureStep",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "plan",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="measure_steps",
                    to="clients.plan",
                ),
            ),
            ("lineage", models.UUIDField()),
            ("number", models.PositiveSmallIntegerField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("planned", "Planned"),
                        ("running", "Under way"),
                        ("done", "Done"),
                        ("dropped", "Dropped"),
                    ],
                    max_length=8,
                ),
            ),
            ("taken_on", models.DateField()),
            ("reason", models.CharField(blank=True, max_length=300)),
            (
                "recorded_by",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ("number", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("area", "plan", "lineage", "number"), name="measure_step_number"),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["planned", "running", "done", "dropped"])),
                    name="measure_step_listed",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), ("state", "dropped"), _negated=True),
                    name="measure_step_says_why",
                    violation_error_message="Say why the measure was dropped.",
                ),
            ],
            "indexes": [],
        },
    ),
    migrations.CreateModel(
        name="PlanReview",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "plan",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="reviews",
                    to="clients.plan",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("reviewed_on", models.DateField()),
            (
                "outcome",
                models.CharField(
                    choices=[("as_it_is", "The plan goes on as it is"), ("to_change", "The plan is to be changed")],
                    max_length=10,
                ),
            ),
            ("note", models.CharField(blank=True, max_length=1000)),
            ("next_review_on", models.DateField()),
            (
                "recorded_by",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        ],
        options={
            "ordering": ("-number", "id"),
            "constraints": [
                models.UniqueConstraint(fields=("area", "plan", "number"), name="plan_review_number"),
                models.CheckConstraint(
                    condition=models.Q(("outcome__in", ["as_it_is", "to_change"])), name="plan_review_listed"
                ),
                models.CheckConstraint(
                    condition=models.Q(("next_review_on__gt", models.F("reviewed_on"))),
                    name="plan_review_in_order",
                    violation_error_message="The next review comes after this one.",
                ),
            ],
            "indexes": [],
        },
    ),
]
