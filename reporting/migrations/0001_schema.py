"""Facts (rows: by area), cells (numbers: also by programme), targets; triggers mark whose facts a change concerns."""

from django.db import migrations

from config.kernel.rls import ACTOR, BY_AREA, BY_NUMBER, CreateTables, protect, same_area
from reporting.migrations import _employers, _results
from reporting.migrations._tables import TABLES

GUARD = f"""
CREATE FUNCTION reporting_guard_target() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ BEGIN
        IF {ACTOR} IS NOT NULL AND NOT public.network_administers(NEW.programme_id) THEN
            RAISE insufficient_privilege USING MESSAGE = 'administrators of its areas alone set targets of a programme';
        END IF;
        IF TG_OP = 'UPDATE' AND NEW.programme_id <> OLD.programme_id THEN
            RAISE insufficient_privilege USING MESSAGE = 'a target keeps its programme';
        END IF;
        RETURN NEW;
    END $$;
REVOKE EXECUTE ON FUNCTION reporting_guard_target() FROM PUBLIC;
CREATE TRIGGER reporting_guard_target BEFORE INSERT OR UPDATE ON reporting_target
    FOR EACH ROW EXECUTE FUNCTION reporting_guard_target();
"""

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
    initial = True

    replaces = [
        ("reporting", "0001_initial"),
        ("reporting", "0002_row_level_security"),
        ("reporting", "0003_history_and_guard_of_targets"),
        ("reporting", "0004_case_facts"),
        ("reporting", "0002_results_of_work"),
    ]
    dependencies = [
        ("accounts", "0002_sign_in"),
        ("ledger", "0001_schema"),
        ("network", "0001_schema"),
        ("clients", "0001_schema"),
        ("employers", "0001_schema"),
    ]

    operations = [
        CreateTables(TABLES),
        protect("reporting_participationfact"),
        protect("reporting_workfact"),
        protect("reporting_employerfact"),
        protect("reporting_computation", using=BY_NUMBER, check=BY_AREA),
        protect("reporting_cell", using=BY_NUMBER, check=BY_AREA),
        same_area("reporting_participationfact", "unit_id", "accounts_unit"),
        same_area("reporting_workfact", "unit_id", "accounts_unit"),
        same_area("reporting_employerfact", "unit_id", "accounts_unit"),
        same_area("reporting_cell", "unit_id", "accounts_unit"),
        migrations.RunSQL(GUARD, "DROP FUNCTION reporting_guard_target() CASCADE"),
        migrations.RunSQL("".join(CREATE), "".join(DROP)),
        *_results.OPERATIONS,
        *_employers.OPERATIONS,
    ]
