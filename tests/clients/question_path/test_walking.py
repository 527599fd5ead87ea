from datetime import date
from itertools import product

import pytest
import time_machine
from django.db import DatabaseError, transaction

from clients.enums.keywords import AbilityStatus, KeywordKind
from clients.enums.question_path import PATH_STEPS, PathManner, PathStatus
from clients.models import Keyword, QuestionPathRun
from clients.services.ability_status import set_ability_status
from clients.services.keywords import set_keyword
from clients.services.question_path import (
    Decision,
    answer_question_path,
    discard_question_path,
    finish_question_path,
    save_answer,
    start_question_path,
)
from config.kernel.errors import NotAllowed, NotFound, OutOfOrder, Refusal
from questionnaires.enums import Outcome
from questionnaires.selectors.answering import ABSENT
from tests.clients.question_path.conftest import REFERRED, UNTROUBLED
from tests.factories.question_path import QuestionPathRunFactory
from tests.factories.questionnaires import QuestionSetFactory, path_draft, published_path

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-02 10:00+02:00"):
        yield


def walked(people, client, version, answers, **decision) -> QuestionPathRun:
    return answer_question_path(
        actor=people["coordinator"],
        client_id=client.pk,
        question_set_version_id=version.pk,
        manner=PathManner.INTERVIEW,
        answers=answers,
        decision=Decision(**({"on": TODAY} | decision)),
    )


def begun(people, client, version, **answers) -> QuestionPathRun:
    actor = people["coordinator"]
    run = start_question_path(
        actor=actor, client_id=client.pk, question_set_version_id=version.pk, manner=PathManner.INTERVIEW
    )
    for key, value in answers.items():
        run = save_answer(actor=actor, client_id=client.pk, run_id=run.pk, key=key, value=value)
    return run


@pytest.mark.capability("CL-06")
@pytest.mark.capability("CL-07")
def test_a_path_ends_with_the_keyword_and_the_day_of_identification(people, client_of_area, shipped):
    run = walked(people, client_of_area, shipped, REFERRED, keyword=KeywordKind.TASMATYO)

    run.refresh_from_db()
    assert (run.status, run.outcome, run.keyword_set) == (PathStatus.FINISHED, Outcome.REFER, "tasmatyo")
    assert run.answers == REFERRED
    keyword = Keyword.objects.get()
    assert (keyword.kind, keyword.set_on, keyword.set_by) == ("tasmatyo", TODAY, people["coordinator"])
    status = client_of_area.ability_statuses.get()
    assert (status.status, status.since) == (AbilityStatus.IDENTIFIED, TODAY)


def test_no_need_says_nothing_of_work_ability(people, client_of_area, shipped):
    run = walked(people, client_of_area, shipped, UNTROUBLED)

    assert (run.outcome, run.keyword_set) == (Outcome.NO_NEED, "")
    assert client_of_area.ability_statuses.count() == 0
    assert Keyword.objects.count() == 0


def test_answers_to_hidden_questions_are_not_kept(people, client_of_area, shipped):
    run = begun(people, client_of_area, shipped, effect="yes", how=["pain"], duration="new")

    run = save_answer(actor=people["coordinator"], client_id=client_of_area.pk, run_id=run.pk, key="effect", value="no")

    assert run.answers == {"effect": "no"}


def test_a_refusal_to_answer_is_an_answer(people, client_of_area, shipped):
    run = walked(people, client_of_area, shipped, {"effect": None, "rating": None, "wish": "no"})

    assert (run.answers["effect"], run.outcome) == (None, Outcome.MONITOR)
    assert client_of_area.ability_statuses.get().status == AbilityStatus.SUSPECTED


def test_another_outcome_has_its_reason(people, client_of_area, shipped):
    run = walked(
        people,
        client_of_area,
        shipped,
        UNTROUBLED,
        outcome=Outcome.CONSULT,
        override_reason="Knows more",
        next_step="Call",
    )

    assert (run.recommended, run.outcome, run.outcome_was_overridden) == (Outcome.NO_NEED, Outcome.CONSULT, True)
    assert (run.override_reason, run.next_step) == ("Knows more", "Call")


def test_a_keyword_the_client_has_stays_as_it_is(people, client_of_area, shipped):
    held = set_keyword(
        actor=people["coordinator"],
        client_id=client_of_area.pk,
        kind=KeywordKind.TASMATYO,
        on=date(2026, 1, 2),
        reason="Known before",
    )

    run = walked(people, client_of_area, shipped, REFERRED, keyword=KeywordKind.TASMATYO)

    assert run.keyword_set == ""
    assert list(Keyword.objects.values_list("pk", "set_on")) == [(held.pk, date(2026, 1, 2))]


def test_a_path_never_takes_a_status_back(people, client_of_area, shipped):
    set_ability_status(
        actor=people["coordinator"], client_id=client_of_area.pk, status=AbilityStatus.CONFIRMED, since=TODAY
    )

    walked(people, client_of_area, shipped, REFERRED)

    assert [one.status for one in client_of_area.ability_statuses.all()] == [AbilityStatus.CONFIRMED]


@pytest.mark.parametrize(
    ("decision", "refusal"),
    [
        ({"on": date(2026, 3, 3)}, Refusal),
        ({"outcome": Outcome.MONITOR}, Refusal),
        ({"outcome": Outcome.MONITOR, "override_reason": " a "}, Refusal),
    ],
)
def test_a_refused_end_changes_nothing(people, client_of_area, shipped, decision, refusal):
    with pytest.raises(refusal), transaction.atomic():
        walked(people, client_of_area, shipped, REFERRED, keyword=KeywordKind.TASMATYO, **decision)

    assert (QuestionPathRun.objects.count(), Keyword.objects.count()) == (0, 0)


def test_a_path_with_an_open_question_does_not_end(people, client_of_area, shipped):
    run = begun(people, client_of_area, shipped, effect="no", rating=8)

    with pytest.raises(OutOfOrder):
        finish_question_path(
            actor=people["coordinator"], client_id=client_of_area.pk, run_id=run.pk, decision=Decision(on=TODAY)
        )

    run.refresh_from_db()
    assert run.status == PathStatus.OPEN


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [
        ("effect", "perhaps", Refusal),
        ("effect", ["yes"], Refusal),
        ("effect", ABSENT, Refusal),
        ("wish", None, Refusal),
        ("rating", 11, Refusal),
        ("rating", "4", Refusal),
        ("how", ["mental"], OutOfOrder),
        ("nothing", "yes", OutOfOrder),
    ],
    ids=["word", "list", "absent", "none", "too much", "text", "hidden", "unknown"],
)
def test_an_answer_that_cannot_be_is_refused(people, client_of_area, shipped, key, value, refusal):
    run = begun(people, client_of_area, shipped)

    with pytest.raises(refusal):
        save_answer(actor=people["coordinator"], client_id=client_of_area.pk, run_id=run.pk, key=key, value=value)

    run.refresh_from_db()
    assert run.answers == {}


@pytest.mark.parametrize(
    ("who", "refusal"), [("colleague", NotFound), ("outsider", NotFound), ("without health", NotAllowed)]
)
def test_only_those_with_the_right_begin_a_path(people, client_of_area, shipped, who, refusal):
    with pytest.raises(refusal):
        start_question_path(
            actor=people[who],
            client_id=client_of_area.pk,
            question_set_version_id=shipped.pk,
            manner=PathManner.SELF,
        )

    assert QuestionPathRun.objects.count() == 0


def test_only_its_walker_goes_on_with_a_path(people, client_of_area, shipped):
    run = begun(people, client_of_area, shipped, effect="yes")
    order = {"actor": people["supervisor"], "client_id": client_of_area.pk, "run_id": run.pk}

    for step in (
        lambda: save_answer(**order, key="effect", value="no"),
        lambda: finish_question_path(**order, decision=Decision(on=TODAY)),
        lambda: discard_question_path(**order),
    ):
        with pytest.raises(NotAllowed):
            step()

    run.refresh_from_db()
    assert run.answers == {"effect": "yes"}


def test_a_path_begun_twice_is_one(people, client_of_area, shipped):
    assert begun(people, client_of_area, shipped).pk == begun(people, client_of_area, shipped).pk


def test_nobody_is_asked_by_a_draft_or_by_a_shipped_set_that_has_an_own_one(people, client_of_area, shipped):
    draft = path_draft()
    published_path(question_set=QuestionSetFactory(code="kyselypolku"))

    for version in (draft, shipped):
        with pytest.raises(Refusal):
            begun(people, client_of_area, version)


def test_a_discarded_path_leaves_no_answer_behind(people, client_of_area, shipped):
    run = begun(people, client_of_area, shipped, effect="yes", how=["substance"])

    discard_question_path(actor=people["coordinator"], client_id=client_of_area.pk, run_id=run.pk)

    assert QuestionPathRun.objects.count() == 0
    events = QuestionPathRun.events.rel.related_model.objects.all().values()  # type: ignore[attr-defined]
    assert len(events) > 0
    assert "substance" not in str(list(events))


@pytest.mark.parametrize(("before", "after"), list(product(PathStatus, PathStatus)), ids=str)
def test_every_step_of_a_path(people, client_of_area, shipped, before, after):
    """Only an unfinished path is finished; the database lets no finished one change."""
    trait = {"unfinished": True} if before == PathStatus.OPEN else {}
    run = QuestionPathRunFactory(client=client_of_area, started_by=people["coordinator"], **trait)
    if after not in PATH_STEPS[before]:
        assert (before, after) != (PathStatus.OPEN, PathStatus.FINISHED)
    order = {"actor": people["coordinator"], "client_id": client_of_area.pk, "run_id": run.pk}

    if before == PathStatus.OPEN:
        save_answer(**order, key="effect", value="no")
    else:
        with pytest.raises(OutOfOrder):
            save_answer(**order, key="effect", value="no")
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            QuestionPathRun.objects.filter(pk=run.pk).update(answers={})
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            QuestionPathRun.objects.filter(pk=run.pk).delete()


@pytest.mark.parametrize("kind", ["draft", "other area"])
def test_the_database_keeps_answers_to_published_versions_of_the_area(people, client_of_area, kind):
    version = path_draft() if kind == "draft" else published_path(question_set=QuestionSetFactory(area_id=39))

    with pytest.raises(DatabaseError, match="same_area"), transaction.atomic():
        QuestionPathRunFactory(client=client_of_area, question_set_version=version)
