"""Runs: asked for once per key, in the client's areas, and told without a count of people."""

import uuid

import pytest

from accounts.context import set_context
from ledger.enums import JobState
from ledger.models import IdempotencyKey, Job, Outbox
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.ledger import JobFactory
from tests.reporting.api.conftest import EVERY_AREA

BODY = '{"programme": "S20784"}'


def start(ask, persona="runner", body=BODY, key="a", **headers):
    sent = {"Idempotency-Key": key, **headers} if key is not None else headers
    return ask(persona, "runs/", body, method="post", **sent)


def jobs():
    set_context(user=None, areas=EVERY_AREA)
    return list(Job.objects.order_by("area_id"))


def test_a_run_has_a_job_and_outbox_row_in_each_area_of_the_client(ask):
    response = start(ask)

    made = jobs()
    run = response.json()["id"]
    assert response.status_code == 202
    assert response["Location"] == response.json()["url"] == f"http://testserver/api/v1/runs/{run}/"
    assert [(job.area_id, job.kind) for job in made] == [(OTHER_AREA, "compute"), (HOME_AREA, "compute")]
    assert {str(job.run) for job in made} == {run}
    assert set(Outbox.objects.values_list("pk", flat=True)) == {job.pk for job in made}


def test_a_client_of_one_area_starts_only_there(ask):
    start(ask, "area runner")

    assert [job.area_id for job in jobs()] == [HOME_AREA]


def test_the_same_key_and_body_is_answered_alike_and_does_nothing_more(ask):
    first = start(ask)

    second = start(ask, body='{ "programme":"S20784" }')

    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert second["Location"] == first["Location"]
    assert len(jobs()) == 2


def test_the_same_key_with_another_body_is_422_and_does_nothing(ask):
    start(ask)

    response = start(ask, body='{"programme": "S99999"}')

    assert response.status_code == 422
    assert response.json()["error"]["field"] == "Idempotency-Key"
    assert len(jobs()) == 2


def test_keys_of_two_clients_are_apart(ask):
    one = start(ask)

    other = start(ask, "area runner")

    assert other.json()["id"] != one.json()["id"]
    assert len(jobs()) == 3


@pytest.mark.parametrize("key", [None, "", "x" * 201, "\u00e4"])
def test_a_write_needs_a_key(ask, key):
    response = start(ask, key=key)

    assert (response.status_code, response.json()["error"]["field"]) == (400, "Idempotency-Key")
    assert jobs() == []


@pytest.mark.parametrize(
    ("_case", "body", "status"),
    [
        ("absent", None, 400),
        ("empty", "", 400),
        ("no JSON", "programme=S20784", 400),
        ("not UTF-8", b"\xff\xfe{", 400),
        ("a list", "[]", 400),
        ("a number", "1", 400),
        ("null", "null", 400),
        ("no programme", "{}", 400),
        ("programme is a list", '{"programme": ["S20784"]}', 400),
        ("programme is null", '{"programme": null}', 400),
        ("NaN", '{"programme": NaN}', 400),
        ("deep", "[" * 30_000 + "]" * 30_000, 400),
        ("too large", '{"programme": "' + "S" * 70_000 + '"}', 413),
        ("unknown programme", '{"programme": "S00000"}', 404),
        ("zero byte", '{"programme": "S\\u0000"}', 400),
    ],
)
def test_bad_bodies_are_refused_and_leave_nothing(ask, _case, body, status):
    response = start(ask, body=body)

    assert response.status_code == status, response.content
    assert set(response.json()) == {"error"}
    assert jobs() == []
    assert IdempotencyKey.objects.count() == 0


def test_a_programme_of_another_area_cannot_be_computed(ask):
    response = start(ask, "area runner", body='{"programme": "S99999"}')

    assert response.status_code == 404
    assert jobs() == []


def test_a_refused_request_may_be_tried_again_with_its_key(ask):
    assert start(ask, body='{"programme": "S00000"}').status_code == 404

    assert start(ask).status_code == 202


def test_another_content_type_is_415(ask):
    response = start(ask, content_type="application/x-www-form-urlencoded")

    assert (response.status_code, response.json()["error"]["code"]) == (415, "unsupported_media_type")


def test_fields_that_are_not_asked_for_write_nothing(ask):
    response = start(ask, body='{"programme": "S20784", "area": 1, "requested_by": "x"}')

    assert response.status_code == 202
    assert {job.requested_by_id for job in jobs()} == {None}


def test_a_run_tells_state_and_progress_but_no_counts(ask):
    run = start(ask).json()["id"]
    for job in jobs():
        counts = {"participations": 3} if job.area_id == HOME_AREA else {}
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, progress=50, counts=counts)

    body = ask("runner", f"runs/{run}/").json()

    assert (body["id"], body["programme"], body["state"], body["progress"]) == (run, "S20784", "running", 50)
    assert body["areas"] == [
        {"area": str(area), "state": "running", "progress": 50, "failure": ""} for area in (OTHER_AREA, HOME_AREA)
    ]
    assert body["finished_at"] is None


def test_a_client_of_one_area_sees_its_part_of_a_run(ask):
    run = start(ask).json()["id"]

    assert [area["area"] for area in ask("area runner", f"runs/{run}/").json()["areas"]] == [str(HOME_AREA)]


def test_hidden_absent_and_other_runs_are_told_alike(ask, world):
    set_context(user=None, areas=EVERY_AREA)
    elsewhere = JobFactory(area_id=OTHER_AREA, kind="compute", params={"programme": world.joint.pk}).run
    import_run = JobFactory(area_id=HOME_AREA, kind="import").run

    told = [ask("area runner", f"runs/{run}/") for run in (elsewhere, import_run, uuid.uuid4())]

    assert {response.status_code for response in told} == {404}
    assert len({response.content for response in told}) == 1


def test_reading_a_run_takes_no_parameters(ask):
    run = start(ask).json()["id"]

    assert ask("runner", f"runs/{run}/", {"a": "1"}).status_code == 400
