"""Kinds of tasks that are off until a supervisor of the area puts them on, and their share of the work (CA-21)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clients.enums.contacts import TaskKind
from clients.models import Task, TaskSetting
from clients.selectors.task_set import kinds_offered, share_table, task_sets
from clients.services.task_set import set_task_kind
from clients.services.tasks import TaskText, change_task, give_task
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.contacts import TaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-21")]
SECURITY = TaskText(title="Ask of the allowance", kind=TaskKind.SECURITY)
PAGE = "/tasks/kinds/"


def setting(actor: Any, *, is_on: bool = True, version: int | None = None, **given: Any) -> TaskSetting:
    said = {"area_id": HOME_AREA, "kind": TaskKind.SECURITY, "reason": "Agreed", **given}
    return set_task_kind(actor=actor, is_on=is_on, version=version, **said)


def giving(people: dict[str, Any]) -> Task:
    own = people["coordinator"]
    return give_task(actor=own, owner_id=own.pk, client_id=None, text=SECURITY)


def codes() -> list[str]:
    return [code for code, _label in kinds_offered([HOME_AREA])]


def test_tasks_of_unemployment_security_are_off_until_put_on_and_off_again(people):
    with pytest.raises(Refusal) as refused:
        giving(people)
    before = (refused.value.field, Task.objects.count(), "security" in codes())

    setting(people["supervisor"])
    task = giving(people)
    on = (task.kind, "security" in codes())
    held = setting(people["supervisor"], is_on=False, version=1)

    with pytest.raises(Refusal):
        giving(people)
    text = TaskText(title="Ask again", kind=TaskKind.SECURITY)
    kept = change_task(actor=people["coordinator"], task_id=task.pk, version=task.version, text=text)
    assert (before, on, held.version, kept.title) == (("kind", 0, False), ("security", True), 2, "Ask again")
    assert Task.objects.count() == 1


def test_a_task_does_not_become_of_a_kind_that_is_off(people):
    task = TaskFactory(client=None, area_id=HOME_AREA, owner=people["coordinator"], created_by=people["coordinator"])

    with pytest.raises(Refusal):
        change_task(actor=people["coordinator"], task_id=task.pk, version=task.version, text=SECURITY)

    task.refresh_from_db()
    assert task.kind == TaskKind.CALL


@pytest.mark.parametrize("persona", ["coordinator", "analyst", "outsider", "nobody"])
def test_only_a_supervisor_of_the_area_decides(people, persona):
    with pytest.raises(NotFound):
        setting(people[persona])

    assert not TaskSetting.objects.exists()


def test_steps_that_change_nothing_or_come_too_late_are_refused(people):
    with pytest.raises(OutOfOrder):
        setting(people["supervisor"], is_on=False)
    with pytest.raises(Refusal):
        setting(people["supervisor"], kind=TaskKind.CALL)
    setting(people["supervisor"])
    with pytest.raises(OutOfOrder):
        setting(people["supervisor"], version=1)
    with pytest.raises(Conflict):
        setting(people["supervisor"], is_on=False, version=7)

    assert list(TaskSetting.objects.values_list("is_on", "version")) == [(True, 1)]


def test_the_share_is_of_tasks_done_in_the_last_ninety_days(people):
    doer, now = people["coordinator"], timezone.now()
    for kind, days in (("security", 1), ("call", 2), ("call", 90), ("security", 91)):
        TaskFactory(
            client=None, area_id=HOME_AREA, owner=doer, kind=kind, done_by=doer, done_at=now - timedelta(days=days)
        )
    TaskFactory(client=None, area_id=OTHER_AREA, owner=doer, kind="call", done_by=doer, done_at=now)

    table = share_table(HOME_AREA, TaskKind.SECURITY)

    assert [[cell.value for cell in row.cells[1:]] for row in table.rows] == [[1, 3, 33.3], [1, 3, 33.3]]


def test_the_share_shows_only_where_the_kind_is_on(people):
    before = [one.share for one in task_sets(people["supervisor"])]
    setting(people["supervisor"])
    (after,) = task_sets(people["supervisor"])

    assert (before, after.is_on, after.share is not None, len(after.history.rows)) == ([None], True, True, 1)


def test_the_page_turns_the_kind_and_shows_the_history(signed_in, people):
    browser = signed_in("supervisor")
    posted = {"area": HOME_AREA, "kind": "security", "is_on": "1", "version": "", "reason": "Agreed with the office"}

    refused = browser.post(PAGE, posted | {"reason": ""})
    turned = browser.post(PAGE, posted)
    page = browser.get(PAGE).content.decode()

    assert (refused.status_code, turned.status_code, signed_in("coordinator").get(PAGE).status_code) == (422, 302, 403)
    assert TaskSetting.objects.get().is_on
    assert "Agreed with the office" in page
    assert "Tasks done in the last 90 days" in page


def test_the_kind_is_offered_on_the_form_only_where_it_is_on(signed_in, people):
    browser = signed_in("coordinator")
    before = 'value="security"' in browser.get("/tasks/new/").content.decode()
    setting(people["supervisor"])

    assert (before, 'value="security"' in browser.get("/tasks/new/").content.decode()) == (False, True)
