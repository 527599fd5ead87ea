"""The tables of steps, walked whole, and what each step asks for."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Message
from clients.enums import ConsentManner, DataItem, Ground, RecipientKind
from clients.enums.service_referrals import (
    CLOCK_STEPS,
    PARTNER_STEPS,
    STAFF_STEPS,
    TERMINAL,
    ReferralReason,
    ServiceReferralState,
)
from clients.models import Disclosure, ReferralLink, ReferralStep, ServiceReferral
from clients.services.consents import Recipient, record_consent, withdraw_consent
from clients.services.disclosing import NotDisclosed
from clients.services.referral_steps import By, Step, take_step
from clients.services.service_referrals import (
    ReferralText,
    change_draft,
    draft_referral,
    record_step,
    send_link_again,
    send_referral,
)
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.models import Outbox
from network.models import Organisation
from tests.factories.network import OrganisationFactory, ServiceFactory
from tests.factories.relations import CaseRelationFactory
from tests.factories.service_referrals import link_of, referral_in

_S = ServiceReferralState
TABLES = {"staff": STAFF_STEPS, "partner": PARTNER_STEPS, "clock": CLOCK_STEPS}
TOLD = {
    _S.DECLINED: {"reason": "full"},
    _S.INTERRUPTED: {"reason": "drop_out"},
    _S.WITHDRAWN: {"reason": "mistaken"},
    _S.EXPIRED: {"reason": "no_answer"},
    _S.RESULT: {"result": "reached"},
}

pytestmark = pytest.mark.capability("CA-10")


def wanted(service, **changes):
    given = {"service_id": service.pk, "message": "Coaching, please.", "items": (), "ground": Ground.SERVICE}
    return ReferralText(**(given | changes))


def by(who, people, referral):
    users = {"staff": {"user": people["coordinator"]}, "partner": {"link": None}, "clock": {}}
    given = users[who]
    if who == "partner":
        given = {"link": link_of(referral)}
    return By(steps=TABLES[who], **given)


@pytest.mark.parametrize("who", TABLES)
@pytest.mark.parametrize("before", list(_S))
@pytest.mark.parametrize("to", list(_S))
def test_every_pair_of_states(people, known, who, before, to):
    referral = referral_in(before, client=known)
    actor = by(who, people, referral)
    more = {"sent_by": people["coordinator"], "disclosure": referral_in(_S.SENT, client=known).disclosure}
    step = Step(to=to, **TOLD.get(to, {}))

    if to in TABLES[who][before]:
        take_step(referral, step, by=actor, version=1, more=more if to == _S.SENT else {})
    else:
        with pytest.raises(OutOfOrder):
            take_step(referral, step, by=actor, version=1, more={})

    referral.refresh_from_db()
    taken = to in TABLES[who][before]
    assert referral.state == (to if taken else before)
    assert [one.state for one in ReferralStep.objects.filter(referral=referral)] == ([to] if taken else [])


def test_every_state_but_the_last_ones_leads_somewhere_for_staff():
    assert {state for state, steps in STAFF_STEPS.items() if not steps} == TERMINAL


@pytest.mark.parametrize("start", [state for state in _S if state not in TERMINAL])
def test_the_end_can_be_reached_from_everywhere(start):
    reached, waiting = set(), [start]
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting += [one for one in STAFF_STEPS[state] if one not in reached]

    assert reached & TERMINAL


@pytest.mark.parametrize("to", [_S.DECLINED, _S.INTERRUPTED, _S.WITHDRAWN])
def test_what_came_to_nothing_says_why(people, known, to):
    before = {_S.DECLINED: _S.RECEIVED, _S.INTERRUPTED: _S.STARTED, _S.WITHDRAWN: _S.SENT}[to]
    referral = referral_in(before, client=known)

    with pytest.raises(Refusal) as refused:
        record_step(actor=people["coordinator"], referral_id=referral.pk, version=1, step=Step(to=to))

    referral.refresh_from_db()
    assert (refused.value.field, referral.state) == ("reason", before)


def test_another_reason_is_said_in_words(people, known):
    referral = referral_in(_S.RECEIVED, client=known)

    with pytest.raises(Refusal) as refused:
        record_step(
            actor=people["coordinator"],
            referral_id=referral.pk,
            version=1,
            step=Step(to=_S.DECLINED, reason="other"),
        )

    assert refused.value.field == "text"


@pytest.mark.parametrize(("days", "field"), [(1, "on"), (-30, "on")])
def test_a_step_is_neither_in_the_future_nor_before_the_sending(people, known, days, field):
    referral = referral_in(_S.SENT, client=known)

    with pytest.raises(Refusal) as refused:
        record_step(
            actor=people["coordinator"],
            referral_id=referral.pk,
            version=1,
            step=Step(to=_S.ACCEPTED, on=timezone.localdate() + timedelta(days=days)),
        )

    assert refused.value.field == field


def test_a_draft_tells_nobody_anything(people, known, service):
    draft = draft_referral(
        actor=people["coordinator"], client_id=known.pk, text=wanted(service, items=(DataItem.CONTACT,))
    )

    assert (draft.state, draft.items, draft.recipient_kind) == (
        _S.DRAFT,
        [DataItem.NAME, DataItem.CONTACT, DataItem.NEED],
        RecipientKind.PROVIDER,
    )
    assert (Disclosure.objects.count(), ReferralLink.objects.count(), Outbox.objects.count()) == (0, 0, 0)


def test_sending_discloses_and_asks_for_a_mail(people, known, service):
    draft = draft_referral(actor=people["coordinator"], client_id=known.pk, text=wanted(service))

    sent = send_referral(
        actor=people["coordinator"], referral_id=draft.pk, version=1, joint_point="kela", request_id="r1"
    )

    disclosure = Disclosure.objects.get()
    case = known.cases.get()
    (step,) = sent.steps.all()
    assert (sent.state, sent.sent_on, sent.sent_by, sent.disclosure) == (
        _S.SENT,
        date(2026, 3, 2),
        people["coordinator"],
        disclosure,
    )
    assert (disclosure.recipient_name, disclosure.ground, disclosure.items) == (
        "Kuntoutus Oy",
        Ground.SERVICE,
        [DataItem.NAME, DataItem.NEED],
    )
    assert (step.state, step.by, step.link) == (_S.SENT, people["coordinator"], None)
    assert [(one.task, one.arguments) for one in Outbox.objects.all()] == [
        ("clients.mail_referral_link", {"link": str(sent.links.get().pk)})
    ]
    assert (case.joint_point, case.joint_point_since, case.waiting_for) == ("kela", date(2026, 3, 2), "partner")


@pytest.mark.capability("CA-15")
def test_a_referral_says_what_is_expected_next_and_by_when(known):
    day = date(2026, 3, 2)

    expected = {state: referral_in(state, client=known).expected_on for state in _S}

    assert {state: (on - day).days for state, on in expected.items() if on} == {
        _S.SENT: 10,
        _S.RECEIVED: 10,
        _S.ACCEPTED: 60,
        _S.STARTED: 90,
        _S.COMPLETED: 14,
        _S.INTERRUPTED: 14,
    }


def test_health_leaves_only_by_a_written_consent_that_names_it(people, known, service):
    text = wanted(service, items=(DataItem.LIMITATIONS,))
    draft = draft_referral(actor=people["coordinator"], client_id=known.pk, text=text)

    with pytest.raises(NotDisclosed) as refused:
        send_referral(actor=people["coordinator"], referral_id=draft.pk, version=1)
    draft.refresh_from_db()
    assert (refused.value.why, draft.state, Disclosure.objects.count()) == ("no_consent", _S.DRAFT, 0)

    consent = consent_for(people, known, [DataItem.LIMITATIONS])
    sent = send_referral(actor=people["coordinator"], referral_id=draft.pk, version=1)
    assert (sent.state, sent.consent) == (_S.SENT, consent)


def consent_for(people, client, items):
    return record_consent(
        actor=people["coordinator"],
        client_id=client.pk,
        recipient=Recipient(kind=RecipientKind.PROVIDER, name="Kuntoutus Oy"),
        items=items,
        manner=ConsentManner.PAPER,
        decided_on=date(2026, 3, 1),
    )


def test_whoever_may_not_see_health_cannot_send_it(people, known, service):
    consent_for(people, known, [DataItem.LIMITATIONS])
    text = wanted(service, items=(DataItem.LIMITATIONS,))
    draft = draft_referral(actor=people["mate"], client_id=known.pk, text=text)

    with pytest.raises(NotDisclosed) as refused:
        send_referral(actor=people["mate"], referral_id=draft.pk, version=1)

    assert refused.value.why == "own_right"


@pytest.mark.parametrize(
    ("kind", "is_procured", "ground", "detail", "why"),
    [
        ("KELA", False, Ground.JOINT, "", "no_detail"),
        ("KELA", False, Ground.JOINT, "1.2.2026", ""),
        ("HVA", False, Ground.JOINT, "1.2.2026", ""),
        ("HVA", False, Ground.CONSENT, "", "no_consent"),
        ("JARJ", False, Ground.CONSENT, "", "no_consent"),
        ("JARJ", True, Ground.SERVICE, "", ""),
        ("JARJ", True, None, "", ""),
        ("JARJ", False, None, "", "no_consent"),
        ("KELA", False, None, "1.2.2026", ""),
        ("KELA", False, None, "", "no_consent"),
    ],
)
def test_the_ground_follows_the_partner(people, known, kind, is_procured, ground, detail, why):
    service = ServiceFactory(organisation=OrganisationFactory(kind=kind), is_procured=is_procured)
    text = wanted(service, ground=ground, ground_detail=detail)
    draft = draft_referral(actor=people["coordinator"], client_id=known.pk, text=text)

    if not why:
        assert send_referral(actor=people["coordinator"], referral_id=draft.pk, version=1).state == _S.SENT
        return
    with pytest.raises(NotDisclosed) as refused:
        send_referral(actor=people["coordinator"], referral_id=draft.pk, version=1)
    assert refused.value.why == why


def test_a_ground_that_is_none_for_the_partner_is_refused(people, known):
    service = ServiceFactory(organisation=OrganisationFactory(kind="JARJ"), is_procured=False)

    with pytest.raises(Refusal) as refused:
        draft_referral(actor=people["coordinator"], client_id=known.pk, text=wanted(service))

    assert (refused.value.field, ServiceReferral.objects.count()) == ("ground", 0)


def test_without_an_address_nothing_is_sent(people, known, service):
    draft = draft_referral(actor=people["coordinator"], client_id=known.pk, text=wanted(service))
    Organisation.objects.update(email="")

    with pytest.raises(Refusal):
        send_referral(actor=people["coordinator"], referral_id=draft.pk, version=1)

    assert Disclosure.objects.count() == 0


def test_withdrawing_the_consent_closes_what_rests_on_it(people, known, service):
    consent = consent_for(people, known, [DataItem.LIMITATIONS])
    states = (_S.SENT, _S.RECEIVED, _S.ACCEPTED, _S.STARTED)
    referrals = {state: referral_in(state, client=known, consent=consent) for state in states}
    other = referral_in(_S.SENT, client=known)
    links = [link_of(one) for one in (*referrals.values(), other)]

    withdraw_consent(actor=people["coordinator"], consent_id=consent.pk, version=1, withdrawn_on=timezone.localdate())

    for one in (*referrals.values(), other):
        one.refresh_from_db()
    assert [referrals[state].state for state in states] == [_S.WITHDRAWN] * 3 + [_S.STARTED]
    assert {referrals[state].reason for state in states[:3]} == {ReferralReason.CONSENT}
    assert other.state == _S.SENT
    closed = ReferralLink.objects.filter(closed_at__isnull=False).values_list("pk", flat=True)
    assert set(closed) == {link.pk for link in links[:4]}


def test_what_was_sent_stays_as_it_is(people, known, service):
    referral = referral_in(_S.SENT, client=known)

    with pytest.raises(OutOfOrder):
        change_draft(actor=people["coordinator"], referral_id=referral.pk, version=1, text=wanted(service))

    referral.refresh_from_db()
    assert referral.message != "Coaching, please."


@pytest.mark.parametrize(("persona", "refusal"), [("colleague", NotFound), ("outsider", NotFound)])
def test_strangers_find_no_referral(people, known, service, persona, refusal):
    referral = referral_in(_S.DRAFT, client=known)
    actor = people[persona]

    for step in (
        lambda: draft_referral(actor=actor, client_id=known.pk, text=wanted(service)),
        lambda: send_referral(actor=actor, referral_id=referral.pk, version=1),
        lambda: record_step(actor=actor, referral_id=referral.pk, version=1, step=Step(to=_S.WITHDRAWN)),
        lambda: send_link_again(actor=actor, referral_id=referral.pk),
    ):
        with pytest.raises(refusal):
            step()
    referral.refresh_from_db()
    assert referral.state == _S.DRAFT


def test_a_consulted_person_reads_but_does_not_refer(people, known, service):
    CaseRelationFactory(client=known, user=people["colleague"], kind="consultation")

    with pytest.raises(NotAllowed):
        draft_referral(actor=people["colleague"], client_id=known.pk, text=wanted(service))


def test_two_at_once_do_not_overwrite(people, known):
    referral = referral_in(_S.SENT, client=known)
    record_step(actor=people["coordinator"], referral_id=referral.pk, version=1, step=Step(to=_S.RECEIVED))

    with pytest.raises(Conflict):
        record_step(actor=people["mate"], referral_id=referral.pk, version=1, step=Step(to=_S.ACCEPTED))

    referral.refresh_from_db()
    assert referral.state == _S.RECEIVED


def test_a_new_link_puts_the_earlier_ones_out_of_use(people, known):
    referral = referral_in(_S.STARTED, client=known)
    first = link_of(referral)

    second = send_link_again(actor=people["coordinator"], referral_id=referral.pk)

    first.refresh_from_db()
    assert (first.replaced_at is None, second.replaced_at) == (False, None)


def test_nobody_is_told_of_what_staff_write_down(people, known):
    referral = referral_in(_S.SENT, client=known)

    record_step(actor=people["mate"], referral_id=referral.pk, version=1, step=Step(to=_S.ACCEPTED))

    assert Message.objects.count() == 0
