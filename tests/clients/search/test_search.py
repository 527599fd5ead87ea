"""Finding a client: spelling, order, numbers, who is found by whom, and what is not."""

from random import Random

import numpy as np
import pytest

from accounts.context import acting, clear_context
from accounts.enums import Right, Role
from accounts.models import User
from benchmarks.named import Names, mistyped
from clients.models import Client
from clients.selectors.search import search_clients
from tests.factories.accounts import HOME_AREA, MembershipFactory, UnitFactory, member
from tests.factories.clients import ClientFactory, ParticipationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CL-01")]

RECALL = 150


def names(user: User, said: str, *, most: int = 20) -> list[str]:
    with acting(user=user, areas=[HOME_AREA]):
        return [client.name for client in search_clients(User.objects.get(pk=user.pk), said, most=most)]


@pytest.fixture
def people() -> User:
    for last, first in (
        ("Keksitty-Mäkinen", "Åke Johannes"),
        ("Demonen", "Kaisa-Leena"),
        ("Demonen", "Äijö"),
        ("Wirtala", "Onni"),
        ("O'Malli", "Šárka"),
    ):
        ClientFactory(last_name=last, first_names=first)
    return member(role=Role.SUPERVISOR)


@pytest.mark.parametrize(
    "said",
    [
        "keksitty", "Keksitty-Mäkinen Åke", "makinen", "Mäkinen Åke", "ake keksitty", "Johannes Makinen", "MÄK",
        "keksity mäkinen", "keskitty", "Ake Mekinen", "keksitty ake johanes", "ksitty",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_spelt(people, said):
    assert names(people, said)[0] == "Keksitty-Mäkinen Åke Johannes"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("demonen", ["Demonen Kaisa-Leena", "Demonen Äijö"]),
        ("demonen leena", ["Demonen Kaisa-Leena"]),
        ("virtala", ["Wirtala Onni"]),
        ("omalli", ["O'Malli Šárka"]),
        ("o malli sarka", ["O'Malli Šárka"]),
        ("%", []),
        ("_", []),
        ("' OR 1=1 --", []),
        ("   ", []),
        ("qqqqq zzzzz", []),
        ("\\", []),
    ],
)
def test_a_name_finds_these(people, said, found):
    assert names(people, said) == found


def test_who_begins_so_comes_before_whom_a_slip_finds():
    ClientFactory(last_name="Testinen", first_names="Aamu")
    ClientFactory(last_name="Testanen", first_names="Aamu")

    found = names(member(role=Role.SUPERVISOR), "testanen aamu")

    assert found == ["Testanen Aamu", "Testinen Aamu"]


def test_of_many_the_first_of_the_alphabet_are_told():
    for number in range(6):
        ClientFactory(last_name="Mallinen", first_names="FEDCBA"[number])

    assert names(member(role=Role.SUPERVISOR), "mallinen", most=2) == ["Mallinen A", "Mallinen B"]


@pytest.mark.parametrize("said", ["010190-900P", " 010190-900p "])
def test_an_identity_code_is_found_whole_only(said):
    client = ClientFactory(last_name="Keksitty")
    client.keep_identity_code("010190-900P")
    client.save()
    viewer = member(role=Role.SUPERVISOR)

    assert names(viewer, said) == ["Keksitty"]
    assert names(viewer, "010190-900") == []


@pytest.mark.parametrize("said", ["040 555 1234", "+358 40 5551234", "00358405551234", "(040) 555-1234", "0405551"])
def test_a_telephone_is_found_however_it_is_written(said):
    ClientFactory(last_name="Keksitty", phone="+358405551234")

    assert names(member(role=Role.SUPERVISOR), said) == ["Keksitty"]


def test_a_telephone_under_non_disclosure_finds_for_those_who_may_see_it():
    ClientFactory(last_name="Keksitty", phone="0405551234", non_disclosure=True)
    trusted = MembershipFactory(role=Role.SUPERVISOR, rights=[Right.NON_DISCLOSURE]).user

    assert names(trusted, "0405551234") == ["Keksitty"]
    assert names(member(role=Role.SUPERVISOR), "0405551234") == []
    assert names(member(role=Role.SUPERVISOR), "keksitty") == ["Keksitty"]


@pytest.mark.parametrize("said", ["TRE-7/a", "tre-7", "TRE-"])
def test_a_reference_is_found_by_its_beginning(said):
    ParticipationFactory(client=ClientFactory(last_name="Keksitty"), client_ref="TRE-7/a")
    ParticipationFactory(client=ClientFactory(last_name="Toinen"), client_ref="ZTRE-7/a")

    assert names(member(role=Role.SUPERVISOR), said) == ["Keksitty"]


def test_a_merged_record_is_not_found():
    kept = ClientFactory(last_name="Keksitty", phone="0405551234")
    ClientFactory(last_name="Keksitty", first_names="Toinen", phone="0405551234", merged_into=kept)
    viewer = member(role=Role.SUPERVISOR)

    assert names(viewer, "keksitty") == ["Keksitty"]
    assert names(viewer, "0405551234") == ["Keksitty"]


def test_clients_of_other_units_do_not_crowd_out_the_viewers_own():
    own, other = UnitFactory(), UnitFactory()
    Client.objects.bulk_create(
        Client(area_id=HOME_AREA, unit=other, last_name="Mallinen", first_names=f"A{number:03}") for number in range(60)
    )
    ClientFactory(unit=own, last_name="Mallinen", first_names="Önni")

    assert names(member(role=Role.COORDINATOR, unit=own), "mallinen") == ["Mallinen Önni"]
    assert names(member(role=Role.COORDINATOR, unit=own), "mallnen") == ["Mallinen Önni"]


def test_without_a_context_nobody_is_found(people):
    clear_context()

    assert search_clients(User(pk=people.pk), "demonen") == []


def test_misspelt_names_are_found_among_thousands():
    dice, hand = np.random.default_rng(11), Random(11)
    last, first = Names(11).people(dice, 3_000)
    made = Client.objects.bulk_create(
        Client(area_id=HOME_AREA, last_name=one, first_names=other) for one, other in zip(last, first, strict=True)
    )
    viewer = member(role=Role.SUPERVISOR)

    with acting(user=viewer, areas=[HOME_AREA]):
        reader = User.objects.get(pk=viewer.pk)
        found = sum(
            client.pk
            in {one.pk for one in search_clients(reader, mistyped(client.last_name, client.first_names, hand))}
            for client in hand.sample(made, RECALL)
        )

    assert found / RECALL >= 0.95
