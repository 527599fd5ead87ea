"""What is kept in the repository says nothing of where it was made, nor of any real person."""

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = {".png", ".woff2", ".mo", ".ico", ".xlsx", ".jpg"}
# Where people and machines work; a path below one of these tells of one of them.
PLACE = re.compile(r"(?<![\w.<}$/-])/(?:work|farm|home|Users|mnt|srv)/[A-Za-z]\w*")
# Package registries, their mirrors and the ways to name one.
REGISTRY = re.compile(
    r"pypi\.(?:org|python)|pythonhosted|registry\.(?:npmjs|yarnpkg)|(?:npm|pypi)\S{0,20}(?:mirror|proxy)"
    r"|index-url\s*[= ]\s*['\"]?http|//[^\s/]*artifactory|/simple/?['\"\s]"
)
IDENTITY = re.compile(r"(?<![0-9A-Za-z])(\d{6})([-+ABCDEFUVWXY])(\d{3})([0-9A-FHJ-NPR-Y])(?![0-9A-Za-z])")
MARKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
CENTURIES = {"+": 1800, **dict.fromkeys("-UVWXY", 1900), **dict.fromkeys("ABCDEF", 2000)}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def texts() -> list[tuple[str, str]]:
    here = Path(__file__).resolve()
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))
        for path in tracked()
        if path != here
    ]


def is_identity_code(day: str, mark: str, number: str, check: str) -> bool:
    try:
        date(CENTURIES[mark] + int(day[4:]), int(day[2:4]), int(day[:2]))
    except ValueError:
        return False
    return MARKS[int(day + number) % 31] == check


def test_no_file_names_a_registry():
    found = [(name, hit.group()) for name, text in texts() for hit in [REGISTRY.search(text)] if hit]

    assert found == []


def test_no_file_names_a_place_of_a_machine():
    found = [(name, hit.group()) for name, text in texts() for hit in [PLACE.search(text)] if hit]
    found += [(name, str(ROOT)) for name, text in texts() if len(ROOT.parts) > 2 and str(ROOT) in text]

    assert found == []


def test_identity_codes_are_of_nobody():
    found = [
        (name, "".join(parts))
        for name, text in texts()
        if not name.startswith("static/vendor/")
        for parts in IDENTITY.findall(text)
        if is_identity_code(*parts) and not 900 <= int(parts[2]) <= 999
    ]

    assert found == []


def test_the_rule_knows_an_identity_code():
    assert is_identity_code("131052", "-", "308", "T")
    assert not is_identity_code("131052", "-", "308", "U")


def test_locked_packages_carry_hashes_and_no_addresses():
    for lock in sorted((ROOT / "requirements").glob("*.lock")):
        text = lock.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
        packages = [line for line in lines if not line.startswith(" ")]
        blocks = re.split(r"\n(?=[A-Za-z0-9])", "\n".join(lines))
        assert len(packages) > 20, lock.name
        assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == [], lock.name
        assert "://" not in text, lock.name


def test_locked_assets_carry_hashes_and_no_addresses():
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []
