"""The yardsticks measure what they say: SQL by hand, written without the catalogue, finds the engine's numbers."""

import json

import pytest
from django.db import connection

from benchmarks.comparing import NAMES, OURS, months, of_product, of_scan
from benchmarks.handwritten import SCANS, statement
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA
from tests.factories.network import ProgrammeFactory
from tests.reporting import plain
from tests.reporting.loading import load_rows


def fetched(query, values=()):
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.parametrize("scan", SCANS, ids=lambda scan: scan.basis)
def test_sql_by_hand_equals_the_engine(scan):
    programme = ProgrammeFactory()
    load_rows(plain.random_rows(11, 250), programme=programme, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=programme.pk)

    by_hand = of_scan(fetched(statement(scan, programme=programme.pk)))

    ((names,),) = fetched(f"SELECT measures->'{scan.basis}' FROM ({NAMES}) AS named", [HOME_AREA, programme.pk])
    cells = of_product(fetched(OURS, [HOME_AREA, programme.pk, scan.basis]), json.loads(names), scan)
    assert by_hand == months(cells)
    assert any(sum(counts) for counts in cells.values())
