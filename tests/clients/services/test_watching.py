"""A day's reading looked through, with real transactions: each rule points at what it is for, once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.test import override_settings
from django.utils import timezone

from accounts.context import acting
from accounts.enums import AnomalyRule, MessageKind, Role, Surface
from accounts.models import Anomaly, Message
from accounts.services.reading import log_read
from accounts.services.staff_identity import keep_identity_code
from clients.services.watching import watch_reading
from config.kernel.errors import NotFound, Refusal
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, member
from tests.factories.clients import ClientFactory

CODE = "010180-9026"


@pytest.fixture
def officer(live_database):
    with acting(areas=[HOME_AREA]):
        return member(role=Role.DATA_PROTECTION)


@pytest.fixture
def reader(live_database):
    with acting(areas=[HOME_AREA]):
        return MembershipFactory(role=Role.COORDINATOR, user__name="Maija Mallikas").user


def client(**fields):
    with acting(areas=[HOME_AREA]):
        return ClientFactory(**fields)


def read(reader, *clients, ground="caseload", surface=Surface.PAGE, hour: int = 12) -> None:
    """Read yesterday at this hour of Finland."""
    with acting(user=reader, areas=[HOME_AREA]):
        log_read(
            actor=reader,
            area_id=HOME_AREA,
            clients=clients,
            surface=surface,
            purpose="clients:client",
            field_groups=["client"],
            ground=ground,
        )
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_readlog SET at = (%s::date + make_interval(hours => %s)) AT TIME ZONE 'Europe/Helsinki'"
            " WHERE id = (SELECT max(id) FROM accounts_readlog)",
            [yesterday(), hour],
        )


def yesterday():
    return timezone.localdate() - timedelta(days=1)


def found() -> list[tuple]:
    with acting(areas=[HOME_AREA]):
        return list(Anomaly.objects.order_by("rule").values_list("rule", "user_id", "details"))


def rules() -> list[str]:
    return [rule for rule, _user, _details in found()]


def test_ordinary_work_points_at_nothing(officer, reader):
    read(reader, client(last_name="Virtanen").pk)

    assert watch_reading(day=yesterday()) == 0
    assert found() == []


def test_the_own_record_is_pointed_at(officer, reader):
    with acting(areas=[HOME_AREA]):
        administrator = member(role=Role.ADMINISTRATOR)
        own = ClientFactory()
        own.keep_identity_code(CODE)
        own.save()
    with acting(user=administrator, areas=[HOME_AREA]):
        keep_identity_code(actor=administrator, user_id=reader.pk, code=CODE)
    read(reader, own.pk, surface=Surface.LIST)

    watch_reading(day=yesterday())

    assert found() == [
        (AnomalyRule.OWN_RECORD, reader.pk, {"clients": [str(own.pk)], "count": 1, "times": 1}),
    ]


def test_the_same_surname_is_pointed_at(officer, reader):
    same, other = client(last_name="MALLIKAS"), client(last_name="Mallikas-Virtanen")
    read(reader, same.pk)
    read(reader, other.pk)

    watch_reading(day=yesterday())

    assert found() == [(AnomalyRule.SURNAME, reader.pk, {"clients": [str(same.pk)], "count": 1, "times": 1})]


@pytest.mark.parametrize(
    ("ground", "expected"), [("", ["no_relation"]), ("break_glass", ["no_relation"]), ("unit", [])]
)
def test_reading_without_a_case_relation_is_pointed_at(officer, reader, ground, expected):
    read(reader, client().pk, ground=ground)

    watch_reading(day=yesterday())

    assert rules() == expected


@pytest.mark.parametrize(("hour", "expected"), [(21, []), (22, ["night"]), (5, ["night"]), (6, [])])
def test_night_hours_are_those_of_finland(officer, reader, hour, expected):
    read(reader, client().pk, hour=hour)

    watch_reading(day=yesterday())

    assert rules() == expected


def test_many_clients_in_a_day_are_pointed_at(officer, reader):
    people = [client().pk for _client in range(3)]
    with override_settings(READ_CLIENTS_PER_DAY=2, SEEN_CLIENTS_PER_DAY=3):
        for key in people[:2]:
            read(reader, key)
        watch_reading(day=yesterday())
        assert rules() == []
        read(reader, people[2])
        watch_reading(day=yesterday())

    assert found() == [(AnomalyRule.MASS_VIEWS, reader.pk, {"count": 3, "opened": 3, "seen": 3})]


def test_looking_again_notes_and_tells_nothing_twice(officer, reader):
    read(reader, client().pk, hour=23)

    said = StringIO()
    for _time in range(2):
        call_command("watch_reading", day=yesterday().isoformat(), stdout=said)

    assert [line[0] for line in said.getvalue().splitlines()] == ["1", "0"]
    told = Message.objects.filter(kind=MessageKind.READING_TO_REVIEW).values_list("user_id", flat=True)
    assert list(told) == [officer.pk]


def test_no_person_can_count_reading(officer):
    with (
        pytest.raises(DatabaseError, match="only the system"),
        acting(user=officer, areas=[HOME_AREA]),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM accounts_reads_of_day(now() - interval '1 day', now(), 22, 6)")


def test_only_an_administrator_of_the_area_keeps_an_identity_code(reader):
    with acting(areas=[HOME_AREA, OTHER_AREA]):
        stranger = member(role=Role.ADMINISTRATOR, area=OTHER_AREA)
        administrator = member(role=Role.ADMINISTRATOR)

    with acting(user=stranger, areas=[OTHER_AREA]), pytest.raises(NotFound):
        keep_identity_code(actor=stranger, user_id=reader.pk, code=CODE)
    with acting(user=administrator, areas=[HOME_AREA]), pytest.raises(Refusal):
        keep_identity_code(actor=administrator, user_id=reader.pk, code="010180-9027")

    with acting(areas=[HOME_AREA]):
        reader.refresh_from_db()
    assert reader.identity_cipher is None
