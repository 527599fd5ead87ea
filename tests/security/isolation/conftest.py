"""Two areas with rows of every kind, and the ways a connection reaches them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, connections

from accounts.context import acting
from accounts.models import User
from config.embedded import Endpoints
from network.models import Programme
from reporting.services.computing import compute_area
from tests.conftest import own_database
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member
from tests.factories.network import ProgrammeFactory
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows
from tests.security.isolation.pooler import PORT, Pooler, running

EVERY_AREA = range(1, 47)


@dataclass(frozen=True)
class World:
    """A database of its own: a programme of two areas with rows and numbers, and a supervisor of the home area."""

    database: str
    programme: Programme
    supervisor: User


@pytest.fixture(scope="package")
def made_world(
    services: Endpoints, template: str, worker_database: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[World]:
    with own_database(services, template, worker_database, "isolation") as name, django_db_blocker.unblock():
        with acting(areas=EVERY_AREA):
            made = _make_world(name)
        yield made


def _make_world(name: str) -> World:
    programme = ProgrammeFactory(code="S20784", areas=[HOME_AREA, OTHER_AREA])
    for number, area in enumerate((HOME_AREA, OTHER_AREA)):
        UnitFactory(area_id=area)
        load_rows(random_rows(number, 30), programme=programme, area=area)
        compute_area(area_id=area, programme_id=programme.pk)
    return World(name, programme, member(area=HOME_AREA))


@pytest.fixture
def world(made_world: World, django_db_blocker: Any) -> Iterator[World]:
    """Nothing is rolled back here: what these tests try is refused, or undone by themselves."""
    with django_db_blocker.unblock():
        yield made_world
        connection.close()


@pytest.fixture(scope="session")
def pooler(services) -> Iterator[Pooler]:
    with running(services) as started:
        yield started


@pytest.fixture(params=["psycopg pool", "PgBouncer"])
def way(request, world, services) -> Iterator[str]:
    """This process reaches the database through the pool of a web process, or through PgBouncer."""
    connection.close()
    before = {name: connection.settings_dict[name] for name in ("HOST", "PORT", "OPTIONS")}
    if request.param == "PgBouncer":
        pooler = request.getfixturevalue("pooler")
        changed = {"HOST": str(pooler.folder), "PORT": str(PORT), "OPTIONS": {}}
    else:
        changed = {"OPTIONS": {**before["OPTIONS"], "pool": {"min_size": 1, "max_size": 2}}}
    for held in (connection.settings_dict, connections.databases["default"]):  # the second is for other threads
        held.update(changed)
    yield request.param
    connection.close()
    connection.close_pool()
    for held in (connection.settings_dict, connections.databases["default"]):
        held.update(before)
