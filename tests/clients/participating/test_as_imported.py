"""A participation saved on pages is the one that the same row of a file would have made; its facts are the same."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.enums.forms import FormKind
from clients.form_questions import questions_of
from clients.models import ImportBatch, Participation
from clients.participation_rules import follow_up_due, missing_answers
from clients.selectors.participation_states import state_of
from clients.services.importing.columns import COLUMNS, NAMES
from clients.services.importing.running import import_file
from clients.services.participating.starting import start_participation
from reporting.models import ParticipationFact
from reporting.services.facts import COLUMNS as FACTS
from reporting.services.facts import refresh_facts
from tests.clients.participating.conftest import save
from tests.factories.accounts import HOME_AREA
from tests.factories.clients import ClientFactory
from tests.factories.imports import csv_file
from tests.factories.network import ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-23")]
OWN = {"participation_id", "client_id", "programme_id", "unit_id", "client_ref"}
CODES = {
    "start_status": ["11", "12", "21", "31", "33"],
    "isced": ["", "0", "3", "5", "9"],
    "household": ["", "1", "2"],
    "foreign_background": ["", "0", "1", "8"],
    "disability": ["", "0", "1", "8"],
    "end_status": ["", "11", "21", "31"],
    "end_job_kind": ["", "2", "4"],
    "end_reason": ["", "10", "42"],
    "end_path": ["", "1a"],
    "followup_status": ["", "21", "11"],
    "followup_improved": ["", "a", "0"],
}
FLAGS = ("in_education", "working_members", "dependent_children", "end_in_education", "end_qualification")
ROWS = st.fixed_dictionaries(
    {
        **{name: st.sampled_from(codes) for name, codes in CODES.items()},
        **{name: st.sampled_from([None, True, False]) for name in FLAGS},
        "gender": st.sampled_from(["", "1", "2", "9"]),
        "birth_date": st.sampled_from([None, date(1980, 6, 15), date(2001, 2, 28)]),
        "unemployed_months": st.sampled_from([None, 0, 13]),
        "adults": st.sampled_from([None, 1, 3]),
        "started_on": st.sampled_from([date(2024, 2, 29), date(2024, 10, 27)]),
        "stay": st.sampled_from([0, 30, 180]),
        "observed": st.sampled_from([0, 28]),
    }
)


def whole(drawn: dict[str, Any]) -> dict[str, Any]:
    """The row as both ways can say it: no answer without what it stands on."""
    row = {name: value for name, value in drawn.items() if name not in {"stay", "observed"}}
    if row["start_status"] not in {"11", "12"}:
        row["unemployed_months"] = None
    if row["end_status"]:
        row["ended_on"] = row["started_on"] + timedelta(days=drawn["stay"])
        row["end_observed_on"] = row["ended_on"] + timedelta(days=drawn["observed"])
    else:
        row |= dict.fromkeys(("end_job_kind", "end_reason", "end_path", "followup_status"), "")
        row |= dict.fromkeys(("end_in_education", "end_qualification"))
    if row["followup_status"]:
        row["followup_observed_on"] = follow_up_due(row["ended_on"])
    else:
        row["followup_improved"] = ""
    return row


def cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)


def imported(row: dict[str, Any], programme) -> None:
    batch = ImportBatch.objects.create(area_id=HOME_AREA, programme=programme, file_name="a.csv", create_units=False)
    cells = {name: cell(value) for name, value in row.items() if name in NAMES}
    outcome = import_file(source=csv_file([{"client_ref": "same", **cells}]), batch=batch)
    assert (outcome.changes.created, outcome.intake.rejected) == (1, 0)


def typed(row: dict[str, Any], programme, actor) -> None:
    client = ClientFactory(gender=row["gender"], birth_date=row["birth_date"])
    made = start_participation(
        actor=actor,
        client_id=client.pk,
        programme_id=programme.pk,
        started_on=row["started_on"],
        client_ref="same",
    )
    for kind, status in (
        (FormKind.START, "start_status"),
        (FormKind.END, "end_status"),
        (FormKind.FOLLOW_UP, "followup_status"),
    ):
        if row[status]:
            asked = {question.name for question in questions_of(kind)}
            save(actor, made, kind, **{name: value for name, value in row.items() if name in asked})


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=ROWS)
def test_a_participation_saved_on_pages_equals_the_same_imported_row(supervisor, drawn):
    row = whole(drawn)
    by_file, by_page = ProgrammeFactory(areas=[HOME_AREA]), ProgrammeFactory(areas=[HOME_AREA])

    imported(row, by_file)
    typed(row, by_page, supervisor)

    states, facts = [], []
    for programme in (by_file, by_page):
        refresh_facts(area_id=HOME_AREA, programme_id=programme.pk, now=timezone.now())
        participation = Participation.objects.with_forms().get(programme=programme)
        states.append(state_of(participation))
        facts.append(ParticipationFact.objects.values(*set(FACTS) - OWN).get(programme=programme))
    assert states[0] == states[1]
    assert facts[0] == facts[1]
    assert facts[0]["complete"] is (missing_answers(states[0]) == ())


def test_every_column_of_a_file_is_a_question_of_a_page_or_of_the_client():
    asked = {question.name for kind in FormKind for question in questions_of(kind)}
    elsewhere = {"client_ref", "unit", "started_on", "gender", "birth_date", "municipality", "end_missing_reason"}

    assert {column.name for column in COLUMNS} - asked == elsewhere
