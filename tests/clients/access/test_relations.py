"""Whose client: handed over, shared, consulted; and non-disclosure set and lifted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Message
from clients.models import CaseRelation, Client
from clients.selectors.colleagues import to_choose
from clients.services.relations import (
    add_co_owner,
    end_relation,
    hand_over,
    open_consultation,
    set_non_disclosure,
)
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member


def told() -> set[tuple[str, str]]:
    return set(Message.objects.values_list("user__name", "kind"))


def knows(person, client) -> bool:
    return Client.objects.visible_to(person).filter(pk=client.pk).exists()


def test_handing_over_moves_the_client(people, client_of_north):
    hand_over(actor=people["responsible"], client_id=client_of_north.pk, to=people["coach"].pk)

    assert (knows(people["responsible"], client_of_north), knows(people["coach"], client_of_north)) == (False, True)
    assert told() == {
        (people["responsible"].name, "client_handed_over"),
        (people["coach"].name, "client_received"),
    }


def test_consultation_opens_and_closes(people, client_of_north):
    made = open_consultation(
        actor=people["responsible"], client_id=client_of_north.pk, user_id=people["regional"].pk, until=None
    )
    open_ = knows(people["regional"], client_of_north)
    end_relation(actor=people["regional"], client_id=client_of_north.pk, relation_id=made.pk)

    assert (open_, knows(people["regional"], client_of_north)) == (True, False)
    assert told() == {
        (people[who].name, kind)
        for who, kind in (
            ("responsible", "consultation_opened"),
            ("regional", "consultation_opened"),
            ("regional", "consultation_closed"),
        )
    }


@pytest.mark.parametrize("service", [hand_over, add_co_owner, open_consultation])
@pytest.mark.parametrize(("persona", "error"), [("colleague", NotAllowed), ("coordinator", NotFound)])
def test_relations_are_managed_by_the_responsible_and_supervisors(people, client_of_north, service, persona, error):
    who = {"to" if service is hand_over else "user_id": people["coach"].pk}

    with pytest.raises(error):
        service(actor=people[persona], client_id=client_of_north.pk, **who)

    assert CaseRelation.objects.count() == 1
    assert told() == set()


@pytest.mark.parametrize("receiver", ["analyst", "regional", "outsider", "absent"])
def test_receiver_must_work_with_clients_there(people, client_of_north, receiver):
    outsider = member(area=OTHER_AREA)
    keys = {"outsider": outsider.pk, "absent": uuid4()}

    with pytest.raises(Refusal):
        hand_over(
            actor=people["supervisor"],
            client_id=client_of_north.pk,
            to=keys.get(receiver) or people[receiver].pk,
        )

    assert CaseRelation.objects.get().user == people["responsible"]


def test_relation_that_ran_out_can_begin_anew(people, client_of_north):
    made = add_co_owner(actor=people["supervisor"], client_id=client_of_north.pk, user_id=people["coach"].pk)
    with pytest.raises(OutOfOrder):
        add_co_owner(actor=people["supervisor"], client_id=client_of_north.pk, user_id=people["coach"].pk)
    past = timezone.localdate() - timedelta(days=1)
    CaseRelation.objects.filter(pk=made.pk).update(valid_from=past, valid_to=past)

    add_co_owner(actor=people["supervisor"], client_id=client_of_north.pk, user_id=people["coach"].pk)

    assert knows(people["coach"], client_of_north)


def test_responsibility_does_not_end_by_itself(people, client_of_north):
    relation = CaseRelation.objects.get()

    with pytest.raises(OutOfOrder):
        end_relation(actor=people["supervisor"], client_id=client_of_north.pk, relation_id=relation.pk)

    assert knows(people["responsible"], client_of_north)


def test_pages_of_relations_do_their_steps(signed_in, people, client_of_north):
    browser = signed_in("supervisor")
    address = f"/clients/{client_of_north.pk}/relations/new/"

    form = browser.get(address)
    wrong = browser.post(address, {"kind": "responsible", "person": people["regional"].pk})
    right = browser.post(address, {"kind": "co_owner", "person": people["coach"].pk})
    made = CaseRelation.objects.get(kind="co_owner")
    ended = browser.post(f"/clients/{client_of_north.pk}/relations/{made.pk}/end/")

    made.refresh_from_db()
    assert [one.status_code for one in (form, wrong, right, ended)] == [200, 422, 302, 302]
    assert made.ended_at is not None


REASON = "Asked for by the client in writing."


def test_non_disclosure_is_set_by_whoever_knows_and_lifted_by_right(people, client_of_north):
    lift = {"client_id": client_of_north.pk, "to": False, "reason": REASON}
    with pytest.raises(NotAllowed):
        set_non_disclosure(actor=people["supervisor"], version=1, **lift)
    with pytest.raises(NotFound):
        set_non_disclosure(actor=people["coordinator"], version=1, **lift)
    with pytest.raises(Conflict):
        set_non_disclosure(actor=people["trusted"], version=2, **lift)
    with pytest.raises(Refusal):
        set_non_disclosure(actor=people["trusted"], version=1, client_id=client_of_north.pk, to=False, reason="no")

    set_non_disclosure(actor=people["trusted"], version=1, **lift)
    set_non_disclosure(actor=people["colleague"], version=2, client_id=client_of_north.pk, to=True, reason=REASON)

    client_of_north.refresh_from_db()
    kept = Client.pgh_event_model.objects.filter(pgh_obj_id=client_of_north.pk).order_by("pgh_id")
    assert client_of_north.non_disclosure
    assert [(event.pgh_context or {}).get("reason") for event in kept][-2:] == [REASON, REASON]


def test_page_of_non_disclosure(signed_in, client_of_north):
    browser = signed_in("trusted")
    address = f"/clients/{client_of_north.pk}/non-disclosure/"

    answers = [
        browser.get(address),
        browser.post(address, {"version": 1}),
        browser.post(address, {"reason": REASON, "version": 1}),
    ]

    client_of_north.refresh_from_db()
    assert [answer.status_code for answer in answers] == [200, 422, 302]
    assert not client_of_north.non_disclosure


def test_colleagues_of_one_name_are_told_apart_by_unit_and_role(db):
    north = UnitFactory(name="North")
    first, second = member(role=Role.COORDINATOR, unit=north), member(role=Role.SUPERVISOR)
    other = member(role=Role.COORDINATOR, unit=north)
    first.name = second.name = "Maija Esimerkki"
    other.name = "Olli Esimerkki"

    assert to_choose([first, second, other], area_id=HOME_AREA) == [
        (str(first.pk), "Maija Esimerkki (North)"),
        (str(second.pk), "Maija Esimerkki (Supervisor)"),
        (str(other.pk), "Olli Esimerkki"),
    ]
