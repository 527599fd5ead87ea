"""Row-level security of hand-overs of cases: offers within an area, transfers seen by two areas alone."""

from django.db import migrations

from config.kernel.rls import AREAS, BY_AREA, protect, same_area

# Of a transfer that has left its area the receiving area sees the row too, and may answer it: accept or decline. What
# it is about stays as it was: no login but the owner's changes between which areas, of which case and since when.
SENT_HERE = f"to_area_id = ANY ({AREAS}) AND sent_on IS NOT NULL"
# Written as PostgreSQL itself writes it, so that a restored policy reads the same.
ANSWERABLE = "state::text = ANY (ARRAY['sent'::text, 'accepted'::text, 'declined'::text])"
BY_BOTH = f"{BY_AREA} OR ({SENT_HERE})"
CHANGED = (
    "version, client_id, items, passed_on, consent_id, disclosure_id, state, sent_on, reminded_on, closed_on, reason,"
    " reason_text, made_client_id, sent_by_id, answered_by_id"
)
ANSWERING = f"""
CREATE POLICY by_receiver ON clients_casetransfer FOR UPDATE
    USING ({SENT_HERE} AND {ANSWERABLE}) WITH CHECK ({SENT_HERE} AND {ANSWERABLE});
ALTER TABLE clients_casetransfer ADD CONSTRAINT clients_casetransfer_made_client_same_area
    FOREIGN KEY (to_area_id, made_client_id) REFERENCES clients_client (area_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
UNANSWERED = """
DROP POLICY by_receiver ON clients_casetransfer;
ALTER TABLE clients_casetransfer DROP CONSTRAINT clients_casetransfer_made_client_same_area;
"""

OPERATIONS = [
    protect("clients_casehandover", verbs="SELECT, INSERT, UPDATE"),
    protect("clients_casehandoverevent", verbs="SELECT"),
    protect("clients_casetransfer", verbs=f"SELECT, INSERT, UPDATE ({CHANGED})", using=BY_BOTH, check=BY_AREA),
    protect("clients_casetransferevent", verbs="SELECT"),
    migrations.RunSQL(ANSWERING, UNANSWERED),
    *[same_area(f"clients_{name}", "client_id", "clients_client") for name in ("casehandover", "casetransfer")],
    *[same_area(f"clients_{name}", "case_id", "clients_case") for name in ("casehandover", "casetransfer")],
    same_area("clients_casehandover", "to_unit_id", "accounts_unit"),
    same_area("clients_casetransfer", "consent_id", "clients_consent"),
    same_area("clients_casetransfer", "disclosure_id", "clients_disclosure"),
]
