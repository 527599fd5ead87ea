"""Templates: none without a use."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
CODE = (
    "accounts",
    "clients",
    "config",
    "desk",
    "employers",
    "ledger",
    "network",
    "questionnaires",
    "reporting",
    "training",
)
# Django finds these by their names.
BY_NAME = {"errors/400.html", "errors/403.html", "errors/404.html", "errors/500.html"}


def test_every_template_is_used():
    names = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    sources = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    sources += [path.read_text(encoding="utf-8") for app in CODE for path in (ROOT / app).rglob("*.py")]

    mentioned = {name for text in sources for name in re.findall(r"[\"']([\w/.-]+\.html)[\"']", text)}

    assert names - mentioned - BY_NAME == set()
    assert {
        name for name in mentioned - names if name.split("/")[0] in {path.name for path in TEMPLATES.iterdir()}
    } == set()
