"""Handing a case over: offers within an area, and transfers between areas, each seen by the two areas alone."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import AREAS, BY_AREA, CreateTables, protect, same_area

# Of a transfer that has left its area the receiving area sees the row too, and may answer it: accept or decline. What
# it is about stays as it was: no login but the owner's changes between which areas, of which case and since when.
SENT_HERE = f"to_area_id = ANY ({AREAS}) AND sent_on IS NOT NULL"
ANSWERABLE = "state IN ('sent', 'accepted', 'declined')"
BY_BOTH = f"{BY_AREA} OR ({SENT_HERE})"
CHANGED = (
    "version, client_id, items, passed_on, consent_id, disclosure_id, state, sent_on, reminded_on, closed_on, reason,"
    " reason_text, made_client_id, sent_by_id, answered_by_id"
)
ANSWERING = f"""
CREATE POLICY by_receiver ON clients_casetransfer FOR UPDATE
    USING ({SENT_HERE} AND {ANSWERABLE}) WITH CHECK ({SENT_HERE} AND {ANSWERABLE});
ALTER TABLE clients_casetransfer ADD CONSTRAINT clients_casetransfer_made_client_same_area
    FOREIGN KEY (to_area_id, made_client_id) REFERENCES clients_client (area_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
UNANSWERED = """
DROP POLICY by_receiver ON clients_casetransfer;
ALTER TABLE clients_casetransfer DROP CONSTRAINT clients_casetransfer_made_client_same_area;
"""

TABLES = [
    migrations.CreateModel(
        name="CaseHandover",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "reason",
                models.CharField(
                    choices=[
                        ("workload", "Caseloads are evened out"),
                        ("absence", "Leave or a long absence"),
                        ("leaving", "The coordinator's work ends or changes"),
                        ("expertise", "Another's expertise suits better"),
                        ("unit", "The client is served by another unit from now on"),
                        ("wish", "The client wishes so"),
                        ("other", "Other reason"),
                    ],
                    max_length=10,
                ),
            ),
            ("planned_on", models.DateField()),
            ("note", models.TextField(max_length=2000)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("offered", "Offered"),
                        ("accepted", "Accepted"),
                        ("declined", "Declined"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    default="offered",
                    max_length=9,
                ),
            ),
            ("offered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            (
                "decline_reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("no_room", "No room in the caseload"),
                        ("not_ours", "The client is not served here"),
                        ("incomplete", "What is passed on is not enough to go on with"),
                        ("timing", "Something has to be finished first"),
                        ("other", "Other reason"),
                    ],
                    max_length=10,
                ),
            ),
            ("answer_text", models.CharField(blank=True, max_length=1000)),
            ("moved", models.JSONField(blank=True, default=dict)),
            (
                "answered_by",
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
                "area",
                models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
            ),
            (
                "case",
                models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.case"
                ),
            ),
            (
                "client",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="handovers",
                    to="clients.client",
                ),
            ),
            (
                "offered_by",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "to_unit",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="accounts.unit",
                ),
            ),
            (
                "to_user",
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
            "ordering": ("-offered_at", "id"),
            "indexes": [
                models.Index(fields=["area", "client"], name="case_handover_client"),
                models.Index(
                    condition=models.Q(("state", "offered")), fields=["area", "to_user"], name="case_handover_person"
                ),
                models.Index(
                    condition=models.Q(("state", "offered")), fields=["area", "to_unit"], name="case_handover_unit"
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("area", "id"), name="case_handover_in_area"),
                models.UniqueConstraint(
                    condition=models.Q(("state", "offered")),
                    fields=("area", "client"),
                    name="case_handover_one_open",
                    violation_error_message="The client has been offered already. Withdraw that offer first.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("decline_reason__in", ["", "no_room", "not_ours", "incomplete", "timing", "other"]),
                        ("reason__in", ["workload", "absence", "leaving", "expertise", "unit", "wish", "other"]),
                        ("state__in", ["offered", "accepted", "declined", "withdrawn"]),
                    ),
                    name="case_handover_listed",
                    violation_error_message="A code of the hand-over is not a listed one.",
                ),
                models.CheckConstraint(
                    condition=models.Q(("to_user__isnull", False), ("to_unit__isnull", False), _connector="OR"),
                    name="case_handover_to_somebody",
                    violation_error_message="Choose a person or a unit.",
                ),
                models.CheckConstraint(
                    condition=models.Q(("note", ""), _negated=True),
                    name="case_handover_says_what",
                    violation_error_message="Write what is under way.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answered_at__isnull", True), ("answered_by__isnull", True), ("state", "offered")),
                        models.Q(
                            models.Q(("state", "offered"), _negated=True),
                            ("answered_at__isnull", False),
                            ("answered_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="case_handover_answered",
                    violation_error_message="An answer has its day and who gave it.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "declined"), models.Q(("decline_reason", ""), _negated=True)),
                        models.Q(models.Q(("state", "declined"), _negated=True), ("decline_reason", "")),
                        _connector="OR",
                    ),
                    name="case_handover_declined",
                    violation_error_message="Who declines says why.",
                ),
            ],
            "triggers": [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_casehandoverevent" ("answer_text", "answered_at", "answered_by_id", "area_id", "case_id", "client_id", "decline_reason", "id", "moved", "note", "offered_at", "offered_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "reason", "state", "to_unit_id", "to_user_id", "version") SELECT new_values."answer_text", new_values."answered_at", new_values."answered_by_id", new_values."area_id", new_values."case_id", new_values."client_id", new_values."decline_reason", new_values."id", new_values."moved", new_values."note", new_values."offered_at", new_values."offered_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."planned_on", new_values."reason", new_values."state", new_values."to_unit_id", new_values."to_user_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="c342e41dae6338e9b6883597d90e52fb74715b8b",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_414fa",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="clients_casehandover",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_casehandoverevent" ("answer_text", "answered_at", "answered_by_id", "area_id", "case_id", "client_id", "decline_reason", "id", "moved", "note", "offered_at", "offered_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "reason", "state", "to_unit_id", "to_user_id", "version") SELECT new_values."answer_text", new_values."answered_at", new_values."answered_by_id", new_values."area_id", new_values."case_id", new_values."client_id", new_values."decline_reason", new_values."id", new_values."moved", new_values."note", new_values."offered_at", new_values."offered_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."planned_on", new_values."reason", new_values."state", new_values."to_unit_id", new_values."to_user_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="439063a1567326e75727f1cda51bd122b71bb400",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_241f1",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="clients_casehandover",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_casehandoverevent" ("answer_text", "answered_at", "answered_by_id", "area_id", "case_id", "client_id", "decline_reason", "id", "moved", "note", "offered_at", "offered_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "reason", "state", "to_unit_id", "to_user_id", "version") SELECT old_values."answer_text", old_values."answered_at", old_values."answered_by_id", old_values."area_id", old_values."case_id", old_values."client_id", old_values."decline_reason", old_values."id", old_values."moved", old_values."note", old_values."offered_at", old_values."offered_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."planned_on", old_values."reason", old_values."state", old_values."to_unit_id", old_values."to_user_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="05baa30b1ac21cc69dffc37ff40ae19c6759a504",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_fd6fb",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="clients_casehandover",
                        when="AFTER",
                    ),
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CaseHandoverEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "reason",
                models.CharField(
                    choices=[
                        ("workload", "Caseloads are evened out"),
                        ("absence", "Leave or a long absence"),
                        ("leaving", "The coordinator's work ends or changes"),
                        ("expertise", "Another's expertise suits better"),
                        ("unit", "The client is served by another unit from now on"),
                        ("wish", "The client wishes so"),
                        ("other", "Other reason"),
                    ],
                    max_length=10,
                ),
            ),
            ("planned_on", models.DateField()),
            ("note", models.TextField(max_length=2000)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("offered", "Offered"),
                        ("accepted", "Accepted"),
                        ("declined", "Declined"),
                        ("withdrawn", "Withdrawn"),
                    ],
                    default="offered",
                    max_length=9,
                ),
            ),
            ("offered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            (
                "decline_reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("no_room", "No room in the caseload"),
                        ("not_ours", "The client is not served here"),
                        ("incomplete", "What is passed on is not enough to go on with"),
                        ("timing", "Something has to be finished first"),
                        ("other", "Other reason"),
                    ],
                    max_length=10,
                ),
            ),
            ("answer_text", models.CharField(blank=True, max_length=1000)),
            ("moved", models.JSONField(blank=True, default=dict)),
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
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="clients.case",
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
                "offered_by",
                models.ForeignKey(
                    db_constraint=False,
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
                    to="clients.casehandover",
                ),
            ),
            (
                "to_unit",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.unit",
                ),
            ),
            (
                "to_user",
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
            "indexes": [models.Index(fields=["pgh_obj"], name="clients_cas_pgh_obj_1b4745_idx")],
            "constraints": [],
        },
    ),
    migrations.CreateModel(
        name="CaseTransfer",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "items",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("name", "Name"),
                            ("birth_date", "Date of birth"),
                            ("contact", "Contact details"),
                            ("languages", "Mother tongue and languages"),
                            ("education", "Education and qualifications"),
                            ("work_history", "Work history"),
                            ("skills", "Skills and wishes for work or education"),
                            ("unemployed_year", "Unemployed without a break for 12 months"),
                            ("need", "Need for service and plan"),
                            ("services", "Services and their results"),
                            ("limitations", "What health limits at work"),
                            ("accommodation", "Accommodations and aids needed at work"),
                            ("work_ability", "Assessment of work ability"),
                            ("statements", "Medical statements"),
                            ("diagnosis", "Diagnosis by chapter"),
                        ],
                        max_length=20,
                    ),
                    default=list,
                    size=None,
                ),
            ),
            ("passed_on", models.BinaryField(blank=True, null=True)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("sent", "Waiting for acceptance"),
                        ("accepted", "Accepted"),
                        ("declined", "Declined"),
                        ("withdrawn", "Withdrawn"),
                        ("expired", "Expired"),
                    ],
                    default="draft",
                    max_length=9,
                ),
            ),
            ("sent_on", models.DateField(blank=True, null=True)),
            ("reminded_on", models.DateField(blank=True, null=True)),
            ("closed_on", models.DateField(blank=True, null=True)),
            (
                "reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("no_room", "No room in the caseload"),
                        ("not_ours", "The client is not served here"),
                        ("incomplete", "What is passed on is not enough to go on with"),
                        ("timing", "Something has to be finished first"),
                        ("unwilling", "The client does not want it"),
                        ("mistaken", "Made by mistake"),
                        ("consent", "The client withdrew the consent"),
                        ("no_answer", "No answer in 30 days"),
                        ("other", "Other reason"),
                    ],
                    max_length=10,
                ),
            ),
            ("reason_text", models.CharField(blank=True, max_length=1000)),
            ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            (
                "answered_by",
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
                "area",
                models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.area"
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.case"
                ),
            ),
            (
                "client",
                models.ForeignKey(
                    db_index=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="transfers_out",
                    to="clients.client",
                ),
            ),
            (
                "consent",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="clients.consent",
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
            (
                "disclosure",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="clients.disclosure",
                ),
            ),
            (
                "made_client",
                models.ForeignKey(
                    blank=True,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="transfers_in",
                    to="clients.client",
                ),
            ),
            (
                "sent_by",
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
                "to_area",
                models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.area"
                ),
            ),
        ],
        options={
            "ordering": (models.OrderBy(models.F("sent_on"), descending=True, nulls_first=True), "id"),
            "indexes": [
                models.Index(fields=["area", "client"], name="case_transfer_client"),
                models.Index(fields=["to_area", "state", "sent_on"], name="case_transfer_to"),
                models.Index(fields=["to_area", "made_client"], name="case_transfer_made"),
                models.Index(
                    condition=models.Q(("state", "sent")), fields=["area", "sent_on"], name="case_transfer_waiting"
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("area", "id"), name="case_transfer_in_area"),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ["draft", "sent"])),
                    fields=("area", "client"),
                    name="case_transfer_one_open",
                    violation_error_message="A transfer of the client is under way already.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "reason__in",
                            [
                                "",
                                "no_room",
                                "not_ours",
                                "incomplete",
                                "timing",
                                "unwilling",
                                "mistaken",
                                "consent",
                                "no_answer",
                                "other",
                            ],
                        ),
                        ("state__in", ["draft", "sent", "accepted", "declined", "withdrawn", "expired"]),
                        (
                            "items__contained_by",
                            [
                                "name",
                                "birth_date",
                                "contact",
                                "languages",
                                "education",
                                "work_history",
                                "skills",
                                "unemployed_year",
                                "need",
                                "services",
                                "limitations",
                                "accommodation",
                                "work_ability",
                                "statements",
                                "diagnosis",
                            ],
                        ),
                        models.Q(("items", []), _negated=True),
                    ),
                    name="case_transfer_listed",
                    violation_error_message="A code of the transfer is not a listed one.",
                ),
                models.CheckConstraint(
                    condition=models.Q(("area", models.F("to_area")), _negated=True),
                    name="case_transfer_elsewhere",
                    violation_error_message="A transfer goes to another area.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["draft", "withdrawn"]),
                        models.Q(
                            ("consent__isnull", False),
                            ("disclosure__isnull", False),
                            ("sent_by__isnull", False),
                            ("sent_on__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="case_transfer_sent",
                    violation_error_message="A sent transfer has its day, its sender, its consent and its disclosure.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("closed_on__isnull", False),
                            ("state__in", ["accepted", "declined", "expired", "withdrawn"]),
                        ),
                        models.Q(
                            models.Q(("state__in", ["accepted", "declined", "expired", "withdrawn"]), _negated=True),
                            ("closed_on__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="case_transfer_closed",
                    violation_error_message="A transfer that is over has the day on which it was closed, others none.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("passed_on__isnull", True),
                            ("state__in", ["declined", "expired", "withdrawn"]),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        models.Q(
                            models.Q(("state__in", ["declined", "expired", "withdrawn"]), _negated=True),
                            ("passed_on__isnull", False),
                            ("reason", ""),
                        ),
                        _connector="OR",
                    ),
                    name="case_transfer_in_vain",
                    violation_error_message="A transfer that came to nothing says why, and keeps nothing of the client.",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answered_by__isnull", False), ("made_client__isnull", False), ("state", "accepted")),
                        models.Q(models.Q(("state", "accepted"), _negated=True), ("made_client__isnull", True)),
                        _connector="OR",
                    ),
                    name="case_transfer_accepted",
                    violation_error_message="An accepted transfer leads to a client of the receiving area.",
                ),
            ],
            "triggers": [
                pgtrigger.compiler.Trigger(
                    name="insert_insert",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_casetransferevent" ("answered_by_id", "area_id", "case_id", "client_id", "closed_on", "consent_id", "created_at", "created_by_id", "disclosure_id", "id", "items", "made_client_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reason_text", "reminded_on", "sent_by_id", "sent_on", "state", "to_area_id", "version") SELECT new_values."answered_by_id", new_values."area_id", new_values."case_id", new_values."client_id", new_values."closed_on", new_values."consent_id", new_values."created_at", new_values."created_by_id", new_values."disclosure_id", new_values."id", new_values."items", new_values."made_client_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."reason_text", new_values."reminded_on", new_values."sent_by_id", new_values."sent_on", new_values."state", new_values."to_area_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="58a31a4429d9e7a7c789647ae4393128c2bb771c",
                        level="STATEMENT",
                        operation="INSERT",
                        pgid="pgtrigger_insert_insert_ec21b",
                        referencing="REFERENCING NEW TABLE AS new_values ",
                        table="clients_casetransfer",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="update_update",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_casetransferevent" ("answered_by_id", "area_id", "case_id", "client_id", "closed_on", "consent_id", "created_at", "created_by_id", "disclosure_id", "id", "items", "made_client_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reason_text", "reminded_on", "sent_by_id", "sent_on", "state", "to_area_id", "version") SELECT new_values."answered_by_id", new_values."area_id", new_values."case_id", new_values."client_id", new_values."closed_on", new_values."consent_id", new_values."created_at", new_values."created_by_id", new_values."disclosure_id", new_values."id", new_values."items", new_values."made_client_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."reason_text", new_values."reminded_on", new_values."sent_by_id", new_values."sent_on", new_values."state", new_values."to_area_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."answered_by_id" IS DISTINCT FROM (new_values."answered_by_id") OR old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."case_id" IS DISTINCT FROM (new_values."case_id") OR old_values."client_id" IS DISTINCT FROM (new_values."client_id") OR old_values."closed_on" IS DISTINCT FROM (new_values."closed_on") OR old_values."consent_id" IS DISTINCT FROM (new_values."consent_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."disclosure_id" IS DISTINCT FROM (new_values."disclosure_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."items" IS DISTINCT FROM (new_values."items") OR old_values."made_client_id" IS DISTINCT FROM (new_values."made_client_id") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."reason_text" IS DISTINCT FROM (new_values."reason_text") OR old_values."reminded_on" IS DISTINCT FROM (new_values."reminded_on") OR old_values."sent_by_id" IS DISTINCT FROM (new_values."sent_by_id") OR old_values."sent_on" IS DISTINCT FROM (new_values."sent_on") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."to_area_id" IS DISTINCT FROM (new_values."to_area_id") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                        hash="a08deb3cadb828f051f38e2ec5184aaaf72406dd",
                        level="STATEMENT",
                        operation="UPDATE",
                        pgid="pgtrigger_update_update_06079",
                        referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                        table="clients_casetransfer",
                        when="AFTER",
                    ),
                ),
                pgtrigger.compiler.Trigger(
                    name="delete_delete",
                    sql=pgtrigger.compiler.UpsertTriggerSql(
                        func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_casetransferevent" ("answered_by_id", "area_id", "case_id", "client_id", "closed_on", "consent_id", "created_at", "created_by_id", "disclosure_id", "id", "items", "made_client_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reason_text", "reminded_on", "sent_by_id", "sent_on", "state", "to_area_id", "version") SELECT old_values."answered_by_id", old_values."area_id", old_values."case_id", old_values."client_id", old_values."closed_on", old_values."consent_id", old_values."created_at", old_values."created_by_id", old_values."disclosure_id", old_values."id", old_values."items", old_values."made_client_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."reason_text", old_values."reminded_on", old_values."sent_by_id", old_values."sent_on", old_values."state", old_values."to_area_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                        hash="a16f51392c544a7c93c97c5feefa7ac7ae5c732c",
                        level="STATEMENT",
                        operation="DELETE",
                        pgid="pgtrigger_delete_delete_d1b1f",
                        referencing="REFERENCING OLD TABLE AS old_values ",
                        table="clients_casetransfer",
                        when="AFTER",
                    ),
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CaseTransferEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            ("pgh_context", pghistory.utils.JSONField(null=True)),
            ("pgh_context_id", models.UUIDField(null=True)),
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
            ("version", models.PositiveIntegerField(default=1, editable=False)),
            (
                "items",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("name", "Name"),
                            ("birth_date", "Date of birth"),
                            ("contact", "Contact details"),
                            ("languages", "Mother tongue and languages"),
                            ("education", "Education and qualifications"),
                            ("work_history", "Work history"),
                            ("skills", "Skills and wishes for work or education"),
                            ("unemployed_year", "Unemployed without a break for 12 months"),
                            ("need", "Need for service and plan"),
                            ("services", "Services and their results"),
                            ("limitations", "What health limits at work"),
                            ("accommodation", "Accommodations and aids needed at work"),
                            ("work_ability", "Assessment of work ability"),
                            ("statements", "Medical statements"),
                            ("diagnosis", "Diagnosis by chapter"),
                        ],
                        max_length=20,
                    ),
                    default=list,
                    size=None,
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "Draft"),
                        ("sent", "Waiting for acceptance"),
                        ("accepted", "Accepted"),
                        ("declined", "Declined"),
                        ("withdrawn", "Withdrawn"),
                        ("expired", "Expired"),
                    ],
                    default="draft",
                    max_length=9,
                ),
            ),
            ("sent_on", models.DateField(blank=True, null=True)),
            ("reminded_on", models.DateField(blank=True, null=True)),
            ("closed_on", models.DateField(blank=True, null=True)),
            (
                "reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("no_room", "No room in the caseload"),
                        ("not_ours", "The client is not served here"),
                        ("incomplete", "What is passed on is not enough to go on with"),
                        ("timing", "Something has to be finished first"),
                        ("unwilling", "The client does not want it"),
                        ("mistaken", "Made by mistake"),
                        ("consent", "The client withdrew the consent"),
                        ("no_answer", "No answer in 30 days"),
                        ("other", "Other reason"),
                    ],
                    max_length=10,
                ),
            ),
            ("reason_text", models.CharField(blank=True, max_length=1000)),
            ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
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
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="clients.case",
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
                "consent",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="clients.consent",
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
            (
                "disclosure",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="clients.disclosure",
                ),
            ),
            (
                "made_client",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
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
                    to="clients.casetransfer",
                ),
            ),
            (
                "sent_by",
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
                "to_area",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="accounts.area",
                ),
            ),
        ],
        options={
            "ordering": ["pgh_id"],
            "abstract": False,
            "indexes": [models.Index(fields=["pgh_obj"], name="clients_cas_pgh_obj_b9dd97_idx")],
            "constraints": [],
        },
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_machines"),
        ("clients", "0002_health_details_go"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(TABLES),
        protect("clients_casehandover", verbs="SELECT, INSERT, UPDATE"),
        protect("clients_casehandoverevent", verbs="SELECT"),
        protect("clients_casetransfer", verbs=f"SELECT, INSERT, UPDATE ({CHANGED})", using=BY_BOTH, check=BY_AREA),
        protect("clients_casetransferevent", verbs="SELECT"),
        migrations.RunSQL(ANSWERING, UNANSWERED),
        *[same_area(f"clients_{name}", "client_id", "clients_client") for name in ("casehandover", "casetransfer")],
        *[same_area(f"clients_{name}", "case_id", "clients_case") for name in ("casehandover", "casetransfer")],
        same_area("clients_casehandover", "to_unit_id", "accounts_unit"),
        same_area("clients_casetransfer", "consent_id", "clients_consent"),
        same_area("clients_casetransfer", "disclosure_id", "clients_disclosure"),
    ]
