"""Clients given in one go: who moves and who stays, told once, all or nothing, undone for a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Message
from clients.models import AssignmentBatch, AssignmentRow, CaseRelation
from clients.services.assignments import assign_clients, undo_assignment
from clients.services.relations import hand_over
from config.kernel.errors import NotFound, OutOfOrder, Refusal
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.clients import ClientFactory
from tests.factories.relations import CaseRelationFactory


@pytest.fixture
def clients(client_of_north, people):
    """Three of the unit: the first has somebody responsible, the second nobody, the third the receiver as co-owner."""
    second, third = (ClientFactory(unit=client_of_north.unit) for _number in range(2))
    CaseRelationFactory(client=third, user=people["coach"], kind="co_owner")
    return [client_of_north, second, third]


def responsible() -> dict:
    held = CaseRelation.objects.filter(kind="responsible", ended_at__isnull=True)
    return dict(held.values_list("client_id", "user_id"))


def standing() -> set:
    return set(CaseRelation.objects.filter(ended_at__isnull=True).values_list("client_id", "user_id", "kind"))


def assign(people, clients, *, actor="supervisor", to="coach"):
    return assign_clients(
        actor=people[actor], client_ids=[one.pk for one in clients], area_id=HOME_AREA, to=people[to].pk
    )


def test_a_supervisor_gives_clients_and_each_is_told_once(people, clients):
    batch = assign(people, clients)

    assert responsible() == {one.pk: people["coach"].pk for one in clients}
    assert batch.rows.filter(made__isnull=False).count() == 3
    assert sorted(Message.objects.values_list("user__name", "kind")) == sorted(
        [(people["coach"].name, "client_received"), (people["responsible"].name, "client_handed_over")]
    )


def test_the_responsible_gives_only_own_clients(people, clients, client_of_north):
    batch = assign(people, clients, actor="responsible")

    rows = dict(batch.rows.values_list("client_id", "refused"))
    assert rows == {client_of_north.pk: ""}  # the others are not in sight of a coordinator of another unit


def test_a_colleague_sees_them_all_and_moves_none(people, clients):
    before = standing()

    batch = assign(people, clients, actor="colleague")

    assert set(batch.rows.values_list("refused", flat=True)) == {"not_allowed"}
    assert (standing(), Message.objects.count()) == (before, 0)


def test_who_is_responsible_already_stays_so(people, clients, client_of_north):
    batch = assign(people, clients, to="responsible")

    assert batch.rows.get(client=client_of_north).refused == "already"


@pytest.mark.parametrize("persona", ["coordinator", "other_supervisor", "regional", "analyst"])
def test_hidden_clients_are_not_there(people, clients, persona):
    before = standing()

    with pytest.raises(NotFound):
        assign(people, clients, actor=persona)

    assert (standing(), AssignmentBatch.objects.count()) == (before, 0)


def test_the_receiver_works_with_clients_of_the_area(people, clients):
    outsider = member(area=OTHER_AREA)

    for receiver in (outsider, people["analyst"]):
        with pytest.raises(Refusal):
            assign_clients(actor=people["supervisor"], client_ids=[clients[0].pk], area_id=HOME_AREA, to=receiver.pk)

    assert AssignmentBatch.objects.count() == 0


@pytest.mark.parametrize("count", [0, 201])
def test_a_batch_is_bounded(people, count):
    keys = [ClientFactory.build().pk for _number in range(count)]

    with pytest.raises(Refusal):
        assign_clients(actor=people["supervisor"], client_ids=keys, area_id=HOME_AREA, to=people["coach"].pk)

    assert AssignmentBatch.objects.count() == 0


def test_undoing_brings_back_what_was(people, clients):
    before = standing()
    batch = assign(people, clients)

    undone = undo_assignment(actor=people["supervisor"], assignment_id=batch.pk)

    assert standing() == before
    assert undone.undone_at is not None
    with pytest.raises(OutOfOrder):
        undo_assignment(actor=people["supervisor"], assignment_id=batch.pk)


def test_what_was_given_on_since_stays(people, clients):
    batch = assign(people, clients)
    hand_over(actor=people["supervisor"], client_id=clients[0].pk, to=people["colleague"].pk)

    undo_assignment(actor=people["supervisor"], assignment_id=batch.pk)

    assert responsible() == {clients[0].pk: people["colleague"].pk}
    assert AssignmentRow.objects.get(client=clients[0]).kept == "changed"


def test_undoing_is_for_a_day_and_for_whoever_did_it(people, clients):
    batch = assign(people, clients)

    with pytest.raises(NotFound):
        undo_assignment(actor=people["colleague"], assignment_id=batch.pk)
    AssignmentBatch.objects.update(made_at=timezone.now() - timedelta(hours=24))
    with pytest.raises(OutOfOrder):
        undo_assignment(actor=people["supervisor"], assignment_id=batch.pk)

    assert set(responsible().values()) == {people["coach"].pk}


@pytest.mark.parametrize("count", [1, 60])
def test_giving_many_costs_as_much_as_giving_one(people, client_of_north, django_assert_max_num_queries, count):
    clients = [ClientFactory(unit=client_of_north.unit) for _number in range(count)]
    people["supervisor"].memberships_today()

    with django_assert_max_num_queries(22):
        assign(people, clients)


def test_the_page_shows_who_moves_before_it_is_done(signed_in, people, clients):
    browser = signed_in("supervisor")
    form = {"person": f"{HOME_AREA}:{people['coach'].pk}", "clients": [str(one.pk) for one in clients[:2]]}

    first = browser.get("/clients/assign/?whose=all").status_code
    empty = browser.post("/clients/assign/?whose=all", {"person": "", "step": "preview"}).status_code
    preview = browser.post("/clients/assign/?whose=all", {**form, "step": "preview"})
    assert AssignmentBatch.objects.count() == 0
    done = browser.post("/clients/assign/?whose=all", {**form, "step": "confirm"})

    batch = AssignmentBatch.objects.get()
    assert (first, empty, preview.status_code) == (200, 422, 200)
    assert "2 clients move to" in preview.content.decode()
    assert done["Location"] == f"/clients/assignments/{batch.pk}/"
    assert "2 clients moved" in browser.get(done["Location"]).content.decode()
    assert browser.post(f"/clients/assignments/{batch.pk}/undo/").status_code == 302
    assert signed_in("colleague").get(done["Location"]).status_code == 404
