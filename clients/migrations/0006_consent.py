"""Consents and disclosures."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import protect, same_area

PUBLISHED = """
CREATE FUNCTION clients_consenttext_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published text of consent stays as it is; publish a new version'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON clients_consenttext
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION clients_consenttext_stays();
CREATE TRIGGER published_stays_whole BEFORE TRUNCATE ON clients_consenttext
    FOR EACH STATEMENT EXECUTE FUNCTION clients_consenttext_stays();
"""
UNPUBLISHED = """
DROP TRIGGER published_stays ON clients_consenttext;
DROP TRIGGER published_stays_whole ON clients_consenttext;
DROP FUNCTION clients_consenttext_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0005_need_to_know"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("provider", "To a service provider"),
                            ("employer", "To an employer"),
                            ("network", "Working together with other bodies"),
                            ("research", "Research"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("title_fi", models.CharField(max_length=200)),
                ("title_sv", models.CharField(max_length=200)),
                ("title_en", models.CharField(max_length=200)),
                ("body_fi", models.TextField()),
                ("body_sv", models.TextField()),
                ("body_en", models.TextField()),
                ("items", models.JSONField()),
                ("valid_from", models.DateField()),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("kind", "-version"),
                "constraints": [models.UniqueConstraint(fields=("kind", "version"), name="consent_text_once")],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recipient_kind",
                    models.CharField(
                        choices=[
                            ("provider", "Service provider"),
                            ("employer", "Employer"),
                            ("county", "Wellbeing services county"),
                            ("kela", "Kela"),
                            ("authority", "Other authority"),
                            ("partner", "Other body of the network"),
                            ("inspector", "Supervising authority"),
                            ("research", "Researcher"),
                            ("client", "The client"),
                        ],
                        max_length=10,
                    ),
                ),
                ("recipient_name", models.CharField(max_length=200)),
                (
                    "items_given",
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "items_refused",
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("given", "Given"), ("refused", "Refused"), ("withdrawn", "Withdrawn")], max_length=10
                    ),
                ),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("paper", "Signed on paper"),
                            ("electronic", "Electronically, identified"),
                            ("written", "In writing, such as a letter"),
                            ("oral", "Orally, recorded here"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_on", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawal_reason", models.CharField(blank=True, max_length=300)),
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
                        related_name="consents",
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
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.consenttext"
                    ),
                ),
            ],
            options={
                "ordering": ("-decided_on", "-recorded_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "recipient_kind",
                    models.CharField(
                        choices=[
                            ("provider", "Service provider"),
                            ("employer", "Employer"),
                            ("county", "Wellbeing services county"),
                            ("kela", "Kela"),
                            ("authority", "Other authority"),
                            ("partner", "Other body of the network"),
                            ("inspector", "Supervising authority"),
                            ("research", "Researcher"),
                            ("client", "The client"),
                        ],
                        max_length=10,
                    ),
                ),
                ("recipient_name", models.CharField(max_length=200)),
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
                        size=None,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("115", "Request to another body (380/2023, section 115)"),
                            ("116", "Necessary for the service (380/2023, section 116)"),
                            ("118", "Employment, with consent (380/2023, section 118)"),
                            ("15", "Joint customership (381/2023, section 15)"),
                            ("suostumus", "Consent"),
                            ("itse", "The client's own data"),
                            ("28", "Permit for research (621/1999, section 28)"),
                            ("muu", "Another law"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ground_detail", models.CharField(blank=True, max_length=200)),
                ("purpose", models.CharField(max_length=300)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("request_id", models.CharField(blank=True, max_length=36)),
                (
                    "area",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
                ),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
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
                    "discloser",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "recipient_kind",
                    models.CharField(
                        choices=[
                            ("provider", "Service provider"),
                            ("employer", "Employer"),
                            ("county", "Wellbeing services county"),
                            ("kela", "Kela"),
                            ("authority", "Other authority"),
                            ("partner", "Other body of the network"),
                            ("inspector", "Supervising authority"),
                            ("research", "Researcher"),
                            ("client", "The client"),
                        ],
                        max_length=10,
                    ),
                ),
                ("recipient_name", models.CharField(max_length=200)),
                (
                    "items_given",
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "items_refused",
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("given", "Given"), ("refused", "Refused"), ("withdrawn", "Withdrawn")], max_length=10
                    ),
                ),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("paper", "Signed on paper"),
                            ("electronic", "Electronically, identified"),
                            ("written", "In writing, such as a letter"),
                            ("oral", "Orally, recorded here"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_on", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawal_reason", models.CharField(blank=True, max_length=300)),
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
                        to="clients.consent",
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
                (
                    "text",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clients.consenttext",
                    ),
                ),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
                "indexes": [models.Index(fields=["pgh_obj"], name="clients_con_pgh_obj_ca4b5a_idx")],
            },
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["area", "client", "recipient_kind"], name="consent_client"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(fields=("area", "id"), name="consent_in_area"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("items_given", []), ("state", "refused")),
                    models.Q(
                        models.Q(("state", "refused"), _negated=True), models.Q(("items_given", []), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="consent_names_items",
                violation_error_message="A consent names at least one item, a refusal none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), ("withdrawn_on__isnull", False)),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawal_reason", ""),
                        ("withdrawn_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="consent_withdrawn_has_day",
                violation_error_message="A withdrawn consent has the day of the withdrawal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_on__isnull", True), ("withdrawn_on__gte", models.F("decided_on")), _connector="OR"
                ),
                name="consent_withdrawn_later",
                violation_error_message="A consent cannot be withdrawn before it was given.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("decided_on")), _connector="OR"
                ),
                name="consent_in_order",
                violation_error_message="A consent cannot end before it was given.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipient_name", ""), _negated=True),
                name="consent_has_recipient",
                violation_error_message="A consent names its recipient.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_consentevent" ("area_id", "client_id", "decided_on", "id", "items_given", "items_refused", "manner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_kind", "recipient_name", "recorded_at", "recorded_by_id", "state", "text_id", "valid_to", "version", "withdrawal_reason", "withdrawn_on") SELECT new_values."area_id", new_values."client_id", new_values."decided_on", new_values."id", new_values."items_given", new_values."items_refused", new_values."manner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recipient_kind", new_values."recipient_name", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."text_id", new_values."valid_to", new_values."version", new_values."withdrawal_reason", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4807ce0527f10ea2a6f3629918e1f048cff9e023",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_27479",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_consentevent" ("area_id", "client_id", "decided_on", "id", "items_given", "items_refused", "manner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_kind", "recipient_name", "recorded_at", "recorded_by_id", "state", "text_id", "valid_to", "version", "withdrawal_reason", "withdrawn_on") SELECT new_values."area_id", new_values."client_id", new_values."decided_on", new_values."id", new_values."items_given", new_values."items_refused", new_values."manner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recipient_kind", new_values."recipient_name", new_values."recorded_at", new_values."recorded_by_id", new_values."state", new_values."text_id", new_values."valid_to", new_values."version", new_values."withdrawal_reason", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e0a3cbd303ae16c56219057dcf980eda88f77d82",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9f63f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_consentevent" ("area_id", "client_id", "decided_on", "id", "items_given", "items_refused", "manner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_kind", "recipient_name", "recorded_at", "recorded_by_id", "state", "text_id", "valid_to", "version", "withdrawal_reason", "withdrawn_on") SELECT old_values."area_id", old_values."client_id", old_values."decided_on", old_values."id", old_values."items_given", old_values."items_refused", old_values."manner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recipient_kind", old_values."recipient_name", old_values."recorded_at", old_values."recorded_by_id", old_values."state", old_values."text_id", old_values."valid_to", old_values."version", old_values."withdrawal_reason", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b791ebf0011ab23e4b10867ab24c27c3631b9294",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7feba",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_consent",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["area", "client", "-at"], name="disclosure_client"),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("items", []), _negated=True), name="disclosure_has_items"
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", ""), _negated=True), models.Q(("recipient_name", ""), _negated=True)
                ),
                name="disclosure_says_why",
            ),
        ),
        migrations.RunSQL(PUBLISHED, UNPUBLISHED),
        protect("clients_consent", verbs="SELECT, INSERT, UPDATE"),
        protect("clients_consentevent", verbs="SELECT"),
        protect("clients_disclosure", verbs="SELECT, INSERT"),
        same_area("clients_consent", "client_id", "clients_client"),
        same_area("clients_disclosure", "client_id", "clients_client"),
        same_area("clients_disclosure", "consent_id", "clients_consent"),
    ]
