"""Facets: what each finds, and that a tile counts what its list shows."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from accounts.enums import Right, Role
from accounts.models import Membership
from clients.models import Client
from clients.selectors.client_list import Choice, fitting_clients, listed
from clients.selectors.facets import checked, facets, understood
from clients.selectors.saved_filters import Tile, counted, shipped_tiles, with_counts
from config.kernel.errors import Refusal
from tests.clients.lists.worlds import draw
from tests.factories.accounts import UnitFactory, member
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.contacts import ContactFactory
from tests.factories.relations import CaseRelationFactory
from tests.factories.work_ability import StatementFactory

ROLES = (Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR, Role.REGIONAL, Role.ANALYST)


def every_value(staff_key: str, unit_key: str) -> list[dict[str, str]]:
    """Every facet with each of its values, the looked-up ones with one key."""
    keys = {"units": [unit_key], "staff": [staff_key], "": []}
    return [
        {one.code: str(value)}
        for one in facets().values()
        for value in [*(code for code, _label in one.choices), *keys[one.looked_up]]
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_every_tile_counts_what_its_list_shows(seed):
    unit, other = UnitFactory(name="North"), UnitFactory(name="West")
    people = [member(role=role, unit=unit) for role in ROLES]
    draw(Random(seed), unit=unit, staff=people[:3], count=14)
    draw(Random(seed + 10), unit=other, staff=[people[0], people[3]], count=4)
    differing, found = [], 0

    for person in people:
        tiles = [Tile(name="", facets=values) for values in every_value(str(people[0].pk), str(unit.pk))]
        tiles += shipped_tiles(person)
        for tile in with_counts(person, tiles):
            length = len(listed(person, tile.choice, number=1, size=50).clients)
            found += length
            differing += [(person.name, tile.facets)] if tile.count != length else []

    assert differing == []
    assert found > 50


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_all_tiles_are_counted_in_one_statement(django_assert_num_queries, count):
    unit = UnitFactory()
    person = member(role=Role.COORDINATOR, unit=unit)
    draw(Random(3), unit=unit, staff=[person], count=count)
    tiles = shipped_tiles(person)
    person.memberships_today()
    fitting_clients(person, Choice(whose="all")).exists()

    with django_assert_num_queries(1):
        found, _more = counted(person, tiles)

    assert len(found) == 14


@pytest.mark.django_db
def test_no_contact_needs_a_case_open_for_sixty_days():
    today, now = timezone.localdate(), timezone.now()
    unit = UnitFactory()
    person = member(role=Role.COORDINATOR, unit=unit)
    silent, met, young, spoken_of = (ClientFactory(unit=unit) for _number in range(4))
    for client in (silent, met, spoken_of):
        CaseFactory(client=client, opened_on=today - timedelta(days=60))
    CaseFactory(client=young, opened_on=today - timedelta(days=59))
    ContactFactory(client=met, author=person, at=now - timedelta(days=59))
    ContactFactory(client=silent, author=person, at=now - timedelta(days=62))
    ContactFactory(client=spoken_of, author=person, at=now, with_client=False)

    found = fitting_clients(person, Choice(whose="all", facets={"no_contact": "1"}))

    assert {one.pk for one in found} == {silent.pk, spoken_of.pk}


@pytest.mark.django_db
def test_an_expiring_statement_is_found_by_the_right_alone():
    unit = UnitFactory()
    person = member(role=Role.COORDINATOR, unit=unit)
    client = ClientFactory(unit=unit)
    StatementFactory(client=client, received=True, valid_until=timezone.localdate() + timedelta(days=30))
    choice = Choice(whose="all", facets={"statement_expiring": "1"})

    without = fitting_clients(person, choice).count()
    Membership.objects.filter(user=person).update(rights=[Right.HEALTH])
    person = type(person).objects.get(pk=person.pk)

    assert (without, fitting_clients(person, choice).count()) == (0, 1)


@pytest.mark.django_db
def test_new_for_me_is_a_week():
    today = timezone.localdate()
    person = member(role=Role.OWN_COACH)
    inside, outside = ClientFactory(), ClientFactory()
    CaseRelationFactory(client=inside, user=person, valid_from=today - timedelta(days=7))
    CaseRelationFactory(client=outside, user=person, valid_from=today - timedelta(days=8))

    found = fitting_clients(person, Choice(whose="all", facets={"new": "1"}))

    assert [one.pk for one in found] == [inside.pk]
    assert Client.objects.visible_to(person).count() == 2


@pytest.mark.parametrize(
    "values", [{"nobody": "1"}, {"waiting": "somebody"}, {"new": "2"}, {"unit": "no key"}, {"waiting": 1}]
)
def test_a_filter_asks_only_what_there_is(values):
    with pytest.raises(Refusal):
        checked(values)

    assert understood(values) == {}


def test_values_left_empty_are_not_kept():
    assert checked({"waiting": "client", "phase": ""}) == {"waiting": "client"}
