"""Lists for machines: filters, lines, pages that hold while others write, and to whom a client can be given."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Right, Role
from accounts.models import Membership, User
from clients.models import Contact, ContactStaff
from tests.clients.api.conftest import token_of
from tests.factories.accounts import OTHER_AREA, UnitFactory, member
from tests.factories.clients import ClientFactory, ParticipationFactory
from tests.factories.keywords import KeywordFactory

pytestmark = pytest.mark.django_db


def keys(answer) -> set[str]:
    return {item["id"] for item in answer.json()["items"]}


def contact_of(client, author, *colleagues) -> Contact:
    made = Contact.objects.create(
        area_id=client.area_id, client=client, at=timezone.now() - timedelta(days=1), channel="visit", summary="x",
        author=author,
    )  # fmt: skip
    for one in colleagues:
        ContactStaff.objects.create(area_id=made.area_id, contact=made, user=one)
    return made


def test_a_client_is_found_by_exactly_its_reference(send, known):
    ParticipationFactory(client=known, client_ref="R-0001")
    ParticipationFactory(client=ClientFactory(), client_ref="R-00012")

    with CaptureQueriesContext(connection) as asked:
        answer = send("get", "clients/?reference=R-0001")
    (logged,) = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]

    assert keys(answer) == {str(known.pk)}
    assert "reference" in logged
    assert keys(send("get", "clients/?reference=R-000")) == set()


def test_clients_are_found_by_a_keyword_in_force(send, known):
    KeywordFactory(client=known)
    past = ClientFactory()
    KeywordFactory(client=past, ended=True)

    assert keys(send("get", "clients/?keyword=tasmatyo")) == {str(known.pk)}
    assert keys(send("get", "clients/?keyword=tasmatyokykyinen")) == set()


def test_lines_hold_what_the_items_hold(send, known):
    hidden = ClientFactory(last_name="=Piilo", phone="0405551234", non_disclosure=True)

    answer = send("get", "clients/?format=csv")

    lines = {line["id"]: line for line in csv.DictReader(io.StringIO(answer.content.decode()))}
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert lines.keys() == {str(known.pk), str(hidden.pk)}
    assert (lines[str(known.pk)]["last_name"], lines[str(known.pk)]["phone"]) == ("Keksitty", "0405551234")
    assert (lines[str(hidden.pk)]["last_name"], lines[str(hidden.pk)]["phone"]) == ("'=Piilo", "")


def test_lines_of_contacts_hold_what_the_items_hold(send, known, coordinator, mate):
    contact = contact_of(known, coordinator, mate)

    answer = send("get", f"clients/{known.pk}/contacts/?format=csv")

    (line,) = csv.DictReader(io.StringIO(answer.content.decode()))
    assert (line["id"], line["author"], line["colleagues"], line["summary"]) == (
        str(contact.pk), str(coordinator.pk), str(mate.pk), "",
    )  # fmt: skip


def test_lines_go_on_by_the_link(send):
    for _ in range(3):
        ClientFactory()

    first = send("get", "clients/?format=csv&limit=2")
    second = send("get", first["Link"].split("/api/v1/")[1].split(">")[0])

    assert [len(answer.content.decode().splitlines()) for answer in (first, second)] == [3, 2]


def test_pages_hold_while_others_write(send):
    before = {str(ClientFactory().pk) for _ in range(6)}
    told, path = [], "clients/?limit=2"
    while path:
        page = send("get", path).json()
        told += [item["id"] for item in page["items"]]
        ClientFactory()
        path = (page["next"] or "").rpartition("/api/v1/")[2]

    assert before <= set(told)
    assert len(told) == len(set(told))


def test_three_contacts_take_as_many_queries_as_one(send, known, coordinator, mate):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            send("get", "contacts/")
            return len(asked.captured_queries)

    contact_of(known, coordinator, mate)
    one = queries()
    contact_of(known, coordinator, mate)
    contact_of(known, mate, coordinator)

    assert queries() == one


def test_units_of_today_are_told(send, north):
    ended = timezone.localdate() - timedelta(days=1)
    UnitFactory(name="Past", valid_to=ended)
    UnitFactory(name="Away", area_id=OTHER_AREA)
    below = UnitFactory(name="Below", parent=north)

    told = {item["name"]: item for item in send("get", "units/").json()["items"]}

    assert told == {
        "North": {"id": str(north.pk), "name": "North", "parent": None},
        "Below": {"id": str(below.pk), "name": "Below", "parent": str(north.pk)},
    }


def test_staff_to_whom_a_client_can_be_given_are_told(send, coordinator, actor):
    supervisor = member(role=Role.SUPERVISOR)
    for role, area in ((Role.ANALYST, 41), (Role.COORDINATOR, OTHER_AREA)):
        member(role=role, area=area)
    left = member(role=Role.COORDINATOR)
    Membership.objects.filter(user=left).update(valid_to=timezone.localdate() - timedelta(days=1))

    told = send("get", "staff/?limit=1")
    rest = send("get", told.json()["next"].split("/api/v1/")[1])

    assert keys(told) | keys(rest) == {str(coordinator.pk), str(supervisor.pk)}
    assert set(told.json()["items"][0]) == {"id", "name"}
    assert str(actor.pk) not in keys(told) | keys(rest)


@pytest.mark.parametrize("path", ["units/", "staff/"])
def test_places_need_the_scope(send, path):
    assert send("get", path, by=token_of("cases:write", name="Writer")).status_code == 403
    assert send("get", path, by=token_of("indicators:read", name="Numbers")).status_code == 403


def test_a_machine_whose_role_has_ended_knows_nobody(send, known, actor):
    Membership.objects.filter(user=actor).update(valid_to=timezone.localdate() - timedelta(days=1))

    assert send("get", f"clients/{known.pk}/").status_code == 404
    assert send("get", "clients/").json()["items"] == []


def test_rights_of_another_machine_are_not_ones_own(send, known):
    hidden = ClientFactory(phone="0405551234", non_disclosure=True)
    trusted = token_of("cases:read", name="Trusted", rights=(Right.NON_DISCLOSURE,))

    assert send("get", f"clients/{hidden.pk}/").json()["contact_details"] is None
    assert send("get", f"clients/{hidden.pk}/", by=trusted).json()["contact_details"]["phone"] == "0405551234"
    assert User.objects.filter(machine__isnull=False).count() == 2
