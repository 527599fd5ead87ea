import uuid

from accounts.context import set_context
from ledger.models import ChangeMarker
from ledger.selectors.markers import pending
from ledger.services.markers import mark_changed, settle

ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


def test_mark_changed_counts_each_change_of_a_subject_once(db):
    mark_changed(area_id=41, kind="participation", subjects=[ONE, TWO, ONE])
    mark_changed(area_id=41, kind="participation", subjects=[TWO])

    assert pending(area_id=41, kind="participation") == {ONE: 1, TWO: 2}


def test_mark_changed_of_nothing_writes_nothing(db):
    mark_changed(area_id=41, kind="participation", subjects=[])

    assert not ChangeMarker.objects.exists()


def test_settle_leaves_nothing_pending(db):
    mark_changed(area_id=41, kind="participation", subjects=[ONE, TWO])

    settled = settle(area_id=41, kind="participation", read=pending(area_id=41, kind="participation"))

    assert settled == 2
    assert pending(area_id=41, kind="participation") == {}


def test_settle_leaves_what_changed_after_the_reading(db):
    mark_changed(area_id=41, kind="participation", subjects=[ONE, TWO])
    read = pending(area_id=41, kind="participation")
    mark_changed(area_id=41, kind="participation", subjects=[ONE])

    settle(area_id=41, kind="participation", read=read)

    assert pending(area_id=41, kind="participation") == {ONE: 2}


def test_settle_of_an_older_reading_takes_nothing_back(db):
    mark_changed(area_id=41, kind="participation", subjects=[ONE])
    old = pending(area_id=41, kind="participation")
    mark_changed(area_id=41, kind="participation", subjects=[ONE])
    settle(area_id=41, kind="participation", read=pending(area_id=41, kind="participation"))

    settled = settle(area_id=41, kind="participation", read=old)

    assert settled == 0
    assert pending(area_id=41, kind="participation") == {}


def test_settle_of_a_version_that_never_was_changes_nothing(db):
    mark_changed(area_id=41, kind="participation", subjects=[ONE])

    settled = settle(area_id=41, kind="participation", read={ONE: 9})

    assert settled == 0
    assert pending(area_id=41, kind="participation") == {ONE: 1}


def test_pending_is_of_one_area_and_kind_and_at_most_the_limit(db):
    mark_changed(area_id=41, kind="participation", subjects=[ONE, TWO])
    mark_changed(area_id=39, kind="participation", subjects=[ONE])
    mark_changed(area_id=41, kind="plan", subjects=[ONE])

    assert pending(area_id=41, kind="participation", limit=1) == {ONE: 1}
    assert pending(area_id=39, kind="participation") == {ONE: 1}


def test_markers_of_another_area_are_out_of_sight(db):
    mark_changed(area_id=39, kind="participation", subjects=[ONE])
    assert pending(area_id=39, kind="participation") == {ONE: 1}

    set_context(user=None, areas=[41])

    assert pending(area_id=39, kind="participation") == {}
