"""A database with people in it: identity codes, a waiting upload, a second factor, a row of the read log."""

import base64
import os
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from accounts.context import acting
from accounts.enums import Surface
from accounts.models import User
from accounts.services.reading import log_read
from accounts.services.staff_identity import PLACE as STAFF_PLACE
from clients.models import Client, ImportBatch
from clients.services.importing.uploads import keep_upload
from config.embedded import Endpoints
from config.kernel.encryption import encrypt
from config.signin.adapters import PLACE
from tests.conftest import clone, drop, maintenance, use_database
from tests.factories.accounts import HOME_AREA, member
from tests.factories.clients import ClientFactory
from tests.factories.network import ProgrammeFactory

CODES = tuple(f"{day:02}0190-{number}K" for day in range(1, 5) for number in range(900, 925))
FILE = b"client_ref;started_on\nCANARY-ROW;2030-01-02\n"
SECRET = "CANARYSECRET"


def keep_person(code: str) -> Client:
    client = ClientFactory.build()
    client.keep_identity_code(code)
    client.save()
    return client


def inhabit() -> None:
    """Rows of every kind that a backup must bring back and a change of keys must reach."""
    with acting(areas=[HOME_AREA]):
        clients = [keep_person(code) for code in CODES]
        batch = ImportBatch.objects.create(area_id=HOME_AREA, programme=ProgrammeFactory(), file_name="f.csv")
        keep_upload(batch=batch, chunks=[FILE])
        reader = member()
    with acting(user=reader, areas=[HOME_AREA]):
        changed = User.objects.filter(pk=reader.pk).update(
            identity_cipher=encrypt(CODES[0].encode(), place=STAFF_PLACE)
        )
        assert changed == 1
        sealed = base64.b64encode(encrypt(SECRET.encode(), place=PLACE)).decode()
        Authenticator.objects.create(user=reader, type="totp", data={"secret": sealed})
        log_read(
            actor=reader,
            area_id=HOME_AREA,
            clients=[clients[0].pk],
            surface=Surface.PAGE,
            purpose="drill",
            field_groups=["basics"],
        )


@pytest.fixture
def inhabited(live_database: dict[str, str]) -> dict[str, str]:
    inhabit()
    return live_database


@pytest.fixture(scope="module")
def inhabited_module(services: Endpoints, template: str, worker_database: str, django_db_blocker: Any) -> Iterator[str]:
    """The same for all tests of a module that leave the database as it is; its name."""
    name = f"tasma_operations_{os.getpid()}"
    clone(services, template, name)
    use_database(services, name)
    with django_db_blocker.unblock():
        inhabit()
        yield name
    use_database(services, worker_database)
    with maintenance(services) as admin:
        drop(admin, name)
