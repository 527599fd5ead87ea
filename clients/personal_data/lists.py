"""Saved filters, columns, bulk assignment."""

from config.kernel.personal import CLIENT_DATA, LOG_DATA, STAFF_DATA, Group, History, Merge, Subject, register

register(
    "clients.SavedFilter",
    about=Subject.STAFF,
    purpose="which clients somebody lists, by codes and days that tell nobody",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.STAFF: "owner created_by",
        Group.TECHNICAL: "id version area unit name facets columns sort as_tile position created_at",
    },
)
register(
    "clients.AssignmentBatch",
    about=Subject.STAFF,
    purpose="who gave clients to whom in one go, and whether it was undone",
    retention=LOG_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.STAFF: "made_by receiver",
        Group.LOG: "made_at undone_at",
        Group.TECHNICAL: "id version area",
    },
)
register(
    "clients.AssignmentRow",
    about=Subject.CLIENT,
    purpose="which client was given to somebody else in one go, or why not",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="relations",
    fields={
        Group.CUSTOMERSHIP: "refused kept undone_at",
        Group.TECHNICAL: "id area client batch made ended",
    },
)
