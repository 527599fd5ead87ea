"""What time does to referrals, at each boundary a day before, on it and a day after; safe to run again."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Message
from clients.enums.service_referrals import ServiceReferralState
from clients.models import ReferralLink, ServiceReferral
from clients.services.referral_sweeping import Swept, sweep_referrals
from ledger.models import Outbox
from tests.factories.accounts import OTHER_AREA
from tests.factories.clients import ClientFactory
from tests.factories.service_referrals import link_of, referral_in

_S = ServiceReferralState
TODAY = date(2026, 3, 2)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize("state", [_S.SENT, _S.RECEIVED])
@pytest.mark.parametrize(
    ("days", "swept"),
    [(9, (0, 0)), (10, (1, 0)), (11, (1, 0)), (29, (1, 0)), (30, (0, 1)), (31, (0, 1))],
)
def test_without_an_answer(known, state, days, swept):
    referral = referral_in(state, client=known, sent_on=days_ago(days))

    found = sweep_referrals(day=TODAY)

    referral.refresh_from_db()
    assert found == Swept(reminded=swept[0], expired=swept[1])
    assert (referral.state, referral.reason) == ((_S.EXPIRED, "no_answer") if swept[1] else (state, ""))
    assert referral.reminded_on == (TODAY if swept[0] else None)


@pytest.mark.parametrize(("days", "expired"), [(59, 0), (60, 1), (61, 1)])
def test_accepted_and_not_started(known, days, expired):
    referral = referral_in(_S.ACCEPTED, client=known, sent_on=days_ago(70), answered_on=days_ago(days))

    found = sweep_referrals(day=TODAY)

    referral.refresh_from_db()
    assert found == Swept(reminded=0, expired=expired)
    assert (referral.state, referral.reason) == ((_S.EXPIRED, "not_started") if expired else (_S.ACCEPTED, ""))


@pytest.mark.parametrize("state", [_S.DRAFT, _S.STARTED, _S.COMPLETED, _S.INTERRUPTED, _S.RESULT, _S.DECLINED])
def test_what_time_does_not_touch(known, state):
    referral_in(state, client=known, sent_on=days_ago(100))

    assert sweep_referrals(day=TODAY) == Swept(reminded=0, expired=0)


def test_a_reminder_is_a_mail_to_the_partner_and_a_message_to_the_sender(known, people):
    referral = referral_in(_S.SENT, client=known, sent_on=days_ago(10), sent_by=people["coordinator"])

    sweep_referrals(day=TODAY)

    link = ReferralLink.objects.get()
    assert [(one.user, one.kind, one.about) for one in Message.objects.all()] == [
        (people["coordinator"], "service_referral_late", referral.pk)
    ]
    assert [(one.task, one.arguments) for one in Outbox.objects.all()] == [
        ("clients.mail_referral_link", {"link": str(link.pk)})
    ]


def test_running_again_tells_nobody_twice(known):
    referral_in(_S.SENT, client=known, sent_on=days_ago(10))
    referral_in(_S.SENT, client=known, sent_on=days_ago(30))

    runs = [sweep_referrals(day=TODAY + timedelta(days=day)) for day in (0, 0, 1)]

    assert runs == [Swept(reminded=1, expired=1), Swept(reminded=0, expired=0), Swept(reminded=0, expired=0)]
    assert sorted(Message.objects.values_list("kind", flat=True)) == [
        "service_referral_expired",
        "service_referral_late",
    ]


def test_an_expired_referral_has_no_open_link(known):
    link = link_of(referral_in(_S.SENT, client=known, sent_on=days_ago(30)))

    sweep_referrals(day=TODAY)

    link.refresh_from_db()
    assert link.closed_at is not None


def test_a_dry_run_writes_nothing(known):
    referral_in(_S.SENT, client=known, sent_on=days_ago(10))
    referral_in(_S.SENT, client=known, sent_on=days_ago(30))
    before = list(ServiceReferral.objects.order_by("pk").values())
    said = StringIO()

    call_command("sweep_referrals", day="2026-03-02", dry_run=True, stdout=said)

    assert [word for word in said.getvalue().split() if word.strip(".").isdigit()] == ["1.", "1."]
    assert list(ServiceReferral.objects.order_by("pk").values()) == before
    assert (Message.objects.count(), Outbox.objects.count()) == (0, 0)
    assert sweep_referrals(day=TODAY) == Swept(reminded=1, expired=1)


def test_every_area_is_swept(known):
    referral_in(_S.SENT, client=known, sent_on=days_ago(30))
    referral_in(_S.SENT, client=ClientFactory(area_id=OTHER_AREA), sent_on=days_ago(30))

    assert sweep_referrals(day=TODAY) == Swept(reminded=0, expired=2)


def test_years_of_sweeping_leave_nothing_waiting(known):
    """Whatever nobody answers or starts ends in a state that nothing follows, with a reason."""
    for state in (_S.SENT, _S.RECEIVED, _S.ACCEPTED):
        referral_in(state, client=known)

    for day in range(0, 80, 5):
        sweep_referrals(day=TODAY + timedelta(days=day))

    assert {(one.state, bool(one.reason)) for one in ServiceReferral.objects.all()} == {(_S.EXPIRED, True)}
