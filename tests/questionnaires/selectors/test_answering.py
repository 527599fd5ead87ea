import pytest
from django.http import QueryDict
from django.utils.translation import override

from questionnaires.enums import QuestionKind
from questionnaires.models import Question
from questionnaires.selectors.answering import ABSENT, answers_in_words, problem_of, read_answer, said

OPTIONS = [{"code": code, "fi": code, "sv": code, "en": code.title()} for code in ("body", "mind")]


def question(kind, **more) -> Question:
    values = {"key": "one", "kind": kind, "text_fi": "Miten?", "text_sv": "Hur?", "text_en": "How?"} | more
    if kind in {QuestionKind.SINGLE, QuestionKind.MULTI}:
        values["options"] = OPTIONS
    if kind == QuestionKind.SCALE:
        values |= {"scale_min": 0, "scale_max": 10}
    return Question(**values)


@pytest.mark.parametrize(
    ("kind", "sent", "value"),
    [
        (QuestionKind.SINGLE, "one=body", "body"),
        (QuestionKind.MULTI, "one=body&one=mind", ["body", "mind"]),
        (QuestionKind.MULTI, "one=body&one-refused=refused", None),
        (QuestionKind.SCALE, "one=7", 7),
        (QuestionKind.SCALE, "one=refused", None),
        (QuestionKind.YES_NO, "one=no", "no"),
        (QuestionKind.TEXT, "one=++refused++", "refused"),
        (QuestionKind.TEXT, "one=&one-refused=refused", None),
        (QuestionKind.DATE, "one=2026-02-28", "2026-02-28"),
    ],
)
def test_an_answer_is_read_as_its_kind(kind, sent, value):
    read = read_answer(question(kind, refusable=True), QueryDict(sent))

    assert (read.value, read.problem) == (value, "")


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (QuestionKind.SINGLE, "one=soul"),
        (QuestionKind.SINGLE, "one=refused"),
        (QuestionKind.MULTI, "one=body&one=body"),
        (QuestionKind.SCALE, "one=11"),
        (QuestionKind.SCALE, "one=seven"),
        (QuestionKind.YES_NO, "one=perhaps"),
        (QuestionKind.TEXT, "one=" + "a" * 2001),
        (QuestionKind.DATE, "one=2026-02-30"),
        (QuestionKind.SINGLE, ""),
    ],
)
def test_an_answer_that_cannot_be_says_why(kind, sent):
    assert read_answer(question(kind), QueryDict(sent)).problem != ""


def test_what_need_not_be_answered_may_be_left_open():
    read = read_answer(question(QuestionKind.SINGLE, required=False), QueryDict(""))

    assert (read.value is ABSENT, read.problem) == (True, "")


@pytest.mark.parametrize("value", [["body"], 3, True, {"a": 1}, "body "], ids=str)
def test_values_of_another_shape_are_no_answers(value):
    assert problem_of(question(QuestionKind.SINGLE), value) != ""


@pytest.mark.parametrize(
    ("kind", "value", "language", "words"),
    [
        (QuestionKind.MULTI, ["body", "mind"], "en", "Body, Mind"),
        (QuestionKind.SINGLE, "gone", "fi", "gone"),
        (QuestionKind.SCALE, 0, "fi", "0"),
        (QuestionKind.DATE, "2026-02-28", "fi", "28.2.2026"),
        (QuestionKind.TEXT, "<b>", "en", "<b>"),
    ],
)
def test_answers_are_said_as_their_version_words_them(kind, value, language, words):
    with override(language):
        assert said(question(kind), value) == words


def test_a_question_left_open_is_told_so():
    with override("en"):
        assert answers_in_words([question(QuestionKind.TEXT, required=False)], {}) == [("How?", "Not answered")]
