"""Feedback of clients, and by which link they were asked."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "clients.FeedbackRequest",
    about=Subject.CLIENT,
    purpose="that the client was asked for feedback by a link; what was answered by it leads to nobody",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.INSERT_ONLY,
    read_as="feedback",
    fields={
        Group.SERVICE: "invitation made_at",
        Group.STAFF: "made_by",
        Group.TECHNICAL: "id area client case",
    },
    export={"made_at": Export.YES, "made_by": Export.NO},
)
register(
    "clients.CaseFeedback",
    about=Subject.CLIENT,
    purpose="what the client said of the service by name",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.INSERT_ONLY,
    read_as="feedback",
    fields={
        Group.SERVICE: "question_set_version given_on answers",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id area client case recorded_at",
    },
    export={"recorded_by": Export.NO},
)
