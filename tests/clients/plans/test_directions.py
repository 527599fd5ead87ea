"""Where a client has been heading: every change dated, corrections in their place, and the facts alike."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from accounts.context import acting
from clients.models import Case
from clients.selectors.directions import directions_table, headings_of
from clients.services.cases import change_case
from reporting.models import WorkFact
from reporting.services.work_facts import refresh_work_facts
from tests.factories.cases import CaseFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-08"), pytest.mark.capability("CA-09")]


@pytest.fixture
def case(client):
    return CaseFactory(client=client, opened_on=date(2026, 1, 5))


def turn(case, actor, direction, on):
    with acting(user=actor, areas=[case.area_id]):
        case.refresh_from_db()
        change_case(
            actor=actor,
            case_id=case.pk,
            version=case.version,
            values={"direction": direction, "direction_on": on},
        )


def headings(client):
    return [(one.direction, one.since, one.until) for one in headings_of(client)]


def facts(case):
    refresh_work_facts(area_id=case.area_id, now=timezone.now())
    found = WorkFact.objects.filter(closed_at__isnull=True, kind="direction").order_by("-begun_on")
    return [(one.direction, one.begun_on, one.over_on) for one in found]


def test_every_change_is_a_dated_row(client, case, coordinator):
    turn(case, coordinator, "9", date(2026, 1, 12))
    turn(case, coordinator, "2b", date(2026, 3, 2))
    turn(case, coordinator, "1a", date(2026, 5, 4))

    assert headings(client) == [
        ("1a", date(2026, 5, 4), None),
        ("2b", date(2026, 3, 2), date(2026, 5, 4)),
        ("9", date(2026, 1, 12), date(2026, 3, 2)),
    ]
    assert facts(case) == [
        ("1", date(2026, 5, 4), None),
        ("2", date(2026, 3, 2), date(2026, 5, 4)),
        ("unclear", date(2026, 1, 12), date(2026, 3, 2)),
    ]


@pytest.mark.parametrize("on", [date(2026, 3, 2), date(2026, 2, 2)])
def test_a_change_dated_on_or_before_an_earlier_one_corrects_it(client, case, coordinator, on):
    turn(case, coordinator, "9", date(2026, 1, 12))
    turn(case, coordinator, "3", date(2026, 3, 2))
    turn(case, coordinator, "1", on)

    assert headings(client) == [("1", on, None), ("9", date(2026, 1, 12), on)]
    assert facts(case) == [("1", on, None), ("unclear", date(2026, 1, 12), on)]


def test_a_direction_taken_back_ends_on_the_day_of_that(client, case, coordinator):
    turn(case, coordinator, "1", date(2026, 3, 2))
    turn(case, coordinator, "", None)

    # History is dated by the clock of the database.
    taken_back = timezone.localtime(Case.pgh_event_model.objects.latest("pgh_id").pgh_created_at).date()
    assert headings(client) == [("1", date(2026, 3, 2), taken_back)]
    assert facts(case) == [("1", date(2026, 3, 2), taken_back)]


def test_other_changes_of_the_case_are_no_change_of_direction(client, case, coordinator):
    turn(case, coordinator, "1", date(2026, 3, 2))
    with acting(user=coordinator, areas=[case.area_id]):
        case.refresh_from_db()
        change_case(actor=coordinator, case_id=case.pk, version=case.version, values={"kind": "short"})

    assert headings(client) == [("1", date(2026, 3, 2), None)]


def test_the_end_of_the_case_ends_the_direction(client):
    case = CaseFactory(
        client=client, opened_on=date(2026, 1, 5), direction="1", direction_on=date(2026, 3, 2), closed=True
    )

    assert headings(client) == [("1", date(2026, 3, 2), date(2026, 6, 1))]
    assert facts(case) == [("1", date(2026, 3, 2), date(2026, 6, 1))]


def test_the_table_says_who_recorded_it(client, case, coordinator):
    with time_machine.travel("2026-06-01 10:00+03:00"):
        turn(case, coordinator, "1", date(2026, 3, 2))

    assert directions_table(client).rows[0].cells[3].text == coordinator.name
