"""Statements kept from request to request say for everybody what the same queryset made anew would say."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from accounts.enums import Right, Role
from accounts.models import Membership
from clients.models import BreakGlass, CaseRelation, Client, Contact, Participation, Task
from clients.models.need_to_know import (
    caseload_of,
    need_to_know,
    need_to_know_by_client,
    reach_of,
    standing_of,
    values_for,
)
from clients.selectors.client_columns import COLUMNS
from clients.selectors.client_header import opened_client
from clients.selectors.client_list import Choice, chosen_clients, fitting_clients, listed, own_relations
from clients.selectors.saved_filters import shipped_tiles, with_counts
from config.kernel.errors import NotFound
from config.kernel.kept import SOME_CLIENT, KeptQuery, kept
from tests.clients.lists.worlds import draw
from tests.factories.accounts import UnitFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.relations import BreakGlassFactory, CaseRelationFactory

ROLES = (Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR, Role.REGIONAL, Role.ANALYST)
SORTS = ("name", "-name", *(sign + code for code, one in COLUMNS.items() if one.is_sortable for sign in ("", "-")))


@pytest.fixture
def world(db):
    """Two units; of each role two people who stand alike, with different clients of their own."""
    unit, other = UnitFactory(name="North"), UnitFactory(name="West")
    people = [member(role=role, unit=unit) for role in ROLES for _twice in range(2)]
    staff = [one for one in people if one.memberships_today()[0].role != Role.ANALYST]
    draw(Random(5), unit=unit, staff=staff[:4], count=10)
    draw(Random(6), unit=other, staff=staff, count=10)
    for number, client in enumerate(Client.objects.filter(unit=other).order_by("pk")[:4]):
        CaseRelationFactory(client=client, user=staff[number], kind="consultation")
        BreakGlassFactory(client=client, user=staff[number + 2])
    return people


def test_the_list_is_the_same_in_every_order(world):
    differing, found = [], 0

    for person in world:
        for whose in ("mine", "all"):
            for sort in SORTS:
                choice = Choice(whose=whose, sort=sort, columns=tuple(COLUMNS))
                page = listed(person, choice, number=1, size=5)
                fresh = list(chosen_clients(person, choice)[:5])
                found += page.total
                differing += [(sort, whose)] if [one.pk for one in page.clients] != [one.pk for one in fresh] else []
                differing += ["total"] if page.total != fitting_clients(person, choice).count() else []
                related = {key: kinds for key, kinds in page.kinds.items() if kinds}
                differing += ["kinds"] if related != own_relations(person, [one.pk for one in fresh]) else []

    assert differing == []
    assert found > 500


def test_a_caseload_is_of_the_clients_one_needs_to_know(world):
    merged = CaseRelation.objects.filter(kind="responsible").first().client
    Client.objects.filter(pk=merged.pk).update(merged_into=Client.objects.exclude(pk=merged.pk).first())

    found = {person.pk: set(Client.objects.in_caseload_of(person)) for person in world}

    known = {person.pk: set(Client.objects.visible_to(person).filter(caseload_of(person))) for person in world}
    assert found == known
    assert sum(len(clients) for clients in found.values()) > 10


def test_rows_of_a_client_are_known_as_the_client_is(world):
    """Whatever hangs on a client is seen by exactly those who need to know the client."""
    for model in (Contact, Task, Participation):
        for person in world:
            by_client = set(model.objects.filter(client__in=Client.objects.filter(need_to_know(person))))

            assert set(model.objects.filter(need_to_know_by_client(person))) == by_client
    assert Task.objects.filter(need_to_know_by_client(world[0])).exists()


def test_those_who_stand_alike_share_a_statement_and_see_their_own(world):
    first, second = world[:2]
    tiles = {person.pk: with_counts(person, shipped_tiles(person)) for person in (first, second)}
    mine = {person.pk: listed(person, Choice(whose="mine"), number=1, size=50) for person in (first, second)}

    assert standing_of(first) == standing_of(second)
    held = {
        key: set(
            CaseRelation.objects.filter(user_id=key).exclude(kind="consultation").values_list("client_id", flat=True)
        )
        for key in mine
    }
    assert {key: {one.pk for one in page.clients} for key, page in mine.items()} == held
    assert held[first.pk] != held[second.pk]
    assert [one.count for one in tiles[first.pk]] != [one.count for one in tiles[second.pk]]


def test_a_change_of_standing_is_another_statement(world):
    person = world[0]
    changes = (
        {},
        {"rights": [Right.HEALTH]},
        {"rights": [], "unit": UnitFactory(name="East")},
        {"role": Role.SUPERVISOR},
        {"valid_to": timezone.localdate() - timedelta(days=1)},
    )
    found = set()
    for change in changes:
        Membership.objects.filter(user=person).update(version=1, **change)
        person = type(person).objects.get(pk=person.pk)
        found.add(standing_of(person))

    assert len(found) == len(changes)
    assert listed(person, Choice(whose="all"), number=1, size=50).clients == []


def test_exceptional_access_ends_between_two_askings_of_one_statement(world):
    person, client = world[0], ClientFactory(unit=UnitFactory(name="East"))  # known to the person in no other way
    glass = BreakGlassFactory(client=client, user=person)
    opened = opened_client(person, client_id=client.pk)
    moved = glass.opened_at - timedelta(minutes=60)
    BreakGlass.objects.filter(pk=glass.pk).update(opened_at=moved, expires_at=moved + timedelta(minutes=60))

    assert opened.pk == client.pk
    with pytest.raises(NotFound):
        opened_client(person, client_id=client.pk)


def test_a_stand_in_is_nowhere_in_what_is_asked(world):
    person = world[0]
    reach_of(person)

    @kept
    def clients_of(standing) -> KeptQuery:
        return KeptQuery(Client.objects.visible_to(standing.stand_in).exclude(pk=SOME_CLIENT).order_by("pk"))

    given = []

    def listen(execute, sql, params, *more):
        given.append(str(params))
        return execute(sql, params, *more)

    with connection.execute_wrapper(listen):
        found = list(clients_of(standing_of(person)).asked(values_for(person) | {SOME_CLIENT: person.pk}))

    assert len(found) == Client.objects.visible_to(person).count() > 5
    assert [("ffffffff-ffff" in values, str(person.pk) in values) for values in given] == [(False, True)]


@pytest.mark.parametrize("pooler", ["none", "transaction"])
def test_behind_a_pooler_nothing_is_kept_by_the_database(world, settings, pooler):
    settings.POOLER = pooler
    person, before = world[0], kept_by_the_database()

    pages = [listed(person, Choice(whose="all"), number=1, size=50) for _twice in range(3)]

    assert (kept_by_the_database() > before) is (pooler == "none")
    assert len({tuple(one.pk for one in page.clients) for page in pages}) == 1
    assert pages[0].total > 5


def kept_by_the_database() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return int(cursor.fetchone()[0])


def test_nothing_is_asked_for_somebody_who_knows_nobody(world, django_assert_num_queries):
    analyst = world[-1]
    analyst.memberships_today()

    with django_assert_num_queries(0):
        page = listed(analyst, Choice(whose="all"), number=1, size=50)

    assert (page.clients, page.total) == ([], 0)
