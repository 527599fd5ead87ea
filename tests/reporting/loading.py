"""Rows in import-column format written straight into the case tables, so the engine is tried without the import."""

from datetime import date
from typing import Any

from accounts.models import Unit
from clients.models import Client, EndForm, FollowUpForm, Participation, StartForm
from network.models import Programme

Row = dict[str, str]


def load_rows(rows: list[Row], *, programme: Programme, area: int) -> list[Participation]:
    """The rows as clients, participations and forms of the area; units are made by name."""
    units = {
        name: Unit.objects.get_or_create(area_id=area, name=name)[0]
        for name in sorted({r.get("unit", "") for r in rows} - {""})
    }
    made = [_participation(row, programme, area, units) for row in rows]
    Client.objects.bulk_create([participation.client for participation in made])
    Participation.objects.bulk_create(made)
    pairs = list(zip(rows, made, strict=True))
    StartForm.objects.bulk_create([_start(row, p) for row, p in pairs if row.get("start_status")])
    EndForm.objects.bulk_create([_end(row, p) for row, p in pairs if row.get("end_status")])
    FollowUpForm.objects.bulk_create([_followup(row, p) for row, p in pairs if row.get("followup_status")])
    return made


def _day(row: Row, column: str) -> date | None:
    return date.fromisoformat(row[column]) if row.get(column) else None


def _flag(row: Row, column: str) -> bool | None:
    return {"0": False, "1": True}.get(row.get(column, ""))


def _whole(row: Row, column: str) -> int | None:
    return int(row[column]) if row.get(column) else None


def _participation(row: Row, programme: Programme, area: int, units: dict[str, Unit]) -> Participation:
    unit = units.get(row.get("unit", ""))
    client = Client(area_id=area, unit=unit, gender=row.get("gender", ""), birth_date=_day(row, "birth_date"))
    return Participation(
        area_id=area,
        client=client,
        programme=programme,
        unit=unit,
        client_ref=row["client_ref"],
        first_started_on=_day(row, "started_on"),
        started_on=_day(row, "started_on"),
        ended_on=_day(row, "ended_on"),
    )


def _start(row: Row, participation: Participation) -> StartForm:
    plain = ("isced", "household", "foreign_background", "disability", "other_disadvantage", "housing_exclusion")
    return StartForm(
        area_id=participation.area_id,
        participation=participation,
        status=row["start_status"],
        unemployed_months=_whole(row, "unemployed_months"),
        in_education=_flag(row, "in_education"),
        adults=_whole(row, "adults"),
        working_members=_flag(row, "working_members"),
        dependent_children=_flag(row, "dependent_children"),
        **{name: row.get(name, "") for name in plain},
    )


def _end(row: Row, participation: Participation) -> EndForm:
    fields: dict[str, Any] = {
        "in_education": _flag(row, "end_in_education"),
        "qualification": _flag(row, "end_qualification"),
    }
    return EndForm(
        area_id=participation.area_id,
        participation=participation,
        observed_on=_day(row, "end_observed_on"),
        status=row["end_status"],
        job_kind=row.get("end_job_kind", ""),
        **fields,
    )


def _followup(row: Row, participation: Participation) -> FollowUpForm:
    return FollowUpForm(
        area_id=participation.area_id,
        participation=participation,
        observed_on=_day(row, "followup_observed_on"),
        status=row["followup_status"],
        improved=row.get("followup_improved", ""),
    )
