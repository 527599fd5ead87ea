"""Events with employers in the registry of personal data."""

from config.kernel.personal import (
    CLIENT_DATA,
    STAFF_DATA,
    Export,
    Group,
    History,
    Merge,
    Subject,
    not_personal,
    register,
)

not_personal(
    "employers.OccasionEmployer",
    "employers.OccasionOrganiser",
    because="employers and partners that were invited; contact persons are kept apart",
)
register(
    "employers.Occasion",
    about=Subject.STAFF,
    purpose="an event with employers, and who recorded it",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.STAFF: "created_by",
        Group.TECHNICAL: "id version area kind title held_on place note created_at",
    },
)
register(
    "employers.OccasionStaff",
    about=Subject.STAFF,
    purpose="who of the staff took what part in an event",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={Group.STAFF: "user part", Group.TECHNICAL: "id area occasion"},
)
register(
    "employers.OccasionDecision",
    about=Subject.STAFF,
    purpose="what a panel decided, and who sees to it by when",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.STAFF: "owner due_on done_on",
        Group.TECHNICAL: "id version area occasion text outcome",
    },
)
register(
    "employers.OccasionClient",
    about=Subject.CLIENT,
    purpose="that the client was invited to an event with employers, and whether the client came",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="occasions",
    fields={Group.SERVICE: "occasion presence", Group.TECHNICAL: "id area client"},
    export={"occasion": Export.YES},
)
