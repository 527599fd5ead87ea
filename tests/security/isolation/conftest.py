"""Two areas with rows of every kind, and the ways a connection reaches them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, connections

from accounts.context import acting
from accounts.models import User
from network.models import Programme
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member
from tests.factories.network import ProgrammeFactory
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows
from tests.security.isolation.pooler import PORT, Pooler, running

EVERY_AREA = range(1, 47)


@dataclass(frozen=True)
class World:
    """The environment for other processes; a programme of two areas; a supervisor of the home area."""

    environment: dict[str, str]
    programme: Programme
    supervisor: User

    @property
    def database(self) -> str:
        return str(connection.settings_dict["NAME"])


@pytest.fixture
def world(live_database) -> Iterator[World]:
    with acting(areas=EVERY_AREA):
        programme = ProgrammeFactory(code="S20784", areas=[HOME_AREA, OTHER_AREA])
        for number, area in enumerate((HOME_AREA, OTHER_AREA)):
            UnitFactory(area_id=area)
            load_rows(random_rows(number, 30), programme=programme, area=area)
            compute_area(area_id=area, programme_id=programme.pk)
        supervisor = member(area=HOME_AREA)
    yield World(live_database, programme, supervisor)
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
