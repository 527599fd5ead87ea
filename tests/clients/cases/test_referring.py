"""Incoming referrals: who sends, who sees the queue, and the decisions, each step of the table."""

from datetime import date
from itertools import product
from uuid import uuid4

import pytest
import time_machine

from accounts.enums import Role
from accounts.models import Message
from clients.enums.cases import REFERRAL_STEPS, ReferralCriterion, ReferralDecision, ReferralKind
from clients.models import IncomingReferral
from clients.services.referring import decide_referral, receive_referral
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.accounts import member
from tests.factories.cases import IncomingReferralFactory
from tests.factories.clients import ClientFactory
from tests.factories.relations import CaseRelationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = date(2026, 3, 2)
CODE = "100190-999P"
PERSON = {"last_name": "Keksitty", "reason": "The back no longer holds in the earlier work.", "received_on": DAY}
PARTNER = {**PERSON, "sender_organisation": "Terveysasema", "criteria": [ReferralCriterion.ABILITY]}
SCHOOL = {
    **PERSON,
    "school": "Ammattiopisto",
    "graduates_on": date(2026, 6, 1),
    "notified_on": date(2026, 2, 27),
    "support_need": "A coach for the first months at work.",
}
KIND_VALUES = {ReferralKind.COLLEAGUE: PERSON, ReferralKind.PARTNER: PARTNER, ReferralKind.SCHOOL: SCHOOL}


@pytest.fixture
def today():
    with time_machine.travel("2026-03-02 10:00+02:00", tick=False):
        yield


@pytest.fixture
def referral(north):
    return IncomingReferralFactory(unit=north, received_on=date(2026, 2, 20))


@pytest.mark.capability("CL-12")
@pytest.mark.parametrize("kind", list(ReferralKind), ids=lambda one: one.value)
def test_a_referral_waits_in_the_queue_and_supervisors_are_told(people, north, kind):
    values = {**KIND_VALUES[kind], "identity_code": CODE.lower()}

    made = receive_referral(actor=people["coordinator"], unit_id=north.pk, kind=kind, values=values)

    made.refresh_from_db()
    assert (made.decision, made.area_id, made.unit) == ("waiting", 41, north)
    assert (made.identity_code, made.birth_date) == (CODE, date(1990, 1, 10))
    assert made.sent_by == (people["coordinator"] if kind == ReferralKind.COLLEAGUE else None)
    assert list(Message.objects.values_list("user", "kind")) == [(people["supervisor"].pk, "referral_arrived")]


def test_an_own_coach_refers_an_own_client_and_sees_what_was_sent(people, north):
    client = ClientFactory(last_name="Keksitty")
    CaseRelationFactory(client=client, user=people["coach"])

    made = receive_referral(
        actor=people["coach"], unit_id=north.pk, kind=ReferralKind.COLLEAGUE, values=PERSON, client_id=client.pk
    )

    seen = {name for name, user in people.items() if IncomingReferral.objects.visible_to(user).exists()}
    assert made.client == client
    assert seen == {"coach", "coordinator", "colleague", "supervisor", "trusted"}


@pytest.mark.parametrize(
    ("persona", "kind", "error"),
    [
        ("coach", ReferralKind.PARTNER, NotAllowed),
        ("coach", ReferralKind.SCHOOL, NotAllowed),
        ("stranger", ReferralKind.PARTNER, NotAllowed),
        ("analyst", ReferralKind.COLLEAGUE, NotFound),
        ("outsider", ReferralKind.COLLEAGUE, NotFound),
    ],
)
def test_who_may_not_send_adds_nothing(people, north, persona, kind, error):
    with pytest.raises(error):
        receive_referral(actor=people[persona], unit_id=north.pk, kind=kind, values=KIND_VALUES[kind])

    assert IncomingReferral.objects.count() == 0


def test_a_client_out_of_sight_cannot_be_referred(people, north):
    client = ClientFactory()

    with pytest.raises(NotFound):
        receive_referral(
            actor=people["coach"], unit_id=north.pk, kind=ReferralKind.COLLEAGUE, values=PERSON, client_id=client.pk
        )

    assert IncomingReferral.objects.count() == 0


@pytest.mark.capability("CA-25")
@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        (ReferralKind.PARTNER, {"sender_organisation": ""}, ""),
        (ReferralKind.PARTNER, {"school": "Lukio"}, ""),
        (ReferralKind.PARTNER, {"criteria": ["no such"]}, "criteria"),
        (ReferralKind.PARTNER, {"reason": ""}, "reason"),
        (ReferralKind.PARTNER, {"received_on": date(2026, 3, 3)}, "received_on"),
        (ReferralKind.PARTNER, {"identity_code": "100190-999Q"}, "identity_code"),
        (ReferralKind.PARTNER, {"identity_code": CODE, "birth_date": DAY}, "birth_date"),
        (ReferralKind.SCHOOL, {"school": ""}, ""),
        (ReferralKind.SCHOOL, {"graduates_on": None}, ""),
        (ReferralKind.SCHOOL, {"notified_on": None}, ""),
        (ReferralKind.SCHOOL, {"support_need": ""}, ""),
        (ReferralKind.SCHOOL, {"notified_on": date(2026, 3, 3)}, ""),
    ],
)
def test_a_referral_that_is_not_whole_is_refused(people, north, kind, changes, field):
    with pytest.raises(Refusal) as refusal:
        receive_referral(
            actor=people["coordinator"], unit_id=north.pk, kind=kind, values={**KIND_VALUES[kind], **changes}
        )

    assert refusal.value.field == field
    assert IncomingReferral.objects.count() == 0


@pytest.mark.capability("CL-12")
@pytest.mark.parametrize(("now", "to"), list(product(ReferralDecision, ReferralDecision)), ids=lambda one: one.value)
def test_each_decision_is_taken_or_refused_by_the_table(people, referral, now, to):
    if now != ReferralDecision.WAITING:
        IncomingReferral.objects.filter(pk=referral.pk).update(
            decision=now, decided_on=date(2026, 2, 25), decided_by=people["supervisor"], decision_reason="Before"
        )
    said = {"actor": people["colleague"], "referral_id": referral.pk, "version": 1, "reason": "Now"}

    if to in REFERRAL_STEPS[now]:
        decide_referral(**said, decision=to)
    else:
        with pytest.raises(OutOfOrder):
            decide_referral(**said, decision=to)

    referral.refresh_from_db()
    assert (referral.decision, referral.version) == ((to, 2) if to in REFERRAL_STEPS[now] else (now, 1))
    if referral.version == 2:
        assert (referral.decided_on, referral.decided_by) == (DAY, people["colleague"])


def test_a_referral_is_returned_only_with_a_reason(people, referral):
    with pytest.raises(Refusal) as refusal:
        decide_referral(
            actor=people["colleague"],
            referral_id=referral.pk,
            version=1,
            decision=ReferralDecision.RETURNED,
            reason=" ",
        )

    referral.refresh_from_db()
    assert (refusal.value.field, referral.decision) == ("decision_reason", "waiting")


def test_an_accepted_referral_may_lead_to_a_client_already_known(people, north, referral):
    client = ClientFactory(unit=north)

    decide_referral(
        actor=people["colleague"],
        referral_id=referral.pk,
        version=1,
        decision=ReferralDecision.ACCEPTED,
        client_id=client.pk,
    )

    referral.refresh_from_db()
    assert (referral.client, referral.decision) == (client, "accepted")


def test_a_referral_never_leads_to_a_client_out_of_sight(people, referral):
    with pytest.raises(NotFound):
        decide_referral(
            actor=people["colleague"],
            referral_id=referral.pk,
            version=1,
            decision=ReferralDecision.ACCEPTED,
            client_id=ClientFactory().pk,
        )

    referral.refresh_from_db()
    assert (referral.client, referral.decision) == (None, "waiting")


def test_the_colleague_who_sent_it_is_told_of_the_decision(people, referral):
    IncomingReferral.objects.filter(pk=referral.pk).update(kind="colleague", sent_by=people["coach"])

    decide_referral(actor=people["colleague"], referral_id=referral.pk, version=1, decision=ReferralDecision.ACCEPTED)

    told = Message.objects.values_list("user", "kind", "about")
    assert list(told) == [(people["coach"].pk, "referral_decided", referral.pk)]


def test_whoever_decides_on_an_own_referral_is_not_told(people, referral):
    IncomingReferral.objects.filter(pk=referral.pk).update(kind="colleague", sent_by=people["colleague"])

    decide_referral(actor=people["colleague"], referral_id=referral.pk, version=1, decision=ReferralDecision.ACCEPTED)

    assert not Message.objects.exists()


def test_the_sender_does_not_decide_and_others_find_nothing(people, referral):
    IncomingReferral.objects.filter(pk=referral.pk).update(kind="colleague", sent_by=people["coach"])
    errors = {"coach": NotAllowed, "stranger": NotFound, "analyst": NotFound, "outsider": NotFound}

    for persona, error in errors.items():
        with pytest.raises(error):
            decide_referral(
                actor=people[persona],
                referral_id=referral.pk,
                version=1,
                decision=ReferralDecision.ACCEPTED,
            )

    referral.refresh_from_db()
    assert referral.decision == "waiting"


def test_a_decision_against_an_older_version_and_on_nothing_is_refused(people, referral):
    said = {"actor": people["colleague"], "decision": ReferralDecision.ACCEPTED}
    IncomingReferral.objects.filter(pk=referral.pk).update(version=2)

    with pytest.raises(Conflict):
        decide_referral(**said, referral_id=referral.pk, version=1)
    with pytest.raises(NotFound):
        decide_referral(**said, referral_id=uuid4(), version=1)

    referral.refresh_from_db()
    assert referral.decision == "waiting"


def test_a_supervisor_of_the_area_is_told_and_waiting_counts_to_the_decision(people, north, referral):
    whole = member(role=Role.SUPERVISOR)

    receive_referral(actor=people["coordinator"], unit_id=north.pk, kind=ReferralKind.PARTNER, values=PARTNER)

    assert set(Message.objects.values_list("user", flat=True)) == {whole.pk, people["supervisor"].pk}
    assert referral.waiting_days_on(DAY) == 10
    referral.decided_on = date(2026, 2, 25)
    assert referral.waiting_days_on(DAY) == 5
