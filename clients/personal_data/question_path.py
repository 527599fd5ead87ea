"""The question path with a client."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "clients.QuestionPathRun",
    about=Subject.CLIENT,
    purpose="answers of the question path, what they led to and what was decided",
    retention=CLIENT_DATA,
    merge=Merge.KEEP_BOTH,
    history=History.TRIGGER,
    read_as={Group.NEED_AND_PLAN: "question_path", Group.HEALTH: "health"},
    fields={
        Group.HEALTH: "answers override_reason",
        Group.NEED_AND_PLAN: (
            "question_set_version manner answered_on recommended outcome outcome_was_overridden next_step keyword_set"
        ),
        Group.STAFF: "started_by",
        Group.TECHNICAL: "id version area client status started_at finished_at",
    },
    export={"started_by": Export.NO},
)
