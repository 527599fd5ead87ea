"""Finding the record that there already is: by name in its spellings, day, identity code and telephone."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clients.enums.merging import MatchStrength
from clients.selectors.duplicates import hidden_identity_match, possible_duplicates
from clients.selectors.matching import fold, phone_key
from tests.factories.accounts import HOME_AREA
from tests.factories.clients import ClientFactory

CODE = "120588-900Y"
DAY = date(1988, 5, 12)


def found(user, **known):
    return {one.client.pk: one for one in possible_duplicates(user, area_id=HOME_AREA, **known)}


@pytest.mark.parametrize(
    ("last_name", "first_names"),
    [
        ("Keksitty", "Anna-Maria"),
        ("KEKSITY", "anna maria"),
        ("Anna-Maria", "Keksitty"),
        ("Kecsitty", "Anna"),
        ("Keksitty-Sepitty", "Anna Liisa"),
        ("Sepitty-Keksitty", "Anna"),
    ],
)
def test_a_name_is_found_in_its_spellings(people, pair, last_name, first_names):
    kept, _other = pair

    candidates = found(people["colleague"], last_name=last_name, first_names=first_names)

    assert kept.pk in candidates
    assert candidates[kept.pk].reasons


@pytest.mark.parametrize(("written", "asked"), [("Åberg", "Aberg"), ("Öhmän", "Ohman"), ("Ďurišová", "Durisova")])
def test_accents_do_not_count(people, pair, written, asked):
    made = ClientFactory(unit=pair[0].unit, last_name=written, first_names="Åsa", birth_date=None)

    assert made.pk in found(people["colleague"], last_name=asked, first_names="Asa")


def test_the_day_of_birth_bears_a_slip_of_the_pen(people, pair):
    kept, _other = pair

    candidates = found(people["colleague"], last_name="Keksittu", first_names="Ana", birth_date=DAY)

    assert candidates[kept.pk].strength == MatchStrength.LIKELY


def test_the_day_alone_is_not_enough(people, pair):
    assert found(people["colleague"], last_name="Toinen", first_names="Ihminen", birth_date=DAY) == {}


def test_the_same_name_of_another_day_is_somebody_else(people, pair):
    assert (
        found(people["colleague"], last_name="Keksitty", first_names="Anna-Maria", birth_date=date(1951, 11, 30)) == {}
    )


@pytest.mark.parametrize("phone", ["+358 40 555 0101", "0405550101", "00358405550101"])
def test_a_telephone_is_found_however_written(people, pair, phone):
    assert set(found(people["colleague"], phone=phone)) == {pair[0].pk}


def test_a_withheld_telephone_tells_nobody(people, pair):
    kept, _other = pair
    kept.non_disclosure = True
    kept.save()

    told = [set(found(people[who], phone="040 555 0101")) for who in ("colleague", "trusted")]

    assert told == [set(), {kept.pk}]


def test_an_identity_code_is_certain_and_hidden_ones_are_only_known_of(people, pair):
    kept, _other = pair
    kept.keep_identity_code(CODE)
    kept.save()

    seen = found(people["colleague"], identity_code=CODE.lower())
    unseen = found(people["outsider"], identity_code=CODE)
    hidden = [
        hidden_identity_match(people[who], area_id=HOME_AREA, identity_code=CODE) for who in ("colleague", "outsider")
    ]

    assert seen[kept.pk].strength == MatchStrength.CERTAIN
    assert (unseen, hidden) == ({}, [False, True])
    assert not hidden_identity_match(people["outsider"], area_id=HOME_AREA, identity_code="")


def test_two_identity_codes_are_two_people(people, pair):
    kept, _other = pair
    kept.keep_identity_code(CODE)
    kept.save()

    assert kept.pk not in found(
        people["colleague"], last_name="Keksitty", first_names="Anna-Maria", identity_code="120588-901Z"
    )


def test_the_excluded_and_the_merged_are_not_told(people, pair):
    kept, other = pair
    type(other).objects.filter(pk=other.pk).update(merged_into=kept)

    candidates = found(
        people["colleague"], last_name="Keksitty", first_names="Anna-Maria", birth_date=DAY, exclude=kept.pk
    )

    assert candidates == {}


def test_the_statements_do_not_grow_with_what_is_found(people, pair):
    counts = []

    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            found(people["colleague"], last_name="Keksitty", first_names="Anna", birth_date=DAY, phone="0405550101")
        counts.append(len(queries))
        ClientFactory.create_batch(3, unit=pair[0].unit, last_name="Keksitty", first_names="Anna", birth_date=DAY)

    assert counts[0] - 2 <= counts[1] <= counts[0] <= 10


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["Wäinö", "Åsa-Lena", "Schröder", "Strößner", "D’Angelo", "Kyllikki", "Đorđević", "Øyvind", "Xenia"],
)
def test_database_and_program_fold_alike(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.clients_match_fold(%s)", [name])
        (folded,) = cursor.fetchone()

    assert folded == fold(name)


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["040 123 4567", "+358401234567", "00358 40 1234567", "09", "", "(03) 1234567"])
def test_database_and_program_read_numbers_alike(said):
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.clients_match_phone(%s)", [said])
        (key,) = cursor.fetchone()

    assert (key or "") == phone_key(said)
