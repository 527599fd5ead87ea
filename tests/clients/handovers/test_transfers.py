"""Transfers to another area, each side in its own context: consent, what leaves, steps, time, the walls between."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.context import acting
from accounts.models import Area, Message
from clients.enums import DataItem
from clients.enums.handovers import (
    TRANSFER_CLOCK_STEPS,
    TRANSFER_IN_VAIN,
    TRANSFER_RECEIVER_STEPS,
    TRANSFER_SENDER_STEPS,
    TransferReason,
    TransferState,
)
from clients.models import Case, CaseTransfer, Client, Disclosure
from clients.selectors.transferred import digest_of, what_leaves
from clients.services.consents import withdraw_consent
from clients.services.disclosing import NotDisclosed
from clients.services.transfer_sweeping import TransfersSwept, sweep_transfers
from clients.services.transfers import (
    TransferText,
    accept_transfer,
    decline_transfer,
    draft_transfer,
    send_transfer,
    withdraw_transfer,
)
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.clients import ClientFactory
from tests.factories.handovers import consent_to_area, transfer_in
from tests.factories.keywords import DiagnosisMarkFactory

_T = TransferState
TODAY = date(2026, 3, 2)
PASSED = (DataItem.NAME, DataItem.BIRTH_DATE, DataItem.CONTACT, DataItem.NEED)


def here(person):
    return acting(user=person, areas=[HOME_AREA])


def there(person):
    return acting(user=person, areas=[OTHER_AREA])


def drafted(people, client, *, items=PASSED, note="A work try-out is being agreed."):
    with here(people["coordinator"]):
        text = TransferText(to_area_id=OTHER_AREA, items=items, note=note)
        return draft_transfer(actor=people["coordinator"], client_id=client.pk, text=text)


def seen_of(transfer):
    items = tuple(DataItem(item) for item in transfer.items)
    return digest_of(what_leaves(transfer.client, items, note=transfer.what_is_passed()["note"]))


def sent(people, client, **given):
    transfer = drafted(people, client, **given)
    with here(people["coordinator"]):
        return send_transfer(
            actor=people["coordinator"], transfer_id=transfer.pk, version=1, seen=seen_of(transfer), request_id="r1"
        )


@pytest.mark.capability("PR-19")
def test_a_case_moves_to_another_area_by_consent(people, held, receiver, other_unit):
    consent = consent_to_area(held, items=list(PASSED))
    transfer = sent(people, held)
    told = {one.user: one.kind for one in Message.objects.all()}

    with there(receiver):
        copy = CaseTransfer.objects.get().what_is_passed()
        reached = (Client.objects.count(), Case.objects.count(), Disclosure.objects.count())
        made = accept_transfer(actor=receiver, transfer_id=transfer.pk, version=2, unit_id=other_unit.pk)
        new_case = made.cases.get()
    held.refresh_from_db()
    transfer.refresh_from_db()
    case = held.cases.get()

    assert told == {people["outsider"]: "transfer_arrived"}
    assert (Disclosure.objects.get().consent, Disclosure.objects.get().recipient_name) == (
        consent,
        Area.objects.get(pk=OTHER_AREA).name_fi,
    )
    assert [code for code, _value in copy["facts"]["fi"]] == ["name", "birth_date", "contact", "need"]
    assert reached == (0, 0, 0)
    assert (made.area_id, made.last_name, made.phone, made.unit) == (OTHER_AREA, "Testinen", "040 000 0000", other_unit)
    assert (new_case.status, made.relations.get().user) == ("open", receiver)
    assert (case.status, case.ending_reason, case.closed_on, held.area_id) == ("closed", "41", TODAY, HOME_AREA)
    assert (transfer.state, transfer.made_client_id, transfer.answered_by) == (_T.ACCEPTED, made.pk, receiver)
    assert Message.objects.get(user=people["coordinator"]).kind == "transfer_answered"


def test_a_client_known_there_is_linked_and_not_made_twice(people, held, receiver, other_unit):
    known_there = ClientFactory(area_id=OTHER_AREA, unit=other_unit, last_name="Testinen", first_names="Testi")
    transfer = transfer_in(_T.SENT, client=held, sent_by=people["coordinator"])

    with there(receiver):
        made = accept_transfer(
            actor=receiver, transfer_id=transfer.pk, version=1, unit_id=other_unit.pk, client_id=known_there.pk
        )

    assert (made, Client.objects.filter(area_id=OTHER_AREA).count()) == (known_there, 1)
    assert known_there.cases.get().status == "open"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (None, "no_consent"),
        ({"items": [DataItem.NAME, DataItem.NEED]}, "not_covered"),
        ({"items": list(PASSED), "valid_to": TODAY - timedelta(days=1)}, "expired"),
        ({"items": list(PASSED), "name": "Somebody else"}, "no_consent"),
    ],
)
def test_nothing_leaves_without_the_clients_consent(people, held, receiver, given, why):
    if given:
        consent_to_area(held, **given)

    with pytest.raises(NotDisclosed) as refused:
        sent(people, held)

    assert (refused.value.why, CaseTransfer.objects.get().state, Disclosure.objects.count()) == (why, _T.DRAFT, 0)


def test_health_leaves_by_a_written_consent_and_is_shown_by_the_right(people, held, receiver, signed_in):
    DiagnosisMarkFactory(client=held, chapter="F00-F99", recorded_by=people["coordinator"])
    items = (DataItem.NAME, DataItem.NEED, DataItem.DIAGNOSIS)
    oral = consent_to_area(held, items=list(items), manner="oral")
    with pytest.raises(NotDisclosed) as refused:
        sent(people, held, items=items)
    oral.manner = "paper"
    oral.save()
    transfer = CaseTransfer.objects.get()
    with here(people["coordinator"]):
        send_transfer(actor=people["coordinator"], transfer_id=transfer.pk, version=1, seen=seen_of(transfer))

    pages = {
        who: signed_in(who).get(reverse("clients:transfer", args=[transfer.pk])).content.decode()
        for who in ("receiver", "outsider")
    }

    assert refused.value.why == "not_written"
    assert {who: "Mental and behavioural" in page for who, page in pages.items()} == {
        "receiver": True,
        "outsider": False,
    }


def test_what_was_shown_is_what_is_sent(people, held, receiver):
    consent_to_area(held, items=list(PASSED))
    transfer = drafted(people, held)
    seen = seen_of(transfer)
    held.phone = "050 111 1111"
    held.save()

    with pytest.raises(Conflict), here(people["coordinator"]):
        send_transfer(actor=people["coordinator"], transfer_id=transfer.pk, version=1, seen=seen)

    assert (CaseTransfer.objects.get().state, Disclosure.objects.count()) == (_T.DRAFT, 0)


def test_contacts_under_non_disclosure_do_not_leave(people, held):
    held.non_disclosure = True
    held.save()

    what = what_leaves(held, (DataItem.NAME, DataItem.NEED), note="Go on.")

    assert "Keksikatu 1" not in str(what)
    assert (what["person"]["non_disclosure"], what["facts"]["en"][-1]) == (True, ["non_disclosure", "Yes"])
    with pytest.raises(ValueError, match="contact"):
        drafted(people, held)


STEPS = {
    _T.WITHDRAWN: (withdraw_transfer, here, "coordinator", {"reason": TransferReason.MISTAKEN}, TRANSFER_SENDER_STEPS),
    _T.DECLINED: (decline_transfer, there, "receiver", {"reason": TransferReason.NO_ROOM}, TRANSFER_RECEIVER_STEPS),
    _T.ACCEPTED: (accept_transfer, there, "receiver", {}, TRANSFER_RECEIVER_STEPS),
    _T.SENT: (send_transfer, here, "coordinator", {}, TRANSFER_SENDER_STEPS),
}


@pytest.mark.parametrize("to", STEPS)
@pytest.mark.parametrize("before", list(_T))
def test_every_pair_of_states(people, held, receiver, other_unit, before, to):
    step, side, who, given, table = STEPS[to]
    transfer = transfer_in(before, client=held, sent_by=people["coordinator"])
    if to == _T.SENT:
        if before == _T.DRAFT:
            consent_to_area(held, items=[DataItem.NAME, DataItem.NEED])
        given = {"seen": seen_of(transfer) if before == _T.DRAFT else ""}
    if to == _T.ACCEPTED:
        given = {"unit_id": other_unit.pk}
    unseen = before == _T.DRAFT and side is there

    with side(people[who]):
        if to in table[before]:
            step(actor=people[who], transfer_id=transfer.pk, version=1, **given)
        else:
            with pytest.raises(NotFound if unseen else OutOfOrder):
                step(actor=people[who], transfer_id=transfer.pk, version=1, **given)

    transfer.refresh_from_db()
    assert transfer.state == (to if to in table[before] else before)
    assert (transfer.passed_on is None) == (transfer.state in TRANSFER_IN_VAIN)


def test_time_alone_ends_only_what_waits():
    assert {state for state, steps in TRANSFER_CLOCK_STEPS.items() if steps} == {_T.SENT}


@pytest.mark.parametrize(
    ("days", "swept"), [(9, (0, 0)), (10, (1, 0)), (11, (1, 0)), (29, (1, 0)), (30, (0, 1)), (31, (0, 1))]
)
def test_a_transfer_is_reminded_of_and_expires(people, held, receiver, days, swept):
    transfer = transfer_in(_T.SENT, client=held, sent_by=people["coordinator"], sent_on=TODAY - timedelta(days=days))

    runs = [sweep_transfers(day=TODAY), sweep_transfers(day=TODAY)]

    transfer.refresh_from_db()
    late, over = ["transfer_late"] * 2, ["transfer_expired"]
    assert runs == [TransfersSwept(reminded=swept[0], expired=swept[1]), TransfersSwept(reminded=0, expired=0)]
    assert (transfer.state, transfer.reason) == ((_T.EXPIRED, "no_answer") if swept[1] else (_T.SENT, ""))
    assert (transfer.passed_on is None) == bool(swept[1])
    assert list(Message.objects.values_list("kind", flat=True)) == (over if swept[1] else late if swept[0] else [])


def test_withdrawing_the_consent_closes_what_waits_at_once(people, held, receiver, signed_in):
    transfer = transfer_in(_T.SENT, client=held, sent_by=people["coordinator"])
    with here(people["coordinator"]):
        withdraw_consent(actor=people["coordinator"], consent_id=transfer.consent_id, version=1, withdrawn_on=TODAY)

    transfer.refresh_from_db()
    page = signed_in("receiver").get(reverse("clients:transfer", args=[transfer.pk])).content.decode()
    assert (transfer.state, transfer.reason, transfer.passed_on) == (_T.WITHDRAWN, "consent", None)
    assert ("Testinen" in page, "Take the client over" in page) == (False, False)


def test_the_database_shows_a_transfer_to_its_two_areas_and_to_nobody_else(people, held, receiver):
    transfer_in(_T.DRAFT, client=ClientFactory(unit=held.unit))
    transfer_in(_T.SENT, client=held)
    seen = {}
    for area in (HOME_AREA, OTHER_AREA, 12):
        with acting(areas=[area]):
            seen[area] = (CaseTransfer.objects.count(), Client.objects.filter(pk=held.pk).count())

    assert seen == {HOME_AREA: (2, 1), OTHER_AREA: (1, 0), 12: (0, 0)}


@pytest.mark.parametrize(
    "changed",
    ["state = 'withdrawn', reason = 'other', closed_on = '2026-03-02', passed_on = NULL", f"area_id = {OTHER_AREA}"],
)
def test_the_database_lets_the_receiver_answer_and_nothing_else(people, held, changed):
    transfer = transfer_in(_T.SENT, client=held)

    with pytest.raises(DatabaseError), transaction.atomic(), acting(areas=[OTHER_AREA]), connection.cursor() as cursor:
        cursor.execute(f"UPDATE clients_casetransfer SET {changed} WHERE id = %s", [transfer.pk])

    transfer.refresh_from_db()
    assert (transfer.state, transfer.area_id) == (_T.SENT, HOME_AREA)


def test_who_may_send_and_answer(people, held, receiver, other_unit):
    with pytest.raises(NotAllowed), here(people["mate"]):
        draft_transfer(
            actor=people["mate"],
            client_id=held.pk,
            text=TransferText(to_area_id=OTHER_AREA, items=PASSED, note="No."),
        )
    with pytest.raises(Refusal), here(people["coordinator"]):
        draft_transfer(
            actor=people["coordinator"],
            client_id=held.pk,
            text=TransferText(to_area_id=HOME_AREA, items=PASSED, note="Here."),
        )
    transfer = transfer_in(_T.SENT, client=held, sent_by=people["coordinator"])
    with pytest.raises(NotAllowed), here(people["coordinator"]):
        accept_transfer(actor=people["coordinator"], transfer_id=transfer.pk, version=1, unit_id=other_unit.pk)
    with pytest.raises(NotFound), there(receiver):
        withdraw_transfer(actor=receiver, transfer_id=transfer.pk, version=1, reason=TransferReason.OTHER, text="x")

    transfer.refresh_from_db()
    assert (transfer.state, held.cases.get().status) == (_T.SENT, "open")


def test_pages_of_a_transfer(signed_in, people, held, receiver, other_unit):
    sender, taker = signed_in("coordinator"), signed_in("receiver")
    new = reverse("clients:transfer_new", args=[held.pk])
    told = {"to_area": OTHER_AREA, "items": ["birth_date", "contact"], "note": "A work try-out is being agreed."}
    ClientFactory(area_id=OTHER_AREA, unit=other_unit, last_name="Testinen", first_names="Testi", phone="0400000000")

    made = sender.post(new, told)
    preview = sender.get(made["Location"])
    hidden = taker.get(made["Location"]).status_code
    transfer = CaseTransfer.objects.get()
    send = reverse("clients:transfer_send", args=[transfer.pk])
    refused = sender.post(send, {"version": 1, "seen": preview.context["seen"]})
    consent_to_area(held, items=list(PASSED))
    stale = sender.post(send, {"version": 1, "seen": "0"})
    went = sender.post(send, {"version": 1, "seen": preview.context["seen"]})
    page = taker.get(made["Location"]).content.decode()
    accept = reverse("clients:transfer_accept", args=[transfer.pk])
    asked = taker.get(accept).content.decode()
    listed = {
        who: signed_in(who).get(reverse("clients:transfers")).content.decode()
        for who in ("receiver", "mate", "colleague")
    }
    unseen = [signed_in(who).get(made["Location"]).status_code for who in ("colleague", "analyst")]
    taken = taker.post(accept, {"version": 2, "unit": other_unit.pk, "target": "new"})
    arrived = taker.get(taken["Location"])
    own_page = sender.get(reverse("clients:client_tab", args=[held.pk, "people"])).content.decode()

    assert [one.status_code for one in (made, refused, stale, went, taken, arrived)] == [302, 403, 409, 302, 302, 200]
    assert [
        word for word in ("Testinen", "Keksikatu 1", "A work try-out") if word not in preview.content.decode()
    ] == []
    assert [word for word in ("Testinen", "Keksikatu 1", "A work try-out") if word not in page] == []
    assert (hidden, unseen) == (404, [404, 404])
    assert ("In the register already" in asked, "Accepted" in own_page, people["coordinator"].name in page) == (
        True,
        True,
        True,
    )
    assert {who: "Testinen" in text for who, text in listed.items()} == {
        "receiver": True,
        "mate": True,
        "colleague": False,
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(signed_in, people, held, receiver, rows):
    for number in range(rows):
        transfer_in(_T.SENT, client=held if number == 0 else ClientFactory(unit=held.unit))
    browser = signed_in("receiver")

    with CaptureQueriesContext(connection) as queries:
        response = browser.get(reverse("clients:transfers") + "?way=in")
    statements = len(queries)
    file = b"".join(browser.get(reverse("clients:transfers_csv"))).decode()

    assert (response.status_code, statements, file.count("Testinen")) == (200, 9, 1)
