"""The pages of spells, employment, follow-ups, supports and meetings: who gets which, and a way through each."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.calendar_days import months_after
from clients.models import (
    EmploymentCheck,
    EmploymentSpell,
    LabourSpell,
    NetworkMeeting,
    SupportApplication,
    Task,
)
from clients.selectors.client_sections import tab_address
from tests.factories.contacts import AppointmentFactory
from tests.factories.employment import (
    EmploymentCheckFactory,
    EmploymentSpellFactory,
    LabourSpellFactory,
    NetworkMeetingFactory,
    SupportApplicationFactory,
    employment_words,
)
from tests.factories.relations import CaseRelationFactory

TODAY = timezone.localdate()
LIST = reverse("clients:follow_ups")
NEW = (
    "labour_spell_new", "legal_spell_new", "benefit_spell_new", "employment_new", "support_new", "meeting_new",
)  # fmt: skip
OF_ONE = {
    "labour_spell": "labour_id",
    "labour_spell_withdraw": "labour_id",
    "legal_spell": "legal_id",
    "legal_spell_withdraw": "legal_id",
    "benefit_spell": "benefit_id",
    "benefit_spell_withdraw": "benefit_id",
    "employment": "employment_id",
    "employment_edit": "employment_id",
    "employment_withdraw": "employment_id",
    "coaching_new": "employment_id",
    "coaching_withdraw": "coaching_id",
    "employment_check": "check_id",
    "support": "application_id",
    "support_withdraw": "application_id",
    "meeting": "meeting_id",
    "meeting_held": "meeting_id",
    "meeting_withdraw": "meeting_id",
}
WORK = {
    "employer_name": "Esimerkki Oy",
    "job_kind": "4",
    "begun_on": TODAY.isoformat(),
    "subsidy_ground": "87",
    "subsidy_from": TODAY.isoformat(),
    "subsidy_to": (TODAY + timedelta(days=20)).isoformat(),
    "hours_per_week": "20",
    "source": "client",
}


@pytest.fixture
def words(client_of_north, people) -> dict:
    return employment_words(client_of_north, user=people["colleague"], text="CANARY-TEXT")


def address(client, name: str, *keys) -> str:
    return reverse(f"clients:{name}", args=[client.pk, *keys])


@pytest.mark.parametrize(
    ("persona", "status"),
    [
        ("responsible", 200),
        ("colleague", 200),
        ("supervisor", 200),
        ("coordinator", 404),
        ("officer", 404),
        ("analyst", 404),
    ],
)
def test_who_opens_the_pages(client_of_north, words, people, signed_in, persona, status):
    browser = signed_in(persona)

    seen = {name: browser.get(address(client_of_north, name)).status_code for name in NEW}
    seen |= {name: browser.get(address(client_of_north, name, words[key])).status_code for name, key in OF_ONE.items()}

    assert seen == dict.fromkeys((*NEW, *OF_ONE), status)


def test_nobody_is_sent_to_sign_in(client_of_north, words, client):
    seen = {client.get(address(client_of_north, name)).status_code for name in NEW}
    seen |= {client.get(address(client_of_north, name, words[key])).status_code for name, key in OF_ONE.items()}

    assert seen == {302}


@pytest.mark.capability("CA-22")
def test_a_status_is_recorded_followed_by_another_and_withdrawn(client_of_north, people, signed_in):
    browser, new = signed_in("colleague"), address(client_of_north, "labour_spell_new")

    browser.post(new, {"status": "11", "begun_on": "2026-01-05", "source": "national"})
    without = browser.post(new, {"status": "21", "begun_on": "2026-05-04", "source": "client"})
    browser.post(new, {"status": "21", "begun_on": "2026-05-04", "source": "client", "earlier_ended": "10"})
    latest = LabourSpell.objects.get(status="21")
    withdraw = address(client_of_north, "labour_spell_withdraw", latest.pk)
    answer = browser.post(withdraw, {"version": 1, "reason": "Another client's"})

    assert (without.status_code, "another labour-market status" in without.text) == (422, True)
    assert answer.status_code == 302
    kept = LabourSpell.objects.order_by("begun_on").values_list("status", "end_reason", "withdrawal_reason")
    assert list(kept) == [("11", "10", ""), ("21", "", "Another client's")]
    assert "Recorded in error" in browser.get(tab_address(client_of_north.pk, "employment")).text


def test_a_spell_changed_meanwhile_says_so_and_keeps_what_was_typed(client_of_north, people, signed_in):
    one = LabourSpellFactory(client=client_of_north, version=2)
    typed = {"status": "11", "begun_on": "2026-01-05", "source": "client", "source_name": "KEPT", "version": 1}

    answer = signed_in("colleague").post(address(client_of_north, "labour_spell", one.pk), typed)

    assert (answer.status_code, "KEPT" in answer.text) == (409, True)
    one.refresh_from_db()
    assert (one.source_name, one.version) == ("", 2)


@pytest.mark.capability("CA-17", "CA-27")
def test_an_employment_is_recorded_followed_up_and_withdrawn_by_pages(client_of_north, people, signed_in):
    browser = signed_in("colleague")
    begun = months_after(TODAY, -1)

    browser.post(
        address(client_of_north, "employment_new"),
        WORK | {"begun_on": begun.isoformat(), "subsidy_from": begun.isoformat()},
    )
    one = EmploymentSpell.objects.get()
    check = EmploymentCheck.objects.get(months=1)
    form = address(client_of_north, "employment_check", check.pk)
    answered = browser.post(
        f"{form}?next=/my-day/",
        {
            "version": 1,
            "contact_result": "1",
            "checked_on": TODAY.isoformat(),
            "is_employed": "1",
            "needs_support": "0",
        },
    )
    coached = browser.post(
        address(client_of_north, "coaching_new", one.pk), {"begun_on": begun.isoformat(), "provider": "Valmennus Oy"}
    )
    page = browser.get(address(client_of_north, "employment", one.pk)).text
    withdrawn = browser.post(
        address(client_of_north, "employment_withdraw", one.pk), {"version": 1, "reason": "Another client's"}
    )

    assert (answered.status_code, answered.headers["Location"]) == (302, "/my-day/")
    assert (coached.status_code, withdrawn.status_code) == (302, 302)
    assert "Valmennus Oy" in page
    check.refresh_from_db()
    one.refresh_from_db()
    assert (check.is_employed, check.needs_support, one.is_withdrawn) == (True, False, True)
    assert not Task.objects.filter(done_at=None).exists()


def test_a_follow_up_leads_nowhere_else(client_of_north, people, signed_in):
    check = EmploymentCheckFactory(employment=EmploymentSpellFactory(client=client_of_north))
    form = address(client_of_north, "employment_check", check.pk)

    answer = signed_in("colleague").post(
        f"{form}?next=https://elsewhere.invalid/",
        {"version": 1, "contact_result": "2", "checked_on": TODAY.isoformat()},
    )

    assert answer.headers["Location"] == address(client_of_north, "employment", check.employment_id)


@pytest.mark.capability("SU-04")
def test_an_application_is_recorded_and_decided_by_pages(client_of_north, people, signed_in):
    browser = signed_in("colleague")
    given = {"kind": "arrangement", "purpose": "1", "employer_name": "Esimerkki Oy", "applied_on": "2026-02-02"}

    browser.post(address(client_of_north, "support_new"), given | {"cost_on": "2026-01-20"})
    one = SupportApplication.objects.get()
    page = address(client_of_north, "support", one.pk)
    decision = {"version": 1, "decision": "granted", "decided_on": "2026-02-20"}
    refused = browser.post(page, decision | {"amount_granted": "4000.01"})
    browser.post(page, decision | {"amount_granted": "4000"})

    one.refresh_from_db()
    assert (refused.status_code, one.decision, one.amount_granted) == (422, "granted", Decimal(4000))


@pytest.mark.capability("NW-12")
def test_a_meeting_is_planned_from_an_appointment_and_held_by_pages(client_of_north, people, signed_in):
    browser = signed_in("colleague")
    booked = AppointmentFactory(client=client_of_north, of=[people["colleague"]], created_by=people["colleague"])
    new = f"{address(client_of_north, 'meeting_new')}?appointment={booked.pk}"
    past = timezone.localtime(timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    planned = {"starts_at": past, "channel": "network", "staff": [str(people["colleague"].pk)], "with_client": "on"}
    outside = {"kind_1": "kela", "organisation_1": "Kela", "function_1": "Caseworker", "ground_1": "15"}

    first = browser.get(reverse("clients:appointment", args=[booked.pk])).text
    refused = browser.post(new, planned | outside)
    browser.post(new, planned | outside | {"detail_1": "Since spring"})
    meeting = NetworkMeeting.objects.get()
    browser.post(
        address(client_of_north, "meeting_held", meeting.pk),
        {
            "version": 1,
            "discussed": "CANARY-DISCUSSED",
            "text_1": "Ask for a statement",
            "staff_1": str(people["responsible"].pk),
            "text_2": "Send the application",
            "owner_2": "Kela",
        },
    )

    assert new in first
    assert (refused.status_code, NetworkMeeting.objects.count()) == (422, 1)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.appointment, Task.objects.get().owner) == ("held", booked, people["responsible"])
    page = browser.get(address(client_of_north, "meeting", meeting.pk)).text
    assert ("CANARY-DISCUSSED" in page, "Send the application" in page) == (True, True)
    follow = browser.get(f"{address(client_of_north, 'meeting_new')}?follows={meeting.pk}").text
    assert 'value="Since spring"' in follow


def test_an_action_says_what_is_done_and_by_whom(client_of_north, people, signed_in):
    meeting = NetworkMeetingFactory(client=client_of_north)
    held = address(client_of_north, "meeting_held", meeting.pk)

    for typed in ({"text_1": "Alone"}, {"owner_1": "Somebody"}):
        answer = signed_in("colleague").post(held, {"version": 1, "discussed": "x"} | typed)
        assert answer.status_code == 422

    meeting.refresh_from_db()
    assert meeting.status == "planned"


def test_a_meeting_is_cancelled_by_its_button(client_of_north, people, signed_in):
    meeting = NetworkMeetingFactory(client=client_of_north)

    answer = signed_in("colleague").post(address(client_of_north, "meeting_cancel", meeting.pk), {"version": 1})

    meeting.refresh_from_db()
    assert (answer.status_code, meeting.status) == (302, "cancelled")


@pytest.mark.parametrize("name", ["appointment", "follows"])
@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_meeting_starts_from_the_clients_own_records(client_of_north, people, signed_in, name, key):
    answer = signed_in("colleague").get(f"{address(client_of_north, 'meeting_new')}?{name}={key}")

    assert answer.status_code == 404


@pytest.mark.capability("CA-17")
def test_my_day_leads_to_the_follow_up_and_the_tile_to_the_list(client_of_north, people, signed_in):
    CaseRelationFactory(client=client_of_north, user=people["colleague"], kind="co_owner")
    browser = signed_in("colleague")
    begun = months_after(TODAY, -1)
    browser.post(
        address(client_of_north, "employment_new"),
        WORK | {"begun_on": begun.isoformat(), "subsidy_from": begun.isoformat()},
    )
    check = EmploymentCheck.objects.get(months=1)
    Task.objects.filter(pk=check.task_id).update(owner=people["colleague"])

    day = browser.get(reverse("desk:my_day")).text
    subsidies = browser.get(f"{reverse('clients:clients')}?whose=mine&subsidy_ending=1").text

    assert address(client_of_north, "employment_check", check.pk) in day
    assert "subsidy_ending=1" in day
    assert str(client_of_north.pk) in subsidies
    assert (
        address(client_of_north, "employment_check", check.pk)
        in browser.get(reverse("clients:task", args=[check.task_id])).text
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_of_follow_ups_is_a_file_too(client_of_north, words, people, signed_in, kind):
    files = reverse(f"clients:follow_ups_{kind}")

    assert signed_in("colleague").get(files).status_code == 200
    assert "CANARY-TEXT" in signed_in("colleague").get(reverse("clients:follow_ups_csv")).text
    assert "CANARY-TEXT" not in signed_in("coordinator").get(reverse("clients:follow_ups_csv")).text
    assert signed_in("colleague", fresh=False).get(files).status_code == 302


def test_the_page_of_follow_ups_costs_the_same_for_many(client_of_north, people, signed_in):
    browser = signed_in("colleague")
    counts = []
    for _number in range(2):
        for _row in range(1 if not counts else 2):
            EmploymentCheckFactory(employment=EmploymentSpellFactory(client=client_of_north))
        browser.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(f"{LIST}?state=open&sort=-client&months=1").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.capability("SU-01")
def test_the_conditions_of_an_extension_are_asked_for(signed_in, client_of_north):
    one = SupportApplicationFactory(client=client_of_north, kind="wage", ground="87.3", purpose="", cost_on=None)
    browser, page = signed_in("colleague"), address(client_of_north, "support", one.pk)
    given = {
        "version": 1,
        "decision": "granted",
        "decided_on": "2026-03-02",
        "decision_reason": "",
        "percent_granted": 70,
    }

    asked = browser.get(page).content.decode()
    refused = browser.post(page, {**given, "checks": ["certificate", "adjusted", "lasting"]})
    too_long = browser.post(
        page, {**given, "checks": ["certificate", "adjusted", "lasting", "in_time"], "months_granted": 25}
    )
    granted = browser.post(
        page, {**given, "checks": ["certificate", "adjusted", "lasting", "in_time"], "months_granted": 24}
    )

    shown = re.findall(r'name="checks" value="(\w+)"', asked)
    assert shown == ["certificate", "adjusted", "lasting", "in_time"]
    assert [name in asked for name in ("hours_a_month", "months_granted", "month_amount")] == [False, True, True]
    assert [response.status_code for response in (refused, too_long, granted)] == [422, 422, 302]
    assert "Medical certificate written during the subsidy" in browser.get(page).content.decode()
