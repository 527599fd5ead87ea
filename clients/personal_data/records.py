"""The clients' part of the registry of personal data (config.kernel.personal)."""

from config.kernel.personal import (
    CLIENT_DATA,
    DRAFTS,
    ESF_DATA,
    LOG_DATA,
    UPLOADS,
    Export,
    Group,
    History,
    Merge,
    Subject,
    not_personal,
    register,
)

register(
    "clients.Client",
    about=Subject.CLIENT,
    purpose="who the client is and how to reach the client",
    retention=CLIENT_DATA,
    merge=Merge.NEWEST,
    history=History.TRIGGER,
    read_as={
        Group.IDENTITY: "client",
        Group.CONTACT: "contact",
        Group.NON_DISCLOSURE: "contact",
        Group.CUSTOMERSHIP: "client",
        Group.NEED_AND_PLAN: "client",
    },
    fields={
        Group.IDENTITY: "first_names last_name gender birth_date identity_cipher identity_hash identity_hash_second"
        " match_name match_name_end",
        Group.CONTACT: "street_address postal_code post_office phone email municipality match_phone",
        Group.NON_DISCLOSURE: "non_disclosure",
        Group.CUSTOMERSHIP: "unit service_language needs_interpreter interpreter_language",
        Group.NEED_AND_PLAN: "adjustments adjustments_note",
        Group.TECHNICAL: "id version area merged_into created_at",
    },
    export={
        "identity_hash": Export.NO,
        "identity_hash_second": Export.NO,
        "match_name": Export.NO,
        "match_name_end": Export.NO,
        "match_phone": Export.NO,
    },
)
register(
    "clients.CaseRelation",
    about=Subject.CLIENT,
    purpose="whose client the person is: the ground on which staff see the client",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="relations",
    fields={
        Group.CUSTOMERSHIP: "kind valid_from valid_to ended_at",
        Group.STAFF: "user created_by",
        Group.TECHNICAL: "id version area client created_at",
    },
    export={"created_by": Export.NO},
)
register(
    "clients.BreakGlass",
    about=Subject.CLIENT,
    purpose="exceptional access, its reason and the judgement of it",
    retention=LOG_DATA,
    merge=Merge.STAYS,
    history=History.TRIGGER,
    read_as="log",
    fields={
        Group.LOG: "reason opened_at expires_at review_due_on reviewed_at verdict comment",
        Group.STAFF: "user reviewed_by",
        Group.TECHNICAL: "id version area client",
    },
    export={"comment": Export.WITHHELD, "verdict": Export.WITHHELD},
)
register(
    "clients.Participation",
    about=Subject.CLIENT,
    purpose="taking part in a programme: from when to when, and how it ended",
    retention=ESF_DATA,
    merge=Merge.REFUSE,
    history=History.TRIGGER,
    read_as="participation",
    fields={
        Group.REFERENCE: "client_ref",
        Group.CUSTOMERSHIP: "programme unit first_started_on started_on ended_on end_reason end_path",
        Group.SERVICE: "end_missing_reason followup_missing_reason",
        Group.TECHNICAL: "id version area client created_at",
    },
)
register(
    "clients.StartForm",
    about=Subject.CLIENT,
    purpose="the situation at the start of a programme",
    retention=ESF_DATA,
    merge=Merge.REFUSE,
    history=History.TRIGGER,
    read_as={Group.TECHNICAL: "forms", Group.SENSITIVE: "sensitive"},
    fields={
        Group.EDUCATION_AND_WORK: ("status unemployed_months in_education isced registered_jobseeker jobseeker_since"),
        Group.CONTACT: "municipality",
        Group.SENSITIVE: (
            "household adults working_members dependent_children foreign_background disability other_disadvantage"
            " housing_exclusion third_country"
        ),
        Group.CONSENT: "informed_on notice_version filled_by",
        Group.BENEFITS: "benefit",
        Group.NEED_AND_PLAN: "path",
        Group.HEALTH: "work_ability functioning life_satisfaction",
        Group.TECHNICAL: "id version area participation",
    },
)
register(
    "clients.EndForm",
    about=Subject.CLIENT,
    purpose="the situation at the end of a programme",
    retention=ESF_DATA,
    merge=Merge.REFUSE,
    history=History.TRIGGER,
    read_as="forms",
    fields={
        Group.EDUCATION_AND_WORK: (
            "observed_on status in_education qualification job_kind job_search education_kind qualification_name"
            " qualification_level qualified_on industry occupation"
        ),
        Group.SERVICE: "ended_as_planned",
        Group.BENEFITS: "benefit",
        Group.HEALTH: "work_ability functioning life_satisfaction",
        Group.TECHNICAL: "id version area participation",
    },
)
register(
    "clients.FollowUpForm",
    about=Subject.CLIENT,
    purpose="the situation six months after a programme",
    retention=ESF_DATA,
    merge=Merge.REFUSE,
    history=History.TRIGGER,
    read_as="forms",
    fields={
        Group.EDUCATION_AND_WORK: "observed_on status improved contact_result same_employer weekly_hours",
        Group.NEED_AND_PLAN: "needs_support",
        Group.HEALTH: "adjustments_in_use support_note",
        Group.TECHNICAL: "id version area participation",
    },
)
register(
    "clients.PastForm",
    about=Subject.CLIENT,
    purpose="a form that was withdrawn as wrong or replaced on a return, with who did it and why",
    retention=ESF_DATA,
    merge=Merge.STAYS,
    history=History.INSERT_ONLY,
    read_as={Group.TECHNICAL: "forms", Group.SENSITIVE: "sensitive"},
    fields={
        Group.SENSITIVE: "answers",
        Group.SERVICE: "reason",
        Group.STAFF: "removed_by",
        Group.TECHNICAL: "id area participation kind ground removed_at",
    },
    export={"reason": Export.WITHHELD, "removed_by": Export.NO},
)
register(
    "clients.FormDraft",
    about=Subject.CLIENT,
    purpose="what somebody is typing into a form, encrypted for the session it is typed in",
    retention=DRAFTS,
    merge=Merge.STAYS,
    history=History.SHORT_LIVED,
    read_as="forms",
    fields={
        Group.SENSITIVE: "cipher",
        Group.STAFF: "user",
        Group.TECHNICAL: "id area participation kind session_mark saved_at expires_at",
    },
    export={"cipher": Export.NO, "user": Export.NO},
)
register(
    "clients.ImportBatch",
    about=Subject.STAFF,
    purpose="which file was brought in, by whom, with what result",
    retention=LOG_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.NONE,
    fields={
        Group.STAFF: "actor",
        Group.LOG: "file_name state created_at finished_at report",
        Group.TECHNICAL: "id version area programme create_units",
    },
)
register(
    "clients.ImportUpload",
    about=Subject.CLIENT,
    purpose="the uploaded file, encrypted, until it is imported or discarded",
    retention=UPLOADS,
    merge=Merge.STAYS,
    history=History.SHORT_LIVED,
    read_as="forms",
    fields={Group.SENSITIVE: "cipher", Group.TECHNICAL: "id area batch position"},
    export={"cipher": Export.NO},
)
register(
    "clients.ImportChange",
    about=Subject.CLIENT,
    purpose="what an import changed, so that it can be undone",
    retention=ESF_DATA,
    merge=Merge.STAYS,
    history=History.ITSELF,
    read_as={Group.TECHNICAL: "forms", Group.SENSITIVE: "sensitive"},
    fields={Group.SENSITIVE: "before after", Group.TECHNICAL: "id area batch participation_id row"},
    export={"before": Export.NO, "after": Export.NO},
)
register(
    "clients.ImportProblem",
    about=Subject.CLIENT,
    purpose="what is wrong with a row of an uploaded file",
    retention=UPLOADS,
    merge=Merge.STAYS,
    history=History.SHORT_LIVED,
    read_as="forms",
    fields={Group.SENSITIVE: "details", Group.TECHNICAL: "id area batch row column code sentence is_note"},
    export={"details": Export.NO},
)
not_personal("clients.ConsentText", because="texts that are the same for everybody")
register(
    "clients.Consent",
    about=Subject.CLIENT,
    purpose="what the client agreed to, refused or withdrew, item by item",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="consent",
    fields={
        Group.CONSENT: (
            "text recipient_kind recipient_name items_given items_refused state manner decided_on valid_to"
            " withdrawn_on withdrawal_reason"
        ),
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.NamesDecision",
    about=Subject.CLIENT,
    purpose="whether the client is told the names of those who handled the data",
    retention=LOG_DATA,
    merge=Merge.MOVE,
    history=History.INSERT_ONLY,
    read_as="log",
    fields={
        Group.LOG: "is_given ground decided_at",
        Group.STAFF: "decided_by",
        Group.TECHNICAL: "id area client",
    },
    export={"decided_by": Export.WITHHELD},
)
register(
    "clients.Disclosure",
    about=Subject.CLIENT,
    purpose="what was disclosed to whom, why and on what ground",
    retention=LOG_DATA,
    merge=Merge.MOVE,
    history=History.INSERT_ONLY,
    read_as="consent",
    fields={
        Group.CONSENT: "recipient_kind recipient_name items ground ground_detail consent purpose",
        Group.LOG: "at request_id",
        Group.STAFF: "discloser",
        Group.TECHNICAL: "id area client",
    },
    export={"at": Export.YES, "discloser": Export.WITHHELD},
)
