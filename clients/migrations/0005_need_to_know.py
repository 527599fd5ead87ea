"""Who a client is, whose client, health details, and exceptional access."""

import datetime as dt
import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from config.kernel.rls import protect, same_area

KEPT = ("caserelation", "breakglass")
NEW = (*KEPT, "healthdetail")

# The unit of the latest participation serves the client.
SERVED_BY = """
    UPDATE clients_client c SET unit_id = (
        SELECT p.unit_id FROM clients_participation p WHERE p.client_id = c.id ORDER BY p.started_on DESC, p.id LIMIT 1
    ) WHERE c.unit_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0004_import_problem_security"), ("accounts", "0004_membership_rights")]

    operations = [
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("reason", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("review_due_on", models.DateField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("justified", "Justified"),
                            ("unjustified", "Not justified"),
                            ("follow_up", "Needs follow-up"),
                        ],
                        max_length=12,
                    ),
                ),
                ("comment", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("review_due_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="BreakGlassEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("reason", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("review_due_on", models.DateField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("justified", "Justified"),
                            ("unjustified", "Not justified"),
                            ("follow_up", "Needs follow-up"),
                        ],
                        max_length=12,
                    ),
                ),
                ("comment", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseRelation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("responsible", "Responsible"),
                            ("co_owner", "Co-owner"),
                            ("consultation", "Consultation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("-valid_from", "id"),
            },
        ),
        migrations.CreateModel(
            name="CaseRelationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("responsible", "Responsible"),
                            ("co_owner", "Co-owner"),
                            ("consultation", "Consultation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pgh_id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HealthDetail",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("DG", "Diagnosis told by the client"),
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
                ("stated_on", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("-stated_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="HealthDetailEvent",
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
                            ("DG", "Diagnosis told by the client"),
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
                ("stated_on", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
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
            name="email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="client",
            name="first_names",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="client",
            name="last_name",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="client",
            name="non_disclosure",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="client",
            name="phone",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="client",
            name="post_office",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="client",
            name="postal_code",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="client",
            name="service_language",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name="client",
            name="street_address",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="client",
            name="unit",
            field=models.ForeignKey(
                blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to="accounts.unit"
            ),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="email",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="first_names",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="last_name",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="non_disclosure",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="phone",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="post_office",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="postal_code",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="service_language",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="street_address",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="accounts.unit",
            ),
        ),
        migrations.AlterField(
            model_name="client",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(fields=["area", "unit"], name="client_unit"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                models.F("area"),
                django.db.models.functions.comparison.Collate(
                    models.Func(
                        django.db.models.functions.text.Lower(models.F("last_name")),
                        models.Value("åäæöøüáàâčçđéèêëíîïńñŋóòôšŧúùûýžʒ"),
                        models.Value("{||}}yaaaccdeeeeiiinnnooostuuuyzz"),
                        function="translate",
                    ),
                    "C",
                ),
                django.db.models.functions.comparison.Collate(
                    models.Func(
                        django.db.models.functions.text.Lower(models.F("first_names")),
                        models.Value("åäæöøüáàâčçđéèêëíîïńñŋóòôšŧúùûýžʒ"),
                        models.Value("{||}}yaaaccdeeeeiiinnnooostuuuyzz"),
                        function="translate",
                    ),
                    "C",
                ),
                models.F("id"),
                name="client_name",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientevent" ("area_id", "birth_date", "created_at", "email", "first_names", "gender", "id", "identity_cipher", "identity_hash", "last_name", "municipality_id", "non_disclosure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post_office", "postal_code", "service_language", "street_address", "unit_id", "version") SELECT new_values."area_id", new_values."birth_date", new_values."created_at", new_values."email", new_values."first_names", new_values."gender", new_values."id", new_values."identity_cipher", new_values."identity_hash", new_values."last_name", new_values."municipality_id", new_values."non_disclosure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."post_office", new_values."postal_code", new_values."service_language", new_values."street_address", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="74b503c26ab9aee50cbdef4d87a7fdf51eba7aa7",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientevent" ("area_id", "birth_date", "created_at", "email", "first_names", "gender", "id", "identity_cipher", "identity_hash", "last_name", "municipality_id", "non_disclosure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post_office", "postal_code", "service_language", "street_address", "unit_id", "version") SELECT new_values."area_id", new_values."birth_date", new_values."created_at", new_values."email", new_values."first_names", new_values."gender", new_values."id", new_values."identity_cipher", new_values."identity_hash", new_values."last_name", new_values."municipality_id", new_values."non_disclosure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."phone", new_values."post_office", new_values."postal_code", new_values."service_language", new_values."street_address", new_values."unit_id", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="415e008c1825323a9b10078020477ceb0d5daa34",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_clientevent" ("area_id", "birth_date", "created_at", "email", "first_names", "gender", "id", "identity_cipher", "identity_hash", "last_name", "municipality_id", "non_disclosure", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "post_office", "postal_code", "service_language", "street_address", "unit_id", "version") SELECT old_values."area_id", old_values."birth_date", old_values."created_at", old_values."email", old_values."first_names", old_values."gender", old_values."id", old_values."identity_cipher", old_values."identity_hash", old_values."last_name", old_values."municipality_id", old_values."non_disclosure", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."phone", old_values."post_office", old_values."postal_code", old_values."service_language", old_values."street_address", old_values."unit_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c6aea638082928f3778ca514f36d3dea8d4a1bf0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f8895",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_client",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="breakglass",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="breakglass",
            name="client",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.client"
            ),
        ),
        migrations.AddField(
            model_name="breakglass",
            name="reviewed_by",
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
            model_name="breakglass",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="breakglassevent",
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
            model_name="breakglassevent",
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
            model_name="breakglassevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.breakglass",
            ),
        ),
        migrations.AddField(
            model_name="breakglassevent",
            name="reviewed_by",
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
            model_name="breakglassevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="caserelation",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="caserelation",
            name="client",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relations",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="caserelation",
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
            model_name="caserelation",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="caserelationevent",
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
            model_name="caserelationevent",
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
            model_name="caserelationevent",
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
            model_name="caserelationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.caserelation",
            ),
        ),
        migrations.AddField(
            model_name="caserelationevent",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="healthdetail",
            name="area",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"),
        ),
        migrations.AddField(
            model_name="healthdetail",
            name="client",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="health_details",
                to="clients.client",
            ),
        ),
        migrations.AddField(
            model_name="healthdetail",
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
            model_name="healthdetailevent",
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
            model_name="healthdetailevent",
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
            model_name="healthdetailevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="clients.healthdetail",
            ),
        ),
        migrations.AddField(
            model_name="healthdetailevent",
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
        migrations.AddIndex(
            model_name="breakglass",
            index=models.Index(fields=["area", "user", "expires_at"], name="break_glass_user"),
        ),
        migrations.AddIndex(
            model_name="breakglass",
            index=models.Index(fields=["area", "client"], name="break_glass_client"),
        ),
        migrations.AddIndex(
            model_name="breakglass",
            index=models.Index(
                condition=models.Q(("reviewed_at__isnull", True)),
                fields=["area", "review_due_on"],
                name="break_glass_queue",
            ),
        ),
        migrations.AddConstraint(
            model_name="breakglass",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at__gt", models.F("opened_at")),
                    (
                        "expires_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("opened_at"), "+", models.Value(dt.timedelta(seconds=3600))
                        ),
                    ),
                ),
                name="break_glass_an_hour",
                violation_error_message="Exceptional access lasts at most an hour.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breakglass",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="break_glass_has_reason",
                violation_error_message="Exceptional access needs a reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="breakglass",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True), ("verdict", "")),
                    models.Q(
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                        ("verdict__in", ["justified", "unjustified", "follow_up"]),
                    ),
                    _connector="OR",
                ),
                name="break_glass_review_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="breakglass",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by__isnull", True),
                    models.Q(("reviewed_by", models.F("user")), _negated=True),
                    _connector="OR",
                ),
                name="break_glass_not_own_judge",
                violation_error_message="Nobody reviews their own exceptional access.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breakglass",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_breakglassevent" ("area_id", "client_id", "comment", "expires_at", "id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_due_on", "reviewed_at", "reviewed_by_id", "user_id", "verdict", "version") SELECT new_values."area_id", new_values."client_id", new_values."comment", new_values."expires_at", new_values."id", new_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."reason", new_values."review_due_on", new_values."reviewed_at", new_values."reviewed_by_id", new_values."user_id", new_values."verdict", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4a8bfdfde51e546c2c02ab859d9f54e8143f9ae0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_77ae3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_breakglass",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breakglass",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_breakglassevent" ("area_id", "client_id", "comment", "expires_at", "id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_due_on", "reviewed_at", "reviewed_by_id", "user_id", "verdict", "version") SELECT new_values."area_id", new_values."client_id", new_values."comment", new_values."expires_at", new_values."id", new_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."reason", new_values."review_due_on", new_values."reviewed_at", new_values."reviewed_by_id", new_values."user_id", new_values."verdict", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6b2e22a04c90ed3fa1ff34060e9b3e0ba3bad443",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8393d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_breakglass",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="breakglass",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_breakglassevent" ("area_id", "client_id", "comment", "expires_at", "id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_due_on", "reviewed_at", "reviewed_by_id", "user_id", "verdict", "version") SELECT old_values."area_id", old_values."client_id", old_values."comment", old_values."expires_at", old_values."id", old_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."review_due_on", old_values."reviewed_at", old_values."reviewed_by_id", old_values."user_id", old_values."verdict", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1ff01f5c93920a5b1253fcf7fb5e29aaa19b54c6",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2be45",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_breakglass",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="breakglassevent",
            index=models.Index(fields=["pgh_obj"], name="clients_bre_pgh_obj_de0938_idx"),
        ),
        migrations.AddIndex(
            model_name="caserelation",
            index=models.Index(fields=["area", "user", "client"], name="case_relation_user"),
        ),
        migrations.AddIndex(
            model_name="caserelation",
            index=models.Index(fields=["area", "client"], name="case_relation_client"),
        ),
        migrations.AddConstraint(
            model_name="caserelation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="case_relation_valid_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="caserelation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("kind", "responsible")),
                fields=("area", "client"),
                name="case_relation_one_responsible",
                violation_error_message="The client already has a responsible coordinator.",
            ),
        ),
        migrations.AddConstraint(
            model_name="caserelation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("area", "client", "user", "kind"),
                name="case_relation_once",
                violation_error_message="The person already has this relation to the client.",
            ),
        ),
        migrations.AddConstraint(
            model_name="caserelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["responsible", "co_owner", "consultation"])),
                name="case_relation_kind",
                violation_error_message="The kind of relation must be a listed one.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="caserelation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_caserelationevent" ("area_id", "client_id", "created_at", "created_by_id", "ended_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "valid_from", "valid_to", "version") SELECT new_values."area_id", new_values."client_id", new_values."created_at", new_values."created_by_id", new_values."ended_at", new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."user_id", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="46c2b4df8b60e831753d0c0878638e9c65a22c7f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4cde9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_caserelation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="caserelation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_caserelationevent" ("area_id", "client_id", "created_at", "created_by_id", "ended_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "valid_from", "valid_to", "version") SELECT new_values."area_id", new_values."client_id", new_values."created_at", new_values."created_by_id", new_values."ended_at", new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."user_id", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ddb030dc5561dcdae6b3556b44ec766d77fe2b1b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4c7fe",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_caserelation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="caserelation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_caserelationevent" ("area_id", "client_id", "created_at", "created_by_id", "ended_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "valid_from", "valid_to", "version") SELECT old_values."area_id", old_values."client_id", old_values."created_at", old_values."created_by_id", old_values."ended_at", old_values."id", old_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."user_id", old_values."valid_from", old_values."valid_to", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e9713abbe1795251f51955a19ab30edbfffab0dd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_23df8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_caserelation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="caserelationevent",
            index=models.Index(fields=["pgh_obj"], name="clients_cas_pgh_obj_789c0c_idx"),
        ),
        migrations.AddIndex(
            model_name="healthdetail",
            index=models.Index(fields=["area", "client"], name="health_detail_client"),
        ),
        migrations.AddConstraint(
            model_name="healthdetail",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["DG", "B", "A", "C", "TT", "PSY", "TK", "KUN", "TKO", "OMA", "Z"])),
                name="health_detail_kind",
                violation_error_message="The kind must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="healthdetail",
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
                name="health_detail_chapter",
                violation_error_message="The chapter must be a listed one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="healthdetail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("stated_on__isnull", True),
                    ("valid_to__gte", models.F("stated_on")),
                    _connector="OR",
                ),
                name="health_detail_in_order",
                violation_error_message="A statement cannot end before it was given.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="healthdetail",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_healthdetailevent" ("area_id", "client_id", "diagnosis_chapter", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "stated_on", "text", "valid_to", "version") SELECT new_values."area_id", new_values."client_id", new_values."diagnosis_chapter", new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."stated_on", new_values."text", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e0ee68907d6996da3464be92213350f469d070d9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f4426",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="clients_healthdetail",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="healthdetail",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_healthdetailevent" ("area_id", "client_id", "diagnosis_chapter", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "stated_on", "text", "valid_to", "version") SELECT new_values."area_id", new_values."client_id", new_values."diagnosis_chapter", new_values."id", new_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."source", new_values."stated_on", new_values."text", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8014ef5435da981dcc5ab625fa97b044e7cdc7ef",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_86310",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="clients_healthdetail",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="healthdetail",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "clients_healthdetailevent" ("area_id", "client_id", "diagnosis_chapter", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "stated_on", "text", "valid_to", "version") SELECT old_values."area_id", old_values."client_id", old_values."diagnosis_chapter", old_values."id", old_values."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."source", old_values."stated_on", old_values."text", old_values."valid_to", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ff7d2f5dd1db19c83af0654129e5ca4dc3349f0b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_baf5a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="clients_healthdetail",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="healthdetailevent",
            index=models.Index(fields=["pgh_obj"], name="clients_hea_pgh_obj_c946c0_idx"),
        ),
        *[protect(f"clients_{name}", verbs="SELECT, INSERT, UPDATE") for name in KEPT],
        protect("clients_healthdetail"),
        *[protect(f"clients_{name}event", verbs="SELECT") for name in NEW],
        *[same_area(f"clients_{name}", "client_id", "clients_client") for name in NEW],
        same_area("clients_client", "unit_id", "accounts_unit"),
        migrations.RunSQL(SERVED_BY, migrations.RunSQL.noop),
    ]
