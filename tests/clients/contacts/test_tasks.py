from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import MessageKind
from accounts.models import Message, User
from clients.enums.contacts import TaskKind
from clients.models import Task
from clients.selectors.agenda import tasks_due
from clients.services.reminders import remind_of_tasks
from clients.services.tasks import TaskText, change_task, finish_task, give_task, hand_over_task, reopen_task
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from config.schedule import SCHEDULE
from tests.factories.accounts import HOME_AREA
from tests.factories.contacts import TaskFactory

pytestmark = pytest.mark.django_db
CALL = TaskText(title="Call the client", kind=TaskKind.CALL, due_on=date(2026, 3, 5), remind_on=date(2026, 3, 4))


def told(kind: MessageKind = MessageKind.TASK_DUE) -> list:
    return [message.user_id for message in Message.objects.filter(kind=kind)]


def test_a_task_is_given_and_its_owner_told(people, known):
    task = give_task(actor=people["coordinator"], owner_id=people["mate"].pk, client_id=known.pk, text=CALL)
    give_task(actor=people["coordinator"], owner_id=people["coordinator"].pk, client_id=None, text=CALL)

    assert (task.owner, task.created_by, task.due_on) == (people["mate"], people["coordinator"], date(2026, 3, 5))
    assert told(MessageKind.TASK_GIVEN) == [people["mate"].pk]


@pytest.mark.parametrize("owner", ["colleague", "analyst", "outsider"])
def test_a_task_about_a_client_goes_to_those_who_know_the_client(people, known, owner):
    with pytest.raises(Refusal) as refused:
        give_task(actor=people["coordinator"], owner_id=people[owner].pk, client_id=known.pk, text=CALL)

    assert refused.value.field == "owner"
    assert not Task.objects.exists()


def test_a_client_out_of_sight_and_a_role_without_clients_give_no_task(people, known):
    with pytest.raises(NotFound):
        give_task(actor=people["colleague"], owner_id=people["colleague"].pk, client_id=known.pk, text=CALL)
    with pytest.raises(NotAllowed):
        give_task(actor=people["analyst"], owner_id=people["mate"].pk, client_id=None, text=CALL)

    assert not Task.objects.exists()


TOO_LATE = TaskText(title="Call", due_on=date(2026, 3, 1), remind_on=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("text", "field"),
    [(TaskText(title=" "), "title"), (TOO_LATE, "remind_on")],
    ids=["no title", "reminder after the day"],
)
def test_what_is_wrong_is_refused(people, text, field):
    with pytest.raises(Refusal) as refused:
        give_task(actor=people["mate"], owner_id=people["mate"].pk, client_id=None, text=text)

    assert refused.value.field == field
    assert not Task.objects.exists()


def test_a_task_is_done_by_whoever_sees_it_and_opened_again(people, known):
    task = TaskFactory(client=known, owner=people["coordinator"])

    done = finish_task(actor=people["mate"], task_id=task.pk, version=1)
    assert (done.done_by, done.done_at) == (people["mate"], timezone.now())
    with pytest.raises(OutOfOrder):
        finish_task(actor=people["mate"], task_id=task.pk, version=2)
    reopen_task(actor=people["coordinator"], task_id=task.pk, version=2)
    with pytest.raises(OutOfOrder):
        reopen_task(actor=people["coordinator"], task_id=task.pk, version=3)

    task.refresh_from_db()
    assert (task.done_at, task.done_by, task.version) == (None, None, 3)


def test_a_task_out_of_sight_stays_as_it_is(people, known):
    about = TaskFactory(client=known, owner=people["colleague"])  # who no longer knows the client
    own = TaskFactory(client=None, owner=people["coordinator"])

    for actor, task in (("colleague", about), ("mate", own), ("supervisor", own)):
        with pytest.raises(NotFound):
            finish_task(actor=people[actor], task_id=task.pk, version=1)
        with pytest.raises(NotFound):
            change_task(actor=people[actor], task_id=task.pk, version=1, text=CALL)

    assert not Task.objects.filter(done_at__isnull=False).exists()


def test_an_old_version_and_a_task_that_is_done_are_not_changed(people, known):
    task = TaskFactory(client=known, owner=people["coordinator"], version=2)

    with pytest.raises(Conflict):
        change_task(actor=people["coordinator"], task_id=task.pk, version=1, text=CALL)
    with pytest.raises(Conflict):
        finish_task(actor=people["coordinator"], task_id=task.pk, version=1)
    change_task(actor=people["coordinator"], task_id=task.pk, version=2, text=CALL)
    finish_task(actor=people["coordinator"], task_id=task.pk, version=3)
    with pytest.raises(OutOfOrder):
        change_task(actor=people["coordinator"], task_id=task.pk, version=4, text=CALL)

    task.refresh_from_db()
    assert (task.title, task.version) == ("Call the client", 4)


def test_a_task_is_handed_over_to_a_colleague_who_knows_the_client(people, known):
    task = TaskFactory(client=known, owner=people["coordinator"], reminded_on=date(2026, 3, 1))

    with pytest.raises(Refusal):
        hand_over_task(actor=people["coordinator"], task_id=task.pk, version=1, to=people["colleague"].pk)
    with pytest.raises(OutOfOrder):
        hand_over_task(actor=people["coordinator"], task_id=task.pk, version=1, to=people["coordinator"].pk)
    with pytest.raises(Refusal):
        hand_over_task(actor=people["coordinator"], task_id=task.pk, version=1, to=uuid4())
    hand_over_task(actor=people["coordinator"], task_id=task.pk, version=1, to=people["mate"].pk)

    task.refresh_from_db()
    assert (task.owner, task.reminded_on) == (people["mate"], None)
    assert told(MessageKind.TASK_GIVEN) == [people["mate"].pk]


def test_tasks_due_are_ones_own_whose_day_has_come(people, known, django_assert_num_queries):
    coordinator = people["coordinator"]
    today = timezone.localdate()
    late = TaskFactory(client=None, owner=coordinator, due_on=today - timedelta(days=2))
    due = TaskFactory(client=known, owner=coordinator)
    TaskFactory(client=known, owner=coordinator, due_on=today + timedelta(days=1))
    TaskFactory(client=known, owner=coordinator, due_on=None)
    TaskFactory(client=known, owner=people["mate"])
    TaskFactory(client=known, owner=coordinator, done_at=timezone.now(), done_by=coordinator)
    tasks_due(coordinator)

    with django_assert_num_queries(1):
        found = [(task, task.client) for task in tasks_due(coordinator)]

    assert found == [(late, None), (due, known)]


def leave(user: User) -> None:
    set_context(user=user.pk, areas=range(1, 47))
    User.objects.filter(pk=user.pk).update(is_active=False)
    set_context(user=None, areas=range(1, 47))


def remind() -> int:
    return remind_of_tasks(day=timezone.localdate(), areas=[HOME_AREA])


def test_a_person_is_reminded_once_a_day_of_all_tasks_whose_day_has_come(people, known, today):
    TaskFactory.create_batch(2, client=known, owner=people["coordinator"], due_on=date(2026, 3, 4))
    TaskFactory(client=known, owner=people["coordinator"], due_on=date(2026, 3, 6), remind_on=date(2026, 3, 3))
    mate = people["mate"]
    TaskFactory(client=None, owner=mate, due_on=date(2026, 3, 3), done_at=timezone.now(), done_by=mate)
    found = []

    for moment in ("03-02 07:00", "03-03 07:00", "03-03 07:05", "03-04 07:00", "03-05 07:00", "03-06 07:00"):
        today.move_to(f"2026-{moment}:00+02:00")
        found.append(remind())

    assert found == [0, 1, 0, 1, 0, 1]
    assert set(told()) == {people["coordinator"].pk}


def test_a_day_missed_is_made_up_for_and_a_second_task_of_the_day_adds_no_message(people, known):
    TaskFactory(client=known, owner=people["coordinator"], due_on=date(2026, 2, 27))

    first = remind()
    TaskFactory(client=known, owner=people["coordinator"], due_on=date(2026, 3, 2))
    second = remind()

    assert (first, second) == (1, 0)
    assert not Task.objects.to_remind(timezone.localdate()).exists()


def test_nobody_is_reminded_of_a_client_they_no_longer_know_or_after_leaving(people, known):
    TaskFactory(client=known, owner=people["colleague"])
    leave(people["mate"])
    TaskFactory(client=known, owner=people["mate"])

    assert remind() == 0
    assert told() == []


@pytest.mark.parametrize(
    ("before", "slot", "after"),
    [
        ("2026-03-29 03:59+00:00", "2026-03-29 04:00+00:00", "2026-03-30 03:59+00:00"),  # the clocks went forward
        ("2026-10-25 04:59+00:00", "2026-10-25 05:00+00:00", "2026-10-26 04:59+00:00"),  # the clocks went back
    ],
    ids=["spring", "autumn"],
)
def test_reminders_come_once_at_seven_when_the_clocks_turn(people, known, today, before, slot, after):
    entry = next(one for one in SCHEDULE if one.task == "clients.remind_of_tasks")
    slots = []
    for moment in (before, slot, after):
        today.move_to(moment)
        slots.append(entry.latest_slot(timezone.now()))
    today.move_to(slot)
    TaskFactory(client=known, owner=people["coordinator"], due_on=timezone.localdate())

    assert slots[0] < slots[1] == slots[2]
    assert timezone.localtime(slots[1]).strftime("%H:%M") == "07:00"
    assert (remind(), remind()) == (1, 0)
