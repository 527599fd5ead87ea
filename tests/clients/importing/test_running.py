from datetime import date

import pytest

from clients.models import Client, EndForm, FollowUpForm, ImportBatch, ImportChange, Participation, StartForm
from clients.services.importing.running import Outcome, import_file, try_file
from tests.factories.accounts import HOME_AREA, UnitFactory
from tests.factories.imports import COMPLETE, ENDED, FOLLOWED, csv_file, row
from tests.factories.network import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory()


def bring(programme, *rows, create_units=False, **options) -> Outcome:
    batch = ImportBatch.objects.create(
        area_id=HOME_AREA, programme=programme, file_name="a.csv", create_units=create_units
    )
    return import_file(source=csv_file(rows, **options), batch=batch)


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    changes = outcome.changes
    return changes.created, changes.updated, changes.unchanged, outcome.intake.rejected


@pytest.mark.capability("CL-19")
def test_a_row_becomes_a_participation_with_its_forms(programme):
    unit = UnitFactory(name="Lahti")

    outcome = bring(programme, row(base=FOLLOWED, unit="lahti"))

    kept = Participation.objects.with_forms().get()
    assert counts(outcome) == (1, 0, 0, 0)
    assert (kept.client_ref, kept.unit, kept.first_started_on, kept.started_on, kept.ended_on) == (
        "r1", unit, date(2018, 1, 15), date(2018, 1, 15), date(2018, 9, 30),
    )  # fmt: skip
    assert (kept.end_reason, kept.end_path, kept.end_missing_reason) == ("10", "1a", "")
    assert (kept.client.gender, kept.client.birth_date, kept.client.municipality_id) == ("1", date(1980, 6, 15), "091")
    assert (kept.start_form.status, kept.start_form.unemployed_months, kept.start_form.in_education) == (
        "11",
        14,
        False,
    )
    assert (kept.end_form.observed_on, kept.end_form.status, kept.end_form.job_kind) == (date(2018, 10, 10), "21", "2")
    assert (kept.follow_up_form.observed_on, kept.follow_up_form.improved) == (date(2019, 3, 30), "a")


def test_the_same_file_twice_changes_nothing(programme):
    bring(programme, row(base=FOLLOWED), row("r2"))
    versions = list(Participation.objects.values_list("client_ref", "version", "start_form__version"))

    outcome = bring(programme, row(base=FOLLOWED), row("r2"))

    assert counts(outcome) == (0, 0, 2, 0)
    assert list(Participation.objects.values_list("client_ref", "version", "start_form__version")) == versions
    assert ImportChange.objects.count() == 2


def test_a_difference_is_a_correction_and_an_emptied_cell_clears(programme):
    bring(programme, row(base=FOLLOWED), row("r2"))

    outcome = bring(programme, row(base=COMPLETE, isced="", gender="2"), row("r2"))

    kept = Participation.objects.with_forms().get(client_ref="r1")
    assert counts(outcome) == (0, 1, 1, 0)
    assert (kept.start_form.isced, kept.client.gender, kept.ended_on) == ("", "2", None)
    assert (kept.version, kept.client.version, kept.start_form.version) == (2, 2, 2)
    assert EndForm.objects.count() == 0
    assert FollowUpForm.objects.count() == 0
    assert Participation.objects.get(client_ref="r2").version == 1


def test_a_trial_writes_nothing_and_tells_the_same(programme):
    bring(programme, row(base=FOLLOWED))
    file = csv_file([row(base=COMPLETE), row("r2"), row("r3", gender="x")])

    outcome = try_file(source=file, area_id=HOME_AREA, programme_id=programme.pk, create_units=False)

    assert counts(outcome) == (1, 1, 0, 1)
    assert Participation.objects.count() == 1
    assert EndForm.objects.count() == 1


def test_a_return_keeps_the_start_and_replaces_the_ending(programme):
    unit = UnitFactory(name="Lahti")
    bring(programme, row(base=FOLLOWED, unit="Lahti"))
    again = row(base=ENDED, started_on="2020-02-01", ended_on="2020-12-31", end_observed_on="2021-01-02", isced="5",
                end_status="11", end_reason="60", unemployed_months="2")  # fmt: skip

    outcome = bring(programme, again)

    kept = Participation.objects.with_forms().get()
    assert counts(outcome) == (0, 1, 0, 0)
    assert (kept.first_started_on, kept.started_on, kept.ended_on) == (
        date(2018, 1, 15), date(2020, 2, 1), date(2020, 12, 31),
    )  # fmt: skip
    assert (kept.unit, kept.start_form.isced, kept.start_form.unemployed_months) == (unit, "3", 14)
    assert (kept.end_form.status, kept.end_reason) == ("11", "60")
    assert FollowUpForm.objects.count() == 0
    assert StartForm.objects.get().version == 1


def test_the_file_of_a_return_comes_twice_and_changes_nothing(programme):
    bring(programme, row(base=FOLLOWED))
    again = row(base=ENDED, started_on="2020-02-01", ended_on="2020-12-31", end_observed_on="2021-01-02", isced="5")
    bring(programme, again)

    assert counts(bring(programme, again)) == (0, 0, 1, 0)
    assert counts(bring(programme, {**again, "end_status": "31"})) == (0, 1, 0, 0)
    assert Participation.objects.get().first_started_on == date(2018, 1, 15)


def test_a_return_corrects_gender_and_birth_date_only_when_they_are_given(programme):
    bring(programme, row(base=ENDED))

    bring(programme, row(base={"started_on": "2020-02-01", "start_status": "11"}, birth_date="1981-01-01"))

    client = Client.objects.get()
    assert (client.gender, client.birth_date, client.municipality_id) == ("1", date(1981, 1, 1), "091")
    assert Participation.objects.get().ended_on is None


def test_a_column_that_is_absent_keeps_what_is_stored(programme):
    bring(programme, row(base=FOLLOWED))

    outcome = bring(
        programme,
        {"client_ref": "r1", "started_on": "2018-01-15", "isced": "6"},
        names=["isced", "started_on", "client_ref"],
    )

    kept = Participation.objects.with_forms().get()
    assert counts(outcome) == (0, 1, 0, 0)
    assert (kept.start_form.isced, kept.start_form.unemployed_months, kept.end_form.status) == ("6", 14, "21")


def test_units_come_into_being_only_when_asked(programme):
    refused = bring(programme, row(unit="Uusi"))
    made = bring(programme, row(unit="Uusi"), row("r2", unit="uusi"), create_units=True)

    assert [problem.code for problem in refused.intake.errors] == ["unknown_unit"]
    assert counts(made) == (2, 0, 0, 0)
    assert [participation.unit.name for participation in Participation.objects.all()] == ["Uusi", "Uusi"]
