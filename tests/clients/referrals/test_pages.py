"""Pages of referrals, services and counterparts for the personas, lists by one number of statements, files."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.enums import DataItem, Ground
from clients.enums.service_referrals import ServiceReferralState
from clients.models import Client, Counterpart, ServicePeriod, ServiceReferral
from clients.selectors.facets import fitting
from clients.selectors.service_referrals import answers_by
from clients.services.referral_links import token_of
from tests.factories.clients import ClientFactory
from tests.factories.network import OrganisationFactory, ServiceFactory
from tests.factories.service_referrals import CounterpartFactory, ServicePeriodFactory, link_of, referral_in

_S = ServiceReferralState
CLOSED = {"colleague": 404, "outsider": 404, "analyst": 404}


def text(response) -> str:
    return response.content.decode()


@pytest.mark.capability("CA-10")
def test_a_referral_is_drafted_looked_at_and_sent(signed_in, known, service, people):
    browser = signed_in("coordinator")
    new = reverse("clients:service_referral_new", args=[known.pk])
    asked = {"service": service.pk, "message": "Coaching, please.", "items": ["contact"], "ground": Ground.SERVICE}

    page = browser.get(new)
    drafted = browser.post(new, asked)
    referral = ServiceReferral.objects.get()
    look = browser.get(drafted["Location"])
    sent = browser.post(reverse("clients:service_referral_send", args=[referral.pk]), {"version": 1, "joint_point": ""})

    assert (page.status_code, drafted.status_code, look.status_code, sent.status_code) == (200, 302, 200, 302)
    assert [word for word in ("Testinen Testi", "040 000 0000", "Coaching, please.") if word not in text(look)] == []
    referral.refresh_from_db()
    assert (referral.state, referral.sent_by) == (_S.SENT, people["coordinator"])


@pytest.mark.parametrize("persona", CLOSED)
@pytest.mark.parametrize("route", ["service_referral", "service_referral_edit"])
def test_strangers_see_no_referral(signed_in, known, persona, route):
    referral = referral_in(_S.DRAFT, client=known)

    response = signed_in(persona).get(reverse(f"clients:{route}", args=[referral.pk]))

    assert (response.status_code, "Testinen" in text(response)) == (CLOSED[persona], False)


@pytest.mark.parametrize("persona", ["coordinator", "mate", "supervisor"])
def test_those_who_know_the_client_see_it(signed_in, known, persona):
    referral = referral_in(_S.ACCEPTED, client=known)

    response = signed_in(persona).get(reverse("clients:service_referral", args=[referral.pk]))

    assert (response.status_code, "Testinen" in text(response)) == (200, True)


def test_health_that_is_shared_is_not_shown_without_the_right(signed_in, known):
    referral = referral_in(_S.SENT, client=known, items=[DataItem.NAME, DataItem.NEED, DataItem.LIMITATIONS])

    pages = {
        persona: text(signed_in(persona).get(reverse("clients:service_referral", args=[referral.pk])))
        for persona in ("coordinator", "mate")
    }

    assert {persona: "Not shown to you" in page for persona, page in pages.items()} == {
        "coordinator": False,
        "mate": True,
    }


def test_the_page_tells_no_token(signed_in, known):
    referral = referral_in(_S.SENT, client=known)
    link = link_of(referral)

    page = text(signed_in("coordinator").get(reverse("clients:service_referral", args=[referral.pk])))

    assert token_of(link.pk) not in page


def test_a_step_told_by_telephone_is_written_down(signed_in, known, people):
    referral = referral_in(_S.SENT, client=known)
    address = reverse("clients:service_referral_step", args=[referral.pk])

    missing = signed_in("coordinator").post(address, {"version": 1, "to": "declined", "on": "2026-03-02", "text": ""})
    taken = signed_in("coordinator").post(
        address, {"version": 1, "to": "declined", "on": "2026-03-02", "reason": "full", "text": ""}
    )

    referral.refresh_from_db()
    assert (missing.status_code, taken.status_code) == (422, 302)
    assert (referral.state, referral.reason, referral.steps.get().by) == (_S.DECLINED, "full", people["coordinator"])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("route", "statements"), [("service_referrals", 12), ("service_referral_answers", 6)])
def test_lists_ask_as_often_for_three_as_for_one(signed_in, known, route, statements, rows):
    for _row in range(rows):
        referral_in(_S.SENT, client=ClientFactory(unit=known.unit))
    browser = signed_in("coordinator")

    with CaptureQueriesContext(connection) as queries:
        response = browser.get(reverse(f"clients:{route}") + "?whose=all")

    assert (response.status_code, len(queries)) == (200, statements)


def test_the_list_is_filtered(signed_in, known, people):
    service = ServiceFactory(name="Sought")
    sought = referral_in(_S.SENT, client=known, service=service, sent_on=date(2026, 2, 10))
    referral_in(_S.STARTED, client=known)
    referral_in(_S.RESULT, client=known)
    referral_in(_S.SENT, client=ClientFactory(unit=known.unit))
    browser = signed_in("coordinator")
    address = reverse("clients:service_referrals")

    def listed(query: str) -> list[str]:
        return sorted(set(re.findall(r"/service-referrals/([0-9a-f-]{36})/", text(browser.get(address + query)))))

    assert len(listed("?whose=all&state=every")) == 4
    assert len(listed("?whose=all")) == 3
    assert len(listed("?whose=mine")) == 0
    assert listed("?whose=all&state=late") == [str(sought.pk)]
    assert listed("?whose=all&state=overdue") == [str(sought.pk)]
    assert len(listed("?whose=all&state=over")) == 1
    assert listed(f"?whose=all&state=every&service={service.pk}") == [str(sought.pk)]
    assert listed(f"?whose=all&state=every&partner={service.organisation_id}") == [str(sought.pk)]
    assert listed("?whose=all&state=every&service=nonsense") == listed("?whose=all&state=every")


def test_the_file_holds_what_the_list_holds(signed_in, known):
    referral_in(_S.SENT, client=known)

    lines = b"".join(signed_in("coordinator").get(reverse("clients:service_referrals_csv") + "?whose=all")).decode()

    assert lines.count("Testinen") == 1


@pytest.mark.parametrize("persona", ["colleague", "outsider", "analyst"])
def test_the_list_shows_strangers_nobody(signed_in, known, persona):
    referral_in(_S.SENT, client=known)

    response = signed_in(persona).get(reverse("clients:service_referrals") + "?whose=all&state=every")

    assert "Testinen" not in text(response)


@pytest.mark.capability("SU-06")
def test_referrals_are_counted_as_of_a_day(people, known):
    """Guided to TyöDesign by a day (340 in the documents): each number counts by the days of its own step."""
    service = ServiceFactory(name="TyöDesign", code="B4", referral_target=300)
    given = {"client": known, "service": service}
    referral_in(_S.SENT, sent_on=date(2026, 1, 5), **given)
    referral_in(_S.DECLINED, sent_on=date(2026, 1, 10), **given)
    referral_in(
        _S.STARTED, sent_on=date(2026, 1, 1), answered_on=date(2026, 1, 12), started_on=date(2026, 2, 1), **given
    )
    referral_in(_S.INTERRUPTED, sent_on=date(2026, 2, 1), ended_on=date(2026, 2, 20), **given)

    def counted(day):
        (one,) = answers_by(people["supervisor"], since=None, as_of=day)
        return (one.sent, one.answered, one.in_time, one.due, one.accepted, one.declined, one.started, one.interrupted)

    assert counted(date(2026, 1, 5)) == (2, 0, 0, 0, 0, 0, 0, 0)
    assert counted(date(2026, 1, 10)) == (3, 1, 1, 1, 0, 1, 0, 0)
    assert counted(date(2026, 1, 15)) == (3, 2, 1, 2, 1, 1, 0, 0)
    assert counted(date(2026, 1, 16)) == (3, 2, 1, 3, 1, 1, 0, 0)
    assert counted(date(2026, 2, 25)) == (4, 3, 2, 4, 2, 1, 2, 1)
    assert answers_by(people["supervisor"], since=date(2026, 2, 1), as_of=date(2026, 2, 25))[0].sent == 1
    assert answers_by(people["supervisor"], since=None, as_of=date(2026, 2, 25))[0].target == 300
    assert answers_by(people["colleague"], since=None, as_of=date(2026, 2, 25)) == []


def test_what_was_accepted_first_and_declined_later_counts_by_its_days(people, known):
    day = date(2026, 1, 10)
    referral_in(_S.DECLINED, client=known, sent_on=date(2026, 1, 5), answered_on=day, closed_on=date(2026, 2, 1))
    referral_in(_S.WITHDRAWN, client=known, sent_on=date(2026, 1, 5), closed_on=date(2026, 1, 15))
    referral_in(_S.WITHDRAWN, client=known, sent_on=date(2026, 1, 5), closed_on=date(2026, 1, 16))

    def counted(as_of):
        found = answers_by(people["supervisor"], since=None, as_of=as_of)
        return [sum(getattr(one, name) for one in found) for name in ("sent", "accepted", "declined", "due")]

    assert counted(date(2026, 1, 20)) == [3, 1, 0, 2]
    assert counted(date(2026, 2, 1)) == [3, 0, 1, 2]


def test_the_answers_are_a_page_and_a_file(signed_in, known):
    referral_in(_S.SENT, client=known, service=ServiceFactory(name="Seen service"))

    page = signed_in("supervisor").get(reverse("clients:service_referral_answers"))
    file = signed_in("supervisor").get(reverse("clients:service_referral_answers_xlsx"))

    assert ("Seen service" in text(page), file.status_code) == (True, 200)


@pytest.mark.capability("CA-13")
def test_services_of_several_organisers_stand_side_by_side(signed_in, known):
    referral_in(_S.STARTED, client=known, service=ServiceFactory(name="Referred service"))
    browser = signed_in("coordinator")
    jobseeking = known.cases.get().is_jobseeker

    added = browser.post(
        reverse("clients:service_period_new", args=[known.pk]),
        {"service_code": "K1", "organiser": "Yhdistys ry", "started_on": "2026-02-01", "outcome": "", "note": ""},
    )

    page = text(browser.get(reverse("clients:client_tab", args=[known.pk, "services"])))
    assert added.status_code == 302
    assert [word for word in ("Referred service", "Yhdistys ry") if word not in page] == []
    assert known.cases.get().is_jobseeker == jobseeking


def test_ending_a_service_is_a_change(signed_in, known):
    period = ServicePeriodFactory(client=known, started_on=date(2026, 2, 1))
    address = reverse("clients:service_period_edit", args=[period.pk])
    told = {"service_code": "K1", "organiser": "Yhdistys ry", "started_on": "2026-02-01", "note": "", "version": 1}

    early = signed_in("coordinator").post(address, {**told, "ended_on": "2026-01-01", "outcome": "1"})
    ended = signed_in("coordinator").post(address, {**told, "ended_on": "2026-03-01", "outcome": "1"})

    period.refresh_from_db()
    assert (early.status_code, ended.status_code) == (422, 302)
    assert (period.ended_on, period.is_completed) == (date(2026, 3, 1), True)


@pytest.mark.parametrize("persona", ["colleague", "outsider"])
def test_strangers_change_neither_services_nor_counterparts(signed_in, known, persona):
    period, counterpart = ServicePeriodFactory(client=known), CounterpartFactory(client=known)
    browser = signed_in(persona)

    statuses = [
        browser.post(reverse("clients:service_period_new", args=[known.pk]), {}).status_code,
        browser.post(reverse("clients:service_period_edit", args=[period.pk]), {}).status_code,
        browser.post(reverse("clients:counterpart_new", args=[known.pk]), {}).status_code,
        browser.post(reverse("clients:counterpart_end", args=[counterpart.pk]), {"version": 1}).status_code,
    ]

    assert statuses == [404] * 4
    assert (ServicePeriod.objects.count(), Counterpart.objects.get().ended_on) == (1, None)


@pytest.mark.capability("CA-14")
def test_a_counterpart_hands_over_to_the_next(signed_in, known):
    partner = OrganisationFactory(name="Kela", kind="KELA")
    browser = signed_in("coordinator")
    address = reverse("clients:counterpart_new", args=[known.pk])
    first = {"organisation": partner.pk, "name": "Neuvoja A", "started_on": "2026-02-01"}
    second = {**first, "name": "Neuvoja B", "started_on": "2026-03-01", "hand_over_note": "Statement is on its way."}

    answers = [browser.post(address, told).status_code for told in (first, second, {**first, "name": "Neuvoja C"})]

    found = Counterpart.objects.order_by("started_on")
    assert answers == [302, 302, 422]
    assert [(one.name, one.ended_on, one.hand_over_note) for one in found] == [
        ("Neuvoja A", date(2026, 3, 1), "Statement is on its way."),
        ("Neuvoja B", None, ""),
    ]
    browser.post(reverse("clients:counterpart_end", args=[found[1].pk]), {"version": 1})
    assert Counterpart.objects.in_force(timezone.localdate() + timedelta(days=1)).count() == 0


@pytest.mark.parametrize(
    ("value", "found"),
    [("unanswered", {"sent", "late"}), ("late", {"late"}), ("overdue", {"late", "result", "silent"})],
)
def test_facets_find_clients_by_what_is_waited_for(people, known, value, found):
    clients = {name: ClientFactory(unit=known.unit) for name in ("sent", "late", "result", "silent", "goes on", "over")}
    referral_in(_S.SENT, client=clients["sent"])
    referral_in(_S.SENT, client=clients["late"], sent_on=date(2026, 2, 19))
    referral_in(_S.COMPLETED, client=clients["result"], sent_on=date(2026, 2, 1))
    referral_in(_S.STARTED, client=clients["silent"], sent_on=date(2025, 12, 1))
    referral_in(_S.STARTED, client=clients["goes on"], sent_on=date(2025, 12, 1), planned_end_on=date(2026, 6, 1))
    referral_in(_S.EXPIRED, client=clients["over"], sent_on=date(2026, 1, 1))

    shown = fitting(Client.objects.all(), user=people["coordinator"], values={"service_referral": value})

    assert {name for name, client in clients.items() if client in shown} == found


def test_the_timeline_tells_of_referrals_and_services(signed_in, known):
    referral_in(_S.RESULT, client=known)
    ServicePeriodFactory(client=known)

    page = text(signed_in("coordinator").get(reverse("clients:client_tab", args=[known.pk, "overview"])))

    assert [word for word in ("Referred to a service", "Service began", "Service ended") if word not in page] == []
