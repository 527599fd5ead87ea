from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts.services.sessions import SECRET
from clients.enums.forms import FormKind
from clients.models import FormDraft
from clients.services.participating.drafts import (
    browser_key,
    forget_session,
    keep_draft,
    living_marks,
    open_draft,
    sweep_drafts,
)
from config.kernel.errors import NotFound, Refusal
from tests.clients.participating.conftest import END, save

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-23")]
TYPED = {"end_status": ["21"], "qualification_name": ["KANARIA"], "version": ["1.0."]}


@pytest.fixture
def keep(supervisor, participation):
    def kept(session, typed=TYPED, actor=None):
        return keep_draft(
            actor=actor or supervisor,
            session=session,
            participation_id=participation.pk,
            kind=FormKind.END,
            typed=typed,
        )

    return kept


@pytest.fixture
def read(supervisor, participation):
    def opened(session):
        return open_draft(actor=supervisor, session=session, participation_id=participation.pk, kind=FormKind.END)

    return opened


def test_a_draft_opens_in_its_own_session_only(keep, read):
    mine, other = {}, {}

    keep(mine)

    assert read(mine).typed == TYPED
    assert read(other) is None
    other[SECRET] = "A" * 43 + "="
    assert read({}) is None
    assert b"KANARIA" not in bytes(FormDraft.objects.get().cipher)


def test_the_newest_draft_takes_the_place_of_the_one_before(keep, read):
    session = {}

    keep(session)
    keep(session, {"end_status": ["11"]})

    assert FormDraft.objects.count() == 1
    assert read(session).typed == {"end_status": ["11"]}


def test_each_session_of_a_person_has_its_own_draft(keep, read):
    one, other = {}, {}

    keep(one)
    keep(other, {"end_status": ["11"]})

    assert (read(one).typed, read(other).typed) == (TYPED, {"end_status": ["11"]})


def test_the_browsers_key_tells_nothing_of_the_servers(keep):
    session, other = {}, {}

    keep(session)

    assert browser_key(session) == browser_key(session)
    assert browser_key(session) not in (session[SECRET], browser_key(other))


def test_an_altered_draft_and_one_of_another_form_do_not_open(keep, read):
    session = {}
    keep(session)
    draft = FormDraft.objects.get()
    *rest, last = bytes(draft.cipher)
    draft.cipher = bytes([*rest, last ^ 1])
    draft.save()

    assert read(session) is None


@pytest.mark.parametrize(("hours", "is_there"), [(23.9, True), (24.1, False)])
def test_a_draft_is_there_for_a_day(keep, read, hours, is_there):
    session = {}
    keep(session)

    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert (read(session) is not None) is is_there


def test_saving_the_form_does_away_with_the_draft(supervisor, participation, keep):
    keep({})

    save(supervisor, participation, FormKind.END, **END)

    assert not FormDraft.objects.exists()


def test_signing_out_does_away_with_the_drafts_of_the_session(keep, read):
    ended, other = {}, {}
    keep(ended)
    keep(other)

    assert forget_session(ended) == 1

    assert (read(ended), read(other).typed) == (None, TYPED)


def test_drafts_of_ended_sessions_and_old_ones_are_swept(participation, keep):
    living, ended = SessionStore(), SessionStore()
    keep(living)
    living.create()
    keep(ended)

    assert sweep_drafts(area_id=participation.area_id, living=living_marks()) == 1
    assert FormDraft.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert sweep_drafts(area_id=participation.area_id, living=living_marks()) == 1

    assert not FormDraft.objects.exists()


def test_a_draft_is_no_longer_than_a_form_and_of_a_form_one_may_save(people, keep):
    with pytest.raises(Refusal):
        keep({}, {"qualification_name": ["x" * 70_000]})
    with pytest.raises(NotFound):
        keep({}, actor=people["outsider"])

    assert not FormDraft.objects.exists()
