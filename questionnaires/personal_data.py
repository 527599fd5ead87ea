"""The question sets' part of the registry of personal data (config.kernel.personal)."""

from config.kernel.personal import STAFF_DATA, Group, History, Merge, Subject, not_personal, register

not_personal(
    "questionnaires.QuestionSet",
    "questionnaires.Question",
    "questionnaires.OutcomeRule",
    "questionnaires.QuestionMapping",
    because="questions that are the same for everybody; answers are the clients'",
)
not_personal(
    "questionnaires.AnswerSheet",
    "questionnaires.Invitation",
    because="answers of nobody and links that name nobody; who was invited is kept with the clients",
)
register(
    "questionnaires.QuestionSetVersion",
    about=Subject.STAFF,
    purpose="a version of a question set, and who published it",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.STAFF: "published_by",
        Group.TECHNICAL: (
            "id version area question_set based_on number status intro_fi intro_sv intro_en created_at published_at"
            " retired_at"
        ),
    },
)
