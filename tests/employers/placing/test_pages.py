"""Pages of job referrals, placements and retention: who is shown what, what each asks of the database, the files."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.enums import DataItem
from clients.models import EmploymentSpell
from employers.enums.job_referrals import JobReferralKind, JobReferralState
from employers.enums.placements import Rung
from employers.models import JobReferral, Placement
from tests.factories.clients import ClientFactory
from tests.factories.employers import EmployerFactory
from tests.factories.employment import SupportApplicationFactory
from tests.factories.placing import employer_consent, job_referral_in, placement_on

_S = JobReferralState


def text(response) -> str:
    return (b"".join(response.streaming_content) if response.streaming else response.content).decode()


def at(name: str, *keys) -> str:
    return reverse(f"employers:{name}", args=keys)


@pytest.mark.capability("EM-03")
def test_a_client_is_presented_and_placed_through_pages(signed_in, people, known, employer, vacancy):
    browser = signed_in("coordinator")
    new = at("job_referral_new", known.pk)
    found = text(browser.get(new, {"called": "leipomo"}))
    form = browser.get(new, {"employer": str(employer.pk)})
    values = {
        "kind": "present",
        "establishment": "",
        "vacancy": str(vacancy.pk),
        "items": ["skills"],
        "skills": "Baking",
    }
    made = browser.post(f"{new}?employer={employer.pk}", values)
    one = JobReferral.objects.get()
    send = at("job_referral_send", one.pk)
    before = browser.post(send, {"version": 1})
    employer_consent(known, employer.name)
    sent = browser.post(send, {"version": 1})
    with CaptureQueriesContext(connection) as asked:
        paper = browser.get(at("job_referral_pdf", one.pk))
    reads = [query["sql"] for query in asked if "INTO accounts_readlog" in query["sql"]]
    hired = browser.post(
        at("job_referral_step", one.pk), {"version": 2, "to": "hired", "on": "2026-03-02", "reason": ""}
    )
    page = text(browser.get(at("job_referral", one.pk)))
    (place,) = re.findall(r'href="(/clients/[^"]+/placements/new/\?[^"]+)"', page)
    rung = browser.get(place.replace("&amp;", "&"))
    work = {
        "begun_on": "2026-03-02", "establishment": "", "vacancy": str(vacancy.pk), "follows": "", "job_kind": "1",
        "contract": "", "hours_per_week": "37.5", "occupation": "",
    }  # fmt: skip
    placed = browser.post(f"{place.replace('&amp;', '&')}&rung=open", work)

    assert f"?employer={employer.pk}" in found
    assert [one.status_code for one in (form, made, before, sent, hired, rung, placed)] == [
        200, 302, 403, 302, 302, 200, 302,
    ]  # fmt: skip
    assert "has not decided on this recipient" in text(before)
    assert (paper.status_code, paper["Content-Type"], paper.content[:5]) == (200, "application/pdf", b"%PDF-")
    placement = Placement.objects.get()
    assert (placement.job_referral, placement.vacancy, placement.employment) == (
        one, vacancy, EmploymentSpell.objects.get(),
    )  # fmt: skip
    assert [("job_referral_pdf" in one, "vienti" in one, "placing" in one) for one in reads] == [(True, True, True)]


def test_a_limit_refused_keeps_what_was_typed(signed_in, known, employer):
    address = f"{at('placement_new', known.pk)}?employer={employer.pk}&rung=try_out"
    values = {
        "begun_on": "2026-03-02", "establishment": "", "vacancy": "", "follows": "", "goals": "See how it goes",
        "place": "Bakery", "tasks": "Packing", "supervisor": "Shift leader", "hours_a_day": "9", "days_a_week": "5",
        "ends_on": "2026-06-01", "signed_on": "2026-03-02",
    }  # fmt: skip
    browser = signed_in("coordinator")

    refused = browser.post(address, values)
    recorded = browser.post(address, {**values, "hours_a_day": "8"})
    placement = Placement.objects.get()
    evaluated = browser.post(
        at("placement_evaluate", placement.pk), {"version": 1, "evaluated_on": "2026-03-02", "evaluation": "Well"}
    )
    page = text(browser.get(at("placement", placement.pk)))
    contract = browser.get(at("placement_contract_pdf", placement.pk))

    assert (refused.status_code, recorded.status_code, evaluated.status_code) == (422, 302, 302)
    assert "380/2023, section 57" in text(refused)
    assert "See how it goes" in text(refused)
    assert [word in page for word in ("Shift leader", "Well", "Contract as PDF")] == [True] * 3
    assert contract.content[:5] == b"%PDF-"


@pytest.mark.parametrize("persona", ["colleague", "outsider", "analyst", "specialist"])
def test_strangers_find_nothing(signed_in, people, specialist, known, employer, persona):
    referral = job_referral_in(_S.SENT, client=known, employer=employer)
    placement = placement_on(Rung.TRY_OUT, client=known, employer=employer)
    browser = signed_in(persona)

    answers = [
        browser.get(at(name, key)).status_code
        for name, key in (
            ("job_referral", referral.pk), ("job_referral_pdf", referral.pk), ("placement", placement.pk),
            ("placement_contract_pdf", placement.pk), ("job_referral_new", known.pk), ("placement_new", known.pk),
        )
    ]  # fmt: skip
    lists = [
        text(browser.get(at(name) + "?whose=all&state=every"))
        for name in ("job_referrals", "placements", "job_referrals_csv", "placements_csv")
    ]

    assert set(answers) <= {403, 404}
    assert [shown for shown in lists if known.last_name in shown or employer.name in shown] == []


def test_health_is_told_to_readers_with_the_right_only(signed_in, known, employer):
    referral = job_referral_in(_S.SENT, client=known, employer=employer, items=[DataItem.NAME, DataItem.LIMITATIONS])

    shown = {who: text(signed_in(who).get(at("job_referral", referral.pk))) for who in ("coordinator", "mate")}
    paper = {who: signed_in(who).get(at("job_referral_pdf", referral.pk)).status_code for who in shown}

    assert {who: "Not shown to you" in page for who, page in shown.items()} == {"coordinator": False, "mate": True}
    assert paper == {"coordinator": 200, "mate": 403}


def test_what_ended_has_no_paper(signed_in, known, employer):
    answers = {
        state: signed_in("coordinator")
        .get(at("job_referral_pdf", job_referral_in(state, client=known, employer=employer).pk))
        .status_code
        for state in (_S.DRAFT, _S.SENT, _S.WITHDRAWN, _S.HIRED)
    }
    offer = job_referral_in(_S.SENT, client=known, employer=employer, kind=JobReferralKind.OFFER)

    assert answers == {_S.DRAFT: 403, _S.SENT: 200, _S.WITHDRAWN: 403, _S.HIRED: 403}
    assert signed_in("coordinator").get(at("job_referral_pdf", offer.pk)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("route", "statements"), [("job_referrals", 10), ("placements", 10), ("retention", 7)])
def test_lists_ask_as_often_for_three_as_for_one(signed_in, known, route, statements, rows):
    for _row in range(rows):
        other = ClientFactory(unit=known.unit)
        job_referral_in(_S.SENT, client=other)
        placement_on(Rung.OPEN, client=other)
    browser = signed_in("coordinator")

    with CaptureQueriesContext(connection) as queries:
        response = browser.get(at(route) + "?whose=all")

    assert (response.status_code, len(queries)) == (200, statements)


def test_the_lists_are_filtered_and_taken_as_files(signed_in, known, employer):
    other = EmployerFactory(name="Kahvila Oy")
    job_referral_in(_S.SENT, client=known, employer=employer)
    job_referral_in(_S.HIRED, client=known, employer=other, kind=JobReferralKind.OFFER)
    today = timezone.localdate()
    placement_on(Rung.OPEN, client=known, employer=employer)
    placement_on(Rung.TRY_OUT, client=known, employer=other, ended_on=today - timedelta(days=1))
    browser = signed_in("coordinator")

    def listed(route: str, query: str) -> list[str]:
        page = text(browser.get(at(route) + query))
        return sorted({name for name in (employer.name, other.name) if name in page})

    both = [other.name, employer.name]
    assert {
        query: listed("job_referrals", query)
        for query in ("?whose=mine", "?whose=all", "?whose=all&state=over", "?whose=all&state=every&kind=offer",
                      "?whose=all&state=every&employer=kahv", "?whose=all&state=every&sort=employer")
    } == {
        "?whose=mine": [], "?whose=all": [employer.name], "?whose=all&state=over": [other.name],
        "?whose=all&state=every&kind=offer": [other.name], "?whose=all&state=every&employer=kahv": [other.name],
        "?whose=all&state=every&sort=employer": both,
    }  # fmt: skip
    assert {
        query: listed("placements", query)
        for query in ("?whose=all", "?whose=all&state=ended", "?whose=all&state=every&rung=open",
                      "?whose=all&state=every")
    } == {
        "?whose=all": [employer.name], "?whose=all&state=ended": [other.name],
        "?whose=all&state=every&rung=open": [employer.name], "?whose=all&state=every": both,
    }  # fmt: skip
    files = {
        name: browser.get(at(name) + "?whose=all&state=every")
        for name in ("job_referrals_csv", "placements_csv", "job_referrals_xlsx", "placements_xlsx", "retention_xlsx")
    }
    assert {response.status_code for response in files.values()} == {200}
    assert text(files["job_referrals_csv"]).count("Testinen") == text(files["placements_csv"]).count("Testinen") == 2


@pytest.mark.capability("SU-03")
def test_retention_tells_numbers_and_no_client(signed_in, specialist, known, employer):
    day = timezone.localdate()
    for number in range(4):
        placement_on(Rung.OPEN, employer=employer, begun_on=day - timedelta(days=100 + number))
    placement_on(Rung.OPEN, employer=EmployerFactory(name="Kahvila Oy"), client=known, begun_on=day - timedelta(days=9))

    page = text(signed_in("specialist").get(at("retention")))
    file = text(signed_in("specialist").get(at("retention_csv")))

    assert [word in page for word in ("All employers", "Other employers together", "Testinen", "Kahvila")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert signed_in("analyst").get(at("retention")).status_code == 403
    assert "All employers" in file


@pytest.mark.capability("SU-01", "SU-02")
def test_an_employers_page_counts_what_is_three_or_more(signed_in, specialist, known, employer):
    for number in range(3):
        placement_on(Rung.OPEN, employer=employer, begun_on=timezone.localdate() - timedelta(days=100 + number))
        SupportApplicationFactory(client=known, business_id=employer.business_id, employer_name=employer.name)
    SupportApplicationFactory(client=known, business_id=employer.business_id, kind="wage", ground="87", purpose="")

    page = text(signed_in("specialist").get(reverse("employers:employer", args=[employer.pk])))
    rows = {
        key: [re.sub(r"<[^>]+>|\s+", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
        for key in re.findall(r"<th[^>]*>\s*(.*?)\s*</th>", row, re.DOTALL)[:1]
    }

    wanted = ("Placed in employment", "Still employed at 3 months", "Still employed at 6 months", "Wage subsidy",
              "Support for arranging working conditions")  # fmt: skip
    assert {key: rows.get(key) for key in wanted} == {
        "Placed in employment": ["3"],
        "Still employed at 3 months": ["3"],
        "Still employed at 6 months": ["0"],
        "Wage subsidy": ["&lt;3", "0", "0"],
        "Support for arranging working conditions": ["3", "0", "0"],
    }
    assert "Testinen" not in page
