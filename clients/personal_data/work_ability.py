"""Work ability against the demands of work, statements, assessments, measurements, needs."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "clients.DemandProfile",
    about=Subject.CLIENT,
    purpose="which work the client is able to do, as of a day",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="work_ability",
    fields={
        Group.NEED_AND_PLAN: "assessed_on summary",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.DemandAssessment",
    about=Subject.CLIENT,
    purpose="how the client meets one demand of work",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.TRIGGER,
    read_as="work_ability",
    fields={
        Group.NEED_AND_PLAN: "demand ability limit is_strength adjustments source note",
        Group.TECHNICAL: "id version area profile",
    },
)
register(
    "clients.Statement",
    about=Subject.CLIENT,
    purpose="a statement on work ability and its path, where employment needs it",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as={Group.NEED_AND_PLAN: "work_ability", Group.HEALTH: "statements", Group.STAFF: "work_ability"},
    fields={
        Group.NEED_AND_PLAN: "status needed_on requested_on appointment_on received_on refused_on expired_on",
        Group.HEALTH: (
            "kind issuer_kind received_from stated_on valid_until summary refusal_reason diagnosis_chapter restrictions"
            " adjustments usefulness usefulness_reason"
        ),
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"summary": Export.WITHHELD, "recorded_by": Export.NO},
)
register(
    "clients.AssessmentOrder",
    about=Subject.CLIENT,
    purpose="an assessment that was ordered, and what came of it",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as={Group.SERVICE: "work_ability", Group.HEALTH: "statements", Group.STAFF: "work_ability"},
    fields={
        Group.SERVICE: "module body body_name status ordered_on started_on ended_on",
        Group.HEALTH: "result",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"result": Export.WITHHELD, "recorded_by": Export.NO},
)
register(
    "clients.AbilitatorRecord",
    about=Subject.CLIENT,
    purpose="summary scores of the Abilitator, to see a change",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="health",
    fields={
        Group.HEALTH: (
            "measured_on occasion mode language work_ability functioning inclusion mind everyday skills body note"
        ),
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.SelfRating",
    about=Subject.CLIENT,
    purpose="the client's own rating of work ability and wellbeing at the start and at the end",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="health",
    fields={
        Group.HEALTH: "rated_on occasion work_ability life_satisfaction wellbeing",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.Barrier",
    about=Subject.CLIENT,
    purpose="groups of reasons why work has been out of reach",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as={Group.HEALTH: "health", Group.STAFF: "work_ability"},
    fields={
        Group.HEALTH: "group stated_on ended_on",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.NeedArea",
    about=Subject.CLIENT,
    purpose="needs beyond work ability, and whether social services were told",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="work_ability",
    fields={
        Group.NEED_AND_PLAN: "need stated_on ended_on referred_on",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.NeedsAssessment",
    about=Subject.CLIENT,
    purpose="the assessment of the need of services (380/2023 37 §)",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as={Group.NEED_AND_PLAN: "work_ability", Group.HEALTH: "health", Group.STAFF: "work_ability"},
    fields={
        Group.NEED_AND_PLAN: (
            "assessed_on competence job_search prolonged_unemployment multi_sectoral_ground joint_since"
            " social_situation needs summary conclusions proposed_services next_talk_on"
        ),
        Group.HEALTH: "work_ability health",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
