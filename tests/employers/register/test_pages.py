"""Pages of the register: who opens them, logging from anywhere, lists with their files and counts of statements."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from employers.models import Employer, EmployerContact, EmployerFilter, EmployerOwner, WillingKeyword
from employers.selectors.contacts import contacts_part, persons_part
from employers.selectors.employer_page import establishments_part
from employers.selectors.willingness import owners_part, willing_part
from tests.factories.employers import (
    ContactPersonFactory,
    EmployerContactFactory,
    EmployerFactory,
    EmployerOwnerFactory,
    EstablishmentFactory,
    WillingKeywordFactory,
    business_id,
)

pytestmark = pytest.mark.django_db

OPENS = {"coordinator": 200, "supervisor": 200, "specialist": 200, "outsider": 200, "analyst": 403, "nobody": 302}


def addresses(place):
    one = [place.employer_id]
    return [
        reverse("employers:employers"),
        reverse("employers:employer", args=one),
        reverse("employers:employer_new"),
        reverse("employers:employer_change", args=one),
        reverse("employers:establishment_new", args=one),
        reverse("employers:establishment", args=[place.pk]),
        reverse("employers:employer_contact_new", args=one),
        reverse("employers:person_new", args=one),
        reverse("employers:owner", args=one),
        reverse("employers:contact_new"),
        reverse("employers:contacts"),
        reverse("employers:figures"),
        reverse("employers:by_area"),
    ]


@pytest.mark.parametrize("persona", OPENS)
def test_pages_open_to_those_who_work_with_employers(browse, persona):
    browser, place = browse(persona), EstablishmentFactory()

    assert {url: browser.get(url).status_code for url in addresses(place)} == dict.fromkeys(
        addresses(place), OPENS[persona]
    )


def test_what_is_of_an_area_is_not_there_for_another(browse, people):
    contact = EmployerContactFactory(author=people["coordinator"], note="Secret of the home area", withdrawn_at=None)
    keyword = WillingKeywordFactory(employer=contact.employer, contact=contact)
    person = ContactPersonFactory(employer=contact.employer, name="Maija Malli")
    there, own = browse("outsider"), browse("coordinator")
    urls = [
        reverse("employers:contact", args=[contact.pk]),
        reverse("employers:person", args=[person.pk]),
        reverse("employers:willing_end", args=[keyword.pk]),
    ]
    page = reverse("employers:employer", args=[contact.employer_id])

    assert [own.get(url).status_code for url in urls] == [200, 200, 200]
    assert [there.get(url).status_code for url in urls] == [404, 404, 404]
    rows = {}
    for persona, browser in (("own", own), ("there", there)):
        parts = {part.key: part for part in browser.get(page).context["parts"]}
        rows[persona] = {key: len(parts[key].table.rows) for key in ("willing", "contacts", "persons")}
    assert rows["own"] == {"willing": 1, "contacts": 1, "persons": 1}
    assert rows["there"] == {"willing": 1, "contacts": 0, "persons": 0}


def test_an_employer_is_added_changed_and_refused_twice(browse):
    browser, code = browse("specialist"), business_id(501)
    place = EstablishmentFactory().municipality_id
    typed = {"name": "Uusi Oy", "business_id": code, "kind": "company", "size": "2", "municipality": place}

    added = browser.post(reverse("employers:employer_new"), typed)
    again = browser.post(reverse("employers:employer_new"), typed)
    made = Employer.objects.get(business_id=code)
    change = {**typed, "name": "Uudempi Oy", "version": made.version}
    changed = browser.post(reverse("employers:employer_change", args=[made.pk]), change)
    stale = browser.post(reverse("employers:employer_change", args=[made.pk]), {**change, "name": "Vanha Oy"})

    assert [one.status_code for one in (added, again, changed, stale)] == [302, 422, 302, 409]
    assert 'value="Uusi Oy"' in again.content.decode()
    made.refresh_from_db()
    assert (made.name, made.size, made.establishments.count()) == ("Uudempi Oy", "2", 1)


CALL = {"channel": "phone", "held_on": "2026-03-31", "answered": "on", "initiative": "ours"}


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2026-03-31T09:00:00+03:00", tick=False)


@pytest.mark.capability("EM-09")
@pytest.mark.capability("EM-17")
def test_a_contact_is_logged_from_the_page_of_its_employer(today, browse, people):
    employer, browser = EmployerFactory(), browse("specialist")
    url = reverse("employers:employer_contact_new", args=[employer.pk])
    more = {"interest": "2", "topics": ["subsidy", "arrangement"], "attitude_before": "2", "attitude_after": "4"}

    wrong = browser.post(url, {**CALL, **more, "held_on": "2026-04-01", "note": "As typed"})
    right = browser.post(url, {**CALL, **more, "traits": ["seated"]})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "As typed" in wrong.content.decode()
    contact = EmployerContact.objects.get()
    assert (contact.author, contact.topics, contact.attitude_before, contact.attitude_after) == (
        people["specialist"],
        ["partial", "subsidy", "arrangement"],
        2,
        4,
    )
    assert WillingKeyword.objects.get().traits == ["seated"]
    browser.post(url, {**CALL, "interest": "0"})
    page = browser.get(reverse("employers:employer", args=[employer.pk])).content.decode()
    assert "is still marked as willing. Confirm the mark or end it." in page
    assert WillingKeyword.objects.standing().count() == 1


def test_from_anywhere_the_employer_is_found_chosen_or_added(today, browse):
    one, other = EmployerFactory(name="Malli Oy"), EmployerFactory(name="Malli Oy")
    browser, url, place = browse("coordinator"), reverse("employers:contact_new"), EstablishmentFactory()
    code = business_id(777)

    by_code = browser.post(url, {**CALL, "employer": f"Malli Oy ({one.business_id})"})
    unsure = browser.post(url, {**CALL, "employer": "malli", "next_step": "Call again"})
    chosen = browser.post(url, {**CALL, "employer": "malli", "choice": other.pk})
    absent = browser.post(url, {**CALL, "employer": f"Tuore Oy {code}"})
    new = {"choice": "new", "new_name": "Tuore Oy", "new_business_id": code, "new_kind": "company"}
    incomplete = browser.post(url, {**CALL, **new, "employer": "Tuore Oy"})
    added = browser.post(url, {**CALL, **new, "employer": "Tuore Oy", "new_municipality": place.municipality_id})

    answers = (by_code, unsure, chosen, absent, incomplete, added)
    assert [answer.status_code for answer in answers] == [302, 422, 302, 422, 422, 302]
    text = unsure.content.decode()
    assert [key in text for key in (str(one.pk), str(other.pk), 'value="Call again"')] == [True, True, True]
    assert f'value="{code}"' in absent.content.decode()
    assert list(EmployerContact.objects.order_by("created_at").values_list("employer__name", flat=True)) == [
        "Malli Oy",
        "Malli Oy",
        "Tuore Oy",
    ]
    assert {one.pk, other.pk} < set(EmployerContact.objects.values_list("employer", flat=True))


def test_suggestions_begin_with_the_text_before_they_have_it_in_them(browse):
    first, second = EmployerFactory(name="Öljy ja vesi Oy"), EmployerFactory(name="Turun öljy Oy")
    EmployerFactory(name="Muu Oy")
    browser, url = browse("specialist"), reverse("employers:suggestions")

    by_name = browser.get(url, {"employer": "öljy"}).content.decode()
    by_code = browser.get(url, {"employer": first.business_id[:6]}).content.decode()

    offered = re.findall(r'<option value="([^"]*)"', by_name)
    assert offered == [f"{one.name} ({one.business_id})" for one in (first, second)]
    assert first.business_id in by_code
    assert "<option" not in browser.get(url, {"employer": "ö"}).content.decode()


def test_marks_owners_persons_and_withdrawal_by_their_pages(today, browse, people):
    browser, employer = browse("coordinator"), EmployerFactory()
    contact = EmployerContactFactory(employer=employer, author=people["coordinator"])
    keyword = WillingKeywordFactory(employer=employer, set_on=timezone.localdate() - timedelta(days=300))
    person = {"name": "Maija Malli", "title": "HR", "is_shared": "on"}

    steps = [
        browser.post(reverse("employers:willing_confirm", args=[keyword.pk]), {"version": 1}),
        browser.post(reverse("employers:willing_end", args=[keyword.pk]), {"version": 2, "reason": "no_answer"}),
        browser.post(reverse("employers:owner", args=[employer.pk]), {"to": people["specialist"].pk}),
        browser.post(reverse("employers:owner", args=[employer.pk]), {"to": people["outsider"].pk}),
        browser.post(reverse("employers:person_new", args=[employer.pk]), person),
        browser.post(reverse("employers:contact_withdraw", args=[contact.pk]), {"version": 1}),
        browser.post(reverse("employers:contact_withdraw", args=[contact.pk]), {"version": 1, "reason": "Wrong one"}),
    ]

    assert [step.status_code for step in steps] == [302, 302, 302, 422, 302, 422, 302]
    keyword.refresh_from_db()
    assert (keyword.confirmed_on, keyword.end_reason) == (timezone.localdate(), "no_answer")
    assert EmployerOwner.objects.get().user == people["specialist"]
    assert employer.persons.get().is_shared is True
    held = employer.persons.get()
    left = {**person, "left_on": "2026-03-30", "version": 1}
    assert browser.post(reverse("employers:person", args=[held.pk]), left).status_code == 302
    assert employer.persons.get().left_on.isoformat() == "2026-03-30"


LISTS = {
    "employers:employers": (15, ""),
    "employers:contacts": (7, "?whose=all"),
    "employers:figures": (6, ""),
}


@pytest.mark.parametrize("route", LISTS)
def test_lists_take_as_many_statements_for_three_rows_as_for_one(browse, people, route):
    browser, (number, query) = browse("supervisor"), LISTS[route]
    full_employer(people)
    url = reverse(route) + query
    browser.get(url)
    counts = []
    for _round in (1, 3):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(url)
        counts.append(len(asked))
        for _more in range(2):
            full_employer(people)

    assert counts == [number, number]


OWN_PARTS = (willing_part, owners_part, contacts_part, persons_part, establishments_part)


def test_parts_of_a_page_take_as_many_statements_for_three_rows_as_for_one(people):
    user, employer, counts = people["specialist"], full_employer(people), []
    for _round in (1, 3):
        list(user.memberships_today())
        with CaptureQueriesContext(connection) as asked:
            rows = [len(part.table.rows) for part in (build(user, employer) for build in OWN_PARTS) if part.table]
        counts.append((len(asked), rows))
        for _more in range(2):
            full_employer(people, employer)

    assert counts == [(8, [1, 1, 1, 1]), (8, [1, 3, 3, 3])]


def full_employer(people, employer=None):
    """An employer with everything that a row shows; more of it for one that is there."""
    fresh = employer is None
    employer = employer or EmployerFactory()
    EstablishmentFactory(employer=employer)
    EmployerContactFactory(employer=employer, author=people["specialist"])
    ContactPersonFactory(employer=employer, created_by=people["specialist"])
    if fresh:
        WillingKeywordFactory(employer=employer, set_by=people["specialist"])
        EmployerOwnerFactory(employer=employer, user=people["specialist"])
    return employer


def test_files_hold_what_the_lists_show(browse, people):
    browser, employer = browse("specialist"), full_employer(people)
    names = ("employers", "contacts", "figures", "by_area")

    answers = {name: browser.get(reverse(f"employers:{name}_csv") + "?whose=all") for name in names}
    books = [browser.get(reverse(f"employers:{name}_xlsx")).status_code for name in names]

    assert books == [200, 200, 200, 200]
    text = {name: b"".join(answer).decode() for name, answer in answers.items()}
    assert employer.name in text["employers"]
    assert employer.name in text["contacts"]
    assert people["specialist"].name in text["figures"]
    assert len(text["by_area"].splitlines()) > 10


def test_what_nobody_types_is_refused_and_breaks_nothing(today, browse):
    browser, keyword = browse("specialist"), WillingKeywordFactory()
    anywhere = reverse("employers:contact_new")
    junk = "?region=x&traits=x&sort=x&page=x&willing=x&employer=x&since=x&by=x"

    posted = [
        browser.post(reverse("employers:willing_confirm", args=[keyword.pk]), {"version": "x"}),
        browser.post(anywhere, {**CALL, "employer": "Oy", "choice": "x"}),
        browser.post(anywhere, {**CALL, "employer": "Oy", "choice": keyword.pk}),
        browser.post(reverse("employers:filter_keep") + junk, {"name": "Junk"}),
    ]
    lists = ("employers", "contacts", "figures", "by_area", "suggestions", "filter_keep")

    assert [answer.status_code for answer in posted] == [409, 422, 404, 302]
    assert {browser.get(reverse(f"employers:{name}") + junk).status_code for name in lists} == {200}
    assert (EmployerContact.objects.count(), EmployerFilter.objects.get().values) == (0, {"sort": ["x"]})


def test_filters_are_kept_opened_and_removed(browse, people):
    browser, list_url = browse("specialist"), reverse("employers:employers")

    keeping = reverse("employers:filter_keep") + "?willing=fresh&traits=seated&traits=day&page=2&"
    kept = browser.post(keeping, {"name": "Mine"})
    assert [browser.get(keeping).status_code, browser.post(keeping, {"name": "Mine"}).status_code] == [200, 422]
    shown = browser.get(list_url).content.decode()
    one = EmployerFilter.objects.get()
    refused = browse("coordinator").post(reverse("employers:filter_drop", args=[one.pk]))
    removed = browser.post(reverse("employers:filter_drop", args=[one.pk]))

    address = f"{list_url}?willing=fresh&traits=seated&traits=day"
    assert (kept.status_code, kept.headers["Location"]) == (302, address)
    assert f"{list_url}?traits=seated&amp;traits=day&amp;willing=fresh" in shown
    assert [refused.status_code, removed.status_code, EmployerFilter.objects.count()] == [404, 302, 0]
    assert browser.get(reverse("employers:to_confirm")).headers["Location"] == f"{list_url}?willing=stale"
