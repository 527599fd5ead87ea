"""Triggers that mark of which employer the facts are to be worked out anew."""

from django.db import migrations

# The tables whose rows make facts of their own employer.
SOURCES = (
    "employers_employercontact",
    "employers_willingkeyword",
    "employers_vacancy",
    "employers_lead",
    "employers_placement",
)
TABLES = {
    "insert": ("REFERENCING NEW TABLE AS new_rows", "new_rows"),
    "update": (
        "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
        "(SELECT area_id, employer_id FROM old_rows UNION SELECT area_id, employer_id FROM new_rows) AS changed",
    ),
    "delete": ("REFERENCING OLD TABLE AS old_rows", "old_rows"),
}
MARK = """
    INSERT INTO ledger_changemarker (area_id, kind, subject_id, current, processed)
    SELECT DISTINCT area_id, 'client_work', {employer}, 1, 0 FROM {rows} ORDER BY 3
    ON CONFLICT (area_id, kind, subject_id) DO UPDATE SET current = ledger_changemarker.current + 1;
"""
# Of an employer that changes class, size or industry the facts of every area change, and those of the clients whom a job
# referral or a placement brought there. An area sees its own alone, so the function runs as the owner.
SORTED_ANEW = """(
    WITH sorted AS (
        SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.kind, n.size, n.industry) IS DISTINCT FROM (o.kind, o.size, o.industry)
    )
    SELECT f.area_id, f.employer_id AS subject_id FROM public.reporting_employerfact f
    JOIN sorted ON sorted.id = f.employer_id WHERE f.closed_at IS NULL
    UNION SELECT r.area_id, r.client_id FROM public.employers_jobreferral r JOIN sorted ON sorted.id = r.employer_id
    UNION SELECT p.area_id, p.client_id FROM public.employers_placement p JOIN sorted ON sorted.id = p.employer_id
) AS changed"""
# A placement's day is that of its employment or service.
OF_FACT = """(
    SELECT p.area_id, p.employer_id FROM employers_placement p JOIN new_rows n ON n.id = p.{column}
) AS changed"""


def _function(name: str, body: str, rights: str = "") -> str:
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {rights}
        SET search_path = pg_catalog, public, pg_temp
        AS $$ BEGIN {body} RETURN NULL; END $$;
    """


def _trigger(table: str, event: str, function: str) -> str:
    return f"""
        CREATE TRIGGER mark_employer_work_{event} AFTER {event.upper()} ON {table} {TABLES[event][0]}
        FOR EACH STATEMENT EXECUTE FUNCTION {function}();
    """


CREATE = [
    _function(f"reporting_mark_employer_{event}", MARK.format(employer="employer_id", rows=rows))
    for event, (_tables, rows) in TABLES.items()
]
CREATE += [_trigger(table, event, f"reporting_mark_employer_{event}") for table in SOURCES for event in TABLES]
CREATE += [
    _function(
        "reporting_mark_employer_sorted",
        MARK.format(employer="subject_id", rows=SORTED_ANEW),
        rights="SECURITY DEFINER",
    ),
    "REVOKE EXECUTE ON FUNCTION reporting_mark_employer_sorted() FROM PUBLIC;",
    _trigger("employers_employer", "update", "reporting_mark_employer_sorted"),
]
for table, column in (("clients_employmentspell", "employment_id"), ("clients_serviceperiod", "service_period_id")):
    name = f"reporting_mark_employer_by_{column.removesuffix('_id')}"
    CREATE += [
        _function(name, MARK.format(employer="employer_id", rows=OF_FACT.format(column=column))),
        _trigger(table, "update", name),
    ]
DROP = [f"DROP FUNCTION reporting_mark_employer_{name}() CASCADE;" for name in (*TABLES, "sorted")]
DROP += [f"DROP FUNCTION reporting_mark_employer_by_{name}() CASCADE;" for name in ("employment", "service_period")]

OPERATIONS = [migrations.RunSQL("".join(CREATE), "".join(DROP))]
