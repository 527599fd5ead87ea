"""Runs: seen by members of their areas, cancelled by those who may, asked again while they go on."""

import re
import uuid

import pytest

from ledger.enums import JobState
from ledger.models import Job
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.ledger import JobFactory
from tests.reporting.views.conftest import PERSONAS

INSIDE = {"coordinator", "colleague", "supervisor"}
MAY_CANCEL = {"supervisor"}


@pytest.fixture
def run(people) -> uuid.UUID:
    made = uuid.uuid4()
    JobFactory(run=made, kind="compute", area_id=HOME_AREA)
    return made


@pytest.mark.parametrize("persona", PERSONAS)
def test_run_opens_to_members_of_its_area(signed_in, run, persona):
    browser = signed_in(persona)

    answers = [browser.get(f"/runs/{run}/{part}").status_code for part in ("", "progress/", "jobs/")]

    assert answers == [200 if persona in INSIDE else 404] * 3


@pytest.mark.parametrize("persona", PERSONAS)
def test_run_is_cancelled_by_those_who_may(signed_in, run, persona):
    response = signed_in(persona).post(f"/runs/{run}/cancel/")

    expected = 302 if persona in MAY_CANCEL else 403 if persona in INSIDE else 404
    assert response.status_code == expected
    assert Job.objects.get(run=run).state == (JobState.CANCELLED if persona in MAY_CANCEL else JobState.QUEUED)


def test_ended_run_is_not_cancelled(signed_in, run):
    browser = signed_in("supervisor")
    browser.post(f"/runs/{run}/cancel/")

    assert browser.post(f"/runs/{run}/cancel/").status_code == 409


def test_run_asks_again_only_while_it_goes_on(signed_in, run):
    browser = signed_in("supervisor")

    before = [browser.get(f"/runs/{run}/{part}/").content.decode() for part in ("progress", "jobs")]
    browser.post(f"/runs/{run}/cancel/")
    after = [browser.get(f"/runs/{run}/{part}/").content.decode() for part in ("progress", "jobs")]

    assert [re.findall(r'hx-get="([^"]*)"', text) for text in before] == [
        [f"/runs/{run}/progress/"],
        [f"/runs/{run}/jobs/"],
    ]
    assert [re.findall("hx-get", text) for text in after] == [[], []]


def test_list_shows_runs_of_own_areas(signed_in, run):
    other = uuid.uuid4()
    JobFactory(run=other, kind="compute", area_id=OTHER_AREA)

    text = signed_in("supervisor").get("/runs/").content.decode()

    assert f"/runs/{run}/" in text
    assert f"/runs/{other}/" not in text


def test_part_of_a_page_is_refused_in_one_sentence(signed_in, run):
    browser = signed_in("supervisor")

    page = browser.get(f"/runs/{uuid.uuid4()}/progress/")
    part = browser.get(f"/runs/{uuid.uuid4()}/progress/", headers={"HX-Request": "true"})

    assert (page.status_code, part.status_code) == (404, 404)
    assert b"<html" in page.content
    assert b"<html" not in part.content
    assert b'role="alert"' in part.content


def test_dashboard_shows_the_run_and_its_cancelling(signed_in, programme):
    browser = signed_in("supervisor")
    run = browser.post("/programmes/S20784/compute/")["Location"]

    going = browser.get("/programmes/S20784/").content.decode()
    browser.post(f"{run}cancel/")
    over = browser.get("/programmes/S20784/").content.decode()

    assert f'hx-get="{run}progress/"' in going
    assert f'action="{run}cancel/"' in going
    assert run not in over
