from questionnaires.models.answers import AnswerSheet, Invitation
from questionnaires.models.questions import REFUSED, OutcomeRule, Question, QuestionMapping
from questionnaires.models.sets import QuestionSet, QuestionSetVersion

__all__ = [
    "REFUSED",
    "AnswerSheet",
    "Invitation",
    "OutcomeRule",
    "Question",
    "QuestionMapping",
    "QuestionSet",
    "QuestionSetVersion",
]
