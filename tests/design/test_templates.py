"""Every template is used, and every template asked for is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "templates"
APPS = ("accounts", "clients", "config", "desk", "employers", "ledger", "network", "questionnaires", "reporting")
BY_DJANGO = {"errors/400.html", "errors/403.html", "errors/500.html"}


def shipped() -> set[str]:
    return {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html")}


def named() -> set[str]:
    sources = [*FOLDER.rglob("*.html"), *(path for app in APPS for path in (ROOT / app).rglob("*.py"))]
    return {name for path in sources for name in re.findall(r"""["']([\w./-]+\.html)["']""", path.read_text())}


def test_no_template_is_unused():
    assert shipped() - named() - BY_DJANGO == set()


def test_every_template_asked_for_is_there():
    ours = {
        name for name in named() if name.split("/")[0] in {"components", "layouts", "errors", "reporting", "clients"}
    }

    assert ours - shipped() == set()
