"""Two areas with a row of everything an address can name, people of every role, and the state of the whole database.

Made once, in a database of its own; each test works in a transaction of it that is rolled back. The addresses come from
the resolver, so that a new route is attacked without anybody writing it down here.
"""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, reverse

from accounts.context import acting, set_context
from accounts.enums import Role
from accounts.models import User
from clients.enums import ImportState
from clients.models import ImportBatch, ImportProblem
from config.embedded import Endpoints
from reporting.services.computing import compute_area, request_computation
from tests.conftest import own_database
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member
from tests.factories.cases import case_words
from tests.factories.clients import ClientFactory, ParticipationFactory, StartFormFactory
from tests.factories.consents import ConsentFactory, DisclosureFactory
from tests.factories.contacts import contact_words
from tests.factories.keywords import keyword_words
from tests.factories.merging import merging_words
from tests.factories.network import ProgrammeFactory
from tests.factories.plans import plan_words
from tests.factories.question_path import question_words
from tests.factories.signin import fresh_second_factor
from tests.factories.work_ability import ability_words
from tests.house.test_addresses import endpoint, patterns
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

EVERY_AREA = range(1, 47)
ROLES = (Role.SUPERVISOR, Role.COORDINATOR, Role.ADMINISTRATOR)
# What belongs to the other area and must never be in an answer.
CANARY = "kanarialintu"
# A text as an attacker stores it: markup, a template of Django's, a formula, a line's end.
PAYLOAD = "\"'><script>alert(1)</script>{{ settings.SECRET_KEY }}{% now 'Y' %}"
FORMULA = "=HYPERLINK(1)"
# Written by asking: sessions, limits and the logs. Everything else must be as it was.
LOGS = {
    "accounts_ratelimit",
    "accounts_readlog",
    "accounts_securityevent",
    "django_session",
    "ledger_processsign",
    "usersessions_usersession",
}
NAMES_OF_PROGRAMMES = {"code": "S99999"}
NOT_THERE: dict[str, Any] = {
    "uuid": uuid.UUID(int=4 << 76 | 8 << 60),
    "int": 987_654_321,
    "str": "NOWHERE",
    "slug": "no",
}


@dataclass
class World:
    """Rows by area: what stands at home, and its like in the other area, by the name an address has for it."""

    home: dict[str, Any] = field(default_factory=dict)
    away: dict[str, Any] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    sessions: dict[str, SimpleCookie[str]] = field(default_factory=dict)

    @property
    def programme(self) -> Any:
        """The key of the programme that both areas take part in."""
        return self.home["programme_id"]

    def browser(self, role: str, **options: Any) -> Client:
        """The person of this role, signed in with a second factor just now, reading English."""
        client = Client(raise_request_exception=False, **options)
        client.cookies = SimpleCookie(self.sessions[role].output(header="", sep=";"))
        return client


@pytest.fixture(scope="package")
def made_world(
    services: Endpoints, template: str, worker_database: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[World]:
    with own_database(services, template, worker_database, "attacks"):
        with django_db_blocker.unblock(), acting(areas=EVERY_AREA):
            made = _make_world()
        yield made


@pytest.fixture
def world(made_world: World, db: None) -> World:
    open_context()
    return made_world


def _make_world() -> World:
    joint = ProgrammeFactory(code="S20784", name_fi=f"Joint {PAYLOAD}", areas=[HOME_AREA, OTHER_AREA])
    foreign = ProgrammeFactory(code="S99999", name_fi=CANARY, areas=[OTHER_AREA])
    made = World()
    for number, (area, words) in enumerate(((HOME_AREA, PAYLOAD), (OTHER_AREA, CANARY))):
        load_rows(random_rows(number, 30), programme=joint, area=area)
        rows = made.home if area == HOME_AREA else made.away
        rows |= _rows_of(area, words, joint=joint, programme=joint if area == HOME_AREA else foreign)
        compute_area(area_id=area, programme_id=joint.pk)
    for role in ROLES:
        made.people[role.name.lower()] = member(role=role)
    for role, person in made.people.items():
        made.sessions[role] = browser(person).cookies
    User.objects.filter(pk__in=[person.pk for person in made.people.values()]).update(name=f"Somebody {PAYLOAD}")
    return made


def _rows_of(area: int, words: str, *, joint: Any, programme: Any) -> dict[str, Any]:
    unit = UnitFactory(area_id=area, name=f"Unit {words}"[:200])
    client = ClientFactory(area_id=area)
    participation = ParticipationFactory(area_id=area, client=client, programme=joint, client_ref=words[:60], unit=unit)
    StartFormFactory(participation=participation)
    person = member(area=area, unit=unit)
    batch = ImportBatch.objects.create(
        area_id=area,
        programme=joint,
        file_name=f"{FORMULA} {words}.csv",
        state=ImportState.CHECKED,
        report={"rows": 1, "created": 1, "updated": 0, "unchanged": 0, "rejected": 1, "errors": 1, "notes": 1},
    )
    ImportProblem.objects.create(
        area_id=area,
        batch=batch,
        row=2,
        column=FORMULA,
        code="unknown_unit",
        sentence="unknown_unit",
        details={"value": PAYLOAD},
    )
    consent = ConsentFactory(client=client, recipient_name=words[:100])
    DisclosureFactory(client=client, recipient_name=words[:100])
    return {
        **case_words(client, unit=unit, text=words),
        **contact_words(client, user=person, text=words[:100]),
        **merging_words(client, user=person, text=words[:100]),
        **keyword_words(client, user=person, text=words[:100]),
        **ability_words(client, recorder=person, text=words[:200]),
        **plan_words(client, user=person, text=words[:100]),
        **question_words(client, user=person, text=words[:200]),
        "batch_id": batch.pk,
        "client_id": client.pk,
        "code": programme.code,
        "consent_id": consent.pk,
        "indicator": "A15",
        "participation_id": participation.pk,
        "person_id": person.pk,
        "programme_id": programme.pk,
        "run": request_computation(actor=None, programme=joint, areas=[area]),
        "unit_id": unit.pk,
        "user_id": person.pk,
    }


def open_context() -> None:
    set_context(user=None, areas=EVERY_AREA)


def pages() -> dict[str, URLPattern]:
    """Every route of people by name; the API's endpoints have their own tests."""
    return {name: pattern for name, pattern in patterns() if endpoint(pattern) is None}


def address(name: str, pattern: URLPattern, values: Mapping[str, Any], area: int | None) -> str:
    """The route's address for these values; what they do not name is looked up by the name of its model, in `area`."""
    given = {
        word: values[word] if word in values else _found(word, converter, area)
        for word, converter in pattern.pattern.converters.items()
    }
    return reverse(name, kwargs=given)


def absent(name: str, pattern: URLPattern) -> str:
    """The same address of something that is not there."""
    return reverse(name, kwargs={word: _absent(kind) for word, kind in pattern.pattern.converters.items()})


def _absent(converter: object) -> Any:
    kind = type(converter).__name__.removesuffix("Converter").lower()
    return NOT_THERE["str" if kind == "string" else kind]


def _found(word: str, converter: object, area: int | None) -> Any:
    """A row of the model that the word names (`unit_id`: Unit), of the area where it has one."""
    wanted = word.removesuffix("_id").replace("_", "")
    for model in apps.get_models():
        if model.__name__.lower() == wanted and area is not None:
            names = {one.name for one in model._meta.get_fields() if isinstance(one, models.Field)}
            found = model._default_manager.filter(area_id=area) if "area" in names else model._default_manager.all()
            if (row := found.first()) is not None and isinstance(row.pk, type(_absent(converter))):
                return row.pk
    return _absent(converter)


def browser(person: User | None, **options: Any) -> Client:
    """The person, just signed in with a second factor, reading English."""
    client = Client(raise_request_exception=False, **options)
    client.cookies["tasma_language"] = "en"
    if person is not None:
        set_context(user=person.pk)
        client.force_login(person)
        fresh_second_factor(client, person)
    open_context()
    return client


def body_of(response: HttpResponseBase) -> str:
    """The whole body, as text."""
    streaming = getattr(response, "streaming", False)
    whole = b"".join(response.streaming_content) if streaming else response.content  # type: ignore[attr-defined]
    return whole.decode("utf-8", "replace")


def masked(response: HttpResponseBase, asked: str) -> tuple[int, str, str]:
    """Status, place and words of an answer, without what differs from one request to the next."""
    words = body_of(response).replace(asked, "ADDRESS")
    for part in filter(None, asked.strip("/").split("/")):
        words = words.replace(part, "PART") if len(part) > 7 or part.isupper() else words
    words = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "TOKEN", words)
    place = response.headers.get("Location", "")
    for part in asked.strip("/").split("/"):
        place = place.replace(part, "PART") if len(part) > 7 else place
    return response.status_code, place, words


@pytest.fixture(scope="package")
def made_state(made_world: World, django_db_blocker: Any) -> dict[str, str]:
    """Count and hash of every table but the logs, as the world was made."""
    with django_db_blocker.unblock(), acting(areas=EVERY_AREA):
        return _hashes()


@pytest.fixture
def changed(world: World, made_state: dict[str, str]) -> Callable[[], list[str]]:
    """The tables that are not as they were made."""

    def tables() -> list[str]:
        open_context()
        if not _written():
            return []
        now = _hashes()
        return sorted(table for table, content in made_state.items() if now[table] != content)

    return tables


def _written() -> bool:
    """Whether PostgreSQL counts any row written in this transaction, be it taken back since; the logs aside."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
            " AND schemaname = 'public'"
        )
        return bool({name for (name,) in cursor.fetchall()} - LOGS)


def _hashes() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT')"
        )
        tables = [name for (name,) in cursor.fetchall() if name not in LOGS]
        rows = "(to_jsonb(t) - 'last_login')::text"  # signing in alone changes that
        content = f"count(*) || ':' || md5(coalesce(string_agg({rows}, ',' ORDER BY {rows}), ''))"
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', {content} FROM {table} t" for table in tables))
        return dict(cursor.fetchall())
