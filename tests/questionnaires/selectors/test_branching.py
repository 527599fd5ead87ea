"""Branching against a plain reading of the rule, and what can be reached against trying everything."""

from dataclasses import dataclass, field
from itertools import product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from questionnaires.enums import QuestionKind
from questionnaires.selectors.branching import after, before, first_fitting, kept, unanswered, visible
from questionnaires.selectors.reaching import forward_looking, reach_of

pytestmark = pytest.mark.capability("CL-06")
few = settings(max_examples=60, deadline=None, phases=[Phase.generate], database=None)
CODES = ("a", "b", "c")


@dataclass
class Plain:
    key: str
    kind: str = QuestionKind.SINGLE
    required: bool = True
    show_if: list = field(default_factory=list)
    codes: frozenset = frozenset(CODES)


@dataclass
class PlainRule:
    conditions: list


@st.composite
def conditions(draw, keys):
    if not keys:
        return []
    asked = draw(st.lists(st.sampled_from(keys), max_size=2, unique=True))
    codes = st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True)
    return [{"question": key, "any_of": draw(codes)} for key in asked]


@st.composite
def question_sets(draw):
    questions = []
    for number in range(draw(st.integers(1, 5))):
        keys = [one.key for one in questions]
        kind = draw(st.sampled_from([QuestionKind.SINGLE, QuestionKind.MULTI]))
        questions.append(
            Plain(key=f"q{number}", kind=kind, required=draw(st.booleans()), show_if=draw(conditions(keys)))
        )
    return questions


def answers_for(questions):
    single = st.sampled_from(CODES)
    several = st.lists(single, min_size=1, unique=True)
    return st.fixed_dictionaries(
        {}, optional={one.key: several if one.kind == QuestionKind.MULTI else single for one in questions}
    )


def shown_plainly(questions, answers) -> list[str]:
    """The rule once more, in other words: asked when each condition names an asked question answered by its codes."""
    asked: set[str] = set()
    for one in questions:
        fits = True
        for condition in one.show_if:
            given_answer = answers.get(condition["question"]) if condition["question"] in asked else None
            codes = given_answer if isinstance(given_answer, list) else [given_answer]
            fits = fits and any(code in condition["any_of"] for code in codes)
        if fits:
            asked.add(one.key)
    return [one.key for one in questions if one.key in asked]


@few
@given(st.data())
def test_questions_asked_are_those_of_the_plain_rule(data):
    questions = data.draw(question_sets())
    answers = data.draw(answers_for(questions))

    shown = [one.key for one in visible(questions, answers)]

    assert shown == shown_plainly(questions, answers)
    remaining = kept(questions, answers)
    assert remaining == {key: answers[key] for key in shown if key in answers}
    assert [one.key for one in visible(questions, remaining)] == shown
    assert {one.key for one in unanswered(questions, answers)} == {
        one.key for one in questions if one.key in shown and one.required and one.key not in answers
    }


@few
@given(st.data())
def test_walking_forth_and_back_meets_the_same_questions(data):
    questions = data.draw(question_sets())
    answers = data.draw(answers_for(questions))
    shown = [one.key for one in visible(questions, answers)]

    for place, key in enumerate(shown):
        following, former = after(questions, answers, key=key), before(questions, answers, key=key)

        assert (following.key if following else None) == (shown[place + 1] if place + 1 < len(shown) else None)
        assert (former.key if former else None) == (shown[place - 1] if place else None)


@settings(max_examples=25, deadline=None, phases=[Phase.generate], database=None)
@given(st.data())
def test_what_is_reached_is_what_trying_everything_reaches(data):
    questions = data.draw(question_sets())
    keys = [one.key for one in questions]
    rules = [PlainRule(data.draw(conditions(keys))) for _ in range(data.draw(st.integers(1, 3)))]
    subsets = [["a"], ["b"], ["c"], ["a", "b"], ["a", "c"], ["b", "c"], ["a", "b", "c"]]
    choices = [
        [*(subsets if one.kind == QuestionKind.MULTI else CODES), *([] if one.required else [None])]
        for one in questions
    ]

    reached, fitted = set(), set()
    for walk in product(*choices):
        answers = {key: value for key, value in zip(keys, walk, strict=True) if value is not None}
        reached |= {one.key for one in visible(questions, answers)}
        rule = first_fitting(rules, kept(questions, answers))
        fitted |= {place for place, one in enumerate(rules) if one is rule}
        if len(reached) == len(keys) and len(fitted) == len(rules):
            break

    found = reach_of(questions, rules)
    assert (found.questions, found.rules, found.is_whole) == (reached, fitted, True)


def test_conditions_look_back_and_at_codes_there_are():
    questions = [
        Plain(key="one", show_if=[{"question": "two", "any_of": ["a"]}]),
        Plain(key="two", show_if=[{"question": "one", "any_of": ["z"]}]),
        Plain(key="three", show_if=[{"question": "one", "any_of": ["a"]}]),
    ]

    assert forward_looking(questions) == ["one", "two"]
