"""The ledger's part of the registry of personal data (config.kernel.personal)."""

from config.kernel.personal import STAFF_DATA, WORK, Group, History, Merge, Subject, not_personal, register

register(
    "ledger.Job",
    about=Subject.STAFF,
    purpose="who asked for which work, and how far it is",
    retention=WORK,
    merge=Merge.NOT_CLIENT,
    history=History.NONE,
    fields={
        Group.STAFF: "requested_by",
        Group.LOG: "kind state created_at started_at finished_at cancel_requested_at",
        Group.TECHNICAL: "id version area run params progress step total processed counts failure refusal",
    },
)
register(
    "ledger.IdempotencyKey",
    about=Subject.STAFF,
    purpose="that a request sent twice is done once",
    retention=WORK,
    merge=Merge.NOT_CLIENT,
    history=History.SHORT_LIVED,
    fields={Group.STAFF: "owner", Group.TECHNICAL: "id key body_hash status body created_at"},
)
register(
    "ledger.WebhookEndpoint",
    about=Subject.STAFF,
    purpose="to which other systems an area's events are sent, and who set it up",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.STAFF: "created_by",
        Group.TECHNICAL: "id version area name url kinds secret_cipher is_active created_at",
    },
)
not_personal(
    "ledger.WebhookEvent", "ledger.WebhookDelivery", because="kinds of events and keys of rows, never of a person"
)
not_personal("ledger.BeatLease", "ledger.ChangeMarker", "ledger.Outbox", because="names of work and keys of rows")
not_personal("ledger.SignOfLife", because="names of kinds of processes")
