"""The people's part of the registry of personal data (config.kernel.personal), sign-in and logs included."""

from config.kernel.personal import (
    FEEDBACK,
    LOG_DATA,
    SIGN_IN_DATA,
    STAFF_DATA,
    Export,
    Group,
    History,
    Merge,
    Subject,
    not_personal,
    register,
)

PUBLIC = "public reference data, the same for every area"
FRAMEWORK = "the framework's own bookkeeping, without people"

not_personal(
    "accounts.Agency",
    "accounts.Area",
    "accounts.Code",
    "accounts.Municipality",
    "accounts.Region",
    "accounts.WellbeingCounty",
    because=PUBLIC,
)
not_personal("accounts.Unit", because="offices and teams")
not_personal("accounts.ReadSeal", because="counts, hashes and signatures of the read log")
not_personal("accounts.Notice", because="texts shown to everybody who signs in")
not_personal("socialaccount.SocialApp", because="the directory that may sign people in, not the people")
not_personal("accounts.ApiClient", because="machines, named after the system they serve")
not_personal(
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "pghistory.Context",
    because=FRAMEWORK + "; not used",
)

register(
    "accounts.User",
    about=Subject.STAFF,
    purpose="who signs in",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.STAFF: "email name language is_active created_at last_login",
        Group.SIGN_IN: "password",
        Group.IDENTITY: "identity_cipher",
        Group.TECHNICAL: "id version machine",
    },
)
register(
    "accounts.Membership",
    about=Subject.STAFF,
    purpose="what the person may do, where and until when",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.STAFF: "user unit role rights valid_from valid_to reviewed_on",
        Group.TECHNICAL: "id version area",
    },
)
register(
    "accounts.SigninLink",
    about=Subject.STAFF,
    purpose="a link that signs in once",
    retention=SIGN_IN_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.SHORT_LIVED,
    fields={Group.SIGN_IN: "token_hash user kind expires_at used_at", Group.TECHNICAL: "id"},
)
register(
    "accounts.ReadLog",
    about=Subject.CLIENT,
    purpose="who read whose data, when, what of it and why",
    retention=LOG_DATA,
    merge=Merge.STAYS,
    history=History.INSERT_ONLY,
    read_as="log",
    fields={
        Group.LOG: "at event surface purpose ground found field_groups clients request_id",
        Group.STAFF: "actor role unit",
        Group.TECHNICAL: "id area api_client",
    },
    export=dict.fromkeys(("at", "event", "surface", "purpose", "field_groups"), Export.YES)
    | {"actor": Export.WITHHELD},
)
register(
    "accounts.Anomaly",
    about=Subject.STAFF,
    purpose="reading of client data that the data-protection officer looks into",
    retention=LOG_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.LOG: "rule day details state comment found_at closed_at",
        Group.STAFF: "user closed_by",
        Group.TECHNICAL: "id version area",
    },
)
register(
    "accounts.SecurityEvent",
    about=Subject.STAFF,
    purpose="what happened to a person's sign-in, and by whom",
    retention=LOG_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.INSERT_ONLY,
    fields={
        Group.LOG: "at kind detail origin_hash request_id",
        Group.STAFF: "actor subject",
        Group.TECHNICAL: "id",
    },
)
register(
    "accounts.RateLimit",
    about=Subject.STAFF,
    purpose="how often something was tried, by keyed hash of who tried",
    retention=SIGN_IN_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.SHORT_LIVED,
    fields={Group.SIGN_IN: "key", Group.TECHNICAL: "window_start count"},
)
register(
    "accounts.Message",
    about=Subject.STAFF,
    purpose="what a member of staff is told: a kind and a key, never a client's data",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.NONE,
    fields={
        Group.STAFF: "user kind created_at read_at mailed_at failed_at",
        Group.TECHNICAL: "id about attempts",
    },
)
register(
    "accounts.ServiceFeedback",
    about=Subject.SENDER,
    purpose="feedback on accessibility, its deadlines and its answer; an address only to answer to, 30 days long",
    retention=FEEDBACK,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.FEEDBACK: "kind about text email_cipher language answer outcome extension_reason",
        Group.STAFF: "answered_by",
        Group.LOG: "received_at due_on extended_on answered_at mailed_at",
        Group.TECHNICAL: "id receipt version",
    },
)
SIGN_IN_TABLES = {
    "account.EmailAddress": "id user email verified primary",
    "account.EmailConfirmation": "id email_address created sent key",
    "mfa.Authenticator": "id user type data created_at last_used_at",
    "sessions.Session": "session_key session_data expire_date",
    "socialaccount.SocialAccount": "id user provider uid last_login date_joined extra_data",
    "socialaccount.SocialToken": "id app account token token_secret expires_at",
    "usersessions.UserSession": "id user session_key created_at ip last_seen_at user_agent data",
    "allauth_idp_oidc.Token": "id type hash client user data created_at expires_at scopes",
    "allauth_idp_oidc.Client": (
        "id name secret scopes default_scopes type grant_types redirect_uris cors_origins allow_uri_wildcards"
        " response_types owner skip_consent created_at data"
    ),
}
for _table, _names in SIGN_IN_TABLES.items():
    register(
        _table,
        about=Subject.STAFF,
        purpose="signing in",
        retention=SIGN_IN_DATA,
        merge=Merge.NOT_CLIENT,
        history=History.SHORT_LIVED,
        fields={Group.SIGN_IN: _names},
    )
