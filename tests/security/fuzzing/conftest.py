"""A world of numbers in a database of its own, which fuzzing may fill: nothing is rolled back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from accounts.context import acting
from config.embedded import Endpoints
from tests.conftest import own_database
from tests.reporting.api.conftest import EVERY_AREA, World, _make_world


@pytest.fixture(scope="package")
def made_world(
    services: Endpoints, template: str, worker_database: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[World]:
    with own_database(services, template, worker_database, "fuzzing"), django_db_blocker.unblock():
        with acting(areas=EVERY_AREA):
            made = _make_world()
        yield made
        connection.close()


@pytest.fixture
def world(made_world: World, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield made_world
