"""Leads, task analyses, wishes of clients and matches in the registry of personal data."""

from config.kernel.personal import CLIENT_DATA, WORK, Export, Group, History, Merge, Subject, not_personal, register

not_personal(
    "employers.Lead",
    "employers.TaskAnalysis",
    "employers.WorkTask",
    because="work of an employer, and by whose post it is done; no client and no name",
)
register(
    "employers.JobWish",
    about=Subject.CLIENT,
    purpose="what work the client looks for",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as="job_wishes",
    fields={
        Group.NEED_AND_PLAN: "occupations hours_from hours_to municipalities is_remote_wished",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "employers.MatchRecord",
    about=Subject.CLIENT,
    purpose="which vacancy was proposed for the client, on what grounds, and what became of it",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.TRIGGER,
    read_as="matches",
    fields={
        Group.OFFERS: (
            "vacancy direction weights_version rank score verdict reasons shown_on state decider refusal decided_on"
        ),
        Group.STAFF: "shown_to decided_by",
        Group.TECHNICAL: "id version area client shown_at",
    },
    export={"shown_to": Export.NO, "decided_by": Export.NO},
)
register(
    "employers.MatchSearch",
    about=Subject.CLIENT,
    purpose="what a search found, for as long as its pages are looked at",
    retention=WORK,
    merge=Merge.STAYS,
    history=History.SHORT_LIVED,
    read_as="matches",
    fields={
        Group.OFFERS: (
            "direction vacancy region hours_from hours_to stops_hidden weights_version ranked stopped found stops shown"
        ),
        Group.STAFF: "by",
        Group.TECHNICAL: "id area client at",
    },
    export={"by": Export.NO, "ranked": Export.NO, "stopped": Export.NO},
)
