"""Editing a client's record: what changes, what is refused, and what stays when somebody was first."""

from datetime import date

import pytest

from clients.models import Client
from clients.services.editing import edit_client
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from tests.factories.clients import ClientFactory
from tests.factories.relations import CaseRelationFactory

pytestmark = pytest.mark.django_db
CODE = "100190-999P"


@pytest.fixture
def client_of_north(north) -> Client:
    return ClientFactory(unit=north, last_name="Keksitty", first_names="Kaisa", phone="040 1", birth_date=None)


def test_the_record_says_what_was_written(people, client_of_north):
    values = {
        "last_name": "Uusi",
        "phone": "040 2",
        "municipality_id": "837",
        "needs_interpreter": True,
        "interpreter_language": "so",
        "adjustments": ["plain", "quiet"],
        "adjustments_note": "Mornings",
    }

    assert edit_client(actor=people["colleague"], client_id=client_of_north.pk, version=1, values=values) is True
    assert edit_client(actor=people["colleague"], client_id=client_of_north.pk, version=2, values=values) is False

    client_of_north.refresh_from_db()
    assert {name: getattr(client_of_north, name) for name in values} == values
    assert client_of_north.version == 2


def test_a_code_brings_the_birth_date_and_can_be_corrected(people, client_of_north):
    said = {"actor": people["coordinator"], "client_id": client_of_north.pk}

    edit_client(**said, version=1, values={"birth_date": None, "identity_code": "100190-999P"})
    edit_client(**said, version=2, values={"birth_date": None, "identity_code": ""})

    client_of_north.refresh_from_db()
    assert (client_of_north.identity_code, client_of_north.birth_date) == (CODE, date(1990, 1, 10))
    assert Client.objects.with_identity_code(CODE).get() == client_of_north


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"last_name": ""}, "last_name"),
        ({"birth_date": date(2999, 1, 1)}, "birth_date"),
        ({"birth_date": date(1990, 1, 11), "identity_code": CODE}, "birth_date"),
        ({"identity_code": "no such"}, "identity_code"),
        ({"interpreter_language": "so"}, ""),
        ({"adjustments": ["no such"]}, "adjustments"),
        ({"email": "no address"}, "email"),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(people, client_of_north, values, field):
    with pytest.raises(Refusal) as refusal:
        edit_client(actor=people["coordinator"], client_id=client_of_north.pk, version=1, values=values)

    client_of_north.refresh_from_db()
    assert (refusal.value.field, client_of_north.version) == (field, 1)


def test_the_code_of_another_client_is_refused(people, client_of_north):
    other = ClientFactory.build()
    other.keep_identity_code(CODE)
    other.save()

    with pytest.raises(Refusal) as refusal:
        edit_client(
            actor=people["coordinator"], client_id=client_of_north.pk, version=1, values={"identity_code": CODE}
        )

    client_of_north.refresh_from_db()
    assert (refusal.value.field, client_of_north.identity_code) == ("identity_code", None)


def test_contacts_under_non_disclosure_are_for_those_who_see_them(people, client_of_north):
    Client.objects.filter(pk=client_of_north.pk).update(non_disclosure=True)
    said = {"client_id": client_of_north.pk, "version": 1}

    with pytest.raises(NotAllowed):
        edit_client(actor=people["coordinator"], **said, values={"phone": "040 2"})
    edit_client(actor=people["trusted"], **said, values={"phone": "040 3"})
    edit_client(actor=people["coordinator"], client_id=client_of_north.pk, version=2, values={"adjustments": ["plain"]})

    client_of_north.refresh_from_db()
    assert (client_of_north.phone, client_of_north.adjustments) == ("040 3", ["plain"])


def test_whoever_was_first_is_not_overwritten(people, client_of_north):
    said = {"client_id": client_of_north.pk, "version": 1}
    edit_client(actor=people["colleague"], **said, values={"last_name": "Ensin"})

    with pytest.raises(Conflict) as conflict:
        edit_client(actor=people["coordinator"], **said, values={"last_name": "Sitten", "identity_code": CODE})

    client_of_north.refresh_from_db()
    assert (client_of_north.last_name, client_of_north.identity_code) == ("Ensin", None)
    assert [change[1:] for change in conflict.value.differences] == [("Sitten", "Ensin")]


def test_a_consultant_reads_only_and_others_find_nothing(people, client_of_north):
    CaseRelationFactory(client=client_of_north, user=people["stranger"], kind="consultation")
    errors = {"stranger": NotAllowed, "coach": NotFound, "analyst": NotFound, "outsider": NotFound}

    for persona, error in errors.items():
        with pytest.raises(error):
            edit_client(actor=people[persona], client_id=client_of_north.pk, version=1, values={"last_name": "Muu"})

    client_of_north.refresh_from_db()
    assert client_of_north.last_name == "Keksitty"


def test_an_own_coach_edits_the_own_caseload(people, client_of_north):
    CaseRelationFactory(client=client_of_north, user=people["coach"])

    edit_client(actor=people["coach"], client_id=client_of_north.pk, version=1, values={"last_name": "Oma"})

    client_of_north.refresh_from_db()
    assert client_of_north.last_name == "Oma"
