"""Work ability against demands, statements, assessments, measurements, needs; older health details become statements."""

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

OF_CLIENTS = (
    "clients_demandprofile",
    "clients_statement",
    "clients_assessmentorder",
    "clients_abilitatorrecord",
    "clients_selfrating",
    "clients_barrier",
    "clients_needarea",
    "clients_needsassessment",
)
TABLES = (*OF_CLIENTS, "clients_demandassessment")
MOVED = ("clients_healthdetail", "clients_healthdetailevent", "clients_statement", "clients_statementevent")
# Forced security binds the owner too, who has no area: it rests while the owner moves rows of every area.
UNBOUND = "".join(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;" for table in MOVED)
BOUND = "".join(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;" for table in MOVED)
# A health detail keeps its key and becomes a statement that was received; nobody is known to have waited for it.
MOVE = f"""
{UNBOUND}
INSERT INTO clients_statement (id, version, area_id, client_id, status, received_on, kind, issuer_kind, received_from,
    stated_on, valid_until, summary, refusal_reason, diagnosis_chapter, restrictions, adjustments, usefulness_reason,
    recorded_by_id, recorded_at)
SELECT id, version, area_id, client_id, 'received',
    coalesce(stated_on, (recorded_at AT TIME ZONE 'Europe/Helsinki')::date), kind, '', source, stated_on, valid_to, text,
    '', diagnosis_chapter, '{{}}', '{{}}', '', recorded_by_id, recorded_at
FROM clients_healthdetail;
DELETE FROM clients_healthdetail;
SET CONSTRAINTS ALL IMMEDIATE;
{BOUND}
"""
MOVE_BACK = f"""
{UNBOUND}
INSERT INTO clients_healthdetail (id, version, area_id, client_id, kind, diagnosis_chapter, stated_on, valid_to, source,
    text, recorded_by_id, recorded_at)
SELECT id, version, area_id, client_id, kind, diagnosis_chapter, stated_on, valid_until, received_from, summary,
    recorded_by_id, recorded_at
FROM clients_statement WHERE received_on IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
{BOUND}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0011_keywords"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AbilitatorRecord",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("measured_on", models.DateField()),
                (
                    "occasion",
                    models.CharField(
                        choices=[("start", "At the start"), ("during", "During the service"), ("end", "At the end")],
                        max_length=6,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("interview", "Interview"), ("paper", "Paper"), ("online", "Web service")],
                        max_length=9,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("fi", "Finnish"),
                            ("fi_easy", "Easy Finnish"),
                            ("sv", "Swedish"),
                            ("en", "English"),
                            ("ar", "Arabic"),
                            ("so", "Somali"),
                            ("ckb", "Sorani"),
                            ("nl", "Dutch"),
                            ("other", "Other language"),
                        ],
                        max_length=7,
                    ),
                ),
                ("work_ability", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("functioning", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("inclusion", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("mind", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("everyday", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("skills", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("body", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
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
                        related_name="abilitator_records",
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
                "ordering": ("-measured_on", "-recorded_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="AbilitatorRecordEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("measured_on", models.DateField()),
                (
                    "occasion",
                    models.CharField(
                        choices=[("start", "At the start"), ("during", "During the service"), ("end", "At the end")],
                        max_length=6,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("interview", "Interview"), ("paper", "Paper"), ("online", "Web service")],
                        max_length=9,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("fi", "Finnish"),
                            ("fi_easy", "Easy Finnish"),
                            ("sv", "Swedish"),
                            ("en", "English"),
                            ("ar", "Arabic"),
                            ("so", "Somali"),
                            ("ckb", "Sorani"),
                            ("nl", "Dutch"),
                            ("other", "Other language"),
                        ],
                        max_length=7,
                    ),
                ),
                ("work_ability", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("functioning", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("inclusion", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("mind", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("everyday", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("skills", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("body", models.DecimalField(blank=True, decimal_places=1, max_digits=3, null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
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
                        to="clients.abilitatorrecord",
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
        migrations.CreateModel(
            name="AssessmentOrder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "module",
                    models.CharField(
                        choices=[
                            ("A2", "Competence and professional skills"),
                            ("A3", "Work ability"),
                            ("A4", "Readiness for entrepreneurship"),
                            ("A5", "Other expert assessment"),
                            ("A6", "Working conditions"),
                            ("H1", "Health check of an unemployed person"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("procured", "Provider of a procured service"),
                            ("health", "Public health care"),
                            ("occupational", "Occupational health care"),
                            ("kela", "Kela"),
                            ("pension", "Earnings-related pension institution"),
                            ("school", "School"),
                            ("own", "Own employment service"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("body_name", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ordered", "Ordered"),
                            ("started", "Started"),
                            ("finished", "Finished"),
                            ("interrupted", "Interrupted"),
                            ("declined", "Declined"),
                        ],
                        default="ordered",
                        max_length=12,
                    ),
                ),
                ("ordered_on", models.DateField()),
                ("started_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("result", models.TextField(blank=True, max_length=2000)),
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
                        related_name="assessment_orders",
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
                "ordering": ("-ordered_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="AssessmentOrderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "module",
                    models.CharField(
                        choices=[
                            ("A2", "Competence and professional skills"),
                            ("A3", "Work ability"),
                            ("A4", "Readiness for entrepreneurship"),
                            ("A5", "Other expert assessment"),
                            ("A6", "Working conditions"),
                            ("H1", "Health check of an unemployed person"),
                        ],
                        max_length=2,
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        choices=[
                            ("procured", "Provider of a procured service"),
                            ("health", "Public health care"),
                            ("occupational", "Occupational health care"),
                            ("kela", "Kela"),
                            ("pension", "Earnings-related pension institution"),
                            ("school", "School"),
                            ("own", "Own employment service"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("body_name", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("ordered", "Ordered"),
                            ("started", "Started"),
                            ("finished", "Finished"),
                            ("interrupted", "Interrupted"),
                            ("declined", "Declined"),
                        ],
                        default="ordered",
                        max_length=12,
                    ),
                ),
                ("ordered_on", models.DateField()),
                ("started_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("result", models.TextField(blank=True, max_length=2000)),
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
                        to="clients.assessmentorder",
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
        migrations.CreateModel(
            name="Barrier",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("neuro", "Neuropsychological or neurodevelopmental"),
                            ("musculoskeletal", "Musculoskeletal"),
                            ("mental", "Mental health"),
                            ("substance", "Substance use"),
                            ("pain", "Pain and fatigue"),
                            ("senses", "Sight, hearing or speech"),
                            ("long_term", "Other long-term illness"),
                            ("learning", "Learning and memory"),
                            ("competence", "Skills or education"),
                            ("language", "Language"),
                            ("caring", "Caring for others"),
                            ("everyday", "Everyday life"),
                            ("motivation", "Trust in oneself or in services"),
                            ("distance", "Distances and transport"),
                            ("attitudes", "Attitudes at workplaces"),
                            ("offers", "No fitting work on offer"),
                        ],
                        max_length=16,
                    ),
                ),
                ("stated_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
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
                        related_name="barriers",
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
                "ordering": ("-stated_on", "group", "id"),
            },
        ),
        migrations.CreateModel(
            name="BarrierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("neuro", "Neuropsychological or neurodevelopmental"),
                            ("musculoskeletal", "Musculoskeletal"),
                            ("mental", "Mental health"),
                            ("substance", "Substance use"),
                            ("pain", "Pain and fatigue"),
                            ("senses", "Sight, hearing or speech"),
                            ("long_term", "Other long-term illness"),
                            ("learning", "Learning and memory"),
                            ("competence", "Skills or education"),
                            ("language", "Language"),
                            ("caring", "Caring for others"),
                            ("everyday", "Everyday life"),
                            ("motivation", "Trust in oneself or in services"),
                            ("distance", "Distances and transport"),
                            ("attitudes", "Attitudes at workplaces"),
                            ("offers", "No fitting work on offer"),
                        ],
                        max_length=16,
                    ),
                ),
                ("stated_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
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
                        to="clients.barrier",
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
        migrations.CreateModel(
            name="DemandAssessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "demand",
                    models.CharField(
                        choices=[
                            ("hours_day", "Working hours a day"),
                            ("hours_week", "Working hours a week"),
                            ("shifts", "Shift work and irregular hours"),
                            ("lifting", "Lifting and carrying"),
                            ("standing", "Standing"),
                            ("sitting", "Sitting"),
                            ("walking", "Walking and moving about"),
                            ("fine_motor", "Fine motor work"),
                            ("noise", "Noise"),
                            ("light", "Bright, dim or flickering light"),
                            ("social", "Social load"),
                            ("concentration", "Concentration and precision"),
                            ("learning", "Learning new things"),
                            ("instruction", "Working without instruction"),
                            ("travel", "Travel to work"),
                            ("remote", "Remote work"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "ability",
                    models.CharField(
                        choices=[
                            ("full", "No restriction"),
                            ("adjusted", "With an adjustment"),
                            ("limited", "Limited"),
                            ("impossible", "Not possible"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("limit", models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                ("is_strength", models.BooleanField(default=False)),
                (
                    "adjustments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("working_time", "Arrangements of working time"),
                                ("reorganising", "Reorganising the work"),
                                ("environment", "Changes of the work environment"),
                                ("technology", "Technology and aids"),
                                ("help", "Help at work"),
                                ("commuting", "Travel between home and work"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("own", "The client's own view"),
                            ("coordinator", "The coordinator's view"),
                            ("statement", "A statement"),
                            ("assessment", "An assessment"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
                ),
            ],
            options={
                "ordering": ("profile", "demand"),
            },
        ),
        migrations.CreateModel(
            name="DemandProfile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("assessed_on", models.DateField()),
                ("summary", models.CharField(blank=True, max_length=1000)),
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
                        related_name="demand_profiles",
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
                "ordering": ("-assessed_on", "-recorded_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="DemandAssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "demand",
                    models.CharField(
                        choices=[
                            ("hours_day", "Working hours a day"),
                            ("hours_week", "Working hours a week"),
                            ("shifts", "Shift work and irregular hours"),
                            ("lifting", "Lifting and carrying"),
                            ("standing", "Standing"),
                            ("sitting", "Sitting"),
                            ("walking", "Walking and moving about"),
                            ("fine_motor", "Fine motor work"),
                            ("noise", "Noise"),
                            ("light", "Bright, dim or flickering light"),
                            ("social", "Social load"),
                            ("concentration", "Concentration and precision"),
                            ("learning", "Learning new things"),
                            ("instruction", "Working without instruction"),
                            ("travel", "Travel to work"),
                            ("remote", "Remote work"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "ability",
                    models.CharField(
                        choices=[
                            ("full", "No restriction"),
                            ("adjusted", "With an adjustment"),
                            ("limited", "Limited"),
                            ("impossible", "Not possible"),
                            ("unknown", "Not known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("limit", models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                ("is_strength", models.BooleanField(default=False)),
                (
                    "adjustments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("working_time", "Arrangements of working time"),
                                ("reorganising", "Reorganising the work"),
                                ("environment", "Changes of the work environment"),
                                ("technology", "Technology and aids"),
                                ("help", "Help at work"),
                                ("commuting", "Travel between home and work"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("own", "The client's own view"),
                            ("coordinator", "The coordinator's view"),
                            ("statement", "A statement"),
                            ("assessment", "An assessment"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="clients.demandassessment",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clients.demandprofile",
                    ),
                ),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="demandassessment",
            name="profile",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="demands",
                to="clients.demandprofile",
            ),
        ),
        migrations.CreateModel(
            name="DemandProfileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("assessed_on", models.DateField()),
                ("summary", models.CharField(blank=True, max_length=1000)),
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
                        to="clients.demandprofile",
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
        migrations.CreateModel(
            name="NeedArea",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("economy", "Economy and debts"),
                            ("housing", "Housing"),
                            ("studies", "Studies"),
                            ("rehabilitation", "Rehabilitation"),
                            ("social", "Social relations and participation"),
                            ("everyday", "Managing everyday life"),
                            ("family", "Family and care"),
                            ("benefits", "Benefits"),
                            ("language", "Language and integration"),
                            ("digital", "Digital skills and devices"),
                            ("legal", "Legal matters"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("stated_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("referred_on", models.DateField(blank=True, null=True)),
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
                        related_name="need_areas",
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
                "ordering": ("-stated_on", "need", "id"),
            },
        ),
        migrations.CreateModel(
            name="NeedAreaEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("economy", "Economy and debts"),
                            ("housing", "Housing"),
                            ("studies", "Studies"),
                            ("rehabilitation", "Rehabilitation"),
                            ("social", "Social relations and participation"),
                            ("everyday", "Managing everyday life"),
                            ("family", "Family and care"),
                            ("benefits", "Benefits"),
                            ("language", "Language and integration"),
                            ("digital", "Digital skills and devices"),
                            ("legal", "Legal matters"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("stated_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("referred_on", models.DateField(blank=True, null=True)),
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
                        to="clients.needarea",
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
        migrations.CreateModel(
            name="NeedsAssessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("assessed_on", models.DateField()),
                ("competence", models.TextField(blank=True, max_length=2000)),
                ("work_ability", models.TextField(blank=True, max_length=2000)),
                ("job_search", models.TextField(blank=True, max_length=2000)),
                ("prolonged_unemployment", models.TextField(blank=True, max_length=2000)),
                (
                    "multi_sectoral_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("work_ability", "Obstacles in work or functional ability"),
                            ("life", "Obstacles in managing life"),
                            ("both", "Both"),
                        ],
                        max_length=12,
                    ),
                ),
                ("summary", models.TextField(max_length=2000)),
                ("conclusions", models.TextField(blank=True, max_length=2000)),
                (
                    "proposed_services",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("next_talk_on", models.DateField(blank=True, null=True)),
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
                        related_name="needs_assessments",
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
                "ordering": ("-assessed_on", "-recorded_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="NeedsAssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("assessed_on", models.DateField()),
                ("competence", models.TextField(blank=True, max_length=2000)),
                ("work_ability", models.TextField(blank=True, max_length=2000)),
                ("job_search", models.TextField(blank=True, max_length=2000)),
                ("prolonged_unemployment", models.TextField(blank=True, max_length=2000)),
                (
                    "multi_sectoral_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("work_ability", "Obstacles in work or functional ability"),
                            ("life", "Obstacles in managing life"),
                            ("both", "Both"),
                        ],
                        max_length=12,
                    ),
                ),
                ("summary", models.TextField(max_length=2000)),
                ("conclusions", models.TextField(blank=True, max_length=2000)),
                (
                    "proposed_services",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("next_talk_on", models.DateField(blank=True, null=True)),
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
                        to="clients.needsassessment",
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
        migrations.CreateModel(
            name="SelfRating",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("rated_on", models.DateField()),
                (
                    "occasion",
                    models.CharField(
                        choices=[("start", "At the start"), ("during", "During the service"), ("end", "At the end")],
                        max_length=6,
                    ),
                ),
                ("work_ability", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("life_satisfaction", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("wellbeing", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                        related_name="self_ratings",
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
                "ordering": ("-rated_on", "-recorded_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="SelfRatingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("rated_on", models.DateField()),
                (
                    "occasion",
                    models.CharField(
                        choices=[("start", "At the start"), ("during", "During the service"), ("end", "At the end")],
                        max_length=6,
                    ),
                ),
                ("work_ability", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("life_satisfaction", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("wellbeing", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                        to="clients.selfrating",
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
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("need", "Need stated"),
                            ("requested", "Requested"),
                            ("appointment", "Appointment booked"),
                            ("received", "Received"),
                            ("refused", "Refused"),
                            ("expired", "Expired"),
                        ],
                        max_length=12,
                    ),
                ),
                ("needed_on", models.DateField(blank=True, null=True)),
                ("requested_on", models.DateField(blank=True, null=True)),
                ("appointment_on", models.DateField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("refused_on", models.DateField(blank=True, null=True)),
                ("expired_on", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("B", "Medical statement B"),
                            ("A", "Medical certificate A"),
                            ("C", "Other medical certificate"),
                            ("TT", "Statement of occupational health care"),
                            ("PSY", "Statement of a psychologist"),
                            ("TK", "Assessment of work ability"),
                            ("KUN", "Final statement of a rehabilitation study"),
                            ("TKO", "Assessment of a work try-out"),
                            ("OMA", "Own description"),
                            ("Z", "Other statement"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "issuer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "Health centre"),
                            ("specialist", "Specialised health care"),
                            ("occupational", "Occupational health care"),
                            ("private", "Private health care"),
                            ("student", "Student health care"),
                            ("rehabilitation", "Provider of rehabilitation"),
                            ("provider", "Other service provider"),
                            ("employer", "Employer or place of a work try-out"),
                            ("client", "The client"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                    ),
                ),
                ("received_from", models.CharField(blank=True, max_length=200)),
                ("stated_on", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("summary", models.TextField(blank=True, max_length=2000)),
                ("refusal_reason", models.CharField(blank=True, max_length=300)),
                (
                    "diagnosis_chapter",
                    models.CharField(
                        blank=True,
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
                    "restrictions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("hours_day", "Working hours a day"),
                                ("hours_week", "Working hours a week"),
                                ("shifts", "Shift work and irregular hours"),
                                ("lifting", "Lifting and carrying"),
                                ("standing", "Standing"),
                                ("sitting", "Sitting"),
                                ("walking", "Walking and moving about"),
                                ("fine_motor", "Fine motor work"),
                                ("noise", "Noise"),
                                ("light", "Bright, dim or flickering light"),
                                ("social", "Social load"),
                                ("concentration", "Concentration and precision"),
                                ("learning", "Learning new things"),
                                ("instruction", "Working without instruction"),
                                ("travel", "Travel to work"),
                                ("remote", "Remote work"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "adjustments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("working_time", "Arrangements of working time"),
                                ("reorganising", "Reorganising the work"),
                                ("environment", "Changes of the work environment"),
                                ("technology", "Technology and aids"),
                                ("help", "Help at work"),
                                ("commuting", "Travel between home and work"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("usefulness", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("usefulness_reason", models.CharField(blank=True, max_length=500)),
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
                        related_name="statements",
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
                "ordering": ("-recorded_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="StatementEvent",
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
                            ("need", "Need stated"),
                            ("requested", "Requested"),
                            ("appointment", "Appointment booked"),
                            ("received", "Received"),
                            ("refused", "Refused"),
                            ("expired", "Expired"),
                        ],
                        max_length=12,
                    ),
                ),
                ("needed_on", models.DateField(blank=True, null=True)),
                ("requested_on", models.DateField(blank=True, null=True)),
                ("appointment_on", models.DateField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("refused_on", models.DateField(blank=True, null=True)),
                ("expired_on", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("B", "Medical statement B"),
                            ("A", "Medical certificate A"),
                            ("C", "Other medical certificate"),
                            ("TT", "Statement of occupational health care"),
                            ("PSY", "Statement of a psychologist"),
                            ("TK", "Assessment of work ability"),
                            ("KUN", "Final statement of a rehabilitation study"),
                            ("TKO", "Assessment of a work try-out"),
                            ("OMA", "Own description"),
                            ("Z", "Other statement"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "issuer_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "Health centre"),
                            ("specialist", "Specialised health care"),
                            ("occupational", "Occupational health care"),
                            ("private", "Private health care"),
                            ("student", "Student health care"),
                            ("rehabilitation", "Provider of rehabilitation"),
                            ("provider", "Other service provider"),
                            ("employer", "Employer or place of a work try-out"),
                            ("client", "The client"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                    ),
                ),
                ("received_from", models.CharField(blank=True, max_length=200)),
                ("stated_on", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("summary", models.TextField(blank=True, max_length=2000)),
                ("refusal_reason", models.CharField(blank=True, max_length=300)),
                (
                    "diagnosis_chapter",
                    models.CharField(
                        blank=True,
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
                    "restrictions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("hours_day", "Working hours a day"),
                                ("hours_week", "Working hours a week"),
                                ("shifts", "Shift work and irregular hours"),
                                ("lifting", "Lifting and carrying"),
                                ("standing", "Standing"),
                                ("sitting", "Sitting"),
                                ("walking", "Walking and moving about"),
                                ("fine_motor", "Fine motor work"),
                                ("noise", "Noise"),
                                ("light", "Bright, dim or flickering light"),
                                ("social", "Social load"),
                                ("concentration", "Concentration and precision"),
                                ("learning", "Learning new things"),
                                ("instruction", "Working without instruction"),
                                ("travel", "Travel to work"),
                                ("remote", "Remote work"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "adjustments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("working_time", "Arrangements of working time"),
                                ("reorganising", "Reorganising the work"),
                                ("environment", "Changes of the work environment"),
                                ("technology", "Technology and aids"),
                                ("help", "Help at work"),
                                ("commuting", "Travel between home and work"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("usefulness", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("usefulness_reason", models.CharField(blank=True, max_length=500)),
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
                        to="clients.statement",
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
        migrations.AddIndex(
            model_name="abilitatorrecord",
            index=models.Index(fields=["area", "client", "-measured_on"], name="abilitator_client"),
        ),
        migrations.AddConstraint(
            model_name="abilitatorrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("work_ability__isnull", True), ("work_ability__range", (0, 10)), _connector="OR"),
                    models.Q(("functioning__isnull", True), ("functioning__range", (0, 10)), _connector="OR"),
                    models.Q(("inclusion__isnull", True), ("inclusion__range", (0, 10)), _connector="OR"),
                    models.Q(("mind__isnull", True), ("mind__range", (0, 10)), _connector="OR"),
                    models.Q(("everyday__isnull", True), ("everyday__range", (0, 10)), _connector="OR"),
                    models.Q(("skills__isnull", True), ("skills__range", (0, 10)), _connector="OR"),
                    models.Q(("body__isnull", True), ("body__range", (0, 10)), _connector="OR"),
                ),
                name="abilitator_scores",
                violation_error_message="A score is from 0 to 10.",
            ),
        ),
        migrations.AddConstraint(
            model_name="abilitatorrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("work_ability__isnull", False),
                    ("functioning__isnull", False),
                    ("inclusion__isnull", False),
                    ("mind__isnull", False),
                    ("everyday__isnull", False),
                    ("skills__isnull", False),
                    ("body__isnull", False),
                    _connector="OR",
                ),
                name="abilitator_has_score",
                violation_error_message="Give at least one score.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="abilitatorrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_abilitatorrecordevent" ("area_id", "body", "client_id", "everyday", "functioning", "id", "inclusion", "language", "measured_on", "mind", "mode", "note", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "skills", "version", "work_ability") SELECT new_values."area_id", new_values."body", new_values."client_id", new_values."everyday", new_values."functioning", new_values."id", new_values."inclusion", new_values."language", new_values."measured_on", new_values."mind", new_values."mode", new_values."note", new_values."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."skills", new_values."version", new_values."work_ability" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2348c362b119e08d9acc63a68a6cc044cae31a03",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_328e8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_abilitatorrecord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="abilitatorrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_abilitatorrecordevent" ("area_id", "body", "client_id", "everyday", "functioning", "id", "inclusion", "language", "measured_on", "mind", "mode", "note", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "skills", "version", "work_ability") SELECT new_values."area_id", new_values."body", new_values."client_id", new_values."everyday", new_values."functioning", new_values."id", new_values."inclusion", new_values."language", new_values."measured_on", new_values."mind", new_values."mode", new_values."note", new_values."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."skills", new_values."version", new_values."work_ability" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2043ad6e69c51f9e1a83161bb61aa317d4ebb78e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f73dc",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_abilitatorrecord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="abilitatorrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_abilitatorrecordevent" ("area_id", "body", "client_id", "everyday", "functioning", "id", "inclusion", "language", "measured_on", "mind", "mode", "note", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "skills", "version", "work_ability") SELECT old_values."area_id", old_values."body", old_values."client_id", old_values."everyday", old_values."functioning", old_values."id", old_values."inclusion", old_values."language", old_values."measured_on", old_values."mind", old_values."mode", old_values."note", old_values."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."skills", old_values."version", old_values."work_ability" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0973774ec744ce524fef6554210152ee5c3a6c68",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c2577",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_abilitatorrecord",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="abilitatorrecordevent",
            index=models.Index(fields=["pgh_obj"], name="clients_abi_pgh_obj_2ec999_idx"),
        ),
        migrations.AddIndex(
            model_name="assessmentorder",
            index=models.Index(fields=["area", "client"], name="assessment_order_client"),
        ),
        migrations.AddConstraint(
            model_name="assessmentorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("module__in", ["A2", "A3", "A4", "A5", "A6", "H1"])),
                name="assessment_order_module",
                violation_error_message="The module must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("started_on__isnull", True), ("status", "ordered")),
                    models.Q(("ended_on__isnull", True), ("started_on__isnull", False), ("status", "started")),
                    models.Q(
                        ("ended_on__isnull", False),
                        ("started_on__isnull", False),
                        ("status__in", ("finished", "interrupted")),
                    ),
                    models.Q(("ended_on__isnull", False), ("started_on__isnull", True), ("status", "declined")),
                    _connector="OR",
                ),
                name="assessment_order_step_has_day",
                violation_error_message="Each step of an assessment has its day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("started_on__isnull", True), ("started_on__gte", models.F("ordered_on")), _connector="OR"
                    ),
                    models.Q(("ended_on__isnull", True), ("ended_on__gte", models.F("ordered_on")), _connector="OR"),
                    models.Q(
                        ("ended_on__isnull", True),
                        ("started_on__isnull", True),
                        ("ended_on__gte", models.F("started_on")),
                        _connector="OR",
                    ),
                ),
                name="assessment_order_in_order",
                violation_error_message="A step of an assessment cannot be before the step it follows.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentorder",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_assessmentorderevent" ("area_id", "body", "body_name", "client_id", "ended_on", "id", "module", "ordered_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "started_on", "status", "version") SELECT new_values."area_id", new_values."body", new_values."body_name", new_values."client_id", new_values."ended_on", new_values."id", new_values."module", new_values."ordered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."started_on", new_values."status", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e9b13f96598426c51eb54baa54424019a33c7822",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_12bda",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_assessmentorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_assessmentorderevent" ("area_id", "body", "body_name", "client_id", "ended_on", "id", "module", "ordered_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "started_on", "status", "version") SELECT new_values."area_id", new_values."body", new_values."body_name", new_values."client_id", new_values."ended_on", new_values."id", new_values."module", new_values."ordered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."started_on", new_values."status", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="13180def9ecb934f78586f2f9fdad9d651222855",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2536d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_assessmentorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentorder",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_assessmentorderevent" ("area_id", "body", "body_name", "client_id", "ended_on", "id", "module", "ordered_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "result", "started_on", "status", "version") SELECT old_values."area_id", old_values."body", old_values."body_name", old_values."client_id", old_values."ended_on", old_values."id", old_values."module", old_values."ordered_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."result", old_values."started_on", old_values."status", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ae6b771d805874f358084b355839a2b6a6d99d67",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c38cc",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_assessmentorder",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="assessmentorderevent",
            index=models.Index(fields=["pgh_obj"], name="clients_ass_pgh_obj_553348_idx"),
        ),
        migrations.AddIndex(
            model_name="barrier",
            index=models.Index(fields=["area", "client"], name="barrier_client"),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "group__in",
                        [
                            "neuro",
                            "musculoskeletal",
                            "mental",
                            "substance",
                            "pain",
                            "senses",
                            "long_term",
                            "learning",
                            "competence",
                            "language",
                            "caring",
                            "everyday",
                            "motivation",
                            "distance",
                            "attitudes",
                            "offers",
                        ],
                    )
                ),
                name="barrier_group",
                violation_error_message="The group must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("ended_on__gte", models.F("stated_on")), _connector="OR"
                ),
                name="barrier_in_order",
                violation_error_message="It cannot end before it was stated.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barrier",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_barrierevent" ("area_id", "client_id", "ended_on", "group", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "stated_on", "version") SELECT new_values."area_id", new_values."client_id", new_values."ended_on", new_values."group", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."stated_on", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="102322f92c0f9688c10a5ac2f0f4085041d72b3f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e0911",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_barrier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barrier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_barrierevent" ("area_id", "client_id", "ended_on", "group", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "stated_on", "version") SELECT new_values."area_id", new_values."client_id", new_values."ended_on", new_values."group", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."stated_on", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="19de547a20885c355bbd63ba02e63cbc0bb805a6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a11b7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_barrier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="barrier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_barrierevent" ("area_id", "client_id", "ended_on", "group", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "stated_on", "version") SELECT old_values."area_id", old_values."client_id", old_values."ended_on", old_values."group", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."stated_on", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="dad7061615d65fbcd0b60f9c975006fd1afeb57c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b3079",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_barrier",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="barrierevent",
            index=models.Index(fields=["pgh_obj"], name="clients_bar_pgh_obj_91784d_idx"),
        ),
        migrations.AddIndex(
            model_name="demandprofile",
            index=models.Index(fields=["area", "client", "-assessed_on"], name="demand_profile_client"),
        ),
        migrations.AddConstraint(
            model_name="demandprofile",
            constraint=models.UniqueConstraint(fields=("area", "id"), name="demand_profile_in_area"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="demandprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_demandprofileevent" ("area_id", "assessed_on", "client_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "summary", "version") SELECT new_values."area_id", new_values."assessed_on", new_values."client_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."summary", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f1c452b49370418d4f70526e40718319cc508160",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1b7b9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_demandprofile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="demandprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_demandprofileevent" ("area_id", "assessed_on", "client_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "summary", "version") SELECT new_values."area_id", new_values."assessed_on", new_values."client_id", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."summary", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d06131fb9b81b68379204b30139bd1b550a6a182",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_51c06",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_demandprofile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="demandprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_demandprofileevent" ("area_id", "assessed_on", "client_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "summary", "version") SELECT old_values."area_id", old_values."assessed_on", old_values."client_id", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."summary", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4b28b5e044393db162a0dfacd9ade3d47f7ff7de",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b6f0c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_demandprofile",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="demandassessmentevent",
            index=models.Index(fields=["pgh_obj"], name="clients_dem_pgh_obj_1c1b18_idx"),
        ),
        migrations.AddIndex(
            model_name="demandassessment",
            index=models.Index(fields=["area", "profile"], name="demand_assessment_profile"),
        ),
        migrations.AddConstraint(
            model_name="demandassessment",
            constraint=models.UniqueConstraint(
                fields=("profile", "demand"),
                name="demand_assessment_once",
                violation_error_message="Each demand of work is assessed once in a profile.",
            ),
        ),
        migrations.AddConstraint(
            model_name="demandassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "demand__in",
                        [
                            "hours_day",
                            "hours_week",
                            "shifts",
                            "lifting",
                            "standing",
                            "sitting",
                            "walking",
                            "fine_motor",
                            "noise",
                            "light",
                            "social",
                            "concentration",
                            "learning",
                            "instruction",
                            "travel",
                            "remote",
                        ],
                    )
                ),
                name="demand_assessment_demand",
                violation_error_message="The demand of work must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="demandassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ability__in", ["full", "adjusted", "limited", "impossible", "unknown"])),
                name="demand_assessment_ability",
                violation_error_message="The ability must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="demandassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("limit__isnull", True),
                    models.Q(
                        ("ability", "limited"),
                        (
                            "demand__in",
                            ["hours_day", "hours_week", "lifting", "standing", "sitting", "walking", "noise", "travel"],
                        ),
                        ("limit__gte", 0),
                    ),
                    _connector="OR",
                ),
                name="demand_assessment_limit",
                violation_error_message="A number is told only of a limit, and of a demand that is measured.",
            ),
        ),
        migrations.AddConstraint(
            model_name="demandassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ability", "adjusted"), _negated=True),
                    models.Q(("adjustments", []), _negated=True),
                    _connector="OR",
                ),
                name="demand_assessment_names_adjustment",
                violation_error_message="With an adjustment: say which one.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="demandassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_demandassessmentevent" ("ability", "adjustments", "area_id", "demand", "id", "is_strength", "limit", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "source", "version") SELECT new_values."ability", new_values."adjustments", new_values."area_id", new_values."demand", new_values."id", new_values."is_strength", new_values."limit", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."profile_id", new_values."source", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1effdc99939ec610532c4cbc67db36f918e56a5a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a5e78",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_demandassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="demandassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_demandassessmentevent" ("ability", "adjustments", "area_id", "demand", "id", "is_strength", "limit", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "source", "version") SELECT new_values."ability", new_values."adjustments", new_values."area_id", new_values."demand", new_values."id", new_values."is_strength", new_values."limit", new_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."profile_id", new_values."source", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ca553cfd902807dd76ffaadd8551b55ae5f6ad0b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2b938",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_demandassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="demandassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_demandassessmentevent" ("ability", "adjustments", "area_id", "demand", "id", "is_strength", "limit", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "source", "version") SELECT old_values."ability", old_values."adjustments", old_values."area_id", old_values."demand", old_values."id", old_values."is_strength", old_values."limit", old_values."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."profile_id", old_values."source", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a8bf413a06bb169a4ad5cc5e5e5a969d35f1986e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_390ec",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_demandassessment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="demandprofileevent",
            index=models.Index(fields=["pgh_obj"], name="clients_dem_pgh_obj_b0a96a_idx"),
        ),
        migrations.AddIndex(
            model_name="needarea",
            index=models.Index(fields=["area", "client"], name="need_area_client"),
        ),
        migrations.AddConstraint(
            model_name="needarea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "need__in",
                        [
                            "economy",
                            "housing",
                            "studies",
                            "rehabilitation",
                            "social",
                            "everyday",
                            "family",
                            "benefits",
                            "language",
                            "digital",
                            "legal",
                            "other",
                        ],
                    )
                ),
                name="need_area_need",
                violation_error_message="The area of need must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needarea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("ended_on__gte", models.F("stated_on")), _connector="OR"),
                    models.Q(
                        ("referred_on__isnull", True), ("referred_on__gte", models.F("stated_on")), _connector="OR"
                    ),
                ),
                name="need_area_in_order",
                violation_error_message="It can neither end nor be referred before it was stated.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needarea",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_needareaevent" ("area_id", "client_id", "ended_on", "id", "need", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "referred_on", "stated_on", "version") SELECT new_values."area_id", new_values."client_id", new_values."ended_on", new_values."id", new_values."need", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."referred_on", new_values."stated_on", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ad0cf910b899b9d3160fb09c120a2ba9b1394d63",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0057b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_needarea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needarea",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_needareaevent" ("area_id", "client_id", "ended_on", "id", "need", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "referred_on", "stated_on", "version") SELECT new_values."area_id", new_values."client_id", new_values."ended_on", new_values."id", new_values."need", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."referred_on", new_values."stated_on", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b79e5908aa7fcf92e16561c69aba9f440847bc13",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7df6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_needarea",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needarea",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_needareaevent" ("area_id", "client_id", "ended_on", "id", "need", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "referred_on", "stated_on", "version") SELECT old_values."area_id", old_values."client_id", old_values."ended_on", old_values."id", old_values."need", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."referred_on", old_values."stated_on", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9b256e6d2d4ee422146fe247f84b7a2f66331c1f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0342e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_needarea",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="needareaevent",
            index=models.Index(fields=["pgh_obj"], name="clients_nee_pgh_obj_a66f5f_idx"),
        ),
        migrations.AddIndex(
            model_name="needsassessment",
            index=models.Index(fields=["area", "client", "-assessed_on"], name="needs_assessment_client"),
        ),
        migrations.AddConstraint(
            model_name="needsassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("summary", ""), _negated=True),
                name="needs_assessment_has_summary",
                violation_error_message="An assessment of needs has a summary.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needsassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("next_talk_on__isnull", True), ("next_talk_on__gte", models.F("assessed_on")), _connector="OR"
                ),
                name="needs_assessment_next_talk",
                violation_error_message="The next talk cannot be before the assessment.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="needsassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_needsassessmentevent" ("area_id", "assessed_on", "client_id", "competence", "conclusions", "id", "job_search", "multi_sectoral_ground", "next_talk_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prolonged_unemployment", "proposed_services", "recorded_at", "recorded_by_id", "summary", "version", "work_ability") SELECT new_values."area_id", new_values."assessed_on", new_values."client_id", new_values."competence", new_values."conclusions", new_values."id", new_values."job_search", new_values."multi_sectoral_ground", new_values."next_talk_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."prolonged_unemployment", new_values."proposed_services", new_values."recorded_at", new_values."recorded_by_id", new_values."summary", new_values."version", new_values."work_ability" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bc824be8a5dcbdddff2ad8c6d21efda7e5855251",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_needsassessmentevent" ("area_id", "assessed_on", "client_id", "competence", "conclusions", "id", "job_search", "multi_sectoral_ground", "next_talk_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prolonged_unemployment", "proposed_services", "recorded_at", "recorded_by_id", "summary", "version", "work_ability") SELECT new_values."area_id", new_values."assessed_on", new_values."client_id", new_values."competence", new_values."conclusions", new_values."id", new_values."job_search", new_values."multi_sectoral_ground", new_values."next_talk_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."prolonged_unemployment", new_values."proposed_services", new_values."recorded_at", new_values."recorded_by_id", new_values."summary", new_values."version", new_values."work_ability" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="46e79336d14f12a6171d24d1d5f1a82f15ec2e6e",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_needsassessmentevent" ("area_id", "assessed_on", "client_id", "competence", "conclusions", "id", "job_search", "multi_sectoral_ground", "next_talk_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prolonged_unemployment", "proposed_services", "recorded_at", "recorded_by_id", "summary", "version", "work_ability") SELECT old_values."area_id", old_values."assessed_on", old_values."client_id", old_values."competence", old_values."conclusions", old_values."id", old_values."job_search", old_values."multi_sectoral_ground", old_values."next_talk_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."prolonged_unemployment", old_values."proposed_services", old_values."recorded_at", old_values."recorded_by_id", old_values."summary", old_values."version", old_values."work_ability" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="631e3b2b213926baf42735ec4538ebabfc3a5227",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d3b6b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_needsassessment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="needsassessmentevent",
            index=models.Index(fields=["pgh_obj"], name="clients_nee_pgh_obj_2b0cf7_idx"),
        ),
        migrations.AddIndex(
            model_name="selfrating",
            index=models.Index(fields=["area", "client", "-rated_on"], name="self_rating_client"),
        ),
        migrations.AddConstraint(
            model_name="selfrating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("work_ability__isnull", True), ("work_ability__range", (0, 10)), _connector="OR"),
                    models.Q(
                        ("life_satisfaction__isnull", True), ("life_satisfaction__range", (0, 10)), _connector="OR"
                    ),
                    models.Q(("wellbeing__isnull", True), ("wellbeing__range", (0, 10)), _connector="OR"),
                ),
                name="self_rating_scores",
                violation_error_message="A score is from 0 to 10.",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfrating",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("work_ability__isnull", False),
                    ("life_satisfaction__isnull", False),
                    ("wellbeing__isnull", False),
                    _connector="OR",
                ),
                name="self_rating_has_score",
                violation_error_message="Give at least one score.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="selfrating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_selfratingevent" ("area_id", "client_id", "id", "life_satisfaction", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "recorded_at", "recorded_by_id", "version", "wellbeing", "work_ability") SELECT new_values."area_id", new_values."client_id", new_values."id", new_values."life_satisfaction", new_values."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."rated_on", new_values."recorded_at", new_values."recorded_by_id", new_values."version", new_values."wellbeing", new_values."work_ability" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="456d549970c24f52843254746dae02a607de3a18",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ddc5a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_selfrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="selfrating",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_selfratingevent" ("area_id", "client_id", "id", "life_satisfaction", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "recorded_at", "recorded_by_id", "version", "wellbeing", "work_ability") SELECT new_values."area_id", new_values."client_id", new_values."id", new_values."life_satisfaction", new_values."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."rated_on", new_values."recorded_at", new_values."recorded_by_id", new_values."version", new_values."wellbeing", new_values."work_ability" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="35aea5251a6b62896dc838168e734f146c8dc34d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1226e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_selfrating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="selfrating",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_selfratingevent" ("area_id", "client_id", "id", "life_satisfaction", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "recorded_at", "recorded_by_id", "version", "wellbeing", "work_ability") SELECT old_values."area_id", old_values."client_id", old_values."id", old_values."life_satisfaction", old_values."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."rated_on", old_values."recorded_at", old_values."recorded_by_id", old_values."version", old_values."wellbeing", old_values."work_ability" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="81ad600e453d7e5a0addde54f41895170d2a5a7d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_80110",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_selfrating",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="selfratingevent",
            index=models.Index(fields=["pgh_obj"], name="clients_sel_pgh_obj_af61b4_idx"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["area", "client"], name="statement_client"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("status__in", ["need", "requested", "appointment"])),
                fields=["area", "needed_on", "client"],
                name="statement_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("area", "id"), name="statement_in_area"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["B", "A", "C", "TT", "PSY", "TK", "KUN", "TKO", "OMA", "Z"])),
                name="statement_kind",
                violation_error_message="The kind must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "diagnosis_chapter__in",
                        [
                            "",
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
                name="statement_chapter",
                violation_error_message="The chapter must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("needed_on__isnull", False), ("status", "need")),
                    models.Q(("needed_on__isnull", False), ("requested_on__isnull", False), ("status", "requested")),
                    models.Q(
                        ("appointment_on__isnull", False), ("needed_on__isnull", False), ("status", "appointment")
                    ),
                    models.Q(("received_on__isnull", False), ("status", "received")),
                    models.Q(("needed_on__isnull", False), ("refused_on__isnull", False), ("status", "refused")),
                    models.Q(("expired_on__isnull", False), ("received_on__isnull", False), ("status", "expired")),
                    _connector="OR",
                ),
                name="statement_step_has_day",
                violation_error_message="Each step of a statement has its day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("received", "expired")), ("received_on__isnull", True), _connector="OR"
                ),
                name="statement_received_is_received",
                violation_error_message="Only a received statement has a day of receipt.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("requested_on__isnull", True), ("requested_on__gte", models.F("needed_on")), _connector="OR"
                    ),
                    models.Q(
                        ("appointment_on__isnull", True),
                        ("appointment_on__gte", models.F("needed_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("appointment_on__isnull", True),
                        ("requested_on__isnull", True),
                        ("appointment_on__gte", models.F("requested_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("received_on__isnull", True),
                        ("needed_on__isnull", True),
                        ("received_on__gte", models.F("needed_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("received_on__isnull", True),
                        ("requested_on__isnull", True),
                        ("received_on__gte", models.F("requested_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("received_on__isnull", True),
                        ("appointment_on__isnull", True),
                        ("received_on__gte", models.F("appointment_on")),
                        _connector="OR",
                    ),
                    models.Q(("refused_on__isnull", True), ("refused_on__gte", models.F("needed_on")), _connector="OR"),
                    models.Q(
                        ("refused_on__isnull", True),
                        ("requested_on__isnull", True),
                        ("refused_on__gte", models.F("requested_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("expired_on__isnull", True), ("expired_on__gte", models.F("received_on")), _connector="OR"
                    ),
                ),
                name="statement_steps_in_order",
                violation_error_message="A step of a statement cannot be before the step it follows.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("stated_on__isnull", True),
                    ("valid_until__gte", models.F("stated_on")),
                    _connector="OR",
                ),
                name="statement_validity_in_order",
                violation_error_message="A statement cannot end before it was given.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("usefulness__isnull", True),
                    models.Q(("received_on__isnull", False), ("usefulness__range", (1, 5))),
                    _connector="OR",
                ),
                name="statement_usefulness",
                violation_error_message="Only a received statement has a usefulness, from 1 to 5.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_statementevent" ("adjustments", "appointment_on", "area_id", "client_id", "diagnosis_chapter", "expired_on", "id", "issuer_kind", "kind", "needed_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_from", "received_on", "recorded_at", "recorded_by_id", "refusal_reason", "refused_on", "requested_on", "restrictions", "stated_on", "status", "summary", "usefulness", "usefulness_reason", "valid_until", "version") SELECT new_values."adjustments", new_values."appointment_on", new_values."area_id", new_values."client_id", new_values."diagnosis_chapter", new_values."expired_on", new_values."id", new_values."issuer_kind", new_values."kind", new_values."needed_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."received_from", new_values."received_on", new_values."recorded_at", new_values."recorded_by_id", new_values."refusal_reason", new_values."refused_on", new_values."requested_on", new_values."restrictions", new_values."stated_on", new_values."status", new_values."summary", new_values."usefulness", new_values."usefulness_reason", new_values."valid_until", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f149e356b67f4b3432f5ed10326503efaae7b37f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_90a79",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_statementevent" ("adjustments", "appointment_on", "area_id", "client_id", "diagnosis_chapter", "expired_on", "id", "issuer_kind", "kind", "needed_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_from", "received_on", "recorded_at", "recorded_by_id", "refusal_reason", "refused_on", "requested_on", "restrictions", "stated_on", "status", "summary", "usefulness", "usefulness_reason", "valid_until", "version") SELECT new_values."adjustments", new_values."appointment_on", new_values."area_id", new_values."client_id", new_values."diagnosis_chapter", new_values."expired_on", new_values."id", new_values."issuer_kind", new_values."kind", new_values."needed_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."received_from", new_values."received_on", new_values."recorded_at", new_values."recorded_by_id", new_values."refusal_reason", new_values."refused_on", new_values."requested_on", new_values."restrictions", new_values."stated_on", new_values."status", new_values."summary", new_values."usefulness", new_values."usefulness_reason", new_values."valid_until", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f53fbe1b8d8f83c1c0ee948d1909d87b858fcaa3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_93bb3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_statement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_statementevent" ("adjustments", "appointment_on", "area_id", "client_id", "diagnosis_chapter", "expired_on", "id", "issuer_kind", "kind", "needed_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_from", "received_on", "recorded_at", "recorded_by_id", "refusal_reason", "refused_on", "requested_on", "restrictions", "stated_on", "status", "summary", "usefulness", "usefulness_reason", "valid_until", "version") SELECT old_values."adjustments", old_values."appointment_on", old_values."area_id", old_values."client_id", old_values."diagnosis_chapter", old_values."expired_on", old_values."id", old_values."issuer_kind", old_values."kind", old_values."needed_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."received_from", old_values."received_on", old_values."recorded_at", old_values."recorded_by_id", old_values."refusal_reason", old_values."refused_on", old_values."requested_on", old_values."restrictions", old_values."stated_on", old_values."status", old_values."summary", old_values."usefulness", old_values."usefulness_reason", old_values."valid_until", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="36a570039856c4b76446f05cee2652079bc0e2c8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e1d4",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_statement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="statementevent",
            index=models.Index(fields=["pgh_obj"], name="clients_sta_pgh_obj_a6241f_idx"),
        ),
        *[protect(table, verbs="SELECT, INSERT, UPDATE") for table in TABLES],
        *[protect(f"{table}event", verbs="SELECT") for table in TABLES],
        *[same_area(table, "client_id", "clients_client") for table in OF_CLIENTS],
        same_area("clients_demandassessment", "profile_id", "clients_demandprofile"),
        migrations.RunSQL(MOVE, MOVE_BACK),
    ]
