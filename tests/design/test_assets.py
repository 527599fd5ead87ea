"""What the browser is given: vendored, licensed, without addresses, nothing inline."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def colour(name: str) -> str:
    return re.search(rf"--{name}: (#[0-9a-f]{{6}});", (STATIC / "css/tasma.css").read_text())[1]


def luminance(hexadecimal: str) -> float:
    channels = [int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_holds_nothing_inline(template):
    text = template.read_text()

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", text) == []


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "templates/components").glob("*.html")))
def test_component_says_what_it_accepts(name):
    first = (ROOT / "templates/components" / name).read_text().splitlines()[0]

    assert first.startswith("{# Accepts: ")
    assert first.endswith(" #}")


def test_every_library_keeps_its_licence():
    folders = sorted(path for path in (STATIC / "vendor").iterdir() if path.is_dir())

    assert [folder.name for folder in folders if not (folder / "LICENSE").stat().st_size] == []


def test_vendored_versions_are_the_ones_named():
    named = json.loads((ROOT / "package.json").read_text())["devDependencies"]

    vendored = dict(line.split() for line in (STATIC / "vendor/VERSIONS").read_text().splitlines())

    assert vendored == named


def test_lock_names_no_address():
    text = (ROOT / "package-lock.json").read_text()

    assert "resolved" not in text
    assert re.findall(r'"https?://[^"]*\.tgz', text) == []


def test_style_sheets_point_only_at_files_shipped():
    for sheet in STATIC.rglob("*.css"):
        for address in re.findall(r"url\([\"']?(?!data:)([^\"')]+)", sheet.read_text()):
            assert (sheet.parent / address).is_file(), address


def test_icons_used_are_in_the_sprite():
    shipped = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "vendor/bootstrap-icons/icons.svg").read_text()))

    used = {
        name
        for template in TEMPLATES
        for name in re.findall(r'components/icon\.html" with name="([\w-]+)"', template.read_text())
    }

    assert used - shipped == set()


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "ground"),
        ("ink-soft", "ground"),
        ("ink-quiet", "ground"),
        ("ink-quiet", "accent-soft"),
        ("accent", "ground"),
        ("accent-dark", "accent-soft"),
        ("good", "good-soft"),
        ("warn", "warn-soft"),
        ("bad", "bad-soft"),
        ("info", "info-soft"),
        ("paper", "accent"),
    ],
)
def test_text_is_readable(text, ground):
    assert contrast(colour(text), colour(ground)) >= 4.5


@pytest.mark.parametrize("name", ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-quiet", "line-strong"])
def test_marks_stand_out_from_paper(name):
    assert contrast(colour(name), colour("paper")) >= 3
