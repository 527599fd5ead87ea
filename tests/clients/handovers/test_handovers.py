"""Offers of a case within the area: steps walked whole, what moves along, who sees and answers, pages and lists."""

import contextlib
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Message
from clients.enums.handovers import (
    HANDOVER_RECEIVER_STEPS,
    HANDOVER_SENDER_STEPS,
    DeclineReason,
    HandoverReason,
    HandoverState,
)
from clients.models import AppointmentStaff, CaseHandover, Client
from clients.selectors.facets import fitting
from clients.services.handovers import (
    Offer,
    accept_handover,
    decline_handover,
    offer_handover,
    withdraw_handover,
)
from clients.services.referral_steps import follower_of
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.clients import ClientFactory
from tests.factories.contacts import AppointmentFactory, TaskFactory
from tests.factories.handovers import CaseHandoverFactory
from tests.factories.relations import CaseRelationFactory
from tests.factories.service_referrals import referral_in

pytestmark = pytest.mark.capability("CA-14")
_S = HandoverState
TODAY = date(2026, 3, 2)


def wanted(**changes) -> Offer:
    given = {"reason": HandoverReason.LEAVING, "planned_on": TODAY, "note": "A statement is on its way."}
    return Offer(**(given | changes))


def offered(people, client, to="colleague", **changes) -> CaseHandover:
    offer = wanted(to_user_id=people[to].pk, **changes)
    return offer_handover(actor=people["coordinator"], client_id=client.pk, offer=offer)


def kinds_told(person) -> list[str]:
    return sorted(Message.objects.filter(user=person).values_list("kind", flat=True))


def test_what_is_under_way_moves_with_the_acceptance_and_not_before(people, held):
    mine, theirs = people["coordinator"], people["colleague"]
    task = TaskFactory(client=held, owner=mine, reminded_on=TODAY)
    others = TaskFactory(client=held, owner=people["mate"])
    done = TaskFactory(client=held, owner=mine, done_at=timezone.now(), done_by=mine)
    elsewhere = TaskFactory(client=ClientFactory(unit=held.unit), owner=mine)
    alone = AppointmentFactory(client=held, of=[mine])
    joint = AppointmentFactory(client=held, of=[mine, theirs], is_joint=True)
    past = AppointmentFactory(client=held, of=[mine], starts_at=timezone.now() - timedelta(days=1))
    referral = referral_in("sent", client=held, sent_by=mine)

    handover = offered(people, held, to_unit_id=theirs.memberships.get().unit_id)
    before = (held.relations.get(ended_at=None).user, kinds_told(theirs), follower_of(referral))
    accepted = accept_handover(actor=theirs, handover_id=handover.pk, version=1)

    for row in (task, others, done, elsewhere, joint, held):
        row.refresh_from_db()
    staff = {
        key: sorted(AppointmentStaff.objects.filter(appointment=one).values_list("user__name", flat=True))
        for key, one in {"alone": alone, "joint": joint, "past": past}.items()
    }
    assert before == (mine, ["handover_offered"], mine.pk)
    assert [one.owner for one in (task, others, done, elsewhere)] == [theirs, people["mate"], mine, mine]
    assert (task.reminded_on, joint.is_joint, joint.version) == (None, False, 2)
    assert staff == {"alone": [theirs.name], "joint": [theirs.name], "past": [mine.name]}
    assert follower_of(referral) == theirs.pk
    assert held.unit == theirs.memberships.get().unit
    assert [(one.user, one.ended_at is None) for one in held.relations.order_by("valid_from")] == [
        (mine, False),
        (theirs, True),
    ]
    assert (accepted.state, accepted.answered_by, accepted.moved) == (
        _S.ACCEPTED,
        theirs,
        {"tasks": 1, "appointments": 2, "referrals": 1},
    )
    assert kinds_told(mine) == ["client_handed_over"]


STEPS = {
    _S.ACCEPTED: (accept_handover, "colleague", {}, HANDOVER_RECEIVER_STEPS),
    _S.DECLINED: (decline_handover, "colleague", {"reason": DeclineReason.NO_ROOM}, HANDOVER_RECEIVER_STEPS),
    _S.WITHDRAWN: (withdraw_handover, "coordinator", {}, HANDOVER_SENDER_STEPS),
}


@pytest.mark.parametrize("to", STEPS)
def test_every_pair_of_states(people, held, to):
    step, who, given, table = STEPS[to]
    reached = {}
    for before in _S:
        answered = {} if before == _S.OFFERED else {"answered_by": people["mate"], "answered_at": timezone.now()}
        declined = {"decline_reason": "timing"} if before == _S.DECLINED else {}
        # Whoever knows the client sees past offers too; the receiver of a past one may have become such a person.
        handover = CaseHandoverFactory(
            client=held,
            to_user=people["colleague"],
            offered_by=people["coordinator"],
            state=before,
            **answered,
            **declined,
        )
        relation = CaseRelationFactory(client=held, user=people["colleague"], kind="co_owner")
        with contextlib.suppress(OutOfOrder):
            step(actor=people[who], handover_id=handover.pk, version=1, **given)
        handover.refresh_from_db()
        reached[before] = handover.state
        CaseHandover.objects.filter(state=_S.OFFERED).update(
            state=_S.WITHDRAWN, answered_by=people["mate"], answered_at=timezone.now()
        )
        relation.refresh_from_db()
        relation.ended_at = timezone.now()
        relation.save()

    assert reached == {before: (to if to in table[before] else before) for before in _S}


def test_declining_says_why_and_tells_whoever_offered(people, held):
    handover = offered(people, held)

    with pytest.raises(Refusal) as refused:
        decline_handover(actor=people["colleague"], handover_id=handover.pk, version=1, reason=DeclineReason.OTHER)
    decline_handover(
        actor=people["colleague"], handover_id=handover.pk, version=1, reason=DeclineReason.OTHER, text="On leave."
    )

    handover.refresh_from_db()
    assert (refused.value.field, handover.answer_text) == ("text", "On leave.")
    assert (kinds_told(people["coordinator"]), held.relations.get(ended_at=None).user) == (
        ["handover_declined"],
        people["coordinator"],
    )
    assert not CaseHandover.objects.visible_to(people["colleague"]).exists()


def test_an_offer_to_a_unit_is_answered_by_whoever_works_there(people, held):
    unit = people["colleague"].memberships.get().unit
    handover = offer_handover(actor=people["coordinator"], client_id=held.pk, offer=wanted(to_unit_id=unit.pk))

    with pytest.raises(NotAllowed):
        accept_handover(actor=people["mate"], handover_id=handover.pk, version=1)
    accept_handover(actor=people["colleague"], handover_id=handover.pk, version=1)

    held.refresh_from_db()
    assert (held.unit, held.relations.get(ended_at=None).user) == (unit, people["colleague"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to_user_id": None}, "to_user"),
        ({"planned_on": TODAY - timedelta(days=1)}, "planned_on"),
        ({"note": "  "}, "note"),
        ({"to": "analyst"}, "to_user"),
        ({"to": "coordinator"}, "to_user"),
        ({"to": "outsider"}, "to_user"),
        ({"to_unit": "own"}, "to_unit"),
    ],
)
def test_an_offer_without_sense_is_refused(people, held, changes, field):
    given = {"to_user_id": people[changes.get("to", "colleague")].pk, **changes}
    given.pop("to", None)
    if given.pop("to_unit", None):
        given["to_unit_id"] = held.unit_id  # where the receiver does not work

    with pytest.raises(Refusal) as refused:
        offer_handover(actor=people["coordinator"], client_id=held.pk, offer=wanted(**given))

    assert (refused.value.field, CaseHandover.objects.count()) == (field, 0)


def test_who_may_offer_and_answer(people, held):
    with pytest.raises(NotAllowed):  # knows the client by the unit, is not responsible
        offer_handover(actor=people["mate"], client_id=held.pk, offer=wanted(to_user_id=people["colleague"].pk))
    with pytest.raises(NotFound):
        offer_handover(actor=people["colleague"], client_id=held.pk, offer=wanted(to_user_id=people["mate"].pk))
    handover = offered(people, held)
    with pytest.raises(Refusal):  # one offer at a time
        offered(people, held, to="mate")
    for who, refusal in (("mate", NotAllowed), ("coordinator", NotAllowed), ("outsider", NotFound)):
        with pytest.raises(refusal):
            accept_handover(actor=people[who], handover_id=handover.pk, version=1)
    with pytest.raises(Conflict):
        accept_handover(actor=people["colleague"], handover_id=handover.pk, version=2)
    held.cases.update(status="closed", closed_on=TODAY, ending_reason="50")
    with pytest.raises(OutOfOrder):
        accept_handover(actor=people["colleague"], handover_id=handover.pk, version=1)

    assert held.relations.get(ended_at=None).user == people["coordinator"]


def test_an_offer_falls_with_the_right_to_make_it(people, held):
    handover = offered(people, held)
    held.relations.update(ended_at=timezone.now())
    CaseRelationFactory(client=held, user=people["mate"])

    with pytest.raises(OutOfOrder):
        accept_handover(actor=people["colleague"], handover_id=handover.pk, version=1)


def test_pages_of_an_offer(signed_in, people, held):
    TaskFactory(client=held, owner=people["coordinator"], title="Ring the clinic")
    sender, stranger = signed_in("coordinator"), signed_in("colleague")
    new = reverse("clients:handover_new", args=[held.pk])
    told = {
        "to_user": people["colleague"].pk,
        "to_unit": "",
        "reason": "leaving",
        "planned_on": "2026-03-02",
        "note": "A statement is on its way.",
    }

    statuses = [
        sender.post(new, {**told, "to_user": ""}).status_code,
        stranger.get(new).status_code,
        signed_in("mate").get(new).status_code,
    ]
    shown = sender.get(new).content.decode()
    made = sender.post(new, told)
    page = stranger.get(made["Location"]).content.decode()
    handover = CaseHandover.objects.get()
    unseen = [signed_in(who).get(made["Location"]).status_code for who in ("outsider", "analyst")]
    record = stranger.get(reverse("clients:client", args=[held.pk])).status_code
    wordless = stranger.post(reverse("clients:handover_decline", args=[handover.pk]), {"version": 1}).status_code
    taken = stranger.post(reverse("clients:handover_accept", args=[handover.pk]), {"version": 1})
    opened = stranger.get(taken["Location"])
    tab = stranger.get(reverse("clients:client_tab", args=[held.pk, "people"])).content.decode()

    assert (statuses, unseen, record, wordless) == ([422, 404, 403], [404, 404], 404, 422)
    assert ("Ring the clinic" in shown, "Ring the clinic" in page, "Accept the client" in page) == (True, True, True)
    assert (taken.status_code, opened.status_code, "Accepted" in tab) == (302, 200, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(signed_in, people, held, rows):
    for number in range(rows):
        client = held if number == 0 else ClientFactory(unit=held.unit)
        CaseHandoverFactory(client=client, to_user=people["coordinator"], offered_by=people["mate"])
    browser = signed_in("coordinator")

    with CaptureQueriesContext(connection) as queries:
        response = browser.get(reverse("clients:handovers"))

    assert (response.status_code, len(queries)) == (200, 12)


def test_the_list_and_the_facet_find_what_waits(signed_in, people, held):
    to_me = CaseHandoverFactory(client=held, to_user=people["mate"], offered_by=people["coordinator"])
    other = ClientFactory(unit=held.unit, last_name="Toinen")
    CaseHandoverFactory(client=other, answered=True)
    browser = signed_in("mate")
    address = reverse("clients:handovers")
    texts = {query: browser.get(address + query).content.decode() for query in ("", "?whose=to_me", "?state=every")}
    file = b"".join(browser.get(reverse("clients:handovers_csv") + "?state=every")).decode()
    facets = {
        (who, value): list(fitting(Client.objects.all(), user=people[who], values={"handover": value}))
        for who, value in (("mate", "to_me"), ("coordinator", "to_me"), ("supervisor", "offered"))
    }

    assert {query: ("Testinen" in text, "Toinen" in text) for query, text in texts.items()} == {
        "": (True, False),
        "?whose=to_me": (True, False),
        "?state=every": (True, True),
    }
    assert (file.count("Testinen"), file.count("Toinen")) == (1, 1)
    assert facets == {
        ("mate", "to_me"): [to_me.client],
        ("coordinator", "to_me"): [],
        ("supervisor", "offered"): [to_me.client],
    }
    assert "Offered to you" in browser.get(reverse("desk:my_day")).content.decode()
