"""Plans, exceptions from talks, pensions and benefits in the registry of personal data (config.kernel.personal)."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "clients.Plan",
    about=Subject.CLIENT,
    purpose="the client's plan from its first draft to its end (380/2023 38 §, 381/2023)",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="plan",
    fields={
        Group.NEED_AND_PLAN: "begun_on ended_on ending_reason ending_note joint_view",
        Group.STAFF: "created_by",
        Group.TECHNICAL: "id version area client created_at",
    },
    export={"created_by": Export.NO},
)
register(
    "clients.PlanVersion",
    about=Subject.CLIENT,
    purpose="what was agreed in a plan, how it is followed, and the client's approval",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.TRIGGER,
    read_as={Group.NEED_AND_PLAN: "plan", Group.HEALTH: "health", Group.STAFF: "plan"},
    fields={
        Group.NEED_AND_PLAN: (
            "status kind need summary follow_up parties parties_named review_on valid_until assessed approved_on"
            " approval_manner approval_note replaced_on"
        ),
        Group.HEALTH: "assessed_work_ability",
        Group.STAFF: "made_by approved_by",
        Group.TECHNICAL: "id version area plan number assessment made_at approved_at",
    },
    export={"made_by": Export.NO, "approved_by": Export.NO},
)
register(
    "clients.PlanGoal",
    about=Subject.CLIENT,
    purpose="a goal of a plan",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.TRIGGER,
    read_as="plan",
    fields={Group.NEED_AND_PLAN: "text", Group.TECHNICAL: "id area plan_version lineage position"},
)
register(
    "clients.PlanMeasure",
    about=Subject.CLIENT,
    purpose="what is done for a goal, by whom and when",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.TRIGGER,
    read_as="plan",
    fields={
        Group.NEED_AND_PLAN: "what service owner owner_name starts_on due_on",
        Group.TECHNICAL: "id area goal lineage position",
    },
)
register(
    "clients.MeasureStep",
    about=Subject.CLIENT,
    purpose="how a measure of a plan has gone on",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.INSERT_ONLY,
    read_as="plan",
    fields={
        Group.NEED_AND_PLAN: "state taken_on reason",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id area plan lineage number recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.PlanReview",
    about=Subject.CLIENT,
    purpose="a review of a plan and what came of it",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.INSERT_ONLY,
    read_as="plan",
    fields={
        Group.NEED_AND_PLAN: "reviewed_on outcome note next_review_on",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id area plan number recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.DeadlineException",
    about=Subject.CLIENT,
    purpose="why and until when talks of the service process are left out (380/2023 33 §)",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="plan",
    fields={
        Group.NEED_AND_PLAN: "rules ground note since until",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.BenefitCheck",
    about=Subject.CLIENT,
    purpose="whether the client gets the benefit that is right",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="plan",
    fields={
        Group.BENEFITS: "occasion checked_on answer note",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.PensionClarification",
    about=Subject.CLIENT,
    purpose="whether a pension is the right path, and how far its clarification has come",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as={Group.HEALTH: "health", Group.STAFF: "health"},
    fields={
        Group.HEALTH: "insurer insurer_name stage stage_since",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.PensionStep",
    about=Subject.CLIENT,
    purpose="a step of clarifying a pension, and what was decided",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.INSERT_ONLY,
    read_as={Group.HEALTH: "health", Group.STAFF: "health"},
    fields={
        Group.HEALTH: "stage taken_on granted granted_until informed_on note",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id area clarification number recorded_at",
    },
    export={"recorded_by": Export.NO},
)
