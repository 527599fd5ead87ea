"""Row-level security of drafts of forms, and of forms that count no more."""

from config.kernel.rls import protect, same_area

OPERATIONS = [
    protect("clients_formdraft"),
    protect("clients_pastform", verbs="SELECT, INSERT"),
    same_area("clients_formdraft", "participation_id", "clients_participation"),
    same_area("clients_pastform", "participation_id", "clients_participation"),
]
