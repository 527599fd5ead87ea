"""Hidden jobs: every step, turning one into a vacancy, whose they are, the pages."""

from datetime import date
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Municipality
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from employers.enums.jobs import LeadState
from employers.models import Lead, Vacancy
from employers.services.leads import add_lead, change_lead, lead_to_vacancy, take_lead_step
from tests.factories.employers import VacancyFactory
from tests.factories.jobs import LeadFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("EM-07")]
# What may be written down of a lead, by hand; a vacancy comes by a way of its own.
ALLOWED = {("open", "placement"), ("open", "dropped"), ("dropped", "open")}
SAID = {"text": "Keittiö tarvitsee apua", "found_on": date(2026, 3, 1), "occupation": "9"}


def lead_in(state):
    ended = None if state == LeadState.OPEN else "2026-03-01"
    reason = "no_work" if state == LeadState.DROPPED else ""
    vacancy = VacancyFactory() if state == LeadState.VACANCY else None
    return LeadFactory(state=state, ended_on=ended, drop_reason=reason, vacancy=vacancy)


@pytest.mark.parametrize(("was", "to"), list(product(LeadState, LeadState)))
def test_steps(people, was, to):
    lead = lead_in(was)
    given = {"actor": people["coordinator"], "lead_id": lead.pk, "version": 1, "to": to, "reason": "gone"}

    if (was.value, to.value) not in ALLOWED:
        with pytest.raises(OutOfOrder):
            take_lead_step(**given)
        lead.refresh_from_db()
        assert (lead.state, lead.version) == (was, 1)
        return
    take_lead_step(**given)

    lead.refresh_from_db()
    ended = None if to == LeadState.OPEN else timezone.localdate()
    reason = "gone" if to == LeadState.DROPPED else ""
    assert (lead.state, lead.version, lead.ended_on, lead.drop_reason) == (to, 2, ended, reason)


def test_a_lead_becomes_a_vacancy_of_its_employer(people, employer):
    lead = add_lead(actor=people["coordinator"], employer=employer, values=SAID)
    values = {"title": "Apulainen", "municipality": Municipality.objects.get(pk="853"), "occupation": "9"}
    given = {"actor": people["coordinator"], "lead_id": lead.pk, "values": values}

    with pytest.raises(Conflict):
        lead_to_vacancy(**given, version=7)
    assert Vacancy.objects.count() == 0
    made = lead_to_vacancy(**given, version=1)
    with pytest.raises(OutOfOrder):
        lead_to_vacancy(**given, version=2)

    lead.refresh_from_db()
    assert (lead.state, lead.vacancy, made.employer, made.state) == ("vacancy", made, employer, "draft")
    assert Vacancy.objects.count() == 1


def test_what_is_refused(people, employer):
    lead = LeadFactory()

    with pytest.raises(NotFound):
        change_lead(actor=people["outsider"], lead_id=lead.pk, version=1, values=SAID)
    with pytest.raises(Refusal):
        take_lead_step(actor=people["coordinator"], lead_id=lead.pk, version=1, to=LeadState.DROPPED)
    late = SAID | {"found_on": date(2026, 3, 9)}
    with pytest.raises(Refusal):
        add_lead(actor=people["coordinator"], employer=employer, values=late)
    assert list(Lead.objects.values_list("state", "version")) == [("open", 1)]


def test_pages(signed_in, specialist, employer, django_assert_num_queries):
    browser, address = signed_in("specialist"), reverse("employers:leads")
    new = f"{reverse('employers:lead_new')}?employer={employer.pk}"
    browser.post(new, {"text": "Varasto kaipaa käsiä", "found_on": "2026-03-01"})
    lead = Lead.objects.get()
    page = reverse("employers:lead", args=[lead.pk])
    browser.post(reverse("employers:lead_edit", args=[lead.pk]), {
        "text": "Varasto kaipaa apua", "found_on": "2026-03-01", "occupation": "9", "version": 1,
    })  # fmt: skip
    browser.get(address)
    with django_assert_num_queries(QUERIES):
        browser.get(address)
    LeadFactory(text="Toinen", found_on="2026-02-01")
    LeadFactory(text="Kolmas", found_on="2026-02-02")
    with django_assert_num_queries(QUERIES):
        found = browser.get(f"{address}?sort=found")

    assert [row.cells[0].text for row in found.context["table"].rows] == ["Toinen", "Kolmas", "Varasto kaipaa apua"]
    start = browser.get(reverse("employers:lead_vacancy", args=[lead.pk]))
    assert start.context["form"]["title"].value() == "Varasto kaipaa apua"
    told = {"title": "Varastoapulainen", "municipality": "853", "places": 1, "version": 2}
    assert browser.post(reverse("employers:lead_vacancy", args=[lead.pk]), told).status_code == 302
    assert "Varastoapulainen" in browser.get(f"{address}?state=vacancy").content.decode()
    other = Lead.objects.get(text="Toinen")
    step = reverse("employers:lead_step", args=[other.pk])
    assert browser.post(step, {"to": "dropped", "version": 1}).status_code == 422
    assert browser.post(step, {"to": "dropped", "version": 1, "reason": "no_client"}).status_code == 302
    assert browser.get(reverse("employers:leads_csv") + "?state=all").content.decode().count("\n") == 4
    assert browser.get(reverse("employers:leads_xlsx")).content[:2] == b"PK"
    assert [signed_in(who).get(page).status_code for who in ("coordinator", "outsider", "analyst")] == [200, 404, 404]


QUERIES = 8
