import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db.models.functions import Now

from config.schedule import SCHEDULE, Daily, Every, Scheduled
from ledger.models import BeatLease, Outbox
from ledger.services.beating import fire_due

FIRST, SECOND = uuid.UUID(int=1), uuid.UUID(int=2)


@dataclass(frozen=True)
class Fixed:
    """An entry whose latest slot is told by the test."""

    slot: datetime
    name: str = "fixed"
    task: str = "tests.tick"

    def latest_slot(self, now: datetime) -> datetime:
        return self.slot


FUTURE = datetime(2999, 5, 2, 3, 0, tzinfo=UTC)


def test_fire_due_asks_for_each_slot_once(db):
    for slot in (FUTURE, FUTURE, FUTURE + timedelta(days=1)):
        fire_due(entries=[Fixed(slot)], holder=FIRST)

    keys = sorted(Outbox.objects.values_list("key", flat=True))
    assert keys == ["fixed:2999-05-02T03:00:00+0000", "fixed:2999-05-03T03:00:00+0000"]


def test_fire_due_leaves_the_turn_to_the_beat_that_has_it(db):
    assert fire_due(entries=[], holder=FIRST)

    assert not fire_due(entries=[Fixed(FUTURE)], holder=SECOND)
    assert not Outbox.objects.exists()


def test_fire_due_takes_the_turn_of_a_beat_that_died(db):
    fire_due(entries=[Fixed(FUTURE)], holder=FIRST)
    BeatLease.objects.update(lease_until=Now() - timedelta(seconds=1))

    assert fire_due(entries=[Fixed(FUTURE)], holder=SECOND)
    assert not fire_due(entries=[Fixed(FUTURE)], holder=FIRST)
    assert Outbox.objects.count() == 1


def test_fire_due_starts_a_new_installation_quietly(db):
    fire_due(entries=[Fixed(datetime(2020, 1, 1, tzinfo=UTC))], holder=FIRST)

    assert not Outbox.objects.exists()


@pytest.mark.parametrize(
    ("_case", "now", "slot"),
    [
        ("winter, after", datetime(2030, 1, 5, 12, 0, tzinfo=UTC), datetime(2030, 1, 5, 1, 0, tzinfo=UTC)),
        ("winter, before", datetime(2030, 1, 5, 0, 59, tzinfo=UTC), datetime(2030, 1, 4, 1, 0, tzinfo=UTC)),
        ("summer", datetime(2030, 7, 5, 0, 0, tzinfo=UTC), datetime(2030, 7, 5, 0, 0, tzinfo=UTC)),
        ("03:00 does not exist", datetime(2030, 3, 31, 1, 0, tzinfo=UTC), datetime(2030, 3, 31, 1, 0, tzinfo=UTC)),
        ("03:00 comes twice", datetime(2030, 10, 27, 1, 30, tzinfo=UTC), datetime(2030, 10, 27, 0, 0, tzinfo=UTC)),
    ],
)
def test_daily_is_once_a_day_in_helsinki(_case, now, slot):
    assert Daily(time(3, 0)).latest(now) == slot


def test_every_counts_in_whole_periods():
    now = datetime(2030, 5, 2, 10, 29, 59, 999999, tzinfo=UTC)

    assert Every(timedelta(minutes=15)).latest(now) == datetime(2030, 5, 2, 10, 15, tzinfo=UTC)


def test_names_of_the_schedule_are_its_own():
    assert len({entry.name for entry in SCHEDULE}) == len(SCHEDULE)
    assert all(isinstance(entry, Scheduled) for entry in SCHEDULE)
