"""Contacts, appointments and the calendar, tasks."""

from config.kernel.personal import (
    CLIENT_DATA,
    SIGN_IN_DATA,
    STAFF_DATA,
    Export,
    Group,
    History,
    Merge,
    Subject,
    register,
)

register(
    "clients.Contact",
    about=Subject.CLIENT,
    purpose="when, how and by whom the client was met or spoken about, and what came of it",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="notes",
    fields={
        Group.SERVICE: (
            "at channel minutes summary with_client talk others is_joint is_draft withdrawn_at withdrawal_reason"
        ),
        Group.STAFF: "author withdrawn_by",
        Group.TECHNICAL: "id version area client appointment created_at",
    },
    export={"summary": Export.WITHHELD, "author": Export.NO, "withdrawn_by": Export.NO},
)
register(
    "clients.ContactStaff",
    about=Subject.CLIENT,
    purpose="which colleagues took part in a contact",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="notes",
    fields={Group.STAFF: "user", Group.TECHNICAL: "id area contact"},
    export={"user": Export.NO},
)
register(
    "clients.Appointment",
    about=Subject.CLIENT,
    purpose="time booked for the client, where and how",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="appointments",
    fields={
        Group.SERVICE: "starts_at ends_at place channel title status is_joint",
        Group.STAFF: "created_by",
        Group.TECHNICAL: "id version area client created_at",
    },
    export={"created_by": Export.NO},
)
register(
    "clients.AppointmentStaff",
    about=Subject.CLIENT,
    purpose="which staff take part in an appointment",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="appointments",
    fields={Group.STAFF: "user", Group.TECHNICAL: "id area appointment"},
    export={"user": Export.NO},
)
register(
    "clients.Task",
    about=Subject.CLIENT,
    purpose="what is to be done for the client, by whom and by when",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="tasks",
    fields={
        Group.SERVICE: "kind title due_on done_at",
        Group.STAFF: "owner done_by created_by",
        Group.TECHNICAL: "id version area client remind_on reminded_on created_at",
    },
    export={"owner": Export.NO, "done_by": Export.NO, "created_by": Export.NO},
)
register(
    "clients.CalendarFeed",
    about=Subject.STAFF,
    purpose="the address at which a calendar program fetches a person's reserved times",
    retention=SIGN_IN_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.NONE,
    fields={Group.SIGN_IN: "token_hash", Group.TECHNICAL: "id user created_at revoked_at"},
)
register(
    "clients.TaskSetting",
    about=Subject.STAFF,
    purpose="which kinds of tasks are part of the work in an area, and who said so",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={Group.STAFF: "changed_by", Group.TECHNICAL: "id version area kind is_on reason changed_at"},
)
