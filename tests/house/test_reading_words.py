"""Everything the read log says has plain words: purposes, field groups, grounds."""

import ast
from pathlib import Path

from accounts.reading_words import FIELD_GROUPS, GROUNDS, purpose_words
from tests.house.test_addresses import patterns

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("accounts", "network", "clients", "employers", "training", "reporting", "desk")


def trees() -> list[ast.AST]:
    found = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in found]


def said(name: str) -> set[str]:
    """Every constant given by the name `name` to a call that logs reading, or kept under that name."""
    values: set[str] = set()
    for node in (node for tree in trees() for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            logs = getattr(node.func, "id", "") in {"log_read", "log_reads", "log_use"} or name != "purpose"
            given = [word.value for word in node.keywords if word.arg == name and logs]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            given = [node.value for target in targets if getattr(target, "id", "") == name and node.value]
        elif isinstance(node, ast.FunctionDef) and node.name == name:
            given = [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value]
        else:
            continue
        values |= {word for value in given for word in words(value)}
    return values


def words(value: ast.AST) -> list[str]:
    if isinstance(value, ast.JoinedStr):
        return [str(value.values[0].value)] if isinstance(value.values[0], ast.Constant) else []
    if isinstance(value, ast.IfExp):
        return [*words(value.body), *words(value.orelse)]
    if isinstance(value, (ast.List, ast.Tuple)):
        return [word for item in value.elts for word in words(item)]
    return [value.value] if isinstance(value, ast.Constant) and isinstance(value.value, str) else []


def test_every_purpose_has_plain_words():
    routes = {name for name, _pattern in patterns() if name.startswith(("clients:", "employers:", "training:"))}
    asked = (said("purpose") | routes) - {""}

    assert {"clients:participation_detail", "indicator "} <= asked
    assert sorted(name for name in asked if purpose_words(name) is None) == []


def test_every_group_of_fields_has_plain_words():
    asked = said("field_groups")

    assert {"participation", "history"} <= asked
    assert sorted(asked - FIELD_GROUPS.keys()) == []


def test_every_ground_has_plain_words():
    from clients.selectors import client_list

    grounds = {value for name, value in vars(client_list).items() if name.endswith("_GROUND")}

    assert grounds
    assert grounds - GROUNDS.keys() == set()
