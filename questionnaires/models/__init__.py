from questionnaires.models.questions import REFUSED, OutcomeRule, Question, QuestionMapping
from questionnaires.models.sets import QuestionSet, QuestionSetVersion

__all__ = ["REFUSED", "OutcomeRule", "Question", "QuestionMapping", "QuestionSet", "QuestionSetVersion"]
