"""The planted-bug drill: takes away one protection at a time and tells whether the tests notice.

Works in a copy of the tree with services of its own; the checkout is never altered. Each plant is an exact text of one
file, what stands there instead, and the tests that must then fail (scripts/drill/*.toml). A plant that no longer
applies, tests that fail without it, or a tree that does not even start with it are errors, not catches.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLANTS = ROOT / "scripts" / "drill"
LEAST_CAUGHT = 95
LONGEST_SECONDS = 300
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__", ".*_cache", ".hypothesis")
LINKED = (".venv", "node_modules")
# Written files get times of their own, so that Python never takes an old compiled file for the new text.
CLOCK = count(1_000_000_000)


@dataclass(frozen=True)
class Plant:
    """One protection, and how to take it away."""

    name: str
    removes: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What the tests said of a plant: the test that failed first, or why it counts as missed."""

    plant: Plant
    caught_by: str
    why_missed: str = ""


def load_plants(folder: Path = PLANTS) -> list[Plant]:
    """Every plant of the folder's files, in order."""
    found: list[Plant] = []
    for path in sorted(folder.glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["plant"]
        found += [Plant(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries]
    return found


def fault_of(plant: Plant, root: Path = ROOT) -> str:
    """Why the plant cannot be planted, or nothing."""
    path = root / plant.file
    if not path.is_file():
        return f"{plant.name}: there is no {plant.file}"
    times = path.read_text(encoding="utf-8").count(plant.old)
    if times != 1:
        return f"{plant.name}: its text stands {times} times in {plant.file}"
    return "" if plant.old != plant.new else f"{plant.name}: changes nothing"


@contextmanager
def copied_tree(*, committed: bool) -> Iterator[Path]:
    """A copy with data of its own, gone afterwards; others may enter it, as services run as another user.

    Of the last commit, or of the tree as it stands.
    """
    place = Path(tempfile.mkdtemp(prefix="tasma-drill-"))
    place.chmod(0o755)
    tree = place / "tree"
    try:
        if committed:
            _unpack_commit(tree)
        else:
            shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        for name in LINKED:
            if (ROOT / name).exists():
                (tree / name).symlink_to(ROOT / name)
        yield tree
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _unpack_commit(tree: Path) -> None:
    archive = tree.with_suffix(".tar")
    subprocess.run(["git", "archive", "--output", archive, "HEAD"], cwd=ROOT, check=True)
    shutil.unpack_archive(archive, tree, filter="data")


@contextmanager
def planted(plant: Plant, tree: Path) -> Iterator[None]:
    """The plant stands in the tree, and no longer afterwards."""
    path = tree / plant.file
    whole = path.read_text(encoding="utf-8")
    _write(path, whole.replace(plant.old, plant.new))
    try:
        yield
    finally:
        _write(path, whole)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    moment = next(CLOCK)
    os.utime(path, (moment, moment))


def run_tests(
    tree: Path, tests: Sequence[str], *, without: Sequence[str] = (), stop_at_first: bool
) -> subprocess.CompletedProcess[str]:
    """The tests' own words, run as in the tree alone."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TASMA_", "DATABASE_", "BROKER_"))
    }
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "config.settings.test", "TASMA_VAR": str(tree / "var")}
    words = [str(tree / ".venv/bin/python"), "-m", "pytest", "-q", "-rfE", "--tb=no", "-p", "no:randomly", *tests]
    words += [f"--deselect={test}" for test in without]
    return subprocess.run(
        words + (["-x"] if stop_at_first else []),
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_SECONDS if stop_at_first else None,
    )


def verdict_of(plant: Plant, *, code: int, said: str) -> Verdict:
    """Caught only by a test that failed: one that could not even begin proves nothing."""
    failed = re.findall(r"^FAILED (\S+)", said, flags=re.MULTILINE)
    if code == 1 and failed:
        return Verdict(plant, caught_by=failed[0])
    if code == 0:
        return Verdict(plant, caught_by="", why_missed="every test passed")
    broken = re.findall(r"^ERROR (.+)", said, flags=re.MULTILINE)
    return Verdict(plant, caught_by="", why_missed=f"the tests could not run: {(broken or [f'exit {code}'])[0]}")


def try_plant(plant: Plant, tree: Path, *, without: Sequence[str]) -> Verdict:
    """What the plant's own tests say of it, but for those that fail anyway."""
    with planted(plant, tree):
        try:
            done = run_tests(tree, plant.tests, without=without, stop_at_first=True)
        except subprocess.TimeoutExpired:
            return Verdict(plant, caught_by="", why_missed=f"no answer in {LONGEST_SECONDS} seconds")
    return verdict_of(plant, code=done.returncode, said=done.stdout)


def failing_unplanted(plants: Sequence[Plant], tree: Path) -> list[str]:
    """Tests of these plants that fail when nothing is planted: they can prove nothing."""
    tests = sorted({test for plant in plants for test in plant.tests})
    done = run_tests(tree, tests, stop_at_first=False)
    failing = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, flags=re.MULTILINE)
    if done.returncode and not failing:
        sys.exit(f"The tests cannot run although nothing was planted:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
    return failing


def report(verdicts: Sequence[Verdict]) -> int:
    """Prints what was caught by what and what was missed; 0 when enough was caught."""
    caught = [one for one in verdicts if one.caught_by]
    for one in verdicts:
        if not one.caught_by:
            print(f"MISSED  {one.plant.name}: {one.plant.removes} ({one.why_missed})")
    share = 100 * len(caught) / len(verdicts)
    print(
        f"{len(caught)} of {len(verdicts)} removed protections were noticed ({share:.0f} %, asked for {LEAST_CAUGHT} %)"
    )
    return 0 if share >= LEAST_CAUGHT else 1


def chosen_plants(names: Sequence[str]) -> list[Plant]:
    """Plants of these names, or all; stops when a name is unknown or a plant does not apply."""
    plants = load_plants()
    unknown = sorted(set(names) - {plant.name for plant in plants})
    faults = [fault for plant in plants if (fault := fault_of(plant))]
    if unknown or faults:
        sys.exit("\n".join([*(f"there is no plant {name}" for name in unknown), *faults]))
    return [plant for plant in plants if plant.name in names] if names else plants


def main() -> int:
    reader = argparse.ArgumentParser(description="Take away one protection at a time; do the tests notice?")
    reader.add_argument("names", nargs="*", help="plants to try; all when none is named")
    reader.add_argument("--list", action="store_true", help="tell the plants and stop")
    reader.add_argument("--committed", action="store_true", help="try the last commit instead of the tree as it stands")
    asked = reader.parse_args()
    plants = chosen_plants(asked.names)
    if asked.list:
        print("\n".join(f"{plant.name}: {plant.removes} ({plant.file})" for plant in plants))
        return 0

    os.nice(10)
    sys.path.insert(0, str(ROOT))
    from config.embedded import lease

    with copied_tree(committed=asked.committed) as tree, lease(tree / "var" / "test-services", fast=True):
        broken = failing_unplanted(plants, tree)
        verdicts = []
        for plant in plants:
            verdicts.append(try_plant(plant, tree, without=broken))
            print(
                f"{'caught' if verdicts[-1].caught_by else 'MISSED'}  {plant.name}: {verdicts[-1].caught_by}",
                flush=True,
            )
    if broken:
        print("These tests fail although nothing was planted:", *broken, sep="\n  ")
    return max(report(verdicts), 2 if broken else 0)


if __name__ == "__main__":
    sys.exit(main())
