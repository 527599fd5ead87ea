"""Row-level security of interest, events, services, teams and feedback; what the link of a mail leads to."""

from django.db import migrations

from config.kernel.rls import APP_LOGIN, protect, same_area

# Whoever confirms has no session: the hash of a link's token leads to the interest and its area, and to nothing else.
CONFIRMED = f"""
CREATE FUNCTION employers_interest(hashed bytea) RETURNS TABLE (area_id smallint, interest_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT i.area_id::smallint, i.id FROM public.employers_interestrequest i WHERE i.token_hash = hashed $$;
REVOKE EXECUTE ON FUNCTION employers_interest(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION employers_interest(bytea) TO {APP_LOGIN};
"""
CHANGED = ("occasion", "occasiondecision", "employerservice", "employerteam", "employerfeedback")
# Rows that are put in and taken out again, never anybody's words.
PUT_IN = (
    "occasionorganiser",
    "occasionemployer",
    "occasionstaff",
    "occasionclient",
    "servicestage",
    "servicemeeting",
    "servicerole",
    "servicevacancy",
    "teamplace",
    "teamowner",
)
OF_OCCASIONS = ("occasionorganiser", "occasionemployer", "occasionstaff", "occasionclient", "occasiondecision")
OF_SERVICES = ("servicestage", "servicemeeting", "servicerole", "servicevacancy")

OPERATIONS = [
    protect("employers_interestrequest"),
    protect("employers_interestrequestevent", verbs="SELECT"),
    *[protect(f"employers_{name}", verbs="SELECT, INSERT, UPDATE") for name in CHANGED],
    *[protect(f"employers_{name}") for name in PUT_IN],
    *[protect(f"employers_{name}event", verbs="SELECT") for name in (*CHANGED, *PUT_IN)],
    *[same_area(f"employers_{name}", "occasion_id", "employers_occasion") for name in OF_OCCASIONS],
    *[same_area(f"employers_{name}", "service_id", "employers_employerservice") for name in OF_SERVICES],
    *[same_area(f"employers_{name}", "team_id", "employers_employerteam") for name in ("teamplace", "teamowner")],
    same_area("employers_occasionclient", "client_id", "clients_client"),
    same_area("employers_occasionorganiser", "organisation_id", "network_organisation"),
    same_area("employers_servicevacancy", "vacancy_id", "employers_vacancy"),
    migrations.RunSQL(CONFIRMED, "DROP FUNCTION employers_interest(bytea)"),
]
