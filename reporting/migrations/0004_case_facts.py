"""Facts of client work, counted without a programme; triggers mark the clients whose facts a change concerns."""

import django.db.models.deletion
from django.db import migrations, models

from config.kernel.rls import protect, same_area

# The tables that facts of client work are worked out from, with the rows they make facts of.
SOURCES = (
    "clients_keyword",
    "clients_diagnosismark",
    "clients_workabilitystatus",
    "clients_case",
    "clients_contact",
    "clients_statement",
)
MARK = """
INSERT INTO ledger_changemarker (area_id, kind, subject_id, current, processed)
SELECT DISTINCT area_id, 'client_work', {client}, 1, 0 FROM {rows} ORDER BY 3
ON CONFLICT (area_id, kind, subject_id) DO UPDATE SET current = ledger_changemarker.current + 1;
"""
EITHER = "(SELECT area_id, client_id FROM old_rows UNION SELECT area_id, client_id FROM new_rows) AS changed"
MOVED = """(
    SELECT new_rows.area_id, new_rows.id FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
    WHERE (new_rows.unit_id, new_rows.gender, new_rows.birth_date)
        IS DISTINCT FROM (old_rows.unit_id, old_rows.gender, old_rows.birth_date)
) AS changed"""
EVENTS = {
    "insert": ("REFERENCING NEW TABLE AS new_rows", MARK.format(client="client_id", rows="new_rows")),
    "update": ("REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows", MARK.format(client="client_id", rows=EITHER)),
    "delete": ("REFERENCING OLD TABLE AS old_rows", MARK.format(client="client_id", rows="old_rows")),
}


def _function(name: str, body: str) -> str:
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
        AS $$ BEGIN {body} RETURN NULL; END $$;
    """


def _trigger(table: str, event: str, referencing: str, function: str) -> str:
    return f"""
        CREATE TRIGGER mark_client_work_{event} AFTER {event.upper()} ON {table} {referencing}
        FOR EACH STATEMENT EXECUTE FUNCTION {function}();
    """


CREATE = [_function(f"reporting_mark_work_{event}", body) for event, (_tables, body) in EVENTS.items()]
CREATE += [
    _trigger(table, event, tables, f"reporting_mark_work_{event}")
    for table in SOURCES
    for event, (tables, _body) in EVENTS.items()
]
CREATE += [
    _function("reporting_mark_work_moved", MARK.format(client="id", rows=MOVED)),
    _trigger("clients_client", "update", EVENTS["update"][0], "reporting_mark_work_moved"),
]
DROP = [f"DROP FUNCTION reporting_mark_work_{event}() CASCADE;" for event in (*EVENTS, "moved")]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("ledger", "0001_initial"),
        ("clients", "0014_merging"),
        ("network", "0001_initial"),
        ("reporting", "0003_history_and_guard_of_targets"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkFact",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("target", "In the target group"),
                            ("keyword", "Keyword set"),
                            ("identified", "Work ability identified"),
                            ("case", "Case"),
                            ("phase", "Phase of a case"),
                            ("direction", "Direction of a case"),
                            ("sickness", "Maximum of sickness allowance reached"),
                            ("contact", "Contact"),
                            ("statement", "Statement received"),
                        ],
                        max_length=10,
                    ),
                ),
                ("client_id", models.UUIDField()),
                ("subject_id", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("begun_on", models.DateField()),
                ("over_on", models.DateField(null=True)),
                ("begun_month", models.DateField()),
                ("over_month", models.DateField(null=True)),
                ("last_month", models.DateField(null=True)),
                ("gender", models.CharField(max_length=1)),
                ("age_group", models.CharField(max_length=5)),
                ("basis", models.CharField(max_length=9)),
                ("keyword", models.CharField(max_length=20)),
                ("case_kind", models.CharField(max_length=12)),
                ("phase", models.CharField(max_length=10)),
                ("direction", models.CharField(max_length=7)),
                ("channel", models.CharField(max_length=12)),
                ("waited", models.CharField(max_length=5)),
                ("remote", models.BooleanField(null=True)),
                ("employed", models.BooleanField(null=True)),
                ("within_14", models.BooleanField(null=True)),
                ("within_30", models.BooleanField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="computation",
            name="computation_once",
        ),
        migrations.AlterField(
            model_name="cell",
            name="basis",
            field=models.CharField(
                choices=[
                    ("start", "First start"),
                    ("end", "Last end"),
                    ("followup", "Follow-up observation"),
                    ("stock", "State at the end of the period"),
                    ("begun", "Begun in the period"),
                    ("over", "Over in the period"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="cell",
            name="programme",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="network.programme",
            ),
        ),
        migrations.AlterField(
            model_name="computation",
            name="programme",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="network.programme"),
        ),
        migrations.AddConstraint(
            model_name="computation",
            constraint=models.UniqueConstraint(
                fields=("area", "programme"), name="computation_once", nulls_distinct=False
            ),
        ),
        migrations.AddField(
            model_name="workfact",
            name="area",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, to="accounts.area"
            ),
        ),
        migrations.AddField(
            model_name="workfact",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="accounts.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="workfact",
            index=models.Index(fields=["area", "kind", "begun_month"], name="work_fact_scope"),
        ),
        migrations.AddIndex(
            model_name="workfact",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)), fields=["area", "client_id"], name="work_fact_current"
            ),
        ),
        migrations.AddConstraint(
            model_name="workfact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("area", "client_id", "kind", "subject_id", "begun_on"),
                name="work_fact_one_current",
            ),
        ),
        protect("reporting_workfact"),
        same_area("reporting_workfact", "unit_id", "accounts_unit"),
        migrations.RunSQL("".join(CREATE), "".join(DROP)),
    ]
