"""What is stored, as cells: a column that a file does not have keeps its value."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from accounts.models import Unit
from clients.services.importing import states
from clients.services.importing.checking import Wrong, read_date
from clients.services.importing.columns import NAMES
from clients.services.importing.reading import SheetRow

# What a return to the programme begins anew.
ENDING = frozenset(NAMES[NAMES.index("ended_on") :])

State = dict[str, Any]


def fill_absent(rows: Sequence[SheetRow], *, absent: Sequence[str], area_id: int, programme_id: int) -> list[SheetRow]:
    """The rows, each with its stored cells in the columns the file lacks; an ended stay is not carried on."""
    references = [row.cells["client_ref"] for row in rows]
    known = _states_of(references, area_id=area_id, programme_id=programme_id)
    units = dict(Unit.objects.filter(area_id=area_id).values_list("id", "name"))
    return [_filled(row, absent, known.get(row.cells["client_ref"]), units) for row in rows]


def _states_of(references: Sequence[str], *, area_id: int, programme_id: int) -> dict[str, State]:
    with connection.cursor() as cursor:
        cursor.execute(
            states.SELECT + " AND p.client_ref = ANY (%(references)s)",
            {"area": area_id, "programme": programme_id, "references": list(references)},
        )
        names = [column.name for column in cursor.description]
        found = (dict(zip(names, values, strict=True)) for values in cursor)
        return {state["client_ref"]: state for state in found}


def _filled(row: SheetRow, absent: Sequence[str], state: State | None, units: dict[Any, str]) -> SheetRow:
    if state is None:
        return row
    returns = _returns(row, state)
    kept = {
        name: _cell(name, state, units) for name in absent if not (returns and name in ENDING) and name != "client_ref"
    }
    return row._replace(cells={**row.cells, **kept})


def _returns(row: SheetRow, state: State) -> bool:
    try:
        started = read_date(row.cells["started_on"])
    except Wrong:
        return False
    return state["ended_on"] is not None and started > state["ended_on"]


def _cell(name: str, state: State, units: dict[Any, str]) -> str:
    if name == "unit":
        return units.get(state["unit_id"], "")
    if name == "municipality":
        return state["start_municipality" if state["start_status"] else "client_municipality"] or ""
    value = state[name]
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else str(value)
