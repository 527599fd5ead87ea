"""Duplicates, merges, documents and people around the client."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import APP_LOGIN, protect, same_area

# What sounds or is written alike becomes equal: accents and doubled letters do not count, nor do w and v, c and k, x and
# ks, d and t, g and k, b and p, y and i. Equality of text is leakproof, so these serve as indexes under row-level
# security, where trigrams would not.
FOLD = r"""
CREATE FUNCTION clients_match_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(translate(replace(replace(replace(replace(replace(replace(translate(
        lower(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g')),
        'ØøÆæŒœĐđÐðŁłÞþŊŋŦŧ''’`´', 'ooaaooddddllttnntt'),
        'sch', 's'), 'sh', 's'), 'ph', 'f'), 'th', 't'), 'ck', 'k'), 'x', 'ks'),
        'wczqdgby', 'vksktkpi'), '(.)\1+', '\1', 'g')
$$;
CREATE FUNCTION clients_match_pair(one text, other text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN one <> '' AND other <> '' THEN
        least(one COLLATE "C", other COLLATE "C") || ' ' || greatest(one COLLATE "C", other COLLATE "C") END
$$;
CREATE FUNCTION clients_match_name(first_names text, last_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT public.clients_match_pair(
        public.clients_match_fold(substring(first_names FROM '[^[:space:].‐–-]+')),
        public.clients_match_fold(substring(last_name FROM '[^[:space:].‐–-]+')))
$$;
CREATE FUNCTION clients_match_name_end(first_names text, last_name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN last_name ~ '[^[:space:].‐–-][[:space:].‐–-]+[^[:space:].‐–-]' THEN public.clients_match_pair(
        public.clients_match_fold(substring(first_names FROM '[^[:space:].‐–-]+')),
        public.clients_match_fold(substring(last_name FROM '([^[:space:].‐–-]+)[[:space:].‐–-]*$'))) END
$$;
CREATE FUNCTION clients_match_phone(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT substring(regexp_replace(regexp_replace(said, '[^0-9]', '', 'g'), '^(00)?358', ''), '^0*([1-9][0-9]{5,})$')
$$;
"""
UNFOLD = """
DROP FUNCTION clients_match_phone(text);
DROP FUNCTION clients_match_name_end(text, text);
DROP FUNCTION clients_match_name(text, text);
DROP FUNCTION clients_match_pair(text, text);
DROP FUNCTION clients_match_fold(text);
"""
# Tables whose rows are never changed, but a merge, and its undoing, says whose they are.
GROWING = ("clients_disclosure", "clients_healthdetail", "clients_namesdecision")


def may_move(table: str) -> migrations.RunSQL:
    """The application may say whose a row is, and change nothing else of it."""
    return migrations.RunSQL(
        f'GRANT UPDATE (client_id) ON "{table}" TO {APP_LOGIN};',
        f'REVOKE UPDATE (client_id) ON "{table}" FROM {APP_LOGIN};',
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_case_messages"),
        ("clients", "0013_contacts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(FOLD, UNFOLD),
        migrations.AddField(
            model_name="client",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="match_name",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("first_names"), models.F("last_name"), function="public.clients_match_name"
                ),
                output_field=models.TextField(null=True),
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="match_name_end",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("first_names"), models.F("last_name"), function="public.clients_match_name_end"
                ),
                output_field=models.TextField(null=True),
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="match_phone",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(models.F("phone"), function="public.clients_match_phone"),
                output_field=models.TextField(null=True),
            ),
        ),
        migrations.CreateModel(
            name="ClientMerge",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("merged_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("choices", models.JSONField(default=dict)),
                ("moved", models.JSONField(default=dict)),
                ("before", models.BinaryField()),
            ],
            options={
                "ordering": ("-merged_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="ClientMergeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("merged_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("choices", models.JSONField(default=dict)),
                ("moved", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("certificate", "Certificate of work or study"),
                            ("cv", "Curriculum vitae"),
                            ("plan", "Plan"),
                            ("decision", "Decision of an authority"),
                            ("contract", "Contract or agreement"),
                            ("statement", "Medical statement"),
                            ("assessment", "Report of an assessment"),
                            ("letter", "Letter"),
                            ("other", "Other document"),
                        ],
                        max_length=11,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("is_health", models.BooleanField(default=False)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ("-created_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="DocumentEvent",
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
                            ("certificate", "Certificate of work or study"),
                            ("cv", "Curriculum vitae"),
                            ("plan", "Plan"),
                            ("decision", "Decision of an authority"),
                            ("contract", "Contract or agreement"),
                            ("statement", "Medical statement"),
                            ("assessment", "Report of an assessment"),
                            ("letter", "Letter"),
                            ("other", "Other document"),
                        ],
                        max_length=11,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("is_health", models.BooleanField(default=False)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DocumentPiece",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("cipher", models.BinaryField()),
            ],
            options={
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("file_name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("uploaded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="DocumentVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("file_name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("uploaded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DuplicateCandidate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("identity", "The same identity code"),
                                ("name", "The same name"),
                                ("variant", "Nearly the same name"),
                                ("birth", "The same date of birth"),
                                ("birth_near", "Nearly the same date of birth"),
                                ("phone", "The same telephone number"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be looked at"),
                            ("merged", "Merged"),
                            ("different", "Not the same person"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("found_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("-score", "id"),
            },
        ),
        migrations.CreateModel(
            name="DuplicateCandidateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("identity", "The same identity code"),
                                ("name", "The same name"),
                                ("variant", "Nearly the same name"),
                                ("birth", "The same date of birth"),
                                ("birth_near", "Nearly the same date of birth"),
                                ("phone", "The same telephone number"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be looked at"),
                            ("merged", "Merged"),
                            ("different", "Not the same person"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("found_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonAround",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("social", "Social worker or counsellor"),
                            ("health", "Nurse or physician"),
                            ("kela", "Official of Kela"),
                            ("employer", "Employer or superior"),
                            ("coach", "Work coach or job coach"),
                            ("youth", "Outreach youth worker"),
                            ("school", "Teacher or guidance counsellor"),
                            ("debt", "Debt counsellor"),
                            ("guardian", "Guardian of interests"),
                            ("near", "Family or friend"),
                            ("interpreter", "Interpreter"),
                            ("other", "Other person"),
                        ],
                        max_length=11,
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ("name", "id"),
            },
        ),
        migrations.CreateModel(
            name="PersonAroundEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("social", "Social worker or counsellor"),
                            ("health", "Nurse or physician"),
                            ("kela", "Official of Kela"),
                            ("employer", "Employer or superior"),
                            ("coach", "Work coach or job coach"),
                            ("youth", "Outreach youth worker"),
                            ("school", "Teacher or guidance counsellor"),
                            ("debt", "Debt counsellor"),
                            ("guardian", "Guardian of interests"),
                            ("near", "Family or friend"),
                            ("interpreter", "Interpreter"),
                            ("other", "Other person"),
                        ],
                        max_length=11,
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(fields=["area", "birth_date"], name="client_birth_date"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(fields=["area", "match_name"], name="client_match_name"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("match_name_end__isnull", False)),
                fields=["area", "match_name_end"],
                name="client_match_name_end",
            ),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("match_phone__isnull", False)),
                fields=["area", "match_phone"],
                name="client_match_phone",
            ),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="absorbed",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.client"
            ),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="kept",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.client"
            ),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="merged_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="undone_by",
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
            model_name="clientmergeevent",
            name="absorbed",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="clientmergeevent",
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
            model_name="clientmergeevent",
            name="kept",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="clientmergeevent",
            name="merged_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="clientmergeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.clientmerge",
            ),
        ),
        migrations.AddField(
            model_name="clientmergeevent",
            name="undone_by",
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
            model_name="document",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="document",
            name="client",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="created_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
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
            model_name="documentevent",
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
            model_name="documentevent",
            name="created_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="documentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.document",
            ),
        ),
        migrations.AddField(
            model_name="documentpiece",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="documentversion",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="documentversion",
            name="document",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="clients.document",
            ),
        ),
        migrations.AddField(
            model_name="documentversion",
            name="uploaded_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="documentpiece",
            name="file",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pieces",
                to="clients.documentversion",
            ),
        ),
        migrations.AddField(
            model_name="documentversionevent",
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
            model_name="documentversionevent",
            name="document",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clients.document",
            ),
        ),
        migrations.AddField(
            model_name="documentversionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.documentversion",
            ),
        ),
        migrations.AddField(
            model_name="documentversionevent",
            name="uploaded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="duplicatecandidate",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="duplicatecandidate",
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
            model_name="duplicatecandidate",
            name="first",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.client"
            ),
        ),
        migrations.AddField(
            model_name="duplicatecandidate",
            name="second",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.client"
            ),
        ),
        migrations.AddField(
            model_name="duplicatecandidateevent",
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
            model_name="duplicatecandidateevent",
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
            model_name="duplicatecandidateevent",
            name="first",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="duplicatecandidateevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.duplicatecandidate",
            ),
        ),
        migrations.AddField(
            model_name="duplicatecandidateevent",
            name="second",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="personaround",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="personaround",
            name="client",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="people_around",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="personaround",
            name="created_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personaroundevent",
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
            model_name="personaroundevent",
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
            model_name="personaroundevent",
            name="created_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personaroundevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.personaround",
            ),
        ),
        migrations.AddIndex(
            model_name="clientmerge",
            index=models.Index(fields=["area", "kept"], name="client_merge_kept"),
        ),
        migrations.AddConstraint(
            model_name="clientmerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("area", "absorbed"),
                name="client_merge_once",
                violation_error_message="The record has already been merged into another.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clientmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("absorbed")), _negated=True), name="client_merge_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="clientmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="client_merge_undone_whole",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientmerge",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientmergeevent" ("absorbed_id", "area_id", "choices", "id", "kept_id", "merged_at", "merged_by_id", "moved", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "version") SELECT new_values."absorbed_id", new_values."area_id", new_values."choices", new_values."id", new_values."kept_id", new_values."merged_at", new_values."merged_by_id", new_values."moved", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."undone_at", new_values."undone_by_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="afb37f64426edc417edd0db368cef7d2aa35a70a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fc22a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_clientmerge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientmerge",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientmergeevent" ("absorbed_id", "area_id", "choices", "id", "kept_id", "merged_at", "merged_by_id", "moved", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "version") SELECT new_values."absorbed_id", new_values."area_id", new_values."choices", new_values."id", new_values."kept_id", new_values."merged_at", new_values."merged_by_id", new_values."moved", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."undone_at", new_values."undone_by_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."absorbed_id" IS DISTINCT FROM (new_values."absorbed_id") OR old_values."area_id" IS DISTINCT FROM (new_values."area_id") OR old_values."choices" IS DISTINCT FROM (new_values."choices") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kept_id" IS DISTINCT FROM (new_values."kept_id") OR old_values."merged_at" IS DISTINCT FROM (new_values."merged_at") OR old_values."merged_by_id" IS DISTINCT FROM (new_values."merged_by_id") OR old_values."moved" IS DISTINCT FROM (new_values."moved") OR old_values."undone_at" IS DISTINCT FROM (new_values."undone_at") OR old_values."undone_by_id" IS DISTINCT FROM (new_values."undone_by_id") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="605499a71f6ba4d6f77dfd9ce12de38990c3f6e0",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ab181",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_clientmerge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientmerge",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientmergeevent" ("absorbed_id", "area_id", "choices", "id", "kept_id", "merged_at", "merged_by_id", "moved", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "version") SELECT old_values."absorbed_id", old_values."area_id", old_values."choices", old_values."id", old_values."kept_id", old_values."merged_at", old_values."merged_by_id", old_values."moved", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."undone_at", old_values."undone_by_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="33ffd7060d71bdfd954bb5aee1b4544d934e4e95",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84a1b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_clientmerge",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="clientmergeevent",
            index=models.Index(fields=["pgh_obj"], name="clients_cli_pgh_obj_be39b8_idx"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["area", "client"], name="document_client"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("area", "id"), name="document_in_area"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "certificate",
                            "cv",
                            "plan",
                            "decision",
                            "contract",
                            "statement",
                            "assessment",
                            "letter",
                            "other",
                        ],
                    )
                ),
                name="document_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="document_has_title",
                violation_error_message="A document has a title.",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_health", True),
                    models.Q(("kind__in", ["assessment", "statement"]), _negated=True),
                    _connector="OR",
                ),
                name="document_of_health",
                violation_error_message="A medical statement or an assessment is a document of health.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_documentevent" ("area_id", "client_id", "created_at", "created_by_id", "expires_on", "id", "is_health", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") SELECT new_values."area_id", new_values."client_id", new_values."created_at", new_values."created_by_id", new_values."expires_on", new_values."id", new_values."is_health", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="50646e2313185542a0b4ead5a8695090ebdc675e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3e19e",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_documentevent" ("area_id", "client_id", "created_at", "created_by_id", "expires_on", "id", "is_health", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") SELECT new_values."area_id", new_values."client_id", new_values."created_at", new_values."created_by_id", new_values."expires_on", new_values."id", new_values."is_health", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."title", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="aed56071c6c054421f2cbec40f2ebe33e6a8c4ef",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d6840",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_documentevent" ("area_id", "client_id", "created_at", "created_by_id", "expires_on", "id", "is_health", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "version") SELECT old_values."area_id", old_values."client_id", old_values."created_at", old_values."created_by_id", old_values."expires_on", old_values."id", old_values."is_health", old_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."title", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4fdeac5f7d885f6458f745ac09a5f7ec6ae0d284",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7c098",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_document",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="documentevent",
            index=models.Index(fields=["pgh_obj"], name="clients_doc_pgh_obj_457f65_idx"),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.UniqueConstraint(fields=("area", "id"), name="document_version_in_area"),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.UniqueConstraint(fields=("area", "document", "number"), name="document_version_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_documentversionevent" ("area_id", "document_id", "file_name", "id", "media_type", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "uploaded_at", "uploaded_by_id") SELECT new_values."area_id", new_values."document_id", new_values."file_name", new_values."id", new_values."media_type", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."size", new_values."uploaded_at", new_values."uploaded_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="197cf717b4a94887cd1a766199dfe8cca0a8578c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_edeec",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_documentversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_documentversionevent" ("area_id", "document_id", "file_name", "id", "media_type", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "uploaded_at", "uploaded_by_id") SELECT new_values."area_id", new_values."document_id", new_values."file_name", new_values."id", new_values."media_type", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."size", new_values."uploaded_at", new_values."uploaded_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4ae869a3b747c01065f20baf9c6b86c0f661b656",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fbbb6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_documentversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_documentversionevent" ("area_id", "document_id", "file_name", "id", "media_type", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "uploaded_at", "uploaded_by_id") SELECT old_values."area_id", old_values."document_id", old_values."file_name", old_values."id", old_values."media_type", old_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."size", old_values."uploaded_at", old_values."uploaded_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6363fc6c641e6e785dbc3ae3278ffa503ced0f0d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6fe7e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_documentversion",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="documentpiece",
            constraint=models.UniqueConstraint(fields=("area", "file", "position"), name="document_piece_once"),
        ),
        migrations.AddIndex(
            model_name="documentversionevent",
            index=models.Index(fields=["pgh_obj"], name="clients_doc_pgh_obj_998a3a_idx"),
        ),
        migrations.AddIndex(
            model_name="duplicatecandidate",
            index=models.Index(fields=["area", "state", "-score"], name="duplicate_list"),
        ),
        migrations.AddIndex(
            model_name="duplicatecandidate",
            index=models.Index(fields=["area", "second"], name="duplicate_second"),
        ),
        migrations.AddConstraint(
            model_name="duplicatecandidate",
            constraint=models.UniqueConstraint(fields=("area", "first", "second"), name="duplicate_once"),
        ),
        migrations.AddConstraint(
            model_name="duplicatecandidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))),
                name="duplicate_in_order",
                violation_error_message="A pair is two clients, the lesser key first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatecandidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "merged", "different"])), name="duplicate_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatecandidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="duplicate_decision_whole",
                violation_error_message="What was decided has its time.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duplicatecandidate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_duplicatecandidateevent" ("area_id", "decided_at", "decided_by_id", "first_id", "found_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "score", "second_id", "state", "version") SELECT new_values."area_id", new_values."decided_at", new_values."decided_by_id", new_values."first_id", new_values."found_at", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reasons", new_values."score", new_values."second_id", new_values."state", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8ec7e4b61b14f3df7fcd7c544cab66356411cebc",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1e43a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_duplicatecandidate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duplicatecandidate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_duplicatecandidateevent" ("area_id", "decided_at", "decided_by_id", "first_id", "found_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "score", "second_id", "state", "version") SELECT new_values."area_id", new_values."decided_at", new_values."decided_by_id", new_values."first_id", new_values."found_at", new_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reasons", new_values."score", new_values."second_id", new_values."state", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c4dbf08485cf9da624d772306e837c810f095e23",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f8818",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_duplicatecandidate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duplicatecandidate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_duplicatecandidateevent" ("area_id", "decided_at", "decided_by_id", "first_id", "found_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "score", "second_id", "state", "version") SELECT old_values."area_id", old_values."decided_at", old_values."decided_by_id", old_values."first_id", old_values."found_at", old_values."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reasons", old_values."score", old_values."second_id", old_values."state", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="83bc2dd88567af42b74d1f47d074c27a12fd8300",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dd256",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_duplicatecandidate",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="duplicatecandidateevent",
            index=models.Index(fields=["pgh_obj"], name="clients_dup_pgh_obj_9d65a6_idx"),
        ),
        migrations.AddIndex(
            model_name="personaround",
            index=models.Index(fields=["area", "client"], name="person_around_client"),
        ),
        migrations.AddConstraint(
            model_name="personaround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "social",
                            "health",
                            "kela",
                            "employer",
                            "coach",
                            "youth",
                            "school",
                            "debt",
                            "guardian",
                            "near",
                            "interpreter",
                            "other",
                        ],
                    )
                ),
                name="person_around_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="personaround",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="person_around_has_name",
                violation_error_message="A person has a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="personaround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                ),
                name="person_around_in_order",
                violation_error_message="It cannot end before it begins.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaround",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_personaroundevent" ("area_id", "client_id", "created_at", "created_by_id", "email", "ended_on", "id", "name", "note", "organisation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "started_on", "version") SELECT new_values."area_id", new_values."client_id", new_values."created_at", new_values."created_by_id", new_values."email", new_values."ended_on", new_values."id", new_values."name", new_values."note", new_values."organisation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."role", new_values."started_on", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ec7ab10cf461e08669a3cfc71a70fff7ed65e2c9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ffb0b",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_personaround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaround",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_personaroundevent" ("area_id", "client_id", "created_at", "created_by_id", "email", "ended_on", "id", "name", "note", "organisation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "started_on", "version") SELECT new_values."area_id", new_values."client_id", new_values."created_at", new_values."created_by_id", new_values."email", new_values."ended_on", new_values."id", new_values."name", new_values."note", new_values."organisation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."phone", new_values."role", new_values."started_on", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="673062038b6ebe9844b7551dd88ae1125ad6ce61",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ae92e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_personaround",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaround",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_personaroundevent" ("area_id", "client_id", "created_at", "created_by_id", "email", "ended_on", "id", "name", "note", "organisation", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "role", "started_on", "version") SELECT old_values."area_id", old_values."client_id", old_values."created_at", old_values."created_by_id", old_values."email", old_values."ended_on", old_values."id", old_values."name", old_values."note", old_values."organisation", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."phone", old_values."role", old_values."started_on", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ca5735acdb937480ae389d3d8124ff4d0a7b9834",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ee441",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_personaround",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="personaroundevent",
            index=models.Index(fields=["pgh_obj"], name="clients_per_pgh_obj_b5be33_idx"),
        ),
        migrations.RemoveIndex(model_name="client", name="client_unit"),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(fields=["area", "unit"], include=["merged_into"], name="client_unit"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["area", "merged_into"], name="client_merged"
            ),
        ),
        same_area("clients_client", "merged_into_id", "clients_client"),
        protect("clients_duplicatecandidate", verbs="SELECT, INSERT, UPDATE"),
        protect("clients_duplicatecandidateevent", verbs="SELECT"),
        protect("clients_clientmerge", verbs="SELECT, INSERT, UPDATE"),
        protect("clients_clientmergeevent", verbs="SELECT"),
        protect("clients_document", verbs="SELECT, INSERT, UPDATE"),
        protect("clients_documentevent", verbs="SELECT"),
        protect("clients_documentversion", verbs="SELECT, INSERT"),
        protect("clients_documentversionevent", verbs="SELECT"),
        protect("clients_documentpiece", verbs="SELECT, INSERT"),
        protect("clients_personaround", verbs="SELECT, INSERT, UPDATE"),
        protect("clients_personaroundevent", verbs="SELECT"),
        same_area("clients_duplicatecandidate", "first_id", "clients_client"),
        same_area("clients_duplicatecandidate", "second_id", "clients_client"),
        same_area("clients_clientmerge", "kept_id", "clients_client"),
        same_area("clients_clientmerge", "absorbed_id", "clients_client"),
        same_area("clients_document", "client_id", "clients_client"),
        same_area("clients_documentversion", "document_id", "clients_document"),
        same_area("clients_documentpiece", "file_id", "clients_documentversion"),
        same_area("clients_personaround", "client_id", "clients_client"),
        *[may_move(table) for table in GROWING],
    ]
