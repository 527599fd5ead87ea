"""Triggers that mark whose facts a change of a status, an employment, a service, a support or a placement concerns."""

from django.db import migrations

# The tables whose rows make facts of their own client only, by the functions of the first migration.
SOURCES = (
    "clients_labourspell",
    "clients_employmentspell",
    "clients_servicereferral",
    "clients_serviceperiod",
    "employers_jobreferral",
    "employers_placement",
)
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

OPERATIONS = [migrations.RunSQL("".join(CREATE), "".join(DROP))]
