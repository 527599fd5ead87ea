from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.selectors.work_ability_timeline import WHAT, timeline_of_work_ability
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.work_ability import AssessmentOrderFactory, StatementFactory, ability_words

pytestmark = pytest.mark.django_db


def test_what_happened_is_told_day_by_day_in_one_statement(client_of_area):
    StatementFactory(client=client_of_area, status="requested", requested_on=date(2026, 3, 4))
    AssessmentOrderFactory(client=client_of_area, ordered_on=date(2026, 1, 7))
    StatementFactory(client=ClientFactory())

    with CaptureQueriesContext(connection) as captured:
        told = timeline_of_work_ability(client_of_area, with_health=False)

    assert [(one.on, one.what) for one in told] == [
        (date(2026, 3, 4), "statement_requested"),
        (date(2026, 3, 2), "statement_need"),
        (date(2026, 1, 7), "assessment_ordered"),
    ]
    assert len(captured) == 1
    assert told[0].label == "Statement: requested"
    assert f"/clients/{client_of_area.pk}/" in told[0].url


@pytest.mark.parametrize(
    ("with_health", "seen"), [(False, set()), (True, {"abilitator", "self_rating"})], ids=["no", "yes"]
)
def test_own_numbers_are_told_with_the_right_to_health(client_of_area, with_health, seen):
    ability_words(client_of_area, recorder=UserFactory(), text="FREE")

    told = {one.what for one in timeline_of_work_ability(client_of_area, with_health=with_health)}

    assert told & {"abilitator", "self_rating"} == seen
    assert told <= WHAT.keys()
