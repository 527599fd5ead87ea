import csv
import shutil
from datetime import date

import pytest
from django.core.management import call_command

from accounts.enums import Role, UnitKind
from accounts.models import Agency, Area, Code, Municipality, Region, WellbeingCounty
from accounts.services.reference import SHIPPED, Loaded, load_reference_data
from clients import enums

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

ROWS = {
    "area": 46,
    "region": 19,
    "wellbeingcounty": 23,
    "agency": 25,
    "municipality": 320,
    "code": 113,
    "questionsetversion": 2,
}


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped files that a test may change."""
    return shutil.copytree(SHIPPED, tmp_path / "data")


def edit(path, found, replacement):
    text = path.read_text(encoding="utf-8")
    assert text.count(found) == 1
    path.write_text(text.replace(found, replacement), encoding="utf-8")


def test_load_reference_data_again_changes_nothing():
    loaded = load_reference_data()

    assert loaded == [Loaded(table, 0, 0, rows) for table, rows in ROWS.items()]


def test_load_reference_data_fills_an_empty_database():
    Code.objects.using("owner").all().delete()
    Municipality.objects.using("owner").update(successor=None)
    Municipality.objects.using("owner").all().delete()

    loaded = {one.table: one for one in load_reference_data()}

    assert loaded["municipality"] == Loaded("municipality", 320, 0, 0)
    assert loaded["code"] == Loaded("code", 113, 0, 0)
    assert Municipality.objects.using("owner").count() == 320


def test_load_reference_data_corrects_a_changed_row_and_adds_a_new_one(folder):
    edit(folder / "municipalities.csv", "853,Turku,Åbo,", "853,Turku,Aboa,")
    with (folder / "regions.csv").open("a", encoding="utf-8") as lines:
        lines.write("3,Uusi,Ny\n")

    loaded = {one.table: one for one in load_reference_data(folder=folder)}

    assert loaded["municipality"] == Loaded("municipality", 0, 1, 319)
    assert loaded["region"] == Loaded("region", 1, 0, 19)
    assert Municipality.objects.using("owner").get(code="853").name_sv == "Aboa"


def test_load_reference_data_keeps_a_row_that_left_the_files(folder):
    edit(folder / "codes.csv", "improvement,d,Ylennys,Befordran,Promoted,4,,\n", "")

    load_reference_data(folder=folder)

    assert Code.objects.using("owner").filter(list="improvement", code="d").exists()


def test_load_reference_data_writes_nothing_when_a_row_is_wrong(folder):
    edit(folder / "municipalities.csv", "853,Turku,Åbo,", "853,Turku,Aboa,")
    edit(folder / "codes.csv", "improvement,d,Ylennys,Befordran,Promoted,4,,", "improvement,d,Y,B,P,4,2020-02-30,")

    with pytest.raises(Exception, match="2020-02-30"):
        load_reference_data(folder=folder)

    assert Municipality.objects.using("owner").get(code="853").name_sv == "Åbo"


def test_command_says_what_it_did(capsys):
    call_command("load_reference_data")

    assert capsys.readouterr().out.splitlines() == [
        f"{table}: 0 created, 0 updated, {rows} unchanged" for table, rows in ROWS.items()
    ]


def test_areas_regions_counties_and_agencies_have_both_names():
    for model in (Area, Region, WellbeingCounty, Agency, Municipality):
        for found in model.objects.all():
            assert found.name_fi == found.name_fi.strip() != ""
            assert found.name_sv == found.name_sv.strip() != ""
    assert list(Area.objects.values_list("id", flat=True)) == list(range(1, 47))
    assert (Area.objects.get(id=41).name_fi, Area.objects.get(id=41).name_sv) == ("Turku", "Åbo")


def test_agencies_follow_one_another_in_time():
    former, present = Agency.objects.filter(kind="ely"), Agency.objects.filter(kind="evk")

    assert (former.count(), present.count()) == (15, 10)
    assert set(former.values_list("valid_to", flat=True)) == {date(2025, 12, 31)}
    assert set(present.values_list("valid_from", "valid_to")) == {(date(2026, 1, 1), None)}


def test_every_municipality_of_today_stands_in_area_region_county_and_agency():
    today = Municipality.objects.filter(valid_to__isnull=True)

    assert today.count() == 308
    assert not today.filter(area=None) | today.filter(region=None) | today.filter(county=None)
    assert not today.filter(agency=None)
    assert set(today.filter(former_agency=None).values_list("area", flat=True)) == {46}


def test_ended_municipalities_name_a_municipality_of_today():
    ended = Municipality.objects.filter(valid_to__isnull=False).select_related("successor")

    assert ended.count() == 12
    assert all(one.successor is not None and one.successor.valid_to is None for one in ended)
    assert Municipality.objects.get(name_fi="Valtimo").successor.name_fi == "Nurmes"


@pytest.mark.parametrize(
    ("list_name", "codes"),
    [
        ("gender", enums.Gender.values),
        ("labour_market_status", enums.LabourStatus.values),
        ("household", enums.Household.values),
        ("sensitive_answer", enums.Answer.values),
        ("job_kind", enums.JobKind.values),
        ("missing_reason", enums.MissingReason.values),
        ("improvement", enums.Improvement.values),
        ("isced", list("0123456789")),
        ("isced_group", ["0-2", "3-4", "5-8", "9"]),
        ("role", Role.values),
    ],
)
def test_code_lists_hold_just_the_codes_the_forms_know(list_name, codes):
    stored = list(Code.objects.of(list_name).values_list("code", flat=True))

    assert sorted(stored) == sorted(codes)


def test_unit_kinds_are_all_named_and_some_have_ended():
    stored = set(Code.objects.of("unit_kind").values_list("code", flat=True))
    ended = Code.objects.of("unit_kind").exclude(valid_to=None).values_list("code", flat=True)

    assert set(UnitKind.values) <= stored
    assert set(ended) == {"te", "kk", "ely", "keha"}


def test_ending_reasons_and_paths_are_as_in_the_domain_reference():
    reasons = set(Code.objects.of("ending_reason").values_list("code", flat=True))
    paths = set(Code.objects.of("path").values_list("code", flat=True))

    assert " ".join(sorted(reasons)) == "10 11 12 13 20 30 31 32 33 40 41 42 50 60 61 62 70 71 90 99"
    assert " ".join(sorted(paths)) == "1 1a 1b 1c 1d 2 2a 2b 2c 3 3a 3b 3c 3d 4 9"


def test_shipped_files_have_no_repeated_rows():
    for path in SHIPPED.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [tuple(row) for row in csv.reader(lines)]
        assert len(set(rows)) == len(rows), path.name
