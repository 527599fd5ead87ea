"""Tables without row-level security: why, and what the application's login may do with each.

A table that is neither protected by area nor listed here fails the build (tests/house/test_row_level_security.py).
"""

READ = "SELECT"
WRITE = "SELECT, INSERT, UPDATE, DELETE"

FROM_ANYBODY = "feedback of anybody, in no area; the address to answer to is encrypted"
REFERENCE = "public reference data, the same for every area"
SIGN_IN = "needed before anybody is known; tokens are kept as hashes"
IDS_ONLY = "holds keys of rows and names of tasks, never personal data"
COUNTS = "counts, hashes and signatures of the read log; made by functions of the database alone"
FRAMEWORK = "the framework's own bookkeeping"

EXEMPT: dict[str, tuple[str, str]] = {
    "accounts_agency": (READ, REFERENCE),
    "accounts_area": (READ, REFERENCE),
    "accounts_code": ("SELECT, INSERT, UPDATE", "public reference data; a trigger lets administrators alone change it"),
    "accounts_codeevent": (READ, REFERENCE),
    "accounts_municipality": (READ, REFERENCE),
    "accounts_readseal": (READ, COUNTS),
    "accounts_region": (READ, REFERENCE),
    "accounts_wellbeingcounty": (READ, REFERENCE),
    "accounts_servicefeedback": ("SELECT, INSERT, UPDATE", FROM_ANYBODY),
    "accounts_servicefeedbackevent": (READ, FROM_ANYBODY),
    "accounts_signinlink": ("SELECT, INSERT, UPDATE", SIGN_IN),
    "accounts_apiclient": ("SELECT, INSERT, UPDATE", SIGN_IN),
    "accounts_apiclientevent": (READ, "which machine may read which area's numbers; no persons"),
    "accounts_message": ("SELECT, INSERT, UPDATE", IDS_ONLY),
    "accounts_notice": (
        "SELECT, INSERT, UPDATE",
        "texts for everybody; a trigger lets administrators alone change them",
    ),
    "accounts_noticeevent": (READ, "texts for everybody"),
    "accounts_ratelimit": (WRITE, "counts under keyed hashes, needed before anybody is known"),
    "django_cache": (WRITE, "marks of codes already used, needed before anybody is known"),
    "socialaccount_socialaccount": ("SELECT, INSERT, UPDATE", "whom the directory means, known before anybody is"),
    "socialaccount_socialapp": (READ, "empty: the directory is named in the settings"),
    "socialaccount_socialtoken": ("", "empty: tokens of the directory are not kept"),
    "account_emailaddress": (WRITE, SIGN_IN),
    "account_emailconfirmation": (WRITE, SIGN_IN),
    "allauth_idp_oidc_client": (WRITE, SIGN_IN),
    "allauth_idp_oidc_token": (WRITE, SIGN_IN),
    "clients_consenttext": (READ, REFERENCE),
    "django_session": (WRITE, SIGN_IN),
    "auth_group": ("", FRAMEWORK),
    "auth_group_permissions": ("", FRAMEWORK),
    "auth_permission": ("", FRAMEWORK),
    "django_content_type": (READ, FRAMEWORK),
    "django_migrations": (READ, FRAMEWORK),
    "pghistory_context": ("", FRAMEWORK),
    "ledger_beatlease": (WRITE, IDS_ONLY),
    "ledger_outbox": (WRITE, IDS_ONLY),
    "ledger_signoflife": ("SELECT, INSERT, UPDATE", "names of kinds of processes and when one last worked"),
    "network_programme": (
        "SELECT, INSERT, UPDATE",
        "a trigger lets administrators of its areas alone change it",
    ),
    "network_programmeevent": (READ, REFERENCE),
    "network_programmearea": ("SELECT, INSERT", "a trigger lets an area's administrator alone add it"),
    "network_programmeareaevent": (READ, REFERENCE),
    "network_pilotsite": ("SELECT, INSERT, UPDATE", REFERENCE),
    "reporting_target": (
        "SELECT, INSERT, UPDATE",
        "public; a trigger lets administrators of the programme's areas alone set it",
    ),
    "reporting_targetevent": (READ, REFERENCE),
    "reporting_publishedfigure": (READ, REFERENCE),
}
