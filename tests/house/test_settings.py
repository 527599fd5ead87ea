"""What is installed is all there is, and migrations say in their names what they are for."""

import re
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from config import env

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_app_of_the_project_is_installed():
    there = {path.parent.name for path in ROOT.glob("*/apps.py")}

    assert there
    assert there - set(settings.INSTALLED_APPS) == set()


def test_every_app_says_what_it_owns():
    silent = [path.parent.name for path in ROOT.glob("*/apps.py") if len(docstring_of(path.parent)) < 20]

    assert silent == []


def docstring_of(app: Path) -> str:
    return (app / "__init__.py").read_text(encoding="utf-8").strip()


def test_migrations_are_named_by_hand():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {path.parent.name for path in ROOT.glob("*/apps.py")}

    later = {key: one for key, one in loader.disk_migrations.items() if key[0] in ours and key[1] != "0001_initial"}
    by_machine = [
        key for key, one in later.items() if re.search(r"_auto_|\d{8}", key[1]) or key[1][5:] == one.suggest_name()
    ]

    assert by_machine == []


def test_templates_fail_on_a_variable_that_is_not_there():
    assert settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] == "UNDEFINED(%s)"


def test_the_operations_page_lists_every_setting_as_it_is():
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    listed = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", page, flags=re.MULTILINE))

    shown = {name: words for name, words in env.KNOWN.items() if not name.startswith("TASMA_DEV_")}
    assert listed == shown
