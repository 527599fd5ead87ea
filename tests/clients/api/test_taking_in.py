"""Machines take clients in: by the rules of the page, once for each key, and in their own name."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Right
from accounts.models import Message
from clients.models import Case, CaseRelation, Client
from ledger.models import Outbox
from tests.clients.api.conftest import token_of
from tests.factories.accounts import OTHER_AREA, UnitFactory, member
from tests.factories.clients import ClientFactory

pytestmark = pytest.mark.django_db
CODE = "100190-999P"


@pytest.fixture
def body(north, coordinator) -> dict[str, Any]:
    return {
        "last_name": "Uusi",
        "first_names": "Ulla",
        "identity_code": CODE,
        "contact_details": {"phone": "0401112222", "municipality": "837"},
        "service_language": "sv",
        "adjustments": ["remote", "quiet", "remote"],
        "unit": str(north.pk),
        "responsible": str(coordinator.pk),
        "case": {"kind": "full", "origin": "own", "opened_on": "2026-03-02"},
    }


def kept() -> tuple[int, int, int, int]:
    return Client.objects.count(), Case.objects.count(), CaseRelation.objects.count(), Message.objects.count()


@pytest.mark.capability("CL-02")
def test_a_client_is_taken_in_whole(post, body, north, coordinator, actor):
    answer = post("clients/", body)

    client = Client.objects.get()
    case = client.cases.get()
    told = answer.json()
    assert answer.status_code == 201
    assert told == {"id": str(client.pk), "version": 1, "url": f"http://testserver/api/v1/clients/{client.pk}/"}
    assert answer["Location"] == told["url"]
    assert (client.name, client.identity_code, client.birth_date.isoformat()) == ("Uusi Ulla", CODE, "1990-01-10")
    assert (client.phone, client.municipality_id, client.unit, client.adjustments) == (
        "0401112222", "837", north, ["quiet", "remote"],
    )  # fmt: skip
    assert (case.kind, case.origin, case.is_jobseeker, case.created_by) == ("full", "own", True, actor)
    assert list(client.relations.values_list("user", "kind", "created_by")) == [
        (coordinator.pk, "responsible", actor.pk)
    ]
    assert list(Message.objects.values_list("user", "kind")) == [(coordinator.pk, "client_received")]


def test_history_names_the_machine(post, body, actor):
    post("clients/", body)

    made = Client.pgh_event_model.objects.get()
    assert (made.pgh_label, made.pgh_context["user"]) == ("insert", str(actor.pk))
    assert actor.name == "Cases (API)"


def test_the_same_key_is_answered_alike_and_takes_in_once(post, body):
    first = post("clients/", body)
    before = kept()
    outbox = Outbox.objects.count()

    second = post("clients/", body)

    assert (second.status_code, second.json(), second["Location"]) == (201, first.json(), first["Location"])
    assert (kept(), Outbox.objects.count()) == (before, outbox)
    assert before[0] == 1


def test_the_key_for_another_body_is_refused(post, body):
    post("clients/", body)

    answer = post("clients/", body | {"first_names": "Unto", "identity_code": ""})

    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "Idempotency-Key")
    assert Client.objects.count() == 1


def test_a_key_is_needed(send, body):
    answer = send("post", "clients/", body)

    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "Idempotency-Key")
    assert kept() == (0, 0, 0, 0)


@pytest.mark.capability("CL-02")
def test_a_likely_duplicate_is_named_until_it_is_said_to_be_another_person(post, body, known):
    body |= {"last_name": known.last_name, "first_names": known.first_names, "identity_code": ""}

    with CaptureQueriesContext(connection) as asked:
        refused = post("clients/", body)
    (logged,) = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    confirmed = post("clients/", body | {"is_another_person": True})

    told = refused.json()
    assert refused.status_code == 409
    assert (told["error"]["code"], told["error"]["field"]) == ("possible_duplicates", "is_another_person")
    assert told["candidates"] == [
        {
            "id": str(known.pk),
            "last_name": "Keksitty",
            "first_names": "Kaisa",
            "birth_date": "1980-06-15",
            "strength": "possible",
            "reasons": ["name"],
        }
    ]
    assert known.pk.hex in logged.replace("-", "")
    assert confirmed.status_code == 201  # with the same key: a refusal leaves nothing
    assert Client.objects.count() == 2


def test_a_token_that_may_not_read_is_not_told_who_the_duplicates_are(post, body, known):
    body |= {"last_name": known.last_name, "first_names": known.first_names, "identity_code": ""}

    answer = post("clients/", body, by=token_of("cases:write", name="Writer"))

    assert (answer.status_code, answer.json()["candidates"]) == (409, [])
    assert "Kaisa" not in answer.content.decode()
    assert Client.objects.count() == 1


def test_a_telephone_number_under_non_disclosure_makes_nobody_a_duplicate(post, body):
    hidden = ClientFactory(last_name="Piilo", phone="0401112222", non_disclosure=True)
    body |= {"identity_code": ""}

    seen = post("clients/", body, by=token_of("cases:read", "cases:write", name="Seer", rights=(Right.NON_DISCLOSURE,)))
    unseen = post("clients/", body)

    assert [one["id"] for one in seen.json()["candidates"]] == [str(hidden.pk)]
    assert unseen.status_code == 201


def test_the_identity_code_of_another_client_is_refused_even_when_confirmed(post, body):
    holder = ClientFactory()
    holder.keep_identity_code(CODE)
    holder.save()

    answer = post("clients/", body | {"is_another_person": True})

    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "identity_code")
    assert Client.objects.count() == 1


REFUSED = [
    ({"identity_code": "100190-999Q"}, 422, "identity_code"),
    ({"birth_date": "1990-01-11"}, 422, "birth_date"),
    ({"last_name": ""}, 400, "last_name"),
    ({"last_name": "x" * 101}, 400, "last_name"),
    ({"first_names": "Ul\0la"}, 400, "first_names"),
    ({"first_names": "\ud800"}, 400, "first_names"),
    ({"birth_date": "30.2.1990"}, 400, "birth_date"),
    ({"gender": "x"}, 400, "gender"),
    ({"gender": ["1"]}, 400, "gender"),
    ({"adjustments": ["quiet", "silence"]}, 400, "adjustments.1"),
    ({"interpreter_language": "ar"}, 422, ""),
    ({"contact_details": {"email": "nobody"}}, 400, "contact_details.email"),
    ({"contact_details": {"municipality": "000"}}, 400, "contact_details.municipality"),
    ({"contact_details": {"fax": "1"}}, 400, "contact_details.fax"),
    ({"contact_details": "0401112222"}, 400, "contact_details"),
    ({"nickname": "U"}, 400, "nickname"),
    ({"version": 1}, 400, "version"),
    ({"unit": str(uuid4())}, 422, "unit"),
    ({"unit": "North"}, 400, "unit"),
    ({"responsible": str(uuid4())}, 422, "responsible"),
    ({"responsible": None}, 400, "responsible"),
    ({"case": {"kind": "full", "origin": "own", "opened_on": "2999-01-01"}}, 422, "case.opened_on"),
    ({"case": {"kind": "full", "origin": "own"}}, 400, "case.opened_on"),
    (
        {"case": {"kind": "full", "origin": "own", "opened_on": "2026-03-02", "is_jobseeker": False}},
        422,
        "case.is_jobseeker",
    ),
]


@pytest.mark.parametrize(("changes", "status", "field"), REFUSED)
def test_what_cannot_be_is_refused_at_its_field_and_keeps_nothing(post, body, changes, status, field):
    answer = post("clients/", body | changes)

    assert (answer.status_code, answer.json()["error"].get("field", "")) == (status, field)
    assert kept() == (0, 0, 0, 0)


def test_every_fault_is_told_at_once(post, body):
    answer = post("clients/", body | {"last_name": "", "contact_details": {"email": "nobody"}, "gender": "x"})

    told = answer.json()["error"]
    assert (told["code"], told["field"]) == ("invalid", "last_name")
    assert [one["field"] for one in told["faults"]] == ["last_name", "gender", "contact_details.email"]


LARGE = '{"last_name": "' + "x" * 100_000 + '"}'


@pytest.mark.parametrize(("sent", "status"), [("{", 400), ("[]", 400), ("null", 400), ('"x"', 400), (LARGE, 413)])
def test_a_body_that_is_none_is_the_askers_fault(post, token, coordinator, sent, status):
    answer = post("clients/", sent)

    assert answer.status_code == status
    assert answer.json()["error"]["code"]
    assert kept() == (0, 0, 0, 0)


def test_another_area_is_out_of_reach(post, body):
    away = UnitFactory(area_id=OTHER_AREA)
    outsider = member(area=OTHER_AREA)

    unit = post("clients/", body | {"unit": str(away.pk)})
    person = post("clients/", body | {"responsible": str(outsider.pk)})

    assert (unit.status_code, unit.json()["error"]["field"]) == (422, "unit")
    assert (person.status_code, person.json()["error"]["field"]) == (422, "responsible")
    assert Client.objects.count() == 0


def test_a_unit_that_has_ended_takes_nobody_in(post, body, north):
    north.valid_to = timezone.localdate() - timezone.timedelta(days=1)
    north.save()

    assert post("clients/", body).json()["error"]["field"] == "unit"


@pytest.mark.parametrize("scopes", [("cases:read",), ("indicators:read", "indicators:run")])
def test_a_token_without_the_scope_writes_nothing(post, body, scopes):
    answer = post("clients/", body, by=token_of(*scopes, name="Other"))

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "permission_denied")
    assert kept() == (0, 0, 0, 0)


def test_a_machine_of_all_areas_takes_nobody_in(post, body):
    everywhere = token_of("cases:write", name="Everywhere", area=None)

    assert post("clients/", body, by=everywhere).status_code == 403
    assert kept() == (0, 0, 0, 0)


def test_parameters_and_other_forms_are_refused(post, body):
    assert post("clients/?format=csv", body).status_code == 400
    assert post("clients/", body, Accept="text/csv").status_code == 406
    assert kept() == (0, 0, 0, 0)
