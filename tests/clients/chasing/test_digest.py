"""One message a day at most, of news, to those responsible; with nobody's name."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.enums import MessageKind
from accounts.models import Message
from clients.services.chasing import tell_of_chase_list
from config.schedule import SCHEDULE
from tests.factories.accounts import HOME_AREA
from tests.factories.clients import StartFormFactory

pytestmark = pytest.mark.django_db


def run(**given) -> int:
    """The messages are of the moment of the test: the clock of the database does not stand still with it."""
    found = tell_of_chase_list(areas=[HOME_AREA], **given)
    Message.objects.filter(created_at__gt=timezone.now()).update(created_at=timezone.now())
    return found


def told() -> list:
    return list(Message.objects.filter(kind=MessageKind.CHASE_DIGEST).values_list("user", "about"))


def test_news_is_told_once_and_late_forms_again_each_week(people, make, today):
    """Ended on 4 May: news on that day, with a week left on 25 May, late on 2 June; then once a week."""
    StartFormFactory(participation=make(first_started_on=date(2026, 1, 1), ended_on=date(2026, 5, 4)))
    days = []

    for month, last in ((5, 31), (6, 30)):
        for day in range(1, last + 1):
            today.move_to(f"2026-{month:02}-{day:02} 07:10:00+03:00")
            if run():
                days.append((month, day))

    assert days == [(5, 4), (5, 25), (6, 2), (6, 9), (6, 16), (6, 23), (6, 30)]
    assert set(told()) == {(people["coordinator"].pk, None)}


def test_a_second_run_of_the_day_tells_nobody_and_a_missed_one_is_made_up(people, make, today):
    today.move_to("2026-05-06 07:10:00+03:00")
    StartFormFactory(participation=make(first_started_on=date(2026, 1, 1), ended_on=date(2026, 5, 4)))

    assert (run(dry_run=True), len(told())) == (1, 0)
    assert (run(), run()) == (1, 0)
    assert told() == [(people["coordinator"].pk, None)]


def test_two_clients_with_news_make_one_message(people, make, today):
    for _number in range(2):
        make(first_started_on=date(2026, 6, 20))

    assert run() == 1


def test_explained_forms_and_clients_of_nobody_are_told_to_nobody(people, make):
    one = make(first_started_on=date(2026, 1, 1), ended_on=date(2026, 6, 20), end_missing_reason="3")
    StartFormFactory(participation=one)
    make(first_started_on=date(2026, 6, 20), mine=False)

    assert (run(), told()) == (0, [])


def test_who_has_left_is_not_told(people, make):
    make(first_started_on=date(2026, 6, 20))
    people["coordinator"].memberships.update(valid_to=date(2026, 6, 1))

    assert (run(), told()) == (0, [])


def test_the_sweep_is_asked_for_every_morning():
    entry = next(one for one in SCHEDULE if one.task == "clients.tell_of_chase_list")

    assert timezone.localtime(entry.latest_slot(timezone.now())).strftime("%H:%M") == "07:10"
