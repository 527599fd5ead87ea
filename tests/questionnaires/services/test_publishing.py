import json
from itertools import product

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone, translation

from accounts.context import set_context
from accounts.enums import Role
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from questionnaires.enums import VERSION_STEPS, MappingKind, QuestionKind, SetKind, VersionStatus
from questionnaires.models import OutcomeRule, Question, QuestionMapping, QuestionSet, QuestionSetVersion
from questionnaires.models.immutability import PublishedStays
from questionnaires.selectors.mapping import counted, lineage_of, links_to
from questionnaires.services import drafting
from questionnaires.services.interchange import as_file, import_version
from questionnaires.services.publishing import (
    Became,
    NotReady,
    discard_draft,
    map_questions,
    publish_version,
    retire_version,
)
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.questionnaires import (
    OutcomeRuleFactory,
    QuestionFactory,
    QuestionSetFactory,
    path_draft,
    published,
    published_path,
)

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CL-06")]
SAME, RECODED, BROKEN = MappingKind.SAME, MappingKind.RECODED, MappingKind.BROKEN
STEPS_BY = {
    "publish": lambda actor, version: publish_version(actor=actor, version_id=version.pk, version=version.version),
    "retire": lambda actor, version: retire_version(actor=actor, version_id=version.pk, version=version.version),
    "discard": lambda actor, version: discard_draft(actor=actor, version_id=version.pk, version=version.version),
    "map": lambda actor, version: map_questions(actor=actor, version_id=version.pk, version=version.version, became={}),
}


@pytest.fixture
def supervisor(db):
    return member()


def values_of(question, **changes):
    return {name: getattr(question, name) for name in drafting.OF_QUESTION} | changes


def second_version(supervisor, first):
    return drafting.start_draft(
        actor=supervisor, question_set_id=first.question_set_id, version=first.question_set.version
    )


def test_a_new_version_with_a_recoded_and_a_removed_question(supervisor):
    """The test of ahead.md 12: v1 stays as it was, and answers of both versions count by the map."""
    first = published_path()
    before = as_file(first)
    second = second_version(supervisor, first)
    works, how = second.questions.order_by("position")
    rule = second.rules.get(position=1)
    drafting.remove_rule(actor=supervisor, outcome_rule_id=rule.pk, version=rule.version)
    drafting.remove_question(actor=supervisor, question_id=how.pk, version=how.version)
    options = [{"code": one, "fi": one, "sv": one, "en": one} for one in ("fully", "partly", "not")]
    drafting.change_question(
        actor=supervisor,
        question_id=works.pk,
        version=works.version,
        values=values_of(works, kind=QuestionKind.SINGLE, options=options),
    )
    became = {
        "works": Became(kind=RECODED, after="works", codes={"yes": "fully", "no": "not"}),
        "how": Became(kind=BROKEN),
    }
    second.refresh_from_db()
    map_questions(actor=supervisor, version_id=second.pk, version=second.version, became=became)
    second.refresh_from_db()
    publish_version(actor=supervisor, version_id=second.pk, version=second.version)

    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.status, second.status) == (VersionStatus.RETIRED, VersionStatus.PUBLISHED)
    assert as_file(first) == before
    lineage = lineage_of(second)
    answered = [(first.pk, {"works": "no", "how": ["mind"]}), (second.pk, {"works": "partly"})]
    found = counted(links_to("works", version=second.pk, lineage=lineage), answered)
    assert (dict(found.codes), found.recoded) == ({"not": 1, "partly": 1}, 1)
    assert dict(found.from_version) == {first.pk: 1, second.pk: 1}
    lost = counted(links_to("how", version=second.pk, lineage=lineage), answered)
    assert (lost.broken, lost.left_out, dict(lost.codes)) == ([first.pk], 1, {})


@pytest.mark.parametrize("before", VersionStatus, ids=str)
@pytest.mark.parametrize("after", VersionStatus, ids=str)
def test_every_step_of_a_version(before, after):
    """What the table does not name, neither the model nor the database lets happen."""
    version = path_draft()
    if before != VersionStatus.DRAFT:
        published(version)
    if before == VersionStatus.RETIRED:
        QuestionSetVersion.objects.filter(pk=version.pk).update(status=VersionStatus.RETIRED, retired_at=timezone.now())
    moments = {
        VersionStatus.DRAFT: {"published_at": None, "retired_at": None},
        VersionStatus.PUBLISHED: {"published_at": timezone.now(), "retired_at": None},
        VersionStatus.RETIRED: {"retired_at": timezone.now()},
    }[after]
    allowed = after in VERSION_STEPS[before] or before == after == VersionStatus.DRAFT

    columns = ", ".join(f"{name} = %s" for name in moments)
    with transaction.atomic(), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(
                    f"UPDATE questionnaires_questionsetversion SET status = %s, {columns} WHERE id = %s",
                    [after, *moments.values(), version.pk],
                )
            done = True
        except DatabaseError:
            done = False

    assert done == allowed
    version.refresh_from_db()
    assert version.status == (after if allowed else before)


def write_anyway(way, row, rows):
    """The row written in one of the ways a model offers."""
    version = row if isinstance(row, QuestionSetVersion) else row.question_set_version
    row.version += 1
    {
        "save": row.save,
        "delete": row.delete,
        "update": lambda: rows.update(version=9),
        "bulk delete": rows.delete,
        "bulk update": lambda: type(row).objects.bulk_update([row], ["version"]),
        "bulk create": lambda: Question.objects.bulk_create(
            [Question(question_set_version=version, area_id=version.area_id, key="more", position=99)]
        ),
    }[way]()


@pytest.mark.parametrize("way", ["save", "delete", "update", "bulk delete", "bulk create", "bulk update"])
@pytest.mark.parametrize("kind", ["version", "question", "rule"])
def test_the_model_changes_nothing_that_was_published(way, kind):
    version = published_path()
    row = {
        "version": version,
        "question": version.questions.first(),
        "rule": version.rules.first(),
    }[kind]
    rows = type(row).objects.filter(pk=row.pk)
    before = list(rows.values())

    with pytest.raises(PublishedStays), transaction.atomic():
        write_anyway(way, row, rows)

    assert list(rows.values()) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE questionnaires_question SET text_fi = 'x'",
        "UPDATE questionnaires_question SET version = version + 1",
        "DELETE FROM questionnaires_question",
        "UPDATE questionnaires_outcomerule SET outcome = 'refer'",
        "DELETE FROM questionnaires_outcomerule",
        "UPDATE questionnaires_questionsetversion SET intro_fi = 'x'",
        "UPDATE questionnaires_questionsetversion SET version = version + 1",
        "DELETE FROM questionnaires_questionsetversion",
    ],
    ids=lambda text: text.split()[0] + " " + text.split()[2][-12:] + str(len(text)),
)
@pytest.mark.parametrize("login", ["default", "owner"])
@pytest.mark.django_db(databases=["default", "owner"])
def test_the_database_changes_nothing_that_was_published(statement, login):
    """Raw statements of the application's login and of the owner alike; the owner meets the shipped version."""
    if login == "default":
        published_path()
    condition = f"area_id = {HOME_AREA}" if login == "default" else "area_id IS NULL"

    with (
        connections[login].cursor() as cursor,
        pytest.raises(DatabaseError, match="published version stays"),
        transaction.atomic(using=login),
    ):
        cursor.execute(f"{statement} WHERE {condition}")


@pytest.mark.parametrize("part", ["question", "rule"])
def test_the_database_adds_nothing_to_what_was_published(part):
    """Past the model's own check, as an import of rows would do it."""
    version = published_path()
    one = version.questions.first() if part == "question" else version.rules.first()
    one.pk, one.position = None, 99
    if part == "question":
        one.key = "more"

    with pytest.raises(DatabaseError, match="published version stays"), transaction.atomic():
        one.save_base(force_insert=True)


def test_import_changes_nothing_that_was_published(supervisor):
    version = published_path()
    data = as_file(version)
    same = import_version(actor=supervisor, area_id=HOME_AREA, content=json.dumps(data).encode(), dry_run=False)
    data["questions"][0]["text"]["en"] = "Another wording"

    with pytest.raises(OutOfOrder):
        import_version(actor=supervisor, area_id=HOME_AREA, content=json.dumps(data).encode(), dry_run=False)

    assert (same.exists_already, same.draft) == (True, None)
    assert QuestionSetVersion.objects.filter(question_set__area=HOME_AREA).count() == 1


def test_services_change_nothing_that_was_published(supervisor):
    version = published_path()
    question, rule = version.questions.get(position=1), version.rules.get(position=2)
    order = {"actor": supervisor, "version_id": version.pk}

    for step in (
        lambda: drafting.change_texts(**order, version=version.version, texts=dict.fromkeys(drafting.INTROS, "x")),
        lambda: drafting.add_question(**order, key="more", values=values_of(question)),
        lambda: drafting.change_question(
            actor=supervisor, question_id=question.pk, version=1, values=values_of(question)
        ),
        lambda: drafting.move_question(actor=supervisor, question_id=question.pk, version=1, up=False),
        lambda: drafting.remove_question(actor=supervisor, question_id=question.pk, version=1),
        lambda: drafting.remove_rule(actor=supervisor, outcome_rule_id=rule.pk, version=1),
        lambda: drafting.move_rule(actor=supervisor, outcome_rule_id=rule.pk, version=1, up=True),
        lambda: STEPS_BY["discard"](supervisor, version),
        lambda: STEPS_BY["map"](supervisor, version),
        lambda: STEPS_BY["publish"](supervisor, version),
    ):
        with pytest.raises(PublishedStays):
            step()


@pytest.mark.parametrize(
    ("role", "area", "refusal"),
    [
        (Role.SUPERVISOR, OTHER_AREA, NotFound),
        (Role.COORDINATOR, HOME_AREA, NotFound),
        (Role.ADMINISTRATOR, HOME_AREA, NotFound),
    ],
)
@pytest.mark.parametrize("step", sorted(STEPS_BY))
def test_only_supervisors_of_the_area_take_a_step(role, area, refusal, step):
    version = published_path() if step == "retire" else path_draft()
    before = version.status

    with pytest.raises(refusal):
        STEPS_BY[step](member(role=role, area=area), version)

    version.refresh_from_db()
    assert version.status == before


def test_what_is_shipped_is_nobodys_to_change(supervisor):
    """Nobody can even hold its rows: row-level security lets them be read and no more."""
    shipped = QuestionSetVersion.objects.get(area=None, question_set__code="kyselypolku")

    with pytest.raises(NotFound):
        STEPS_BY["retire"](supervisor, shipped)
    with pytest.raises(NotFound):
        second_version(supervisor, shipped)


@pytest.mark.parametrize("step", ["publish", "retire", "discard", "map"])
def test_a_step_against_an_old_version_is_a_conflict(supervisor, step):
    version = published_path() if step == "retire" else path_draft()
    version.version -= 1

    with pytest.raises(Conflict):
        STEPS_BY[step](supervisor, version)


def test_a_draft_that_leads_nowhere_is_not_published(supervisor):
    version = path_draft()
    version.rules.get(position=2).delete()
    QuestionFactory(
        question_set_version=version,
        key="never",
        position=3,
        show_if=[{"question": "works", "any_of": ["yes"]}, {"question": "how", "any_of": ["mind"]}],
    )
    OutcomeRuleFactory(question_set_version=version, position=3, conditions=[{"question": "how", "any_of": ["mind"]}])

    with translation.override("en"), pytest.raises(NotReady) as refused:
        STEPS_BY["publish"](supervisor, version)

    assert [one.split("“")[-1][:5] for one in refused.value.problems if "question" in one.lower()] != []
    assert len(refused.value.problems) == 3  # no last rule, a question and a rule out of reach
    version.refresh_from_db()
    assert version.is_draft


def test_a_draft_whose_former_questions_are_not_mapped_is_not_published(supervisor):
    second = second_version(supervisor, published_path())
    QuestionMapping.objects.filter(question_set_version=second, before__key="how").delete()

    with pytest.raises(NotReady) as refused:
        STEPS_BY["publish"](supervisor, second)

    assert len(refused.value.problems) == 1


@pytest.mark.parametrize(
    "became",
    [
        {"works": Became(kind=SAME, after="how")},
        {"works": Became(kind=SAME)},
        {"works": Became(kind=RECODED, after="works", codes={"yes": "yes"})},
        {"works": Became(kind=RECODED, after="works", codes={"yes": "yes", "no": "never"})},
        {"nothing": Became(kind=BROKEN)},
    ],
    ids=["other kind", "nowhere", "half a table", "to nothing", "unknown"],
)
def test_a_mapping_that_is_not_true_is_refused(supervisor, became):
    second = second_version(supervisor, published_path())
    before = list(second.mappings.values())

    with pytest.raises(Refusal):
        map_questions(actor=supervisor, version_id=second.pk, version=second.version, became=became)

    assert list(second.mappings.values()) == before


def test_a_set_grows_from_a_shipped_one_and_goes_before_it(supervisor):
    like = QuestionSet.objects.get(area=None, code="kyselypolku")

    draft = drafting.add_set(
        actor=supervisor,
        area_id=HOME_AREA,
        code="kyselypolku",
        kind=SetKind.QUESTION_PATH,
        names={"fi": "Oma", "sv": "Egen", "en": "Own"},
        like=like.pk,
    )
    publish_version(actor=supervisor, version_id=draft.pk, version=draft.version)

    draft.refresh_from_db()
    assert (draft.based_on.area_id, draft.questions.count(), draft.mappings.count()) == (None, 8, 8)
    assert draft.status == VersionStatus.PUBLISHED


def test_questions_change_places_and_conditions_stay_true(supervisor):
    version = path_draft()
    how = version.questions.get(key="how")

    drafting.move_question(actor=supervisor, question_id=how.pk, version=how.version, up=True)

    assert list(version.questions.order_by("position").values_list("key", flat=True)) == ["how", "works"]
    with pytest.raises(NotReady):
        STEPS_BY["publish"](supervisor, version)
    how.refresh_from_db()
    with pytest.raises(OutOfOrder):
        drafting.move_question(actor=supervisor, question_id=how.pk, version=how.version, up=True)
    works = version.questions.get(key="works")
    with pytest.raises(OutOfOrder):
        drafting.remove_question(actor=supervisor, question_id=works.pk, version=works.version)


def test_a_new_rule_stands_before_the_one_that_always_fits(supervisor):
    version = path_draft()
    values = {
        "conditions": [{"question": "how", "any_of": ["body"]}],
        "outcome": "consult",
        "suggests_keyword": False,
        **dict.fromkeys(drafting.NEXT_STEPS, "x"),
    }

    drafting.add_rule(actor=supervisor, version_id=version.pk, values=values)

    assert [one.outcome for one in version.rules.order_by("position")] == ["refer", "consult", "no_need"]


@pytest.mark.parametrize(("role", "area"), list(product([Role.COORDINATOR, Role.SUPERVISOR], [HOME_AREA, OTHER_AREA])))
def test_the_database_lets_supervisors_alone_write_their_areas_sets(role, area):
    person = member(role=role, area=area)
    set_context(user=person.pk, areas=[area])
    written = True

    try:
        with transaction.atomic():
            QuestionSetFactory(area_id=HOME_AREA)
    except DatabaseError:
        written = False

    assert written == (role == Role.SUPERVISOR and area == HOME_AREA)


def test_an_area_never_sees_the_sets_of_another():
    version = published_path()
    set_context(user=None, areas=[OTHER_AREA])

    assert not Question.objects.filter(question_set_version_id=version.pk).exists()
    assert not OutcomeRule.objects.filter(question_set_version_id=version.pk).exists()
    assert not QuestionSetVersion.objects.filter(pk=version.pk).exists()
