import pytest
from django.utils import timezone

from clients.enums.forms import FormKind
from clients.models import EndForm, PastForm
from clients.selectors.participation_states import Seen, seen_now
from clients.services.participating.withdrawing import withdraw_form
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.models import ChangeMarker
from reporting.models import ParticipationFact
from reporting.services.facts import refresh_facts
from tests.clients.participating.conftest import END, ENDED_ON, again, save

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CA-23")]


@pytest.fixture
def ended(supervisor, participation):
    return save(supervisor, participation, FormKind.END, **END, end_reason="10", end_work_ability=6)


def withdraw(actor, participation, kind=FormKind.END, reason="Wrong person.", seen=None):
    return withdraw_form(
        actor=actor,
        participation_id=participation.pk,
        kind=kind,
        seen=seen or seen_now(again(participation), kind),
        reason=reason,
    )


def test_a_withdrawn_form_counts_no_more_and_stays_to_be_read(supervisor, ended):
    facts = {"area_id": ended.area_id, "programme_id": ended.programme_id}
    refresh_facts(**facts, now=timezone.now())
    assert ParticipationFact.objects.current().get().employed_end is True
    marked = ChangeMarker.objects.get(subject_id=ended.pk).current

    withdraw(supervisor, ended)

    kept = again(ended)
    assert (kept.ended_on, kept.end_reason, hasattr(kept, "end_form")) == (ENDED_ON, "", False)
    past = PastForm.objects.get()
    assert (past.kind, past.ground, past.reason, past.removed_by) == ("end", "withdrawn", "Wrong person.", supervisor)
    assert (past.answers["end_status"], past.answers["end_reason"], past.answers["end_work_ability"]) == ("21", "10", 6)
    assert ChangeMarker.objects.get(subject_id=ended.pk).current == marked + 1
    refresh_facts(**facts, now=timezone.now())
    assert ParticipationFact.objects.current().get().employed_end is None


def test_a_withdrawal_says_why(supervisor, ended):
    with pytest.raises(Refusal) as refused:
        withdraw(supervisor, ended, reason="  x ")

    assert refused.value.field == "reason"
    assert EndForm.objects.count() == 1
    assert not PastForm.objects.exists()


def test_a_form_that_a_later_one_is_compared_with_is_not_withdrawn(supervisor, ended):
    with pytest.raises(OutOfOrder):
        withdraw(supervisor, ended, kind=FormKind.START)

    assert again(ended).start_form.status == "11"
    assert not PastForm.objects.exists()


def test_a_form_that_changed_meanwhile_is_not_withdrawn(supervisor, ended):
    opened = seen_now(ended, FormKind.END)
    save(supervisor, ended, FormKind.END, end_status="11")

    with pytest.raises(Conflict):
        withdraw(supervisor, ended, seen=opened)

    assert not PastForm.objects.exists()


def test_what_is_not_there_cannot_be_withdrawn(people, supervisor, ended):
    with pytest.raises(NotFound):
        withdraw(supervisor, ended, kind=FormKind.FOLLOW_UP, seen=Seen(1))
    for persona in ("outsider", "nobody", "colleague"):
        with pytest.raises((NotFound, NotAllowed)):
            withdraw(people[persona], ended)

    assert EndForm.objects.count() == 1


def test_a_withdrawn_form_may_be_filled_in_anew(supervisor, ended):
    withdraw(supervisor, ended)

    kept = save(supervisor, ended, FormKind.END, **(END | {"end_status": "11"}))

    assert (kept.end_form.status, kept.end_form.version, PastForm.objects.count()) == ("11", 1, 1)
