"""Vacancies: who writes and reads them, every step, what they demand, the list with its files, the night's sweep."""

from datetime import date, timedelta
from io import StringIO
from itertools import product

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import Municipality
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from employers.enums.jobs import VACANCY_STEPS, VacancyState
from employers.models import Vacancy
from employers.selectors.vacancies import vacancy_for
from employers.services.vacancies import add_vacancy, change_vacancy, take_vacancy_step
from employers.services.vacancy_sweeping import Swept, sweep_vacancies
from tests.factories.employers import EmployerFactory, EstablishmentFactory, VacancyFactory

pytestmark = pytest.mark.django_db
OF = {
    VacancyState.DRAFT: {"state": "draft", "opened_on": None},
    VacancyState.OPEN: {"state": "open"},
    VacancyState.FILLED: {"state": "filled", "ended_on": "2026-02-01"},
    VacancyState.CLOSED: {"state": "closed", "ended_on": "2026-02-01", "end_reason": "cancelled"},
}
# What a vacancy leads to, by hand.
ALLOWED = {("draft", "open"), ("draft", "closed"), ("open", "filled"), ("open", "closed"), ("filled", "open"),
           ("closed", "open")}  # fmt: skip


def turku():
    return Municipality.objects.get(pk="853")


@pytest.mark.parametrize(("was", "to"), list(product(VacancyState, VacancyState)))
def test_steps(people, was, to):
    vacancy = VacancyFactory(**OF[was])

    if (was.value, to.value) not in ALLOWED:
        with pytest.raises(OutOfOrder):
            take_vacancy_step(actor=people["coordinator"], vacancy_id=vacancy.pk, version=1, to=to, reason="cancelled")
        vacancy.refresh_from_db()
        assert (vacancy.state, vacancy.version) == (was, 1)
        return
    took = take_vacancy_step(actor=people["coordinator"], vacancy_id=vacancy.pk, version=1, to=to, reason="cancelled")

    took.refresh_from_db()
    ended = timezone.localdate() if to in {VacancyState.FILLED, VacancyState.CLOSED} else None
    assert (took.state, took.version, took.ended_on) == (to, 2, ended)
    assert took.end_reason == ("cancelled" if to == VacancyState.CLOSED else "")
    assert to in VACANCY_STEPS[was]


def test_a_vacancy_is_written_by_its_area_alone_and_read_by_all(people, specialist, employer):
    values = {"title": " Pakkaaja ", "municipality": turku(), "demands": {"lifting": 10, "noise": 0, "shifts": 2}}
    made = add_vacancy(actor=specialist, employer=employer, values=values)
    step = {"vacancy_id": made.pk, "version": 1}

    assert (made.title, made.state, made.demands) == ("Pakkaaja", "draft", {"shifts": 2.0, "lifting": 10.0})
    with pytest.raises(NotFound):
        vacancy_for(people["outsider"], vacancy_id=made.pk)
    with pytest.raises(Conflict):
        take_vacancy_step(actor=specialist, **{**step, "version": 7}, to=VacancyState.OPEN)
    take_vacancy_step(actor=specialist, **step, to=VacancyState.OPEN)
    assert vacancy_for(people["outsider"], vacancy_id=made.pk) == made
    with pytest.raises(NotAllowed):
        take_vacancy_step(actor=people["outsider"], **{**step, "version": 2}, to=VacancyState.FILLED)
    with pytest.raises(NotAllowed):
        add_vacancy(actor=people["analyst"], employer=employer, values=values)
    made.refresh_from_db()
    assert (made.state, made.opened_on, Vacancy.objects.count()) == ("open", timezone.localdate(), 1)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"demands": {"lifting": 101}}, "Lifting and carrying: the number is from 0 to 100."),
        ({"demands": {"shifts": 4}}, "Shift work and irregular hours: the number is from 0 to 3."),
        ({"demands": {"travel": 30}}, "This is no demand of a job: travel."),
        ({"hours_from": 30, "hours_to": 20}, "The most hours are not fewer than the least."),
        ({"title": " "}, "This field cannot be blank."),
    ],
)
def test_what_is_refused(people, employer, wrong, sentence):
    values = {"title": "Pakkaaja", "municipality": turku(), **wrong}

    with pytest.raises(Refusal) as refused:
        add_vacancy(actor=people["coordinator"], employer=employer, values=values)

    assert (str(refused.value.sentence), Vacancy.objects.count()) == (sentence, 0)


def test_the_establishment_is_the_employers_own_and_what_is_over_stays(people, employer):
    vacancy = VacancyFactory(employer=employer, **OF[VacancyState.FILLED])
    values = {"title": "Pakkaaja", "municipality": turku(), "establishment": EstablishmentFactory()}

    with pytest.raises(Refusal):
        add_vacancy(actor=people["coordinator"], employer=employer, values=values)
    with pytest.raises(OutOfOrder):
        change_vacancy(actor=people["coordinator"], vacancy_id=vacancy.pk, version=1, values=values)
    late = VacancyFactory(state="draft", opened_on=None, closes_on="2026-03-01")
    with pytest.raises(Refusal):
        take_vacancy_step(actor=people["coordinator"], vacancy_id=late.pk, version=1, to=VacancyState.OPEN)
    with pytest.raises(Refusal):
        take_vacancy_step(actor=people["coordinator"], vacancy_id=late.pk, version=1, to=VacancyState.CLOSED)
    assert set(Vacancy.objects.values_list("state", flat=True)) == {"filled", "draft"}


def test_night_closes_what_has_passed(people):
    today = timezone.localdate()
    passed, last, endless = (VacancyFactory(closes_on=day) for day in (today - timedelta(1), today, None))
    command = StringIO()

    call_command("sweep_vacancies", "--dry-run", stdout=command)
    assert command.getvalue() == "Closed: 1. Searches dropped: 0.\n"
    assert sweep_vacancies(day=today, areas=[passed.area_id], simulate=True) == Swept(closed=1, searches=0)
    assert sweep_vacancies(day=today, areas=[passed.area_id]) == Swept(closed=1, searches=0)
    assert sweep_vacancies(day=today, areas=[passed.area_id]) == Swept(closed=0, searches=0)

    told = dict(Vacancy.objects.values_list("pk", "state"))
    assert told == {passed.pk: "closed", last.pk: "open", endless.pk: "open"}
    assert Vacancy.objects.get(pk=passed.pk).end_reason == "expired"


def test_pages_take_a_vacancy_from_its_first_day_to_its_last(signed_in, specialist, employer):
    browser = signed_in("specialist")
    told = {
        "title": "Pakkaaja", "municipality": "853", "places": "1", "demand_lifting": "10", "demand_shifts": "2",
        "hours_from": "20", "hours_to": "25.5", "traits": ["part_time"], "accommodations": ["technology"],
    }  # fmt: skip

    unnamed = browser.post(reverse("employers:vacancy_new"), {**told, "employer": "Ei ole"})
    assert (unnamed.status_code, Vacancy.objects.count()) == (422, 0)
    browser.post(reverse("employers:vacancy_new"), {**told, "employer": employer.business_id})
    made = Vacancy.objects.get()
    page = reverse("employers:vacancy", args=[made.pk])
    step = reverse("employers:vacancy_step", args=[made.pk])
    assert browser.post(step, {"to": "open", "version": 1}).status_code == 302
    edit = reverse("employers:vacancy_edit", args=[made.pk])
    assert browser.post(edit, {**told, "title": "Keräilijä", "version": 1}).status_code == 409
    assert browser.post(edit, {**told, "title": "Keräilijä", "version": 2}).status_code == 302
    assert browser.post(step, {"to": "closed", "version": 3}).status_code == 422
    shown = browser.get(page).content.decode()
    assert [text in shown for text in ("Keräilijä", "10 kg", "20–25.5 h a week", "Part-time")] == [True] * 4
    assert "Clients for the vacancy" not in shown
    assert "Clients for the vacancy" in signed_in("coordinator").get(page).content.decode()
    assert browser.post(step, {"to": "closed", "version": 3, "reason": "cancelled"}).status_code == 302
    assert [signed_in(who).get(page).status_code for who in ("outsider", "analyst")] == [200, 404]


def test_the_list_filters_sorts_and_is_taken_as_a_file(signed_in, people, django_assert_num_queries):
    browser, address = signed_in("coordinator"), reverse("employers:vacancies")
    employer = EmployerFactory(name="Leipomo Oy")
    VacancyFactory(employer=employer, title="Leipuri", occupation="7", occupation_version="AML2010", hours_from=20)
    browser.get(address)
    with django_assert_num_queries(QUERIES):
        browser.get(address)
    VacancyFactory(title="Avustaja", traits=["remote"], municipality_id="091", hours_from=10, opened_on="2026-02-02")
    VacancyFactory(title="Muualla", area_id=2)
    VacancyFactory(**OF[VacancyState.DRAFT], title="Luonnos")
    VacancyFactory(title="Kolmas", opened_on="2026-01-02")
    with django_assert_num_queries(QUERIES):
        browser.get(address)

    def titles(query=""):
        table = browser.get(f"{address}{query}").context["table"]
        return [row.cells[0].text for row in table.rows]

    assert titles() == ["Avustaja", "Leipuri", "Kolmas"]
    assert titles("?whose=all&state=all&sort=title") == ["Avustaja", "Kolmas", "Leipuri", "Luonnos", "Muualla"]
    assert titles("?occupation=7&state=open") == ["Leipuri"]
    assert titles("?trait=remote") == ["Avustaja"]
    assert titles("?region=1") == ["Avustaja"]
    assert titles("?text=leipomo&sort=hours") == ["Leipuri"]
    assert titles("?state=draft") == ["Luonnos"]
    lines = browser.get(reverse("employers:vacancies_csv") + "?text=leipuri").content.decode().splitlines()
    assert [line.split(",")[:3] for line in lines[1:]] == [["Leipuri", "Leipomo Oy", "Turku"]]
    assert browser.get(reverse("employers:vacancies_xlsx")).content[:2] == b"PK"
    assert Vacancy.objects.open_on(date(2026, 3, 2)).count() == 4


QUERIES = 8
