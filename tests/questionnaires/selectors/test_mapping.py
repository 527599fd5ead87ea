"""Answers over versions: v1 → v2 → v3, with a question that stays, one that is recoded twice, one that breaks."""

import pytest

from questionnaires.enums import MappingKind
from questionnaires.selectors.mapping import Step, counted, links_to

pytestmark = pytest.mark.capability("CL-06")
SAME, RECODED, BROKEN = MappingKind.SAME, MappingKind.RECODED, MappingKind.BROKEN
LINEAGE = {
    3: (
        2,
        [
            Step(before="how", after="how", kind=SAME),
            Step(before="state", after="level", kind=RECODED, codes={"good": "ok", "bad": "low", "worst": "low"}),
            Step(before="gone", after=None, kind=BROKEN),
        ],
    ),
    2: (
        1,
        [
            Step(before="how", after="how", kind=SAME),
            Step(before="state", after="state", kind=RECODED, codes={"1": "good", "2": "bad", "3": "worst"}),
            Step(before="gone", after="gone", kind=SAME),
        ],
    ),
    1: None,
}
ANSWERED = [
    (1, {"how": ["body"], "state": "3", "gone": "yes"}),
    (1, {"how": ["body", "mind"], "state": "1"}),
    (2, {"how": ["mind"], "state": "bad", "gone": "no"}),
    (3, {"how": ["mind"], "level": "ok"}),
    (9, {"how": ["mind"]}),
]


def test_a_question_that_stayed_counts_from_every_version():
    found = counted(links_to("how", version=3, lineage=LINEAGE), ANSWERED)

    assert dict(found.codes) == {"body": 2, "mind": 3}
    assert dict(found.from_version) == {1: 2, 2: 1, 3: 1}
    assert (found.recoded, found.broken, found.left_out) == (0, [], 0)


def test_a_recoded_question_counts_by_the_tables_joined():
    found = counted(links_to("level", version=3, lineage=LINEAGE), ANSWERED)

    assert dict(found.codes) == {"low": 2, "ok": 2}
    assert dict(found.from_version) == {1: 2, 2: 1, 3: 1}
    assert (found.recoded, found.left_out) == (3, 0)


def test_a_broken_question_is_listed_and_counts_nowhere():
    found = counted(links_to("gone", version=3, lineage=LINEAGE), ANSWERED)

    assert dict(found.codes) == {}
    assert (found.broken, found.left_out) == ([2], 1)


def test_a_question_new_in_a_version_counts_from_there_on():
    found = counted(links_to("fresh", version=3, lineage=LINEAGE), ANSWERED)

    assert (dict(found.codes), found.broken) == ({}, [])


def test_a_code_no_table_names_is_left_out():
    links = links_to("level", version=3, lineage=LINEAGE)

    found = counted(links, [(1, {"state": "4"}), (1, {"state": "1"})])

    assert (dict(found.codes), found.left_out) == ({"ok": 1}, 1)
