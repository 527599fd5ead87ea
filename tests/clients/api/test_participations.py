"""Machines begin participations, fill in, correct and withdraw forms, by the rules of the pages."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts.context import acting
from accounts.enums import Right
from clients.enums.forms import FormKind
from clients.form_questions import questions_of
from clients.models import EndForm, Participation, PastForm, StartForm
from network.models import Programme
from tests.clients.api.conftest import BOTH, queries_of, refused, token_of, written
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory
from tests.factories.clients import ClientFactory, EndFormFactory, ParticipationFactory, StartFormFactory
from tests.factories.network import ProgrammeFactory

START = {"start_status": "11", "unemployed_months": 12, "in_education": False, "isced": "3", "household": "1"}
END = {"ended_on": "2025-11-30", "end_observed_on": "2025-12-10", "end_status": "21", "end_reason": "10"}
FOLLOW_UP = {"followup_observed_on": "2026-06-01", "followup_status": "21", "followup_contact": "1"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-06-20 10:00+03:00"):
        yield


@pytest.fixture
def programme(db: None) -> Programme:
    return ProgrammeFactory(code="S20784", areas=[HOME_AREA])


@pytest.fixture
def body(programme: Programme) -> dict[str, Any]:
    return {"programme": "S20784", "started_on": "2025-03-03", "start_form": START}


@pytest.fixture
def begun(programme: Programme, known: Any) -> Participation:
    """With a start form that says much."""
    made = ParticipationFactory(client=known, unit=known.unit, programme=programme, first_started_on=date(2025, 3, 3))
    StartFormFactory(participation=made, work_ability=7, municipality_id="837")
    return made


def standings(told: dict[str, Any]) -> dict[str, str]:
    return {one["kind"]: one["state"] for one in told["forms"]}


@pytest.mark.capability("CA-04", "CA-05")
def test_a_participation_goes_from_its_beginning_to_the_follow_up(send, post, body, known, actor):
    made = written(post(f"clients/{known.pk}/participations/", body))
    at = f"participations/{made['id']}/"
    first = send("get", at).json()

    written(post(f"{at}end-form/", END, key="end"))
    ended = send("get", at).json()
    form = send("get", f"{at}end-form/")
    change = {"end_status": "22", "end_education_kind": "1"}
    changed = send("patch", f"{at}end-form/", change, **{"If-Match": form["ETag"]})
    again = send("patch", f"{at}end-form/", change, **{"If-Match": form["ETag"]})
    unnamed = send("patch", f"{at}end-form/", change)
    written(post(f"{at}follow-up-form/", FOLLOW_UP, key="follow-up"))
    last = send("get", at).json()

    participation = Participation.objects.with_forms().get()
    assert made["url"] == f"http://testserver/api/v1/{at}"
    assert (first["client"], first["programme"], first["started_on"], first["ended_on"]) == (
        str(known.pk), "S20784", "2025-03-03", None,
    )  # fmt: skip
    assert standings(first) == {"start": "filled", "end": "later", "follow_up": "later"}
    assert standings(ended) == {"start": "filled", "end": "filled", "follow_up": "due"}
    assert [one["by"] for one in ended["forms"]] == [None, "2025-12-28", "2026-05-30"]
    assert standings(last) == dict.fromkeys(("start", "end", "follow_up"), "filled")
    assert form.json()["answers"]["end_status"] == "21"
    assert (written(changed)["version"], again.status_code, unnamed.status_code) == (2, 412, 428)
    assert changed["ETag"] == send("get", f"{at}end-form/")["ETag"]
    assert (participation.end_form.status, participation.end_form.education_kind) == ("22", "")  # not in education
    assert (participation.end_reason, participation.ended_on) == ("10", date(2025, 11, 30))
    for model in (Participation, StartForm, EndForm):
        assert {one.pgh_context["user"] for one in model.pgh_event_model.objects.all()} == {str(actor.pk)}


def test_a_form_that_was_wrong_counts_no_more_and_is_read_with_its_reason(send, post, begun, actor):
    at = f"participations/{begun.pk}/"
    written(post(f"{at}end-form/", END | {"end_work_ability": 5}, key="end", by=trusted()))

    too_early = post(f"{at}start-form/withdrawal/", {"version": 1, "reason": "Of another person."}, key="1")
    older = post(f"{at}end-form/withdrawal/", {"version": 9, "reason": "Of another person."}, key="2")
    gone = post(f"{at}end-form/withdrawal/", {"version": 1, "reason": "Of another person."}, key="3")
    again = post(f"{at}end-form/withdrawal/", {"version": 1, "reason": "Of another person."}, key="3")

    (kept,) = send("get", f"{at}past-forms/").json()["items"]
    (seen,) = send("get", f"{at}past-forms/", by=trusted()).json()["items"]
    assert [refused(one)[0] for one in (too_early, older)] == [409, 409]
    assert written(gone)["url"] == f"http://testserver/api/v1/{at}"
    assert again.json() == gone.json()
    assert (kept["kind"], kept["ground"], kept["reason"], kept["removed_by"]) == (
        "end", "withdrawn", "Of another person.", str(actor.pk),
    )  # fmt: skip
    assert (kept["answers"]["end_status"], kept["answers"]["end_work_ability"]) == ("21", None)
    assert seen["answers"]["end_work_ability"] == 5
    assert standings(send("get", at).json())["end"] == "due"
    assert (send("get", f"{at}end-form/").status_code, PastForm.objects.count()) == (404, 1)


def trusted() -> str:
    return token_of(*BOTH, name="Trusted", rights=(Right.HEALTH, Right.NON_DISCLOSURE))


def test_what_is_of_health_or_under_non_disclosure_needs_its_right(send, begun, known):
    known.non_disclosure = True
    known.save()
    address = f"participations/{begun.pk}/start-form/"
    plain, seen = send("get", address), send("get", address, by=trusted())
    etag = {"If-Match": plain["ETag"]}
    with CaptureQueriesContext(connection) as asked:
        send("get", address, by=trusted())

    (logged,) = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    hidden = [plain.json()["answers"][name] for name in ("start_work_ability", "start_municipality")]
    assert hidden == [None, None]
    assert [seen.json()["answers"][name] for name in ("start_work_ability", "start_municipality")] == [7, "837"]
    assert "health" in logged
    assert known.pk.hex in logged.replace("-", "")
    for change in ({"start_work_ability": 8}, {"start_municipality": "853"}):
        assert refused(send("patch", address, change, **etag))[0] == 403
    assert send("patch", address, {"isced": "4"}, **etag).status_code == 200
    kept = StartForm.objects.get()
    assert (kept.isced, kept.work_ability, kept.municipality_id) == ("4", 7, "837")


def test_the_stay_and_why_a_form_is_missing_are_corrected_together(send, begun, known):
    at, south = f"participations/{begun.pk}/", UnitFactory(name="South")
    change = {"version": 1, "unit": str(south.pk), "ended_on": "2025-10-31", "end_missing_reason": "1"}

    done = written(send("patch", at, change))
    older = send("patch", at, change)
    early = send("patch", at, {"version": done["version"], "ended_on": "2025-01-01"})
    away = UnitFactory(area_id=OTHER_AREA)

    begun.refresh_from_db()
    assert (begun.unit, begun.ended_on, begun.end_missing_reason) == (south, date(2025, 10, 31), "1")
    assert (done["version"], older.status_code, refused(early)) == (3, 409, (422, "ended_on"))
    assert standings(send("get", at).json()) == {"start": "filled", "end": "explained", "follow_up": "due"}
    assert send("patch", at, {"version": 3, "unit": str(away.pk)}).status_code == 404


def test_one_who_has_left_returns_and_the_first_start_form_stays(post, begun, body, known):
    Participation.objects.filter(pk=begun.pk).update(ended_on=date(2025, 11, 30))
    EndFormFactory(participation=begun, observed_on=date(2025, 12, 1))
    again = body | {"started_on": "2026-02-02"}

    told = post(f"clients/{known.pk}/participations/", again)
    del again["start_form"]
    done = written(post(f"clients/{known.pk}/participations/", again, key="x"))

    begun.refresh_from_db()
    assert refused(told) == (409, "start_form")
    assert (done["id"], begun.first_started_on, begun.started_on) == (str(begun.pk), date(2025, 3, 3), date(2026, 2, 2))
    assert (begun.ended_on, list(PastForm.objects.values_list("ground", flat=True))) == (None, ["returned"])


BEGINNING = [
    ({"programme": "S00000"}, 422, "programme"),
    ({"started_on": "2026-06-21"}, 422, "started_on"),
    ({"started_on": "1970-01-01"}, 422, "started_on"),
    ({"started_on": ""}, 400, "started_on"),
    ({"reference": "x" * 65}, 400, "reference"),
    ({"reference": "TAKEN"}, 422, ""),
    ({"ended_on": "2026-01-01"}, 400, "ended_on"),
    ({"start_form": {}}, 400, "start_form.start_status"),
    ({"start_form": START | {"start_status": "99"}}, 400, "start_form.start_status"),
    ({"start_form": START | {"isced": "x"}}, 400, "start_form.isced"),
    ({"start_form": START | {"adults": -1}}, 400, "start_form.adults"),
    ({"start_form": START | {"end_status": "21"}}, 400, "start_form.end_status"),
    ({"start_form": START | {"start_municipality": "000"}}, 400, "start_form.start_municipality"),
    ({"start_form": START | {"informed_on": "2026-06-21"}}, 422, "start_form.informed_on"),
]
ENDING = [
    ("end-form", {"end_observed_on": None}, 400, "end_observed_on"),
    ("end-form", {"end_observed_on": "2025-12-29"}, 422, "end_observed_on"),
    ("end-form", {"ended_on": "2025-01-01", "end_observed_on": "2025-01-01"}, 422, "ended_on"),
    ("end-form", {"end_reason": "zz"}, 400, "end_reason"),
    ("end-form", {"qualification_level": "x"}, 400, "qualification_level"),
    ("follow-up-form", FOLLOW_UP, 422, "followup_status"),
    ("start-form", START, 409, ""),
]


def test_what_cannot_be_is_refused_at_its_field_and_keeps_nothing(post, send, body, begun, known):
    ParticipationFactory(programme=begun.programme, client_ref="TAKEN")
    other = ClientFactory()
    before = Participation.objects.count()
    found = {}
    for number, (changes, status, field) in enumerate(BEGINNING):
        answer = post(f"clients/{other.pk}/participations/", body | changes, key=f"begin {number}")
        found[number] = refused(answer) == (status, field) or (changes, refused(answer))
    for number, (form, changes, status, field) in enumerate(ENDING):
        sent = END | changes if form == "end-form" else changes
        answer = post(f"participations/{begun.pk}/{form}/", sent, key=f"end {number}")
        found[form, number] = refused(answer) == (status, field) or (changes, refused(answer))

    assert {key: told for key, told in found.items() if told is not True} == {}
    assert (Participation.objects.count(), StartForm.objects.count(), EndForm.objects.count()) == (before, 1, 0)


@pytest.mark.parametrize("state", ["other_area", "merged", "absent"])
def test_whom_a_machine_may_not_know_is_absent_for_every_method(send, post, body, known, programme, state):
    key, client_id = uuid4(), uuid4()
    if state != "absent":
        elsewhere = {"area_id": OTHER_AREA} if state == "other_area" else {"merged_into": known}
        away = ParticipationFactory(
            client=ClientFactory(**elsewhere),
            area_id=elsewhere.get("area_id", HOME_AREA),
            programme=ProgrammeFactory(areas=[HOME_AREA, OTHER_AREA]),
        )
        StartFormFactory(participation=away)
        key, client_id = away.pk, away.client_id
    at, wrong = f"participations/{key}/", {"version": 1, "reason": "Of another person."}

    answers = [
        send("get", at),
        send("get", f"{at}start-form/"),
        send("get", f"{at}past-forms/"),
        send("get", f"clients/{client_id}/participations/"),
        send("patch", at, {"version": 1, "started_on": "2026-01-01"}),
        send("patch", f"{at}start-form/", {"isced": "1"}, **{"If-Match": '"x"'}),
        post(f"{at}end-form/", END, key="1"),
        post(f"{at}start-form/withdrawal/", wrong, key="2"),
        post(f"clients/{client_id}/participations/", body, key="3"),
    ]

    assert {(one.status_code, one.json()["error"]["code"]) for one in answers} == {(404, "not_found")}
    assert send("get", "participations/").json()["items"] == []


def test_the_list_chooses_goes_on_and_takes_as_many_queries_for_three_as_for_one(send, begun, programme):
    one = queries_of(send, "participations/")
    ended = ParticipationFactory(programme=programme, ended_on=date(2025, 1, 1), first_started_on=date(2024, 1, 1))
    ParticipationFactory()
    assert queries_of(send, "participations/") == one

    def listed(query: str) -> set[str]:
        return {told["id"] for told in send("get", f"participations/?{query}").json()["items"]}

    page = send("get", "participations/?limit=2").json()
    rest = send("get", page["next"].removeprefix("http://testserver/api/v1/")).json()
    lines = send("get", f"participations/?format=csv&unit={begun.unit_id}").content.decode().splitlines()
    assert listed("state=ended") == {str(ended.pk)}
    assert listed("programme=S20784") == {str(ended.pk), str(begun.pk)}
    assert listed("updated_since=2999-01-01T00:00:00Z") == set()
    assert len(listed("updated_since=2020-01-01T00:00:00Z")) == 3
    assert [len(page["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]
    assert (lines[0].split(",")[-3:], lines[1].split(",")[-3:]) == (
        ["start", "end", "follow_up"], ["filled", "later", "later"],
    )  # fmt: skip
    assert refused(send("get", "participations/?state=x")) == (400, "state")


def test_every_question_is_asked_and_told_by_its_name(send, begun):
    asked = send("get", "schema/").json()["components"]["schemas"]
    for kind, shape in ((FormKind.START, "StartForm"), (FormKind.END, "EndForm"), (FormKind.FOLLOW_UP, "FollowUpForm")):
        names = {question.name for question in questions_of(kind)}
        assert set(asked[f"{shape}In"]["properties"]) == names
        assert set(asked[shape.replace("Form", "AnswersOut")]["properties"]) == names


def test_four_at_once_with_one_key_make_one_participation(live_database):
    with acting(areas=range(1, 47)):
        client = ClientFactory(unit=UnitFactory())
        ProgrammeFactory(code="S20784")
        token = token_of(*BOTH)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "one"}
    body = {"programme": "S20784", "started_on": "2025-03-03", "start_form": START}

    def begin(_number: int) -> tuple[int, Any]:
        answer = Browser().post(
            f"/api/v1/clients/{client.pk}/participations/", body, content_type="application/json", headers=headers
        )
        connection.close()
        return answer.status_code, answer.json()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(begin, range(4)))

    with acting(areas=[HOME_AREA]):
        assert (Participation.objects.count(), StartForm.objects.count()) == (1, 1)
    assert answers == [(201, answers[0][1])] * 4
