"""The ledger of the OWASP ASVS names evidence that exists, for every requirement of levels 1 and 2 that applies."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from scripts.security_ledger import PAGE, page_with_table, rows
from tests.house.test_documents import anchors
from tests.house.written_tests import written_tests

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = rows()
APPLICABLE = [row for row in ROWS if row["applicable"] == "yes"]
SHOWN = [row for row in APPLICABLE if row["kind"] != "not met"]
ADDRESS = {
    "test": re.compile(r"tests/[\w/]+\.py::test_\w+"),
    "document": re.compile(r"docs/[\w-]+\.md#[\w-]+"),
    "setting": re.compile(r"config/settings/\w+\.py:[A-Z_]+=.+"),
}


def evidence(row: dict[str, str]) -> list[str]:
    return [one.strip() for one in row["evidence"].split(";") if one.strip()]


def kind_of(address: str) -> str:
    return next((kind for kind, form in ADDRESS.items() if form.fullmatch(address)), "")


@cache
def anchors_of(document: str) -> set[str]:
    return anchors((ROOT / document).read_text(encoding="utf-8"))


@cache
def settings_of(module: str) -> dict[str, ast.expr]:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    named = [(target, node.value) for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    return {target.id: value for target, value in named if isinstance(target, ast.Name)}


def exists(address: str) -> bool:
    kind = kind_of(address)
    if kind == "test":
        return address in written_tests()
    if kind == "document":
        document, _hash, anchor = address.partition("#")
        return (ROOT / document).is_file() and anchor in anchors_of(document)
    if kind == "setting":
        module, _colon, given = address.partition(":")
        name, _equals, value = given.partition("=")
        return ast.unparse(settings_of(module)[name]) == ast.unparse(ast.parse(value, mode="eval").body)
    return False


def test_every_requirement_is_there_once():
    levels = Counter(row["level"] for row in ROWS)

    assert len({row["req"] for row in ROWS}) == len(ROWS) == 345
    assert levels == {"L1": 70, "L2": 183, "L3": 92}


def test_what_does_not_apply_says_why():
    assert {row["applicable"] for row in ROWS} == {"yes", "no"}
    assert [row["req"] for row in ROWS if row["applicable"] == "no" and not row["why_na"]] == []
    assert [row["req"] for row in ROWS if row["applicable"] == "no" and (row["kind"] or row["evidence"])] == []


def test_every_requirement_that_applies_is_shown_or_said_to_be_lacking():
    assert {row["kind"] for row in APPLICABLE} <= {"test", "document", "setting", "not met"}
    assert [row["req"] for row in SHOWN if not evidence(row)] == []
    assert [row["req"] for row in APPLICABLE if row["kind"] == "not met" and len(row["reason"]) < 20] == []
    assert [row["req"] for row in APPLICABLE if row["kind"] == "not met" and evidence(row)] == []


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row["req"])
def test_evidence_exists_and_is_of_the_kind_it_says(row):
    found = evidence(row)

    assert [address for address in found if not exists(address)] == []
    assert kind_of(found[0]) == row["kind"]


def test_false_evidence_would_be_found():
    lies = [
        "tests/security/test_ledger.py::test_that_is_not_there",
        "docs/controls.md#nothing-of-this-name",
        "config/settings/prod.py:SECURE_SSL_REDIRECT=False",
        "somewhere else",
    ]

    assert [lie for lie in lies if exists(lie)] == []
    assert exists("config/settings/prod.py:SECURE_SSL_REDIRECT=True")


def test_the_page_has_the_counts_of_the_ledger():
    page = PAGE.read_text(encoding="utf-8")

    assert page == page_with_table(page)
