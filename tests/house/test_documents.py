"""The texts lead somewhere: every link of a text names a file that is there, every picture is shown."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.name)
def test_links_lead_somewhere(text):
    broken = []
    for link in LINK.findall(text.read_text(encoding="utf-8")):
        target, _hash, anchor = link.partition("#")
        if "://" in link:
            continue
        path = (text.parent / target) if target else text
        if not path.exists() or (anchor and anchor not in anchors(path.read_text(encoding="utf-8"))):
            broken.append(link)

    assert broken == []


def test_every_picture_is_shown():
    shown = {Path(link).name for text in TEXTS for link in LINK.findall(text.read_text(encoding="utf-8"))}

    kept = {path.name for path in (ROOT / "docs" / "images").iterdir()}

    assert kept - shown == set()


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 80
