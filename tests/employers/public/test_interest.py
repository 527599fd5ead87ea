"""Interest from the public pages: sent, confirmed by the mailed link, decided, forgotten; and attacked."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client as Browser
from django.utils import timezone

from accounts.context import acting, set_context
from accounts.enums import Role
from accounts.models import RateLimit
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder
from employers.enums.public import INTEREST_STEPS, DeclineReason, InterestState
from employers.enums.register import EmployerClass
from employers.models import Employer, Establishment, InterestRequest
from employers.services.interest import (
    accept_interest,
    confirm_interest,
    decline_interest,
    mail_interest,
    sweep_interest,
    token_of,
)
from ledger.models import Outbox
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.employer_interest import InterestRequestFactory
from tests.factories.employers import EmployerFactory, business_id
from tests.factories.signin import fresh_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.capability("EM-05")]
_S = InterestState
FORM = "/employer-services/en/interest/"
WRITTEN = {
    "employer_name": "Esimerkkileipomo Oy",
    "business_id": business_id(77_777),
    "municipality": "853",
    "name": "Keksitty Kirjoittaja",
    "email": "kirjoittaja@test.invalid",
    "phone": "+358 40 000 0000",
    "message": "Tarvitsemme apua keittiössä.",
    "website": "",
}


class Own(Browser):
    """The test goes on seeing all areas after each request, and fewer requests than a limit allows are counted."""

    def request(self, **request):
        response = super().request(**request)
        set_context(user=None, areas=range(1, 47))
        return response


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-12-01 10:00+02:00", tick=False) as moving:
        yield moving


@pytest.fixture(autouse=True)
def letters(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    set_context(user=None, areas=range(1, 47))
    return mail


@pytest.fixture
def stranger():
    return Own()


@pytest.fixture
def specialist():
    return member(role=Role.EMPLOYER_SPECIALIST)


def mark_of(browser, clock, *, waits: float = 5) -> str:
    mark = re.search(r'name="mark" value="([^"]+)"', browser.get(FORM).content.decode())[1]
    clock.shift(waits)
    return mark


def send(browser, clock, **changes):
    return browser.post(FORM, WRITTEN | {"mark": mark_of(browser, clock)} | changes)


def address(interest, language="en") -> str:
    return f"/employer-services/{language}/interest/{token_of(interest.pk)}/"


def everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (InterestRequest, Employer, Establishment, Outbox)]


def test_an_interest_waits_for_its_link_and_touches_no_register(stranger, clock, letters):
    response = send(stranger, clock, municipality="837")

    (interest,) = InterestRequest.objects.all()
    (work,) = Outbox.objects.filter(task="employers.mail_interest")
    assert (response.status_code, response["Location"]) == (302, "/employer-services/en/interest/sent/")
    assert (interest.area_id, interest.state, interest.language) == (OTHER_AREA, _S.UNCONFIRMED, "en")
    assert interest.contact == {name: WRITTEN[name] for name in ("name", "email", "phone", "message")}
    assert b"Kirjoittaja" not in bytes(interest.contact_cipher)
    assert (work.arguments, work.area_id) == ({"interest": str(interest.pk)}, OTHER_AREA)
    assert Employer.objects.count() == 0
    assert "contact_cipher" not in {field.name for field in InterestRequest.pgh_event_model._meta.fields}


def test_the_mail_holds_a_link_and_nothing_of_anybody_and_leaves_once(stranger, clock, letters):
    send(stranger, clock)
    (interest,) = InterestRequest.objects.all()

    assert [mail_interest(interest_id=interest.pk), mail_interest(interest_id=interest.pk)] == [1, 0]

    (letter,) = letters.outbox
    assert letter.to == ["kirjoittaja@test.invalid"]
    assert address(interest) in letter.body
    for word in ("Keksitty", "Esimerkkileipomo", "keittiö", WRITTEN["business_id"], str(interest.pk)):
        assert word not in letter.body + letter.subject, word


def test_looking_confirms_nothing_and_the_button_does_once(stranger, clock):
    interest = InterestRequestFactory(fresh=True)
    before = everything()
    seen = [stranger.get(address(interest), headers={"Sec-Purpose": "prefetch"}), stranger.head(address(interest))]
    seen.append(stranger.post(address(interest), headers={"Sec-Fetch-Site": "cross-site"}))
    assert [one.status_code for one in seen] == [200] * 3
    assert everything() == before

    answers = [stranger.post(address(interest)), stranger.post(address(interest)), stranger.get(address(interest))]

    interest.refresh_from_db()
    assert [one.status_code for one in answers] == [200, 410, 410]
    assert (interest.state, interest.confirmed_at, interest.version) == (_S.WAITING, timezone.now(), 2)
    for one in (*seen, *answers):
        assert (one["Referrer-Policy"], one["Cache-Control"]) == ("no-referrer", "no-store")
        assert "Leipomo" not in one.content.decode()
        assert len(one.cookies) == 0


@pytest.mark.parametrize(("after", "status"), [(timedelta(days=7), 200), (timedelta(days=7, seconds=1), 410)])
def test_a_link_is_good_for_a_week(stranger, clock, after, status):
    interest = InterestRequestFactory(fresh=True)

    clock.shift(after)

    assert stranger.post(address(interest)).status_code == status


@pytest.mark.parametrize("state", [state for state in _S if state != _S.UNCONFIRMED])
def test_only_what_is_not_confirmed_is_confirmed(state, specialist):
    interest = InterestRequestFactory()
    decided = {"decided_at": timezone.now(), "decided_by": specialist}
    more = {
        _S.ACCEPTED: decided | {"employer": EmployerFactory()},
        _S.DECLINED: decided | {"reason": DeclineReason.TWICE},
    }
    InterestRequest.objects.update(state=state, **more.get(state, {}))

    assert InterestState.WAITING not in INTEREST_STEPS[state]
    with pytest.raises(OutOfOrder):
        confirm_interest(area_id=HOME_AREA, interest_id=interest.pk)


# --- what stands in the way of programs and forgers


@pytest.mark.parametrize(
    ("_case", "changes"),
    [
        ("no mark", {"mark": ""}),
        ("a made-up mark", {"mark": '{"at":0}:AAAA'}),
        ("a mark of another page", {"mark": "eyJhdCI6MX0:1tL3kz:AAAA"}),
        ("no name", {"employer_name": " "}),
        ("a wrong check digit", {"business_id": "1234567-0"}),
        ("no such municipality", {"municipality": "999"}),
        ("a line break in the address", {"email": "a@test.invalid\r\nBcc: b@test.invalid"}),
        ("a line break in the name", {"name": "A\r\nBcc: b@test.invalid"}),
        ("markup in the name", {"name": "<b>A</b>"}),
        ("two addresses", {"email": "a@test.invalid, b@test.invalid"}),
        ("letters for a phone", {"phone": "call me"}),
        ("a null character", {"message": "a\0b"}),
        ("too long a message", {"message": "x" * 2001}),
    ],
)
def test_what_cannot_stand_is_said_and_nothing_typed_is_lost(stranger, clock, _case, changes):
    response = send(stranger, clock, **changes)

    text = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in text
    assert ('value="Esimerkkileipomo Oy"' in text) is ("employer_name" not in changes)
    assert (InterestRequest.objects.count(), Outbox.objects.count()) == (0, 0)


@pytest.mark.parametrize(("waits", "status"), [(2, 422), (3, 302), (12 * 3600, 302), (12 * 3600 + 1, 422)])
def test_a_form_is_taken_after_three_seconds_and_within_twelve_hours(stranger, clock, waits, status):
    mark = mark_of(stranger, clock, waits=waits)

    response = stranger.post(FORM, WRITTEN | {"mark": mark})

    kept = re.findall(r'name="mark" value="([^"]+)"', response.content.decode())
    assert response.status_code == status
    assert (kept == [mark]) is (waits == 2)
    assert InterestRequest.objects.count() == (status == 302)


def test_a_form_is_good_once(stranger, clock):
    mark = mark_of(stranger, clock)

    answers = [stranger.post(FORM, WRITTEN | {"mark": mark, "email": f"{n}@test.invalid"}) for n in range(3)]

    assert [one.status_code for one in answers] == [302] * 3
    assert [one.contact["email"] for one in InterestRequest.objects.all()] == ["0@test.invalid"]
    assert Outbox.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "headers", "status"),
    [({"website": "https://spam.example"}, {}, 302), ({}, {"Sec-Fetch-Site": "cross-site"}, 422)],
)
def test_programs_and_other_sites_send_nothing(stranger, clock, changes, headers, status):
    mark = mark_of(stranger, clock)

    response = stranger.post(FORM, WRITTEN | {"mark": mark} | changes, headers=headers)

    assert response.status_code == status
    assert InterestRequest.objects.count() == 0


def test_one_address_is_mailed_three_times_a_day_and_one_sender_sends_ten_an_hour(stranger, clock):
    RateLimit.objects.all().delete()
    same = [send(stranger, clock).status_code for _turn in range(4)]
    others = [send(stranger, clock, email=f"{n}@test.invalid").status_code for n in range(7)]

    assert same == [302] * 3 + [429]
    assert others == [302] * 6 + [429]


def test_an_oversized_form_is_not_read(stranger):
    response = stranger.post(FORM, WRITTEN | {"message": "x" * 30_000})

    assert response.status_code == 413
    assert InterestRequest.objects.count() == 0


# --- the queue


def accepted(actor, interest, **changes):
    given = {"version": interest.version, "kind": EmployerClass.COMPANY}
    return accept_interest(actor=actor, interest_id=interest.pk, **(given | changes))


def test_an_accepted_employer_is_in_the_register_once(specialist):
    new, known = InterestRequestFactory(), InterestRequestFactory()
    held = EmployerFactory(business_id=known.business_id)

    found = [accepted(specialist, one).employer for one in (new, known)]

    (place,) = Establishment.objects.all()
    assert found[1] == held
    assert (found[0].name, found[0].business_id, found[0].kind) == (new.employer_name, new.business_id, "company")
    assert (place.employer, place.municipality_id) == (found[0], "853")
    new.refresh_from_db()
    assert (new.state, new.decided_by, new.decided_at) == (_S.ACCEPTED, specialist, timezone.now())
    with pytest.raises(OutOfOrder):
        accepted(specialist, new)
    with pytest.raises(OutOfOrder):
        decline_interest(actor=specialist, interest_id=new.pk, version=2, reason=DeclineReason.TWICE)


def test_nobody_decides_over_somebody_elses_decision_or_in_another_area(specialist):
    interest, away, fresh = (
        InterestRequestFactory(version=2),
        InterestRequestFactory(area_id=OTHER_AREA, municipality_id="837"),
        InterestRequestFactory(fresh=True),
    )
    before = everything()

    with pytest.raises(Conflict):
        accepted(specialist, interest, version=1)
    for hidden in (away, fresh):
        with pytest.raises(NotFound):
            accepted(specialist, hidden)
        with pytest.raises(NotFound):
            decline_interest(actor=specialist, interest_id=hidden.pk, version=1, reason=DeclineReason.TWICE)
    with pytest.raises((NotFound, NotAllowed)):
        accepted(member(role=Role.ANALYST), interest, version=2)

    assert everything() == before


def test_time_removes_what_nobody_confirmed_and_forgets_who_wrote(clock, specialist):
    late, kept = InterestRequestFactory(fresh=True), InterestRequestFactory()
    old = decline_interest(
        actor=specialist, interest_id=InterestRequestFactory().pk, version=1, reason=DeclineReason.NO_NEED
    )
    decided = timezone.now()

    def swept(after, *, simulate=False):
        done = sweep_interest(moment=decided + after, areas=[HOME_AREA], simulate=simulate)
        set_context(user=None, areas=range(1, 47))
        return done.expired, done.forgotten

    assert [swept(timedelta(days=7)), swept(timedelta(days=183))] == [(0, 0), (1, 0)]
    assert not InterestRequest.objects.filter(pk=late.pk).exists()
    assert swept(timedelta(days=183, seconds=1), simulate=True) == (0, 1)
    assert [swept(timedelta(days=183, seconds=1)), swept(timedelta(days=184))] == [(0, 1), (0, 0)]
    old.refresh_from_db()
    kept.refresh_from_db()
    assert (old.contact, old.employer_name, old.business_id, old.reason) == ({}, "", "", DeclineReason.NO_NEED)
    assert kept.contact["name"] == "Keksitty Kirjoittaja"


def test_interest_is_seen_in_its_own_area_only():
    InterestRequestFactory()
    InterestRequestFactory(area_id=OTHER_AREA, municipality_id="837")

    seen = {}
    for areas in ((), (HOME_AREA,), (OTHER_AREA,)):
        with acting(areas=areas):
            seen[areas] = list(InterestRequest.objects.values_list("area_id", flat=True))

    assert seen == {(): [], (HOME_AREA,): [HOME_AREA], (OTHER_AREA,): [OTHER_AREA]}


def browser_of(person) -> Browser:
    browser = Own()
    set_context(user=person.pk)
    browser.force_login(person)
    fresh_second_factor(browser, person)
    browser.cookies["tasma_language"] = "en"
    set_context(user=None, areas=range(1, 47))
    return browser


def test_the_queue_its_pages_and_its_files(specialist, django_assert_num_queries, clock):
    browser = browser_of(specialist)
    one = InterestRequestFactory(employer_name="Aho Oy")
    InterestRequestFactory(fresh=True, employer_name="Hidden Oy")
    browser.get("/employer-interest/")
    with django_assert_num_queries(7):
        browser.get("/employer-interest/")
    InterestRequestFactory(employer_name="Zeta Oy", confirmed_at=datetime(2026, 11, 1, tzinfo=UTC))
    InterestRequestFactory(employer_name="Beta Oy")
    with django_assert_num_queries(7):
        text = browser.get("/employer-interest/?sort=-employer").content.decode()
    assert re.findall(r">(\w+ Oy)</a>", text) == ["Zeta Oy", "Beta Oy", "Aho Oy"]
    lines = browser.get("/employer-interest.csv?stage=waiting&sort=employer").content.decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["Employer", "Aho Oy", "Beta Oy", "Zeta Oy"]
    assert "Kirjoittaja" not in text + "".join(lines)
    assert browser.get("/employer-interest.xlsx").content.startswith(b"PK")

    page = browser.get(f"/employer-interest/{one.pk}/").content.decode()
    wrong = browser.post(f"/employer-interest/{one.pk}/decline/", {"version": 1})
    stale = browser.post(f"/employer-interest/{one.pk}/decline/", {"version": 7, "reason": "twice"})
    done = browser.post(f"/employer-interest/{one.pk}/accept/", {"version": 1, "kind": "company"})

    assert ("Keksitty Kirjoittaja" in page, "Take into the register" in page) == (True, True)
    assert [wrong.status_code, stale.status_code, done.status_code] == [422, 409, 302]
    assert "Take into the register" not in browser.get(f"/employer-interest/{one.pk}/").content.decode()
