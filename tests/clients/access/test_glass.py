"""Exceptional access: asked for, told, over after an hour, and reviewed by another."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Message
from clients.models import BreakGlass, Client
from clients.selectors.glass import overdue_count
from clients.services.break_glass import open_glass, review_glass
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from tests.factories.accounts import OTHER_AREA
from tests.factories.clients import ClientFactory
from tests.factories.relations import BreakGlassFactory

REASON = "The client is in the lobby and the colleague is away."


def told() -> set[tuple[str, str]]:
    return set(Message.objects.values_list("user__name", "kind"))


def test_form_is_the_same_for_every_address(signed_in, client_of_north):
    browser = signed_in("coordinator")

    here, nowhere = (
        browser.get(f"/exceptional-access/{key}/").content.decode().replace(str(key), "ID")
        for key in (client_of_north.pk, uuid4())
    )

    plain = [[line for line in text.splitlines() if "csrf" not in line] for text in (here, nowhere)]
    assert plain[0] == plain[1]
    assert "CANARY" not in here
    assert not Message.objects.exists()


@pytest.mark.parametrize("persona", ["analyst", "regional", "officer"])
def test_form_is_not_for_those_without_clients(signed_in, client_of_north, persona):
    browser = signed_in(persona)

    answers = [
        browser.get(f"/exceptional-access/{client_of_north.pk}/"),
        browser.get(f"/clients/{client_of_north.pk}/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert b"exceptional-access" not in answers[1].content


def test_opening_asks_for_a_second_factor(signed_in, client_of_north):
    response = signed_in("coordinator", fresh=False).post(
        f"/exceptional-access/{client_of_north.pk}/", {"reason": REASON}
    )

    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/account/step-up/")
    assert not BreakGlass.objects.exists()


def test_opening_is_logged_and_told(signed_in, people, client_of_north):
    browser = signed_in("coordinator")
    browser.get("/clients/")

    with CaptureQueriesContext(connection) as queries:
        response = browser.post(f"/exceptional-access/{client_of_north.pk}/", {"reason": REASON})
    sent = "".join(query["sql"] for query in queries if "INSERT INTO accounts_readlog" in query["sql"])
    page = browser.get(response["Location"])

    glass = BreakGlass.objects.get()
    assert "'break_glass'" in sent
    assert client_of_north.pk.hex in sent.replace("-", "")
    assert page.status_code == 200
    assert glass.expires_at - glass.opened_at == timedelta(minutes=60)
    assert glass.review_due_on == timezone.localdate() + timedelta(days=7)
    assert told() == {
        (people["responsible"].name, "glass_opened"),
        (people["supervisor"].name, "glass_to_review"),
    }


@pytest.mark.parametrize("whose", ["absent", "other area"])
def test_absent_clients_and_those_of_other_areas_cannot_be_opened(people, whose):
    key = uuid4() if whose == "absent" else ClientFactory(area_id=OTHER_AREA).pk

    with pytest.raises(NotFound):
        open_glass(actor=people["coordinator"], client_id=key, reason=REASON)

    assert not BreakGlass.objects.exists()


def test_short_reason_is_refused_before_anything_is_told(signed_in, client_of_north):
    browser = signed_in("coordinator")

    answers = [
        browser.post(f"/exceptional-access/{key}/", {"reason": "because"}) for key in (client_of_north.pk, uuid4())
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert not BreakGlass.objects.exists()


def test_known_client_needs_no_exception(people, client_of_north):
    with pytest.raises(OutOfOrder):
        open_glass(actor=people["colleague"], client_id=client_of_north.pk, reason=REASON)

    assert not BreakGlass.objects.exists()


@pytest.mark.django_db
def test_no_row_lasts_longer_than_an_hour(people, client_of_north):
    now = timezone.now()

    with pytest.raises(IntegrityError, match="break_glass_an_hour"), transaction.atomic():
        BreakGlassFactory(
            client=client_of_north,
            user=people["coordinator"],
            opened_at=now,
            expires_at=now + timedelta(minutes=60, seconds=1),
        )


@pytest.mark.parametrize(
    ("verdict", "comment", "messages"),
    [
        ("justified", "", {("coordinator", "glass_reviewed")}),
        ("follow_up", "Talk about it.", {("coordinator", "glass_reviewed")}),
        ("unjustified", "No need.", {("coordinator", "glass_reviewed"), ("officer", "glass_unjustified")}),
    ],
)
def test_supervisor_reviews(signed_in, people, client_of_north, verdict, comment, messages):
    glass = BreakGlassFactory(client=client_of_north, user=people["coordinator"])
    browser = signed_in("supervisor")

    waiting = browser.get("/exceptional-access/").content.decode()
    response = browser.post(
        f"/exceptional-access/reviews/{glass.pk}/", {"verdict": verdict, "comment": comment, "version": 1}
    )
    after = browser.get("/exceptional-access/").content.decode()

    glass.refresh_from_db()
    assert response.status_code == 302
    assert (glass.verdict, glass.reviewed_by) == (verdict, people["supervisor"])
    assert (glass.reason in waiting, glass.reason in after) == (True, False)
    assert told() == {(people[who].name, kind) for who, kind in messages}


@pytest.mark.parametrize("persona", ["other_supervisor", "colleague", "officer", "coordinator"])
def test_review_is_for_supervisors_of_the_client(signed_in, people, client_of_north, persona):
    glass = BreakGlassFactory(client=client_of_north, user=people["coordinator"])

    response = signed_in(persona).post(
        f"/exceptional-access/reviews/{glass.pk}/", {"verdict": "justified", "version": 1}
    )

    glass.refresh_from_db()
    assert (response.status_code, glass.verdict) == (404, "")


def test_nobody_reviews_their_own(people, client_of_north):
    glass = BreakGlassFactory(client=client_of_north, user=people["supervisor"])

    with pytest.raises(NotFound):
        review_glass(actor=people["supervisor"], glass_id=glass.pk, verdict="justified", comment="", version=1)
    with pytest.raises(IntegrityError, match="not_own_judge"), transaction.atomic():
        BreakGlass.objects.update(reviewed_by=glass.user_id, reviewed_at=timezone.now(), verdict="justified")


def test_review_refuses_what_does_not_fit(people, client_of_north):
    glass = BreakGlassFactory(client=client_of_north, user=people["coordinator"])
    review = {"actor": people["supervisor"], "glass_id": glass.pk}

    with pytest.raises(Refusal, match="what is wrong"):
        review_glass(**review, verdict="unjustified", comment=" ", version=1)
    with pytest.raises(Conflict):
        review_glass(**review, verdict="justified", comment="", version=2)
    review_glass(**review, verdict="justified", comment="", version=1)
    with pytest.raises(OutOfOrder):
        review_glass(**review, verdict="justified", comment="", version=2)


def test_review_is_overdue_after_seven_days(people, client_of_north):
    glass = BreakGlassFactory(client=client_of_north, user=people["coordinator"])
    today = timezone.localdate()

    counts = []
    for due in (today, today - timedelta(days=1)):
        BreakGlass.objects.filter(pk=glass.pk).update(review_due_on=due)
        counts.append(overdue_count(people["supervisor"]))

    assert counts == [0, 1]
    assert overdue_count(people["other_supervisor"]) == 0
    assert Client.objects.filter(pk=client_of_north.pk).exists()
