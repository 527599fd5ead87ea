"""An identity code in clear comes neither into the database nor into a log, wherever a file of senders holds one."""

import subprocess

from django.conf import settings

from accounts.context import acting
from accounts.models import Area
from clients.models import ImportBatch, ImportProblem
from clients.services.importing.operator import Order, import_as_operator
from clients.services.importing.problems import holds_identity_code
from config.embedded import place_of
from desk.operations.backup import back_up
from desk.operations.manifest import DUMP
from desk.operations.postgres import connect, query, start
from tests.factories.accounts import HOME_AREA
from tests.factories.imports import csv_text, row
from tests.operations.conftest import keep_person

CODE = "131052-902Y"


def test_the_check_character_tells_a_code_from_a_reference():
    assert holds_identity_code(CODE)
    assert holds_identity_code(f"client {CODE.lower()}, again")
    assert not holds_identity_code("131052-902X")
    assert not holds_identity_code("201813-1234")


def wal_segment() -> str:
    with connect("owner") as line:
        return str(query(line, "SELECT pg_walfile_name(pg_current_wal_lsn())")[0][0])


def written_ahead(first: str) -> bytes:
    """What the write-ahead log has taken up since that segment."""
    place, last = place_of(settings.SERVICES_DIR), wal_segment()
    home = place.vault if (place.vault / "pg").exists() else place.base
    found = [path for path in sorted((home / "pg" / "pg_wal").iterdir()) if first <= path.name <= last]
    assert found
    return b"".join(path.read_bytes() for path in found)


def test_a_file_with_codes_in_any_cell_leaves_none_in_database_or_log(live_database, tmp_path, capfd):
    rows = [
        row(CODE),
        row("r2", unit=CODE),
        row("r3", gender=CODE),
        row("r4", started_on=CODE),
        row("r5", municipality=CODE),
        row("r6", unemployed_months=CODE),
        row("r7"),
    ]
    path = tmp_path / "file.csv"
    path.write_text(csv_text(rows))

    first = wal_segment()
    import_as_operator(
        path=path, order=Order(programme="P1", area=Area.objects.get(pk=HOME_AREA).code, create_programme=True)
    )

    with acting(areas=[HOME_AREA]):
        batch = ImportBatch.objects.get()
        assert ImportProblem.objects.filter(batch=batch, code="identity_code").count() == 2
    with acting(areas=[HOME_AREA]):
        keep_person(CODE)
    assert CODE.encode() not in written_ahead(first)
    assert CODE.encode() not in (place_of(settings.SERVICES_DIR).logs / "postgresql.log").read_bytes()
    folder = back_up(to=tmp_path)
    with start(["pg_restore", "--file=-", str(folder / DUMP)], stdout=subprocess.PIPE) as process:
        dumped = process.communicate()[0]
    assert b"clients_importproblem" in dumped
    assert CODE.encode() not in dumped
    assert CODE not in "".join(capfd.readouterr())
