"""Machines refer clients to partners' services, send, write steps down; the partner's link is told to nobody."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from accounts.enums import Right
from accounts.models import Message
from clients.enums.service_referrals import STAFF_STEPS, ServiceReferralState
from clients.models import Case, Disclosure, ReferralLink, ServiceReferral
from clients.services.referral_links import answer_referral
from clients.services.referral_steps import Step
from network.models import Service
from tests.clients.api.conftest import BOTH, queries_of, refused, token_of, written
from tests.factories.accounts import OTHER_AREA
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.network import OrganisationFactory, ServiceFactory
from tests.factories.relations import CaseRelationFactory
from tests.factories.service_referrals import referral_in

pytestmark = pytest.mark.capability("CA-10")
_S = ServiceReferralState


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-02 10:00+02:00"):
        yield


@pytest.fixture
def service(db: None) -> Service:
    return ServiceFactory(organisation=OrganisationFactory(name="Kuntoutus Oy"), name="Coaching")


@pytest.fixture
def body(service: Service) -> dict[str, Any]:
    return {"service": str(service.pk), "message": "Coaching, please.", "items": ["languages"]}


def test_a_referral_goes_from_its_draft_to_its_result(send, post, body, known, actor):
    CaseFactory(client=known)
    made = written(post(f"clients/{known.pk}/service-referrals/", body))
    at = f"service-referrals/{made['id']}/"
    draft = send("get", at)
    changed = written(send("patch", at, {"message": "Coaching from May."}, **{"If-Match": draft["ETag"]}))
    sent = written(post(f"{at}sending/", {"version": changed["version"], "joint_point": "health"}, key="send"))
    late = send("patch", at, {"version": sent["version"], "message": "Another."})

    def step(to: str, version: int, **told: Any) -> Any:
        return post(f"{at}steps/", {"version": version, "to": to, **told}, key=f"{to} {version} {told}")

    accepted = written(step("accepted", sent["version"], planned_on="2026-03-09"))
    twice = step("accepted", sent["version"])
    out_of_order = step("completed", accepted["version"])
    started = written(step("started", accepted["version"]))
    completed = written(step("completed", started["version"]))
    silent = step("result", completed["version"])
    written(step("result", completed["version"], result="work", text="Began in a shop."))

    told = send("get", at).json()
    case = Case.objects.get()
    assert draft.json()["items"] == ["name", "languages", "need"]
    assert (told["state"], told["message"], told["result"], told["partner"]) == (
        "result", "Coaching from May.", "work", "Kuntoutus Oy",
    )  # fmt: skip
    assert [one["to"] for one in told["steps"]] == ["sent", "accepted", "started", "completed", "result"]
    assert {one["by"] for one in told["steps"]} == {str(actor.pk)}
    assert (late.status_code, refused(twice)[0], refused(out_of_order)[0]) == (409, 409, 409)
    assert (refused(silent), case.joint_point) == ((422, "result"), "health")
    assert Disclosure.objects.get().discloser == actor
    (link,) = ReferralLink.objects.all()
    assert not {"token", "link", "links"} & told.keys()
    assert bytes(link.token_hash).hex() not in str(told)


def test_sent_at_once_or_not_at_all(send, post, body, known):
    unsure = body | {"items": ["diagnosis"], "send": True}
    refusal = post(f"clients/{known.pk}/service-referrals/", unsure, key="one")
    kept = (ServiceReferral.objects.count(), Disclosure.objects.count(), ReferralLink.objects.count())
    made = written(post(f"clients/{known.pk}/service-referrals/", body | {"send": True}, key="one"))
    same = post(f"clients/{known.pk}/service-referrals/", body | {"send": True}, key="one")

    assert (refusal.status_code, refusal.json()["error"]["code"]) == (403, "not_disclosed")
    assert kept == (0, 0, 0)
    assert same.json() == made
    assert send("get", f"service-referrals/{made['id']}/").json()["state"] == "sent"
    assert (Disclosure.objects.count(), ReferralLink.objects.count()) == (1, 1)


def test_what_becomes_of_a_machines_referral_is_told_to_whoever_is_responsible(post, body, known, coordinator):
    CaseRelationFactory(client=known, user=coordinator, kind="responsible")
    made = written(post(f"clients/{known.pk}/service-referrals/", body | {"send": True}))
    link = ReferralLink.objects.get()

    answer_referral(link_id=link.pk, version=made["version"], step=Step(to=_S.ACCEPTED), request_id="x")

    assert list(Message.objects.values_list("user", "kind")) == [(coordinator.pk, "service_referral_answered")]


@pytest.mark.parametrize("before", list(_S))
def test_a_step_is_taken_where_the_table_of_staff_has_it_and_nowhere_else(post, known, before):
    told = {"declined": {"reason": "full"}, "interrupted": {"reason": "drop_out"}, "withdrawn": {"reason": "mistaken"},
            "result": {"result": "reached"}}  # fmt: skip
    found = {}
    for to in ("received", "accepted", "declined", "started", "completed", "interrupted", "result", "withdrawn"):
        referral = referral_in(before, client=known)
        body = {"version": 1, "to": to, **told.get(to, {})}
        found[to] = post(f"service-referrals/{referral.pk}/steps/", body, key=to).status_code

    assert found == {to: 201 if to in STAFF_STEPS[before] else 409 for to in found}


def test_what_cannot_be_is_refused_at_its_field_and_keeps_nothing(send, post, body, known):
    referral = referral_in(_S.SENT, client=known)
    away = ServiceFactory(organisation=OrganisationFactory(area_id=OTHER_AREA))
    silent = ServiceFactory(organisation=OrganisationFactory(email=""))
    hidden = ClientFactory(non_disclosure=True)
    drafting = [
        (known, {"service": str(uuid4())}, 422, "service"),
        (known, {"service": str(away.pk)}, 422, "service"),
        (known, {"service": str(silent.pk), "send": True}, 422, "service"),
        (known, {"message": ""}, 400, "message"),
        (known, {"items": ["work_ability"]}, 400, "items.0"),
        (known, {"ground": "request"}, 400, "ground"),
        (known, {"send": True, "joint_point": "kela"}, 422, "joint_point"),
        (known, {"state": "sent"}, 400, "state"),
        (hidden, {"items": ["contact"], "send": True}, 403, ""),
    ]
    steps = [
        ({"to": "sent"}, 400, "to"),
        ({"to": "expired"}, 400, "to"),
        ({"to": "declined"}, 422, "reason"),
        ({"to": "declined", "reason": "consent"}, 400, "reason"),
        ({"to": "declined", "reason": "other"}, 422, "text"),
        ({"to": "accepted", "reason": "full"}, 400, "reason"),
        ({"to": "accepted", "on": "2026-03-03"}, 422, "on"),
        ({"to": "accepted", "planned_on": "2026-03-01"}, 422, "planned_on"),
        ({"to": "received", "planned_on": "2026-03-09"}, 400, "planned_on"),
    ]
    found = {}
    for number, (client, changes, status, field) in enumerate(drafting):
        answer = post(f"clients/{client.pk}/service-referrals/", body | changes, key=f"draft {number}")
        found[number] = refused(answer) == (status, field) or (changes, refused(answer))
    for number, (changes, status, field) in enumerate(steps):
        answer = post(f"service-referrals/{referral.pk}/steps/", {"version": 1, **changes}, key=f"step {number}")
        found["step", number] = refused(answer) == (status, field) or (changes, refused(answer))

    assert {key: told for key, told in found.items() if told is not True} == {}
    assert list(ServiceReferral.objects.values_list("state", "version")) == [("sent", 1)]


@pytest.mark.parametrize("state", ["other_area", "merged", "absent"])
def test_whom_a_machine_may_not_know_is_absent_for_every_method(send, post, body, known, state):
    key, client_id = uuid4(), uuid4()
    if state != "absent":
        away = ClientFactory(**({"area_id": OTHER_AREA} if state == "other_area" else {"merged_into": known}))
        client_id, key = away.pk, referral_in(_S.DRAFT, client=away).pk
    at = f"service-referrals/{key}/"

    answers = [
        send("get", at),
        send("get", f"clients/{client_id}/service-referrals/"),
        send("patch", at, {"version": 1, "message": "x"}),
        post(f"clients/{client_id}/service-referrals/", body, key="1"),
        post(f"{at}sending/", {"version": 1}, key="2"),
        post(f"{at}steps/", {"version": 1, "to": "withdrawn", "reason": "mistaken"}, key="3"),
    ]

    assert {(one.status_code, one.json()["error"]["code"]) for one in answers} == {(404, "not_found")}
    assert send("get", "service-referrals/").json()["items"] == []


def test_lists_choose_and_take_as_many_queries_for_three_as_for_one(send, known, service):
    sent = {day: str(referral_in(_S.SENT, client=known, sent_on=date(2026, 2, day)).pk) for day in (10, 20)}
    two = queries_of(send, "service-referrals/")
    over = str(referral_in(_S.RESULT, client=ClientFactory(), service=service, sent_on=date(2026, 1, 5)).pk)

    def listed(query: str) -> set[str]:
        return {told["id"] for told in send("get", f"service-referrals/?{query}").json()["items"]}

    everything = {*sent.values(), over}
    assert queries_of(send, "service-referrals/") == two
    assert listed("") == everything
    assert listed("state=overdue") == {sent[10]}  # by one day more than late, which is on the tenth day
    assert listed("state=late") == set(sent.values())
    assert [listed(f"state={state}") for state in ("under_way", "over", "sent")] == [
        set(sent.values()), {over}, set(sent.values()),
    ]  # fmt: skip
    assert (listed("sent_since=2026-02-20"), listed(f"service={service.pk}")) == ({sent[20]}, {over})
    assert listed("updated_since=2999-01-01T00:00:00Z") == set()
    assert len(send("get", "service-referrals/?format=csv").content.decode().splitlines()) == 4
    offered = send("get", "services/").json()["items"]
    assert {"name": "Coaching", "partner": "Kuntoutus Oy", "is_reachable": True}.items() <= {
        key: value for one in offered if one["id"] == str(service.pk) for key, value in one.items()
    }.items()


def test_a_right_discloses_what_it_names_and_no_more(post, body, known):
    trusted = token_of(*BOTH, name="Trusted", rights=(Right.HEALTH,))
    asked = body | {"items": ["diagnosis"], "send": True}

    answer = post(f"clients/{known.pk}/service-referrals/", asked, by=trusted)

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_disclosed")  # without a consent
    assert ServiceReferral.objects.count() == 0
