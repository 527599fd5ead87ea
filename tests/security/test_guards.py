"""Small guards that no other test stands for."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import get_hasher
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import ReadEvent
from accounts.models import SigninLink
from accounts.services.signin import make_signin_token, redeem_signin_token
from config.drawing import row_cells
from config.errors import refusal_page
from config.kernel.errors import Refusal
from config.kernel.tables import Cell, Row
from config.middleware import ContextMiddleware
from tests.factories.accounts import HOME_AREA, MembershipFactory, member

MARKUP = "<img src=x onerror=alert(1)>"


def everything() -> None:
    set_context(user=None, areas=range(1, 47))


def test_a_sign_in_link_is_kept_as_a_hash_only(db):
    person = member()

    token = make_signin_token(email=person.email)

    (link,) = SigninLink.objects.all()
    assert token.encode() not in bytes(link.token_hash)
    assert len(bytes(link.token_hash)) == 32


def test_a_sign_in_link_works_once(db):
    person = member()
    token = make_signin_token(email=person.email)
    redeem_signin_token(token=token)

    with pytest.raises(Refusal):
        redeem_signin_token(token=token)


def test_an_expired_sign_in_link_is_refused_and_stays_unspent(db):
    person = member()
    token = make_signin_token(email=person.email, lifetime=timedelta(seconds=-1))

    with pytest.raises(Refusal):
        redeem_signin_token(token=token)

    assert SigninLink.objects.get().used_at is None


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (1, True)])
def test_a_membership_counts_until_its_last_day(db, days, counts):
    ends = timezone.localdate() + timedelta(days=days)
    person = MembershipFactory(valid_to=ends).user

    assert bool(person.memberships_today()) is counts


@pytest.mark.parametrize(("days", "counts"), [(-1, True), (0, True), (1, False)])
def test_a_membership_counts_from_its_first_day(db, days, counts):
    begins = timezone.localdate() + timedelta(days=days)
    person = MembershipFactory(valid_from=begins).user

    assert bool(person.memberships_today()) is counts


def test_a_deactivated_person_is_a_stranger_at_the_next_request(db):
    person = member()
    browser = Client()
    set_context(user=person.pk)
    browser.force_login(person)
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    response = browser.get("/programmes/")

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_a_refused_address_is_in_the_read_log(db):
    person = member()
    request = RequestFactory().get("/participations/")
    request.user, request.request_id = person, "0" * 32
    request.resolver_match = type("Match", (), {"view_name": "clients:participation_detail"})()

    with CaptureQueriesContext(connection) as queries:
        ContextMiddleware(lambda _request: None)._log_refusal(request)
        everything()

    written = [query["sql"] for query in queries if "INSERT INTO accounts_readlog" in query["sql"]]
    assert len(written) == 1
    words = (ReadEvent.REFUSED, str(person.pk), str(HOME_AREA), "clients:participation_detail")
    assert [word for word in words if word not in written[0]] == []


def test_markup_in_a_value_is_shown_as_text():
    kinds = [
        Cell(text=MARKUP),
        Cell(text=MARKUP, url="/x/"),
        Cell(text=MARKUP, note=MARKUP),
        Cell(text=MARKUP, kind="absent"),
    ]

    pages = [str(row_cells(Row(cells=(cell,), group=heads), 1)) for cell in kinds for heads in (False, True)]

    assert [page for page in pages if "<img" in page] == []
    assert [page for page in pages if "&lt;img src=x onerror=alert(1)&gt;" not in page] == []


def test_markup_in_a_refusal_is_shown_as_text(rf):
    request = rf.get("/", headers={"HX-Request": "true"})

    page = refusal_page(request, Refusal(MARKUP)).content.decode()

    assert "<img" not in page


def test_passwords_are_kept_by_argon2_with_its_recommended_cost():
    hasher = get_hasher("default")

    parameters = hasher.params()

    assert hasher.algorithm == "argon2"
    assert parameters.memory_cost >= 19 * 1024
    assert parameters.time_cost >= 2
