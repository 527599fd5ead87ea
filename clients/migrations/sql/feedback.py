"""Row-level security of feedback: who was asked by a link, and what was told by name."""

from django.db import migrations

from clients.migrations.sql.rows import may_move
from config.kernel.rls import protect, same_area

ASKED_BY = """
CREATE TRIGGER asked_by BEFORE INSERT ON clients_casefeedback
    FOR EACH ROW EXECUTE FUNCTION questionnaires_asked_by();
"""

OPERATIONS = [
    protect("clients_feedbackrequest", verbs="SELECT, INSERT"),
    protect("clients_casefeedback", verbs="SELECT, INSERT"),
    may_move("clients_feedbackrequest"),
    may_move("clients_casefeedback"),
    same_area("clients_feedbackrequest", "client_id", "clients_client"),
    same_area("clients_feedbackrequest", "case_id", "clients_case"),
    same_area("clients_feedbackrequest", "invitation_id", "questionnaires_invitation"),
    same_area("clients_casefeedback", "client_id", "clients_client"),
    same_area("clients_casefeedback", "case_id", "clients_case"),
    migrations.RunSQL(ASKED_BY, "DROP TRIGGER asked_by ON clients_casefeedback"),
]
