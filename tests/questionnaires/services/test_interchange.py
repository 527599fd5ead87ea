import copy
import json

import pytest

from config.kernel.errors import NotAllowed, OutOfOrder, Refusal
from questionnaires.models import QuestionSet, QuestionSetVersion
from questionnaires.services.interchange import as_file, import_version, inspected
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.questionnaires import path_draft, published_path

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CL-06")]


@pytest.fixture
def supervisor(db):
    return member()


@pytest.fixture
def file(db) -> dict:
    return as_file(QuestionSetVersion.objects.get(area=None, question_set__code="kyselypolku"))


def brought(actor, data, **options):
    return import_version(actor=actor, area_id=HOME_AREA, content=json.dumps(data).encode(), **options)


def test_a_file_is_only_checked_unless_told_otherwise(supervisor, file):
    found = brought(supervisor, file)

    assert (found.faults, found.questions, found.rules, found.draft) == ([], 8, 7, None)
    assert QuestionSet.objects.filter(area=HOME_AREA).count() == 0


def test_what_is_exported_comes_back_the_same(supervisor, file):
    found = brought(supervisor, file, dry_run=False)

    assert found.draft is not None
    assert found.draft.area_id == HOME_AREA
    assert as_file(found.draft) == file


def test_a_new_version_comes_with_its_mappings(supervisor):
    first = published_path()
    data = as_file(first) | {
        "number": 2,
        "mappings": [
            {"before": "works", "kind": "same", "after": "works", "codes": {}},
            {"before": "how", "kind": "broken", "after": "", "codes": {}},
        ],
    }

    draft = brought(supervisor, data, dry_run=False).draft

    assert (draft.number, draft.based_on) == (2, first)
    assert {one.before.key: one.kind for one in draft.mappings.all()} == {"works": "same", "how": "broken"}


FAULTS = [
    ("code", lambda data: data.update(code="With Blanks")),
    ("kind", lambda data: data.update(kind="else")),
    ("number", lambda data: data.update(number="one")),
    ("name.sv", lambda data: data["name"].update(sv="")),
    ("intro.fi", lambda data: data.update(intro=None)),
    ("mappings", lambda data: data.update(mappings={})),
    ("questions[3].text.en", lambda data: data["questions"][2]["text"].pop("en")),
    ("questions[3].key", lambda data: data["questions"][2].update(key="effect")),
    ("questions[2].kind", lambda data: data["questions"][1].update(kind="odd")),
    ("questions[1].options[2].code", lambda data: data["questions"][0]["options"][1].update(code="yes")),
    ("questions[7].scale", lambda data: data["questions"][6].update(scale=[10, 0])),
    ("questions[2].show_if[1]", lambda data: data["questions"][1].update(show_if=[{"question": "wish"}])),
    ("questions[5].required", lambda data: data["questions"][4].update(required="yes")),
    ("questions[4]", lambda data: data["questions"].__setitem__(3, "text")),
    ("rules[1].outcome", lambda data: data["rules"][0].update(outcome="else")),
    ("rules[2].conditions[1]", lambda data: data["rules"][1]["conditions"][0].update(any_of=["never"])),
]


@pytest.mark.parametrize(("place", "spoil"), FAULTS, ids=[place for place, _spoil in FAULTS])
def test_a_fault_is_named_by_its_place_and_nothing_is_written(supervisor, file, place, spoil):
    data = copy.deepcopy(file)
    spoil(data)

    found = brought(supervisor, data, dry_run=False)

    assert place in {one.place for one in found.faults}
    assert QuestionSet.objects.filter(area=HOME_AREA).count() == 0


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": "else"}', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_file_of_ours_is_refused(supervisor, content):
    with pytest.raises(Refusal):
        import_version(actor=supervisor, area_id=HOME_AREA, content=content)


def test_a_set_with_a_draft_takes_no_second_one(supervisor):
    draft = path_draft()

    with pytest.raises(OutOfOrder):
        brought(supervisor, as_file(draft) | {"number": 7}, dry_run=False)

    assert draft.question_set.versions.count() == 1


def test_nobody_brings_a_file_into_an_area_of_others(file):
    with pytest.raises(NotAllowed):
        brought(member(area=OTHER_AREA), file, dry_run=False)

    assert QuestionSet.objects.filter(area=HOME_AREA).count() == 0


def test_rows_beyond_all_measure_are_refused(file):
    found = inspected(file | {"questions": file["questions"] * 100})

    assert "questions" in {one.place for one in found.faults}
