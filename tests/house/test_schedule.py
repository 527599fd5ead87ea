"""Work has names that resolve: what the clock asks for, what services ask for, what a worker can do."""

import ast
import re
from pathlib import Path

from config.celery import app
from config.schedule import SCHEDULE

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("accounts", "ledger", "network", "clients", "employers", "training", "questionnaires", "reporting", "desk")


def known() -> set[str]:
    app.loader.import_default_modules()
    return {name for name in app.tasks if not name.startswith(("celery.", "tests."))}


def test_every_entry_of_the_schedule_resolves():
    assert [entry.name for entry in SCHEDULE if entry.task not in known()] == []
    assert len({entry.name for entry in SCHEDULE}) == len(SCHEDULE)


def test_every_task_is_named_after_its_app_and_verb():
    assert [name for name in known() if not re.fullmatch(rf"({'|'.join(APPS)})\.[a-z_]+", name)] == []


def test_every_task_a_service_asks_for_exists():
    asked = set()
    for path in (path for app_name in APPS for path in (ROOT / app_name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "enqueue" and node.args:
                first = node.args[0]
                asked |= {first.value} if isinstance(first, ast.Constant) else set()
            if isinstance(node, ast.Assign) and any(getattr(t, "id", "") in {"TASK", "TASKS"} for t in node.targets):
                asked |= {c.value for c in ast.walk(node.value) if isinstance(c, ast.Constant) and "." in str(c.value)}

    assert asked
    assert asked - known() == set()
