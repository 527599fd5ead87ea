import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.context import acting
from accounts.enums import Role
from accounts.models import Membership, Unit, User
from clients.models import Client, EndForm, FollowUpForm, ImportBatch, Participation, StartForm
from desk.demo.loading import LoadedDemo, load_demo
from desk.demo.people import demo_rows
from desk.demo.programme import HOME_AREA, OTHER_AREA
from ledger.models import Job
from network.models import PilotSite, Programme
from reporting.models import PublishedFigure, Target
from reporting.selectors.published import CANNOT, DIFFERS, LATER, MATCHES, NEARLY, TARGET, UNKNOWN, published_table
from reporting.selectors.values import scope_for_operator
from reporting.services.computing import compute_area
from tests.conftest import filled_database

AREAS = (HOME_AREA, OTHER_AREA)


@pytest.fixture(scope="module")
def filled(services, template, worker_database, django_db_setup, django_db_blocker):
    """A database in which the demo was loaded, and what was told of it."""
    with filled_database(services, template, worker_database, django_db_blocker, load_demo) as made:
        yield made


@pytest.fixture
def live_source(request, template):
    return request.getfixturevalue("filled")[0] if "filled" in request.fixturenames else template


def counts():
    models = (Participation, Client, StartForm, EndForm, FollowUpForm, ImportBatch, Job, Unit, User, Membership)
    with acting(areas=AREAS):
        found = {model.__name__: model.objects.count() for model in models}
    return found | {model.__name__: model.objects.count() for model in (Programme, PilotSite, Target, PublishedFigure)}


def wait_for_the_dead():
    """The server has noticed that the killed process is gone, and has rolled back what it was doing."""
    deadline = time.monotonic() + 10
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)


def test_load_demo_fills_an_empty_installation(filled, live_database):
    _name, loaded = filled

    rows = demo_rows()
    assert loaded.participations == loaded.imported == 774
    assert counts() == {
        "Participation": 774,
        "Client": 777,  # three of them have a second record, to be found and merged
        "StartForm": sum(bool(row["start_status"]) for row in rows),
        "EndForm": 404,
        "FollowUpForm": sum(bool(row["followup_status"]) for row in rows),
        "ImportBatch": 1,
        "Job": 2,  # the programme's numbers, and those of client work
        "Unit": 11,
        "User": 8,
        "Membership": 8,
        "Programme": 1,
        "PilotSite": 10,
        "Target": 5,
        "PublishedFigure": 54,
    }


def test_load_demo_again_changes_nothing(filled, live_database):
    before = counts()
    with acting(areas=AREAS):
        person = User.objects.get(email="coordinator@demo.invalid")
    with acting(user=person, areas=AREAS):
        User.objects.filter(pk=person.pk).update(name="Changed")

    loaded = load_demo()

    assert loaded == LoadedDemo(participations=774, imported=0, computation_requested=False)
    assert counts() == before
    with acting(areas=AREAS):
        assert User.objects.get(email="coordinator@demo.invalid").name == "Changed"


def test_load_demo_gives_each_person_the_role_to_try(filled, live_database):
    with acting(areas=AREAS):
        found = {
            one.user.email.partition("@")[0]: (one.role, one.area_id, one.unit.name if one.unit else "")
            for one in Membership.objects.select_related("user", "unit")
        }
        assert not any(user.has_usable_password() for user in User.objects.all())
    assert found == {
        "coordinator": (Role.COORDINATOR, HOME_AREA, "Varsinais-Suomi"),
        "colleague": (Role.COORDINATOR, HOME_AREA, "Satakunta"),
        "supervisor": (Role.SUPERVISOR, HOME_AREA, ""),
        "specialist": (Role.EMPLOYER_SPECIALIST, HOME_AREA, ""),
        "administrator": (Role.ADMINISTRATOR, HOME_AREA, ""),
        "analyst": (Role.ANALYST, HOME_AREA, ""),
        "officer": (Role.DATA_PROTECTION, HOME_AREA, ""),
        "outsider": (Role.COORDINATOR, OTHER_AREA, "Tampere"),
    }


@pytest.mark.capability("PR-01")
def test_load_demo_keeps_funder_beneficiary_and_coordinator_apart(filled, live_database):
    programme = Programme.objects.get(code="S20784")
    assert len({programme.funder, programme.beneficiary, programme.coordinator}) == 3
    assert float(programme.funding_actual / programme.funding_granted) == pytest.approx(0.7525, abs=0.0001)
    assert {(one.indicator, int(one.value)) for one in programme.targets.all()} == {
        ("A01", 700),
        ("A01", 740),
        ("A18", 574),
        ("A18", 650),
        ("A19", 800),
    }
    assert all(site.unit_id is not None and site.agency is not None for site in programme.pilot_sites.all())


def test_every_published_figure_is_met_or_said_to_be_unlike(filled, live_database):
    programme = Programme.objects.get(code="S20784")
    scope = scope_for_operator(programme)
    with acting(areas=[HOME_AREA], programmes=[programme.pk]):
        compute_area(area_id=HOME_AREA, programme_id=programme.pk)

        table = published_table(programme=programme, scope=scope)

    verdicts = [next(cell.text for cell in row.cells if cell.tone) for row in table.rows if not row.group]
    assert DIFFERS.label not in verdicts
    assert UNKNOWN.label not in verdicts
    assert {one.label: verdicts.count(one.label) for one in (MATCHES, NEARLY, TARGET, CANNOT, LATER)} == {
        MATCHES.label: 10,
        NEARLY.label: 7,
        TARGET.label: 4,
        CANNOT.label: 2,
        LATER.label: 5,
    }


def test_load_demo_killed_on_the_way_is_finished_by_the_next(live_database):
    for delay in (1.2, 1.8, 2.4):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "load_demo_data"], env=live_database, stdout=subprocess.DEVNULL
        )
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        wait_for_the_dead()
        assert counts()["Participation"] in {0, 774}

    load_demo()

    found = counts()
    assert (found["Participation"], found["ImportBatch"], found["Job"]) == (774, 1, 2)
    assert (found["Unit"], found["User"], found["Membership"], found["PublishedFigure"]) == (11, 8, 8, 54)


def test_command_refuses_outside_the_demo(live_database, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="not the demo"):
        call_command("load_demo_data")

    assert counts()["Programme"] == counts()["User"] == 0
