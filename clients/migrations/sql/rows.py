"""Row-level security of clients and all that is kept of them; no row points across areas."""

from django.db import migrations

from config.kernel.rls import APP_LOGIN, protect, same_area

# What the application may do with the rows of its areas.
FREE = (
    *("client", "participation", "startform", "endform", "followupform"),
    *("importbatch", "importupload", "importchange", "importproblem"),
    *("savedfilter", "questionpathrun"),
)
KEPT = (
    *("caserelation", "breakglass", "consent", "case", "incomingreferral"),
    *("keyword", "diagnosismark", "workabilitystatus"),
    *("demandprofile", "demandassessment", "statement", "assessmentorder", "abilitatorrecord", "selfrating"),
    *("barrier", "needarea", "needsassessment"),
    *("contact", "appointment", "task"),
    *("duplicatecandidate", "clientmerge", "document", "personaround"),
    *("assignmentbatch", "assignmentrow"),
)
GROWING = ("disclosure", "namesdecision", "documentversion", "documentpiece")
GIVEN = ("contactstaff", "appointmentstaff")
VERBS = {
    **dict.fromkeys(FREE, "SELECT, INSERT, UPDATE, DELETE"),
    **dict.fromkeys(KEPT, "SELECT, INSERT, UPDATE"),
    **dict.fromkeys(GROWING, "SELECT, INSERT"),
    **dict.fromkeys(GIVEN, "SELECT, INSERT, DELETE"),
}
TRACKED = (
    *("client", "participation", "startform", "endform", "followupform", "savedfilter", "questionpathrun"),
    *KEPT,
    *("documentversion", *GIVEN),
)
OF_CLIENTS = (
    *("participation", "caserelation", "breakglass", "consent", "disclosure", "namesdecision"),
    *("case", "incomingreferral", "keyword", "diagnosismark", "workabilitystatus"),
    *("demandprofile", "statement", "assessmentorder", "abilitatorrecord", "selfrating"),
    *("barrier", "needarea", "needsassessment", "contact", "appointment", "task"),
    *("document", "personaround", "assignmentrow", "questionpathrun"),
)
# Tables whose rows are never changed, but a merge, and its undoing, says whose they are.
MOVED = ("disclosure", "namesdecision")


def may_move(table: str) -> migrations.RunSQL:
    """The application may say whose a row is, and change nothing else of it."""
    return migrations.RunSQL(
        f'GRANT UPDATE (client_id) ON "{table}" TO {APP_LOGIN};',
        f'REVOKE UPDATE (client_id) ON "{table}" FROM {APP_LOGIN};',
    )


OPERATIONS = [
    *[protect(f"clients_{name}", verbs=verbs) for name, verbs in VERBS.items()],
    *[protect(f"clients_{name}event", verbs="SELECT") for name in TRACKED],
    *[same_area(f"clients_{name}", "client_id", "clients_client") for name in OF_CLIENTS],
    same_area("clients_client", "unit_id", "accounts_unit"),
    same_area("clients_client", "merged_into_id", "clients_client"),
    same_area("clients_participation", "unit_id", "accounts_unit"),
    same_area("clients_startform", "participation_id", "clients_participation"),
    same_area("clients_endform", "participation_id", "clients_participation"),
    same_area("clients_followupform", "participation_id", "clients_participation"),
    same_area("clients_importupload", "batch_id", "clients_importbatch"),
    same_area("clients_importchange", "batch_id", "clients_importbatch"),
    same_area("clients_importproblem", "batch_id", "clients_importbatch"),
    same_area("clients_disclosure", "consent_id", "clients_consent"),
    same_area("clients_incomingreferral", "unit_id", "accounts_unit"),
    same_area("clients_demandassessment", "profile_id", "clients_demandprofile"),
    same_area("clients_contact", "appointment_id", "clients_appointment"),
    same_area("clients_contactstaff", "contact_id", "clients_contact"),
    same_area("clients_appointmentstaff", "appointment_id", "clients_appointment"),
    same_area("clients_duplicatecandidate", "first_id", "clients_client"),
    same_area("clients_duplicatecandidate", "second_id", "clients_client"),
    same_area("clients_clientmerge", "kept_id", "clients_client"),
    same_area("clients_clientmerge", "absorbed_id", "clients_client"),
    same_area("clients_documentversion", "document_id", "clients_document"),
    same_area("clients_documentpiece", "file_id", "clients_documentversion"),
    same_area("clients_savedfilter", "unit_id", "accounts_unit"),
    same_area("clients_assignmentrow", "batch_id", "clients_assignmentbatch"),
    *[may_move(f"clients_{name}") for name in MOVED],
]
