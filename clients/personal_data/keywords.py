"""Keywords, diagnosis marks, status of work ability, the target group."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "clients.Keyword",
    about=Subject.CLIENT,
    purpose="the client's keywords: found as somebody whose work ability needs support",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="keywords",
    fields={
        Group.NEED_AND_PLAN: "kind set_on reason ended_on end_reason is_mistaken",
        Group.STAFF: "set_by ended_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"set_by": Export.NO, "ended_by": Export.NO},
)
register(
    "clients.DiagnosisMark",
    about=Subject.CLIENT,
    purpose="diagnosis by its chapter, where employment needs it",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="health",
    fields={
        Group.HEALTH: "chapter source source_name stated_on ended_on is_mistaken note",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"note": Export.WITHHELD, "recorded_by": Export.NO},
)
register(
    "clients.WorkAbilityStatus",
    about=Subject.CLIENT,
    purpose="how far it is known that work ability is reduced, and whether for a time",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="work_ability",
    fields={
        Group.NEED_AND_PLAN: "status since until is_temporary expected_until reason is_mistaken",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
