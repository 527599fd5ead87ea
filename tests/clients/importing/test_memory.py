import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.imports import FOLLOWED, csv_text, row, workbook_file

ROOT = Path(__file__).resolve().parents[3]
ROWS = 8_000
MEGABYTE = 1024 * 1024
GROWTH_TOLD = """
import resource, sys
from django.conf import settings
settings.configure(USE_I18N=False)
from clients.services.importing.checking import Checker
from clients.services.importing.columns import NAMES, REQUIRED
from clients.services.importing.reading import read_sheet
from tests.clients.importing.test_checking import LISTS
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(sys.argv[1], "rb") as source:
    before = peak()
    checker = Checker(lists=LISTS, units=None)
    verdicts = (checker.check(row) for row in read_sheet(source, known=NAMES, required=REQUIRED).rows)
    entered = sum(verdict.row is not None for verdict in verdicts)
    print(entered, peak() - before)
"""


def csv_bytes(rows: list[dict[str, str]]) -> bytes:
    return csv_text(rows).encode()


def workbook_bytes(rows: list[dict[str, str]]) -> bytes:
    names = list(rows[0])
    return workbook_file([names, *([values[name] for name in names] for values in rows)]).getvalue()


@pytest.mark.parametrize("written", [csv_bytes, workbook_bytes])
def test_a_large_file_is_read_and_checked_in_little_memory(tmp_path, written):
    file = tmp_path / "large"
    file.write_bytes(written([row(f"r{number}", base=FOLLOWED) for number in range(ROWS)]))

    done = subprocess.run(
        [sys.executable, "-c", GROWTH_TOLD, str(file)], capture_output=True, check=True, cwd=ROOT, text=True
    )

    entered, kilobytes = map(int, done.stdout.split())
    assert entered == ROWS
    assert kilobytes <= 10 * 1024
