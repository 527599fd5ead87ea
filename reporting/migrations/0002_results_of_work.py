"""Facts of statuses, employment, services and supports; triggers mark whose facts a change of them concerns."""

from django.db import migrations, models

ABSENT = {"labour": 2, "reason": 2, "service": 2, "ground": 4, "result": 12}
UNKNOWN = ("to_work", "subsidised", "started", "referred", "completed", "granted")
KINDS = [
    ("target", "In the target group"),
    ("keyword", "Keyword set"),
    ("identified", "Work ability identified"),
    ("case", "Case"),
    ("phase", "Phase of a case"),
    ("direction", "Direction of a case"),
    ("sickness", "Maximum of sickness allowance reached"),
    ("contact", "Contact"),
    ("statement", "Statement received"),
    ("status", "Labour-market status during a case"),
    ("unempl_end", "Unemployment ended"),
    ("work_begun", "Moved into employment"),
    ("work_over", "Moved out of employment"),
    ("employment", "Employment begun"),
    ("referral", "Referral to a service"),
    ("serv_begun", "Service begun"),
    ("serv_over", "Service ended"),
    ("result", "Result of a service told"),
    ("wage_dec", "Wage subsidy decided on"),
    ("arrang_dec", "Support for arrangements decided on"),
    ("applicant", "Employer's first application of the year"),
]

# The tables whose rows make facts of their own client only, by the functions of the first migration.
SOURCES = ("clients_labourspell", "clients_employmentspell", "clients_servicereferral", "clients_serviceperiod")
TABLES = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
}
MARK = """
    INSERT INTO ledger_changemarker (area_id, kind, subject_id, current, processed)
    SELECT DISTINCT area_id, 'client_work', client_id, 1, 0 FROM ({rows}) AS changed ORDER BY 3
    ON CONFLICT (area_id, kind, subject_id) DO UPDATE SET current = ledger_changemarker.current + 1;
"""
# An employer is an applicant once a year: a change of one application moves that to another, perhaps another client's.
EMPLOYER = "coalesce(nullif(business_id, ''), lower(btrim(employer_name))) AS employer"
CHANGED = {
    "insert": f"SELECT area_id, client_id, {EMPLOYER} FROM new_rows",
    "update": f"""SELECT area_id, client_id, {EMPLOYER} FROM new_rows
        UNION SELECT area_id, client_id, {EMPLOYER} FROM old_rows""",
    "delete": f"SELECT area_id, client_id, {EMPLOYER} FROM old_rows",
}
ALIKE = """
    SELECT area_id, client_id FROM ({changed}) AS own
    UNION SELECT other.area_id, other.client_id
    FROM (SELECT area_id, client_id, {employer} FROM clients_supportapplication) AS other
    JOIN ({changed}) AS own USING (area_id, employer)
"""
SERVICE = """
    SELECT r.area_id, r.client_id FROM clients_servicereferral r
    JOIN new_rows n ON n.id = r.service_id JOIN old_rows o ON o.id = n.id WHERE o.code <> n.code
"""


def _function(name: str, rows: str) -> str:
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
        AS $$ BEGIN {MARK.format(rows=rows)} RETURN NULL; END $$;
    """


def _trigger(table: str, event: str, function: str) -> str:
    return f"""
        CREATE TRIGGER mark_client_work_{event} AFTER {event.upper()} ON {table} {TABLES[event]}
        FOR EACH STATEMENT EXECUTE FUNCTION {function}();
    """


CREATE = [_trigger(table, event, f"reporting_mark_work_{event}") for table in SOURCES for event in TABLES]
for event, changed in CHANGED.items():
    name = f"reporting_mark_support_{event}"
    CREATE += [
        _function(name, ALIKE.format(changed=changed, employer=EMPLOYER)),
        _trigger("clients_supportapplication", event, name),
    ]
CREATE += [
    _function("reporting_mark_work_service", SERVICE),
    _trigger("network_service", "update", "reporting_mark_work_service"),
]
DROP = [f"DROP TRIGGER mark_client_work_{event} ON {table};" for table in SOURCES for event in TABLES]
DROP += [f"DROP FUNCTION reporting_mark_support_{event}() CASCADE;" for event in TABLES]
DROP += ["DROP FUNCTION reporting_mark_work_service() CASCADE;"]


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_schema"), ("clients", "0007_handovers")]

    operations = [
        migrations.AlterField("WorkFact", "kind", models.CharField(choices=KINDS, max_length=10)),
        *(
            migrations.AddField("WorkFact", name, models.CharField(default="9", max_length=length))
            for name, length in ABSENT.items()
        ),
        *(migrations.AddField("WorkFact", name, models.BooleanField(null=True)) for name in UNKNOWN),
        migrations.RunSQL("".join(CREATE), "".join(DROP)),
    ]
