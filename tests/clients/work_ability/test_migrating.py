from datetime import date
from importlib import import_module

import pytest
from django.db import connection

from clients.models import HealthDetail, Statement

pytestmark = pytest.mark.django_db
MIGRATION = import_module("clients.migrations.0012_work_ability")


def run(statements: str) -> None:
    """As the migration, without lifting the security that binds the owner alone."""
    for bound in (MIGRATION.UNBOUND, MIGRATION.BOUND):
        statements = statements.replace(bound, "")
    with connection.cursor() as cursor:
        cursor.execute(statements)


@pytest.mark.capability("CL-01")
def test_health_details_become_received_statements_and_may_go_back(client_of_area):
    detail = HealthDetail.objects.create(
        area_id=client_of_area.area_id,
        client=client_of_area,
        kind="TT",
        diagnosis_chapter="M00-M99",
        stated_on=date(2025, 5, 2),
        valid_to=date(2026, 5, 2),
        source="Occupational health",
        text="Light work.",
    )

    run(MIGRATION.MOVE)
    moved = Statement.objects.get()
    left = HealthDetail.objects.count()
    run(MIGRATION.MOVE_BACK)

    told = (moved.pk, moved.client_id, moved.status, moved.kind, moved.received_on, moved.stated_on, moved.valid_until)
    assert told == (detail.pk, client_of_area.pk, "received", "TT", *[date(2025, 5, 2)] * 2, date(2026, 5, 2))
    assert (moved.received_from, moved.summary, moved.needed_on) == ("Occupational health", "Light work.", None)
    assert moved.waiting_days(date(2026, 6, 1)) is None
    assert left == 0
    assert HealthDetail.objects.get().text == "Light work."
