"""Row-level security of referrals to services, services and counterparts; what a partner's link leads to."""

from django.db import migrations

from config.kernel.rls import APP_LOGIN, protect, same_area

# A partner has no session: the hash of a link's token leads to the link and its area, and to nothing else.
OPENED = f"""
CREATE FUNCTION clients_referral_link(hashed bytea) RETURNS TABLE (area_id smallint, link_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT l.area_id::smallint, l.id FROM public.clients_referrallink l WHERE l.token_hash = hashed $$;
REVOKE EXECUTE ON FUNCTION clients_referral_link(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clients_referral_link(bytea) TO {APP_LOGIN};
"""
OF_CLIENTS = ("servicereferral", "serviceperiod", "counterpart")

OPERATIONS = [
    *[protect(f"clients_{name}", verbs="SELECT, INSERT, UPDATE") for name in (*OF_CLIENTS, "referrallink")],
    protect("clients_referralstep", verbs="SELECT, INSERT"),
    *[protect(f"clients_{name}event", verbs="SELECT") for name in OF_CLIENTS],
    *[same_area(f"clients_{name}", "client_id", "clients_client") for name in OF_CLIENTS],
    same_area("clients_servicereferral", "service_id", "network_service"),
    same_area("clients_servicereferral", "consent_id", "clients_consent"),
    same_area("clients_servicereferral", "disclosure_id", "clients_disclosure"),
    same_area("clients_referrallink", "referral_id", "clients_servicereferral"),
    same_area("clients_referralstep", "referral_id", "clients_servicereferral"),
    same_area("clients_referralstep", "link_id", "clients_referrallink"),
    same_area("clients_counterpart", "organisation_id", "network_organisation"),
    migrations.RunSQL(OPENED, "DROP FUNCTION clients_referral_link(bytea)"),
]
