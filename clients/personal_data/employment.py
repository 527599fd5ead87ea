"""Spells of status, standing and benefits; employment, its follow-up and support; meetings of the network."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

NOT_COPIED = {"recorded_by": Export.NO, "withdrawn_by": Export.NO}

register(
    "clients.LabourSpell",
    about=Subject.CLIENT,
    purpose="the client's status on the labour market from day to day, and why it ended",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="labour",
    fields={
        Group.CUSTOMERSHIP: "status begun_on ended_on end_reason source source_name withdrawn_at withdrawal_reason",
        Group.STAFF: "recorded_by withdrawn_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export=NOT_COPIED,
)
register(
    "clients.LegalSpell",
    about=Subject.CLIENT,
    purpose="the client's standing by the law and by statistics from day to day",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="labour",
    fields={
        Group.CUSTOMERSHIP: "flag begun_on ended_on end_reason source source_name withdrawn_at withdrawal_reason",
        Group.STAFF: "recorded_by withdrawn_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export=NOT_COPIED,
)
register(
    "clients.BenefitSpell",
    about=Subject.CLIENT,
    purpose="the benefits the client has: whether they are the right ones",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="benefits",
    fields={
        Group.BENEFITS: "benefit begun_on ended_on source source_name withdrawn_at withdrawal_reason",
        Group.STAFF: "recorded_by withdrawn_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export=NOT_COPIED,
)
register(
    "clients.EmploymentSpell",
    about=Subject.CLIENT,
    purpose="the client's work, with the subsidy paid for it",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="employment",
    fields={
        Group.EDUCATION_AND_WORK: (
            "begun_on ended_on end_reason source source_name employer_name business_id job_kind contract is_part_time"
            " hours_per_week adjustments occupation occupation_version industry industry_version withdrawn_at"
            " withdrawal_reason"
        ),
        Group.SERVICE: "subsidy_ground subsidy_from subsidy_to arrangements",
        Group.STAFF: "recorded_by withdrawn_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export=NOT_COPIED,
)
register(
    "clients.EmploymentCheck",
    about=Subject.CLIENT,
    purpose="how the client's work goes some months after it began",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="employment",
    fields={
        Group.SERVICE: (
            "months due_on is_dropped checked_on contact_result is_employed same_employer hours_per_week"
            " adjustments_in_use needs_support support_note"
        ),
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client employment task recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.CoachingPeriod",
    about=Subject.CLIENT,
    purpose="job coaching during subsidised work",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="employment",
    fields={
        Group.SERVICE: "begun_on ended_on provider withdrawn_at withdrawal_reason",
        Group.STAFF: "recorded_by withdrawn_by",
        Group.TECHNICAL: "id version area client employment recorded_at",
    },
    export=NOT_COPIED,
)
register(
    "clients.SupportApplication",
    about=Subject.CLIENT,
    purpose="support that an employer has applied for because of the client, and its decision",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="employment",
    fields={
        Group.SERVICE: (
            "kind ground purpose employer_name business_id applied_on cost_on amount_applied decision decided_on"
            " decision_reason period_from period_to amount_granted hours_a_month months_granted percent_granted"
            " month_amount checks withdrawn_at withdrawal_reason"
        ),
        Group.STAFF: "recorded_by withdrawn_by",
        Group.TECHNICAL: "id version area client employment payment_task recorded_at",
    },
    export=NOT_COPIED,
)
register(
    "clients.NetworkMeeting",
    about=Subject.CLIENT,
    purpose="meetings of those who work with the client: what was said and agreed on",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as={Group.SERVICE: "meetings", Group.HEALTH: "health", Group.STAFF: "meetings"},
    fields={
        Group.SERVICE: ("starts_at channel place agenda status discussed next_on withdrawn_at withdrawal_reason"),
        Group.HEALTH: "discussed_health",
        Group.STAFF: "recorded_by withdrawn_by",
        Group.TECHNICAL: "id version area client appointment follows recorded_at",
    },
    export={**NOT_COPIED, "discussed": Export.WITHHELD, "discussed_health": Export.WITHHELD},
)
register(
    "clients.MeetingParticipant",
    about=Subject.CLIENT,
    purpose="who took part in a meeting about the client, and an organisation on what ground",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="meetings",
    fields={
        Group.SERVICE: "attendance recipient_kind organisation function ground ground_detail told_at",
        Group.STAFF: "user",
        Group.TECHNICAL: "id area meeting person_around",
    },
    export={"user": Export.NO},
)
register(
    "clients.MeetingAction",
    about=Subject.CLIENT,
    purpose="what was agreed on at a meeting about the client",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="meetings",
    fields={Group.SERVICE: "position text owner due_on", Group.TECHNICAL: "id area meeting task"},
)
