"""Every route, sent what its page never sends: no form token, fields of others, methods nobody needs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.house.test_addresses import endpoint, patterns
from tests.security.attacks.conftest import address, open_context, pages

# Machines prove who they are in the request itself, so there is no session another site could use. A partner's link
# reads no cookie: its forms carry a mark of ours (tests/clients/referrals/test_link.py, a form that we did not make).
WITHOUT_FORM_TOKEN = {
    "oauth_revoke",
    "oauth_token",
    "clients:referral_link",
    "clients:referral_link_answer",
    "clients:referral_link_renew",
    "employers:interest_confirm",
    "employers:interest_new",
    "questionnaires:answer",
}
PROBES = {"desk:live", "desk:ready"}  # answered before there is a session
METHODS = ("PUT", "DELETE")
EVIL = "https://evil.example/"
# What a person's own request must never decide.
EXTRA = {
    "actor": "x",
    "actor_id": "x",
    "area": OTHER_AREA,
    "area_id": OTHER_AREA,
    "areas": OTHER_AREA,
    "created_at": "2000-01-01",
    "id": 1,
    "is_active": "1",
    "is_staff": "1",
    "is_superuser": "1",
    "password": "x",
    "pgh_context": "{}",
    "pk": 1,
    "recorded_by": "x",
    "rights": "turva",
    "role": "paa",
    "state": "imported",
    "user": "x",
    "version": 99,
    "_method": "DELETE",
}
# Steps that need nothing but the address; each has its own tests, and what they may change is said here.
PLAIN_STEPS = {
    "accounts:devices_end": set(),
    "accounts:invite_again": {"accounts_message", "accounts_signinlink", "ledger_outbox"},
    "accounts:messages_read": {"accounts_message"},
    "accounts:recovery_codes_new": {"mfa_authenticator", "accounts_message", "ledger_outbox"},
    "accounts:signout": set(),
    "clients:calendar_feed_new": {"clients_calendarfeed"},
    "clients:calendar_feed_revoke": {"clients_calendarfeed"},
    "clients:feedback_ask": {"clients_feedbackrequest", "questionnaires_invitation"},
    "clients:import_confirm": {"ledger_job", "ledger_outbox"},
    "clients:import_discard": {
        "clients_importbatch",
        "clients_importbatchevent",
        "clients_importproblem",
        "clients_importchange",
    },
    # Nothing chosen is everything: a search among all jobs, a wish for any work.
    "employers:client_jobs": {
        "employers_matchsearch",
        "employers_matchrecord",
        "employers_matchrecordevent",
    },
    "employers:job_wish": {"employers_jobwish", "employers_jobwishevent"},
    "reporting:case_figures_compute": {"ledger_job", "ledger_outbox"},
    "reporting:programme_compute": {"ledger_job", "ledger_outbox"},
    "reporting:run_cancel": {"ledger_job", "ledger_outbox"},
}


@pytest.mark.parametrize("name", sorted(set(pages()) - WITHOUT_FORM_TOKEN))
def test_a_form_of_another_site_is_refused(world, changed, name):
    """The session's cookie comes along, the token of our own pages does not."""
    place = address(name, pages()[name], world.home, HOME_AREA)
    client = world.browser("supervisor", enforce_csrf_checks=True)

    forged = {"csrfmiddlewaretoken": "a" * 64}
    response = client.post(place, forged, headers={"Origin": EVIL.rstrip("/"), "Referer": EVIL, "HX-Request": "true"})

    assert response.status_code == 403 or (name in PROBES and response.status_code == 405)
    assert changed() == []


@pytest.mark.parametrize("name", sorted(set(pages()) - WITHOUT_FORM_TOKEN - set(PLAIN_STEPS)))
def test_fields_that_are_not_the_forms_change_nothing(world, changed, name):
    place = address(name, pages()[name], world.home, HOME_AREA)

    statuses = {world.browser(role).post(place, EXTRA).status_code for role in ("supervisor", "administrator")}

    assert {status for status in statuses if status >= 500} == set()
    assert changed() == []


@pytest.mark.parametrize("name", sorted(set(PLAIN_STEPS)))
def test_fields_beside_a_plain_step_change_no_more_than_the_step(world, changed, name):
    place = address(name, pages()[name], world.home, HOME_AREA)

    statuses = {world.browser(role).post(place, EXTRA).status_code for role in ("supervisor", "administrator")}

    assert {status for status in statuses if status >= 500} == set()
    assert set(changed()) <= PLAIN_STEPS[name]


def test_a_field_for_another_area_imports_nothing_there(world, changed):
    for extra in ({"area": OTHER_AREA}, {"area": HOME_AREA, "area_id": OTHER_AREA, "programme": 999_999}):
        file = SimpleUploadedFile("a.csv", b"client_ref,started_on\nx,2018-01-01\n")
        response = world.browser("supervisor").post("/imports/new/", {**EXTRA, "file": file, **extra})
        assert response.status_code == 422

    assert changed() == []


@pytest.mark.parametrize("name", sorted(name for name, _pattern in patterns()))
def test_methods_that_a_route_does_not_name_are_refused(world, changed, name):
    pattern = dict(patterns())[name]
    place = address(name, pattern, world.home, HOME_AREA)
    client = world.browser("supervisor")

    statuses = {method: client.generic(method, place).status_code for method in METHODS}

    allowed = {401, 405} if endpoint(pattern) else {302, 404, 405}
    assert {method: status for method, status in statuses.items() if status not in allowed} == {}
    assert changed() == []


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_no_header_turns_one_method_into_another(world, changed, header):
    for place in ("/imports/", f"/imports/{world.home['batch_id']}/", "/programmes/"):
        client = world.browser("supervisor")
        assert client.get(place, headers={header: "POST"}).status_code == 200
        assert client.post(place, headers={header: "GET"}).status_code == 405
        assert client.post(f"{place}?_method=GET", {"_method": "GET"}).status_code == 405

    assert changed() == []


def test_every_step_is_a_stranger_to_get(world, changed):
    """Nothing but the logs is written by asking: what changes things is sent."""
    for name, pattern in pages().items():
        response = world.browser("supervisor").get(address(name, pattern, world.home, HOME_AREA))
        if response.streaming:
            b"".join(response.streaming_content)
        open_context()
        assert response.status_code < 500, name

    assert set(changed()) <= {"mfa_authenticator"}, "asking for the recovery codes may make them"


def test_a_stranger_changes_nothing(world, changed):
    for name, pattern in pages().items():
        place = address(name, pattern, world.home, HOME_AREA)
        assert Client().post(place, EXTRA).status_code < 500, name
        open_context()

    assert changed() == []
