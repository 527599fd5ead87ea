import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.models import Unit
from clients.models import ImportBatch, ImportProblem, Participation
from network.models import Programme, ProgrammeArea
from tests.factories.accounts import HOME_AREA
from tests.factories.imports import COMPLETE, ENDED, csv_text, row

pytestmark = pytest.mark.django_db
HOME_NAMES = ("41", "Turku", "Åbo", "turku")


@pytest.fixture
def file(tmp_path):
    def write(*rows, **options):
        path = tmp_path / "people åäö.csv"
        path.write_text(csv_text(rows, **options))
        return path

    return write


def run(path, *arguments: str, programme: str = "S20784", area: str = str(HOME_AREA)) -> dict:
    printed = StringIO()
    with translation.override("en"):
        call_command(
            "import_participations", str(path), "--programme", programme, "--area", area, *arguments, stdout=printed
        )
    return json.loads(printed.getvalue().splitlines()[-1])


def test_the_last_line_is_the_result(file):
    path = file(row("r1", base=ENDED), row("r2", gender="x"), row("r1"))

    result = run(path, "--create-programme")

    assert {name: result[name] for name in ("rows", "created", "updated", "unchanged", "rejected")} == {
        "rows": 3, "created": 1, "updated": 0, "unchanged": 0, "rejected": 2,
    }  # fmt: skip
    assert result["errors"] == [
        {
            "row": 3,
            "column": "gender",
            "code": "unknown_code",
            "message": "“x” is not in the list. Expected one of: 1, 2, 3, 9.",
        },
        {
            "row": 4,
            "column": "client_ref",
            "code": "duplicate_ref",
            "message": "This reference is already on row 2. Only its first row is imported.",
        },
    ]
    assert Participation.objects.get().client_ref == "r1"


@pytest.mark.parametrize("area", HOME_NAMES)
def test_the_area_is_found_by_code_or_name(file, area):
    assert run(file(row()), "--create-programme", area=area)["created"] == 1
    assert Participation.objects.get().area_id == HOME_AREA


def test_the_command_again_changes_nothing(file):
    path = file(row("r1", base=ENDED, unit="Uusi"), row("r2"))
    first = run(path, "--create-programme", "--create-units")
    second = run(path)

    assert (first["created"], second["created"], second["updated"], second["unchanged"]) == (2, 0, 0, 2)


def test_a_dry_run_leaves_nothing_behind(file):
    result = run(file(row(unit="Uusi")), "--create-programme", "--create-units", "--dry-run")

    assert (result["created"], result["new_units"]) == (1, ["Uusi"])
    assert not Participation.objects.exists()
    assert not Programme.objects.filter(code="S20784").exists()
    assert not Unit.objects.filter(name="Uusi").exists()
    assert not ImportBatch.objects.exists()


def test_the_import_can_be_seen_and_undone_later(file):
    run(file(row("r1"), row("r2", gender="x")), "--create-programme")

    batch = ImportBatch.objects.get()
    assert (batch.state, batch.actor, batch.file_name, batch.report["created"]) == (
        "imported",
        None,
        "people åäö.csv",
        1,
    )
    assert ImportProblem.objects.get().message
    assert batch.changes.count() == 1


@pytest.mark.parametrize(
    ("_case", "arguments", "options"),
    [
        ("no programme", (), {}),
        ("no area", ("--create-programme",), {"area": "Atlantis"}),
        ("no such code", ("--create-programme",), {"area": "99"}),
        ("a long code", ("--create-programme",), {"programme": "x" * 21}),
    ],
)
def test_a_wrong_order_is_refused_with_a_sentence(file, _case, arguments, options):
    with pytest.raises(CommandError) as refused:
        run(file(row()), *arguments, **options)

    assert str(refused.value).endswith((".", "it."))
    assert not Participation.objects.exists()


def test_an_area_outside_the_programme_joins_it_only_when_asked(file):
    Programme.objects.create(code="S20784", name_fi="TYÖ")

    with pytest.raises(CommandError):
        run(file(row()))
    assert run(file(row()), "--create-programme")["created"] == 1
    assert ProgrammeArea.objects.get().area_id == HOME_AREA
    assert Programme.objects.get().name_fi == "TYÖ"


@pytest.mark.parametrize(
    ("_case", "content", "error"),
    [
        ("header", b"client_ref,unit\n", {"row": 1, "column": "started_on", "code": "bad_header"}),
        ("file", "ä".encode("utf-16"), {"row": None, "column": None, "code": "bad_file"}),
        ("late", csv_text([row()]).encode() + b"\xff", {"row": None, "column": None, "code": "bad_file"}),
    ],
)
def test_a_bad_file_is_told_as_json_and_by_the_exit_code(tmp_path, _case, content, error):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    printed = StringIO()

    with pytest.raises(CommandError) as refused:
        call_command(
            "import_participations", str(path), "--programme=S20784", "--area=41", "--create-programme", stdout=printed
        )

    result = json.loads(printed.getvalue().splitlines()[-1])
    assert refused.value.returncode == 1
    assert [{name: told[name] for name in error} for told in result["errors"]] == [error]
    assert (result["rows"], result["created"]) == (0, 0)
    assert not Participation.objects.exists()
    assert not Programme.objects.filter(code="S20784").exists()


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError):
        run(tmp_path / "none.csv", "--create-programme")


def test_errors_are_counted_exactly_and_kept_up_to_a_limit(file, monkeypatch):
    monkeypatch.setattr("clients.services.importing.staging.MAX_KEPT", 3)

    result = run(file(*(row(f"r{number}", gender="x", isced="x") for number in range(5))), "--create-programme")

    assert (result["rejected"], result["error_count"], len(result["errors"])) == (5, 10, 3)


def test_values_without_a_form_are_told_as_warnings(file):
    result = run(file({"client_ref": "r1", "started_on": COMPLETE["started_on"], "isced": "3"}), "--create-programme")

    assert (result["created"], result["errors"]) == (1, [])
    assert [(note["row"], note["column"], note["code"]) for note in result["warnings"]] == [(2, "isced", "not_kept")]
