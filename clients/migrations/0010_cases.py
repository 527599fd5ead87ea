"""Cases, incoming referrals and what the client needs in service."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import protect, same_area

NEW = ("case", "incomingreferral")


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0009_names_decision"),
        ("accounts", "0010_case_messages"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("full", "Whole process"),
                            ("short", "Short co-ordination"),
                            ("consultation", "Consultation only"),
                        ],
                        default="full",
                        max_length=12,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("referral", "Incoming referral"),
                            ("ohjaamo", "Ohjaamo guidance centre"),
                            ("outreach", "Outreach work"),
                            ("hidden", "Hidden unemployed, no jobseeker status"),
                            ("school", "Notice of a school"),
                            ("own", "Own finding in the service"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_jobseeker", models.BooleanField(default=True)),
                ("jobseeking_started_on", models.DateField(blank=True, null=True)),
                ("is_employed", models.BooleanField(default=False)),
                ("sickness_maximum_on", models.DateField(blank=True, null=True)),
                ("opened_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("on_hold", "On hold"), ("closed", "Closed")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "ending_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("10", "Employed on the open labour market"),
                            ("11", "Employed with wage subsidy"),
                            ("12", "Became self-employed"),
                            ("13", "Began an apprenticeship"),
                            ("20", "Began education"),
                            ("30", "Began rehabilitation (another body responsible)"),
                            ("31", "Moved to a sickness benefit"),
                            ("32", "Disability pension or rehabilitation allowance"),
                            ("33", "Other pension"),
                            ("40", "Moved to multi-sectoral support"),
                            ("41", "Moved to another employment area or organisation"),
                            ("42", "Returned to the own coach, need met"),
                            ("50", "Goal reached otherwise"),
                            ("60", "Left on own initiative"),
                            ("61", "Not reached"),
                            ("62", "Jobseeking ended"),
                            ("70", "Moved away"),
                            ("71", "Died"),
                            ("90", "Recorded in error"),
                            ("99", "Other reason"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
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
                        max_length=2,
                    ),
                ),
                ("direction_on", models.DateField(blank=True, null=True)),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("assessment", "Assessment"),
                            ("planning", "Planning"),
                            ("service", "In service"),
                            ("follow_up", "Follow-up"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("phase_since", models.DateField()),
                (
                    "waiting_for",
                    models.CharField(
                        blank=True,
                        choices=[("client", "The client"), ("partner", "A partner"), ("employer", "An employer")],
                        max_length=8,
                    ),
                ),
                ("waiting_since", models.DateField(blank=True, null=True)),
                (
                    "joint_point",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kela", "Employment services – Kela"),
                            ("pension", "Employment services – earnings-related pension insurer"),
                            ("health", "Employment services – health and social services"),
                            ("school", "Employment services – school"),
                            ("employer", "Employment services – employer"),
                            ("municipality", "Municipality – municipality"),
                        ],
                        max_length=12,
                    ),
                ),
                ("joint_point_since", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("-opened_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
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
                        choices=[
                            ("full", "Whole process"),
                            ("short", "Short co-ordination"),
                            ("consultation", "Consultation only"),
                        ],
                        default="full",
                        max_length=12,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("referral", "Incoming referral"),
                            ("ohjaamo", "Ohjaamo guidance centre"),
                            ("outreach", "Outreach work"),
                            ("hidden", "Hidden unemployed, no jobseeker status"),
                            ("school", "Notice of a school"),
                            ("own", "Own finding in the service"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_jobseeker", models.BooleanField(default=True)),
                ("jobseeking_started_on", models.DateField(blank=True, null=True)),
                ("is_employed", models.BooleanField(default=False)),
                ("sickness_maximum_on", models.DateField(blank=True, null=True)),
                ("opened_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("on_hold", "On hold"), ("closed", "Closed")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "ending_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("10", "Employed on the open labour market"),
                            ("11", "Employed with wage subsidy"),
                            ("12", "Became self-employed"),
                            ("13", "Began an apprenticeship"),
                            ("20", "Began education"),
                            ("30", "Began rehabilitation (another body responsible)"),
                            ("31", "Moved to a sickness benefit"),
                            ("32", "Disability pension or rehabilitation allowance"),
                            ("33", "Other pension"),
                            ("40", "Moved to multi-sectoral support"),
                            ("41", "Moved to another employment area or organisation"),
                            ("42", "Returned to the own coach, need met"),
                            ("50", "Goal reached otherwise"),
                            ("60", "Left on own initiative"),
                            ("61", "Not reached"),
                            ("62", "Jobseeking ended"),
                            ("70", "Moved away"),
                            ("71", "Died"),
                            ("90", "Recorded in error"),
                            ("99", "Other reason"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
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
                        max_length=2,
                    ),
                ),
                ("direction_on", models.DateField(blank=True, null=True)),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("assessment", "Assessment"),
                            ("planning", "Planning"),
                            ("service", "In service"),
                            ("follow_up", "Follow-up"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("phase_since", models.DateField()),
                (
                    "waiting_for",
                    models.CharField(
                        blank=True,
                        choices=[("client", "The client"), ("partner", "A partner"), ("employer", "An employer")],
                        max_length=8,
                    ),
                ),
                ("waiting_since", models.DateField(blank=True, null=True)),
                (
                    "joint_point",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kela", "Employment services – Kela"),
                            ("pension", "Employment services – earnings-related pension insurer"),
                            ("health", "Employment services – health and social services"),
                            ("school", "Employment services – school"),
                            ("employer", "Employment services – employer"),
                            ("municipality", "Municipality – municipality"),
                        ],
                        max_length=12,
                    ),
                ),
                ("joint_point_since", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IncomingReferral",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("colleague", "Colleague"),
                            ("partner", "Partner"),
                            ("school", "School's notice of a graduating student"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sender_organisation", models.CharField(blank=True, max_length=200)),
                ("sender_unit", models.CharField(blank=True, max_length=200)),
                ("sender_name", models.CharField(blank=True, max_length=200)),
                ("sender_contact", models.CharField(blank=True, max_length=200)),
                ("last_name", models.CharField(max_length=100)),
                ("first_names", models.CharField(blank=True, max_length=200)),
                ("birth_date", models.DateField(blank=True, null=True)),
                ("identity_cipher", models.BinaryField(blank=True, null=True)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("reason", models.TextField()),
                (
                    "criteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("ability", "Obstacles in work ability or functional ability (381/2023, section 3)"),
                                ("life", "Obstacles in managing daily life (381/2023, section 3)"),
                                ("consulted", "Consultation alone does not solve it (381/2023, section 3)"),
                                ("sickness", "Long or repeated sickness absences"),
                                ("allowance", "Sickness allowance is ending or has ended"),
                                ("statement", "A medical statement exists or is being waited for"),
                                ("rehabilitation", "Rehabilitation is planned or has ended"),
                                ("pension", "A pension application is pending or rejected"),
                                ("change", "The earlier work is no longer possible"),
                                ("unemployment", "Long unemployment with a suspicion of reduced work ability"),
                                ("wants", "The client wants to discuss work ability"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("received_on", models.DateField()),
                ("school", models.CharField(blank=True, max_length=200)),
                ("graduates_on", models.DateField(blank=True, null=True)),
                ("notified_on", models.DateField(blank=True, null=True)),
                ("support_need", models.TextField(blank=True)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("accepted", "Accepted"),
                            ("consultation", "Consultation only"),
                            ("returned", "Returned"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("-received_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="IncomingReferralEvent",
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
                        choices=[
                            ("colleague", "Colleague"),
                            ("partner", "Partner"),
                            ("school", "School's notice of a graduating student"),
                        ],
                        max_length=10,
                    ),
                ),
                ("sender_organisation", models.CharField(blank=True, max_length=200)),
                ("sender_unit", models.CharField(blank=True, max_length=200)),
                ("sender_name", models.CharField(blank=True, max_length=200)),
                ("sender_contact", models.CharField(blank=True, max_length=200)),
                ("last_name", models.CharField(max_length=100)),
                ("first_names", models.CharField(blank=True, max_length=200)),
                ("birth_date", models.DateField(blank=True, null=True)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("reason", models.TextField()),
                (
                    "criteria",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("ability", "Obstacles in work ability or functional ability (381/2023, section 3)"),
                                ("life", "Obstacles in managing daily life (381/2023, section 3)"),
                                ("consulted", "Consultation alone does not solve it (381/2023, section 3)"),
                                ("sickness", "Long or repeated sickness absences"),
                                ("allowance", "Sickness allowance is ending or has ended"),
                                ("statement", "A medical statement exists or is being waited for"),
                                ("rehabilitation", "Rehabilitation is planned or has ended"),
                                ("pension", "A pension application is pending or rejected"),
                                ("change", "The earlier work is no longer possible"),
                                ("unemployment", "Long unemployment with a suspicion of reduced work ability"),
                                ("wants", "The client wants to discuss work ability"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("received_on", models.DateField()),
                ("school", models.CharField(blank=True, max_length=200)),
                ("graduates_on", models.DateField(blank=True, null=True)),
                ("notified_on", models.DateField(blank=True, null=True)),
                ("support_need", models.TextField(blank=True)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("accepted", "Accepted"),
                            ("consultation", "Consultation only"),
                            ("returned", "Returned"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="client",
            name="adjustments",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("plain", "Plain language"),
                        ("written", "Things agreed on also in writing"),
                        ("short", "Short meetings, breaks"),
                        ("quiet", "Quiet, undisturbed room"),
                        ("accessible", "Step-free access"),
                        ("hearing", "Hearing loop or other aid for hearing"),
                        ("sight", "Large print or screen reader"),
                        ("remote", "Remote appointments"),
                        ("near", "Appointments near home"),
                        ("support", "A support person takes part"),
                        ("reminder", "Reminder before an appointment"),
                        ("same_person", "The same person each time"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="adjustments_note",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="client",
            name="interpreter_language",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ar", "Arabic"),
                    ("prs", "Dari"),
                    ("en", "English"),
                    ("et", "Estonian"),
                    ("fse", "Finnish sign language"),
                    ("fi", "Finnish"),
                    ("fss", "Finland-Swedish sign language"),
                    ("fr", "French"),
                    ("ku", "Kurdish"),
                    ("fa", "Persian"),
                    ("ru", "Russian"),
                    ("se", "Sámi"),
                    ("so", "Somali"),
                    ("es", "Spanish"),
                    ("sv", "Swedish"),
                    ("th", "Thai"),
                    ("ti", "Tigrinya"),
                    ("tr", "Turkish"),
                    ("uk", "Ukrainian"),
                    ("vi", "Vietnamese"),
                    ("spe", "Interpreting for speech impairment"),
                    ("oth", "Another language"),
                ],
                max_length=3,
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="needs_interpreter",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="adjustments",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("plain", "Plain language"),
                        ("written", "Things agreed on also in writing"),
                        ("short", "Short meetings, breaks"),
                        ("quiet", "Quiet, undisturbed room"),
                        ("accessible", "Step-free access"),
                        ("hearing", "Hearing loop or other aid for hearing"),
                        ("sight", "Large print or screen reader"),
                        ("remote", "Remote appointments"),
                        ("near", "Appointments near home"),
                        ("support", "A support person takes part"),
                        ("reminder", "Reminder before an appointment"),
                        ("same_person", "The same person each time"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="adjustments_note",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="interpreter_language",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ar", "Arabic"),
                    ("prs", "Dari"),
                    ("en", "English"),
                    ("et", "Estonian"),
                    ("fse", "Finnish sign language"),
                    ("fi", "Finnish"),
                    ("fss", "Finland-Swedish sign language"),
                    ("fr", "French"),
                    ("ku", "Kurdish"),
                    ("fa", "Persian"),
                    ("ru", "Russian"),
                    ("se", "Sámi"),
                    ("so", "Somali"),
                    ("es", "Spanish"),
                    ("sv", "Swedish"),
                    ("th", "Thai"),
                    ("ti", "Tigrinya"),
                    ("tr", "Turkish"),
                    ("uk", "Ukrainian"),
                    ("vi", "Vietnamese"),
                    ("spe", "Interpreting for speech impairment"),
                    ("oth", "Another language"),
                ],
                max_length=3,
            ),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="needs_interpreter",
            field=models.BooleanField(default=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientevent" ("adjustments", "adjustments_note", "area_id", "birth_date", "created_at", "email", "first_names", "gender", "id", "identity_cipher", "interpreter_language", "last_name", "municipality_id", "needs_interpreter", "non_disclosure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post_office", "postal_code", "service_language", "street_address", "unit_id", "version") SELECT new_values."adjustments", new_values."adjustments_note", new_values."area_id", new_values."birth_date", new_values."created_at", new_values."email", new_values."first_names", new_values."gender", new_values."id", new_values."identity_cipher", new_values."interpreter_language", new_values."last_name", new_values."municipality_id", new_values."needs_interpreter", new_values."non_disclosure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."post_office", new_values."postal_code", new_values."service_language", new_values."street_address", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="322650141ecd3379d7d28da1491b6c0821d054b0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a5391",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientevent" ("adjustments", "adjustments_note", "area_id", "birth_date", "created_at", "email", "first_names", "gender", "id", "identity_cipher", "interpreter_language", "last_name", "municipality_id", "needs_interpreter", "non_disclosure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post_office", "postal_code", "service_language", "street_address", "unit_id", "version") SELECT new_values."adjustments", new_values."adjustments_note", new_values."area_id", new_values."birth_date", new_values."created_at", new_values."email", new_values."first_names", new_values."gender", new_values."id", new_values."identity_cipher", new_values."interpreter_language", new_values."last_name", new_values."municipality_id", new_values."needs_interpreter", new_values."non_disclosure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."phone", new_values."post_office", new_values."postal_code", new_values."service_language", new_values."street_address", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."adjustments" IS DISTINCT FROM (new_values."adjustments") OR old_values."adjustments_note" IS DISTINCT FROM (new_values."adjustments_note") OR old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."first_names" IS DISTINCT FROM (new_values."first_names") OR old_values."gender" IS DISTINCT FROM (new_values."gender") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."identity_cipher" IS DISTINCT FROM (new_values."identity_cipher") OR old_values."interpreter_language" IS DISTINCT FROM (new_values."interpreter_language") OR old_values."last_name" IS DISTINCT FROM (new_values."last_name") OR old_values."municipality_id" IS DISTINCT FROM (new_values."municipality_id") OR old_values."needs_interpreter" IS DISTINCT FROM (new_values."needs_interpreter") OR old_values."non_disclosure" IS DISTINCT FROM (new_values."non_disclosure") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."post_office" IS DISTINCT FROM (new_values."post_office") OR old_values."postal_code" IS DISTINCT FROM (new_values."postal_code") OR old_values."service_language" IS DISTINCT FROM (new_values."service_language") OR old_values."street_address" IS DISTINCT FROM (new_values."street_address") OR old_values."unit_id" IS DISTINCT FROM (new_values."unit_id") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7c1ab08682f689074c8f2894ede9a39eed7e3097",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_757e7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientevent" ("adjustments", "adjustments_note", "area_id", "birth_date", "created_at", "email", "first_names", "gender", "id", "identity_cipher", "interpreter_language", "last_name", "municipality_id", "needs_interpreter", "non_disclosure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post_office", "postal_code", "service_language", "street_address", "unit_id", "version") SELECT old_values."adjustments", old_values."adjustments_note", old_values."area_id", old_values."birth_date", old_values."created_at", old_values."email", old_values."first_names", old_values."gender", old_values."id", old_values."identity_cipher", old_values."interpreter_language", old_values."last_name", old_values."municipality_id", old_values."needs_interpreter", old_values."non_disclosure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."phone", old_values."post_office", old_values."postal_code", old_values."service_language", old_values."street_address", old_values."unit_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ef90cc737b4858c5fd745d198688c02180eb1717",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8895",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_client",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.CheckConstraint(
                condition=models.Q(("interpreter_language", ""), ("needs_interpreter", True), _connector="OR"),
                name="client_interpreter",
                violation_error_message="A language of interpreting is given only when an interpreter is needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "adjustments__contained_by",
                        [
                            "plain",
                            "written",
                            "short",
                            "quiet",
                            "accessible",
                            "hearing",
                            "sight",
                            "remote",
                            "near",
                            "support",
                            "reminder",
                            "same_person",
                        ],
                    )
                ),
                name="client_adjustments_listed",
                violation_error_message="A needed adjustment must be one of the listed codes.",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="case",
            name="client",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="clients.client"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
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
            model_name="caseevent",
            name="client",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="caseevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.case",
            ),
        ),
        migrations.AddField(
            model_name="incomingreferral",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="incomingreferral",
            name="client",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incoming_referrals",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="incomingreferral",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="incomingreferral",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="incomingreferral",
            name="sent_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="incomingreferral",
            name="unit",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.unit"),
        ),
        migrations.AddField(
            model_name="incomingreferralevent",
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
            model_name="incomingreferralevent",
            name="client",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="incomingreferralevent",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="incomingreferralevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.incomingreferral",
            ),
        ),
        migrations.AddField(
            model_name="incomingreferralevent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="incomingreferralevent",
            name="sent_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="incomingreferralevent",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["area", "client"], name="case_client"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    models.Q(("waiting_for", ""), _negated=True), models.Q(("status", "closed"), _negated=True)
                ),
                fields=["area", "waiting_for", "client"],
                name="case_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    models.Q(("joint_point", ""), _negated=True), models.Q(("status", "closed"), _negated=True)
                ),
                fields=["area", "joint_point_since", "client"],
                name="case_stuck",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("area", "id"), name="case_in_area"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "closed"), _negated=True),
                fields=("area", "client"),
                name="case_one_open",
                violation_error_message="The client already has an open case.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "direction__in",
                        ["", "1", "1a", "1b", "1c", "1d", "2", "2a", "2b", "2c", "3", "3a", "3b", "3c", "3d", "4", "9"],
                    ),
                    (
                        "ending_reason__in",
                        [
                            "",
                            "10",
                            "11",
                            "12",
                            "13",
                            "20",
                            "30",
                            "31",
                            "32",
                            "33",
                            "40",
                            "41",
                            "42",
                            "50",
                            "60",
                            "61",
                            "62",
                            "70",
                            "71",
                            "90",
                            "99",
                        ],
                    ),
                    ("joint_point__in", ["", "kela", "pension", "health", "school", "employer", "municipality"]),
                    ("kind__in", ["full", "short", "consultation"]),
                    ("origin__in", ["referral", "ohjaamo", "outreach", "hidden", "school", "own", "other"]),
                    ("phase__in", ["new", "assessment", "planning", "service", "follow_up"]),
                    ("status__in", ["open", "on_hold", "closed"]),
                    ("waiting_for__in", ["", "client", "partner", "employer"]),
                ),
                name="case_codes_listed",
                violation_error_message="A code of the case is not a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on__isnull", False),
                        ("status", "closed"),
                        models.Q(("ending_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "closed"), _negated=True),
                        ("closed_on__isnull", True),
                        ("ending_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="case_closed_says_why",
                violation_error_message="A closed case has its last day and the reason of its ending.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                ),
                name="case_in_order",
                violation_error_message="A case cannot end before it was opened.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("phase_since__gte", models.F("opened_on"))),
                name="case_phase_in_order",
                violation_error_message="A phase cannot begin before the case was opened.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("direction", ""), ("direction_on__isnull", True)),
                    models.Q(models.Q(("direction", ""), _negated=True), ("direction_on__isnull", False)),
                    _connector="OR",
                ),
                name="case_direction_dated",
                violation_error_message="A direction has the day it became clear.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("waiting_for", ""), ("waiting_since__isnull", True)),
                    models.Q(models.Q(("waiting_for", ""), _negated=True), ("waiting_since__isnull", False)),
                    _connector="OR",
                ),
                name="case_waiting_for_dated",
                violation_error_message="Waiting has the day it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("joint_point", ""), ("joint_point_since__isnull", True)),
                    models.Q(models.Q(("joint_point", ""), _negated=True), ("joint_point_since__isnull", False)),
                    _connector="OR",
                ),
                name="case_joint_point_dated",
                violation_error_message="A joint point has the day the case got stuck at it.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_caseevent" ("area_id", "client_id", "closed_on", "created_at", "created_by_id", "direction", "direction_on", "ending_reason", "id", "is_employed", "is_jobseeker", "jobseeking_started_on", "joint_point", "joint_point_since", "kind", "opened_on", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "phase_since", "sickness_maximum_on", "status", "version", "waiting_for", "waiting_since") SELECT new_values."area_id", new_values."client_id", new_values."closed_on", new_values."created_at", new_values."created_by_id", new_values."direction", new_values."direction_on", new_values."ending_reason", new_values."id", new_values."is_employed", new_values."is_jobseeker", new_values."jobseeking_started_on", new_values."joint_point", new_values."joint_point_since", new_values."kind", new_values."opened_on", new_values."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phase", new_values."phase_since", new_values."sickness_maximum_on", new_values."status", new_values."version", new_values."waiting_for", new_values."waiting_since" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ea2efa0e62421ca4530bff62929c65f7e90218c1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4a87d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_caseevent" ("area_id", "client_id", "closed_on", "created_at", "created_by_id", "direction", "direction_on", "ending_reason", "id", "is_employed", "is_jobseeker", "jobseeking_started_on", "joint_point", "joint_point_since", "kind", "opened_on", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "phase_since", "sickness_maximum_on", "status", "version", "waiting_for", "waiting_since") SELECT new_values."area_id", new_values."client_id", new_values."closed_on", new_values."created_at", new_values."created_by_id", new_values."direction", new_values."direction_on", new_values."ending_reason", new_values."id", new_values."is_employed", new_values."is_jobseeker", new_values."jobseeking_started_on", new_values."joint_point", new_values."joint_point_since", new_values."kind", new_values."opened_on", new_values."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."phase", new_values."phase_since", new_values."sickness_maximum_on", new_values."status", new_values."version", new_values."waiting_for", new_values."waiting_since" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="71654bc589efab65bf100169785b1306642b8d5b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dd8d0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_caseevent" ("area_id", "client_id", "closed_on", "created_at", "created_by_id", "direction", "direction_on", "ending_reason", "id", "is_employed", "is_jobseeker", "jobseeking_started_on", "joint_point", "joint_point_since", "kind", "opened_on", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "phase_since", "sickness_maximum_on", "status", "version", "waiting_for", "waiting_since") SELECT old_values."area_id", old_values."client_id", old_values."closed_on", old_values."created_at", old_values."created_by_id", old_values."direction", old_values."direction_on", old_values."ending_reason", old_values."id", old_values."is_employed", old_values."is_jobseeker", old_values."jobseeking_started_on", old_values."joint_point", old_values."joint_point_since", old_values."kind", old_values."opened_on", old_values."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."phase", old_values."phase_since", old_values."sickness_maximum_on", old_values."status", old_values."version", old_values."waiting_for", old_values."waiting_since" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="87b6b59bf101e79a9a7f4b5cd4282ded8b672954",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c2d9f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_case",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(fields=["pgh_obj"], name="clients_cas_pgh_obj_4e3555_idx"),
        ),
        migrations.AddIndex(
            model_name="incomingreferral",
            index=models.Index(fields=["area", "unit", "decision", "received_on"], name="incoming_referral_queue"),
        ),
        migrations.AddIndex(
            model_name="incomingreferral",
            index=models.Index(fields=["area", "client"], name="incoming_referral_client"),
        ),
        migrations.AddIndex(
            model_name="incomingreferral",
            index=models.Index(fields=["area", "sent_by"], name="incoming_referral_sender"),
        ),
        migrations.AddConstraint(
            model_name="incomingreferral",
            constraint=models.UniqueConstraint(fields=("area", "id"), name="incoming_referral_in_area"),
        ),
        migrations.AddConstraint(
            model_name="incomingreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision__in", ["waiting", "accepted", "consultation", "returned"]),
                    ("kind__in", ["colleague", "partner", "school"]),
                    (
                        "criteria__contained_by",
                        [
                            "ability",
                            "life",
                            "consulted",
                            "sickness",
                            "allowance",
                            "statement",
                            "rehabilitation",
                            "pension",
                            "change",
                            "unemployment",
                            "wants",
                        ],
                    ),
                ),
                name="incoming_referral_listed",
                violation_error_message="A code of the referral is not a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("last_name", ""), _negated=True), models.Q(("reason", ""), _negated=True)),
                name="incoming_referral_says_who",
                violation_error_message="A referral names the person and says why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "colleague"), ("sent_by__isnull", False)),
                    models.Q(
                        models.Q(("kind", "colleague"), _negated=True),
                        models.Q(
                            models.Q(("sender_organisation", ""), _negated=True),
                            models.Q(("school", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="incoming_referral_has_sender",
                violation_error_message="A referral names its sender.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("graduates_on__isnull", False),
                        ("kind", "school"),
                        ("notified_on__isnull", False),
                        models.Q(("school", ""), _negated=True),
                        models.Q(("support_need", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("kind", "school"), _negated=True),
                        ("graduates_on__isnull", True),
                        ("notified_on__isnull", True),
                        ("school", ""),
                        ("support_need", ""),
                    ),
                    _connector="OR",
                ),
                name="incoming_referral_school",
                violation_error_message="A school's notice names the school, the day of graduation, the day of notice and the support needed; other referrals have none of them.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("notified_on__isnull", True), ("received_on__gte", models.F("notified_on")), _connector="OR"
                ),
                name="incoming_referral_noticed",
                violation_error_message="A notice cannot arrive before it was given.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by__isnull", True),
                        ("decided_on__isnull", True),
                        ("decision", "waiting"),
                        ("decision_reason", ""),
                    ),
                    models.Q(
                        models.Q(("decision", "waiting"), _negated=True),
                        ("decided_by__isnull", False),
                        ("decided_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="incoming_referral_decided",
                violation_error_message="A decision has its day and who decided.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision", "returned"), ("decision_reason", ""), _negated=True),
                name="incoming_referral_returned",
                violation_error_message="A returned referral says why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_on__isnull", True), ("decided_on__gte", models.F("received_on")), _connector="OR"
                ),
                name="incoming_referral_in_order",
                violation_error_message="A referral cannot be decided before it arrived.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomingreferral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_incomingreferralevent" ("area_id", "birth_date", "client_id", "created_at", "criteria", "decided_by_id", "decided_on", "decision", "decision_reason", "first_names", "graduates_on", "id", "kind", "last_name", "notified_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reason", "received_on", "recorded_by_id", "school", "sender_contact", "sender_name", "sender_organisation", "sender_unit", "sent_by_id", "support_need", "unit_id", "version") SELECT new_values."area_id", new_values."birth_date", new_values."client_id", new_values."created_at", new_values."criteria", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."decision_reason", new_values."first_names", new_values."graduates_on", new_values."id", new_values."kind", new_values."last_name", new_values."notified_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."reason", new_values."received_on", new_values."recorded_by_id", new_values."school", new_values."sender_contact", new_values."sender_name", new_values."sender_organisation", new_values."sender_unit", new_values."sent_by_id", new_values."support_need", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9aee21cb96d98df5e42af29d02dc0e5be66443c9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b3405",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_incomingreferral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomingreferral",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_incomingreferralevent" ("area_id", "birth_date", "client_id", "created_at", "criteria", "decided_by_id", "decided_on", "decision", "decision_reason", "first_names", "graduates_on", "id", "kind", "last_name", "notified_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reason", "received_on", "recorded_by_id", "school", "sender_contact", "sender_name", "sender_organisation", "sender_unit", "sent_by_id", "support_need", "unit_id", "version") SELECT new_values."area_id", new_values."birth_date", new_values."client_id", new_values."created_at", new_values."criteria", new_values."decided_by_id", new_values."decided_on", new_values."decision", new_values."decision_reason", new_values."first_names", new_values."graduates_on", new_values."id", new_values."kind", new_values."last_name", new_values."notified_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."phone", new_values."reason", new_values."received_on", new_values."recorded_by_id", new_values."school", new_values."sender_contact", new_values."sender_name", new_values."sender_organisation", new_values."sender_unit", new_values."sent_by_id", new_values."support_need", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."client_id" IS DISTINCT FROM (new_values."client_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."criteria" IS DISTINCT FROM (new_values."criteria") OR old_values."decided_by_id" IS DISTINCT FROM (new_values."decided_by_id") OR old_values."decided_on" IS DISTINCT FROM (new_values."decided_on") OR old_values."decision" IS DISTINCT FROM (new_values."decision") OR old_values."decision_reason" IS DISTINCT FROM (new_values."decision_reason") OR old_values."first_names" IS DISTINCT FROM (new_values."first_names") OR old_values."graduates_on" IS DISTINCT FROM (new_values."graduates_on") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."last_name" IS DISTINCT FROM (new_values."last_name") OR old_values."notified_on" IS DISTINCT FROM (new_values."notified_on") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."received_on" IS DISTINCT FROM (new_values."received_on") OR old_values."recorded_by_id" IS DISTINCT FROM (new_values."recorded_by_id") OR old_values."school" IS DISTINCT FROM (new_values."school") OR old_values."sender_contact" IS DISTINCT FROM (new_values."sender_contact") OR old_values."sender_name" IS DISTINCT FROM (new_values."sender_name") OR old_values."sender_organisation" IS DISTINCT FROM (new_values."sender_organisation") OR old_values."sender_unit" IS DISTINCT FROM (new_values."sender_unit") OR old_values."sent_by_id" IS DISTINCT FROM (new_values."sent_by_id") OR old_values."support_need" IS DISTINCT FROM (new_values."support_need") OR old_values."unit_id" IS DISTINCT FROM (new_values."unit_id") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ab8d8b6be8e3133ff9a9b4f6496beab8d26225dc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0ab6d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_incomingreferral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incomingreferral",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_incomingreferralevent" ("area_id", "birth_date", "client_id", "created_at", "criteria", "decided_by_id", "decided_on", "decision", "decision_reason", "first_names", "graduates_on", "id", "kind", "last_name", "notified_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reason", "received_on", "recorded_by_id", "school", "sender_contact", "sender_name", "sender_organisation", "sender_unit", "sent_by_id", "support_need", "unit_id", "version") SELECT old_values."area_id", old_values."birth_date", old_values."client_id", old_values."created_at", old_values."criteria", old_values."decided_by_id", old_values."decided_on", old_values."decision", old_values."decision_reason", old_values."first_names", old_values."graduates_on", old_values."id", old_values."kind", old_values."last_name", old_values."notified_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."phone", old_values."reason", old_values."received_on", old_values."recorded_by_id", old_values."school", old_values."sender_contact", old_values."sender_name", old_values."sender_organisation", old_values."sender_unit", old_values."sent_by_id", old_values."support_need", old_values."unit_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c00a8d133dd4a1e0949c14285792b5e9211bb8d2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_86836",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_incomingreferral",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="incomingreferralevent",
            index=models.Index(fields=["pgh_obj"], name="clients_inc_pgh_obj_a3da34_idx"),
        ),
        *[protect(f"clients_{name}", verbs="SELECT, INSERT, UPDATE") for name in NEW],
        *[protect(f"clients_{name}event", verbs="SELECT") for name in NEW],
        *[same_area(f"clients_{name}", "client_id", "clients_client") for name in NEW],
        same_area("clients_incomingreferral", "unit_id", "accounts_unit"),
    ]
