"""Services to employers by their model, teams that answer for employers, and what employers say."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import translation

from accounts.enums import Role
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from employers.enums.serving import ServiceKind, ServiceOutcome, ServingPart
from employers.models import EmployerFeedback, EmployerService, EmployerTeam, ServiceStage, ServiceVacancy, TeamPlace
from employers.selectors.serving import answering_for, feedback, owners_text, service_for, services_table, stages_table
from employers.service_models import model_on, models
from employers.services.feedback import close_feedback, record_feedback, route_feedback
from employers.services.serving import begin_service, count_job, end_service, finish_stage, name_part, note_meeting
from employers.services.teams import add_team, change_team
from tests.employers.events.conftest import browser_of
from tests.factories.accounts import OTHER_AREA, member
from tests.factories.employers import EmployerFactory, EstablishmentFactory, VacancyFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-12-01 10:00+02:00", tick=False) as moving:
        yield moving


@pytest.fixture
def specialist(seeing):
    return member(role=Role.EMPLOYER_SPECIALIST)


@pytest.fixture
def outsider(seeing):
    return member(area=OTHER_AREA)


def begun(actor, kind=ServiceKind.RECRUITMENT, **changes):
    given = {"employer": EmployerFactory(), "begun_on": TODAY - 30 * DAY, "need": "Kaksi avustajaa"}
    return begin_service(actor=actor, kind=kind, **(given | changes))


@pytest.mark.capability("EM-04", "EM-12", "EM-13")
@pytest.mark.parametrize("kind", ServiceKind)
def test_each_kind_goes_by_its_model_to_its_last_stage(specialist, kind):
    service = begun(specialist, kind)
    model = model_on(kind, service.begun_on)

    for place, stage in enumerate(model.stages):
        finish_stage(actor=specialist, service_id=service.pk, code=stage.code, done_on=service.begun_on + place * DAY)

    with translation.override("fi"):
        rows = [[str(cell.text) for cell in row.cells[:1]] for row in stages_table(service).rows]
    found = service_for(specialist, service_id=service.pk)
    assert (service.model_version, service.area_id) == (model.version, 41)
    assert rows == [[stage.names["fi"]] for stage in model.stages]
    assert str(services_table([found]).rows[0].cells[3].text) == f"{len(model.stages)}/{len(model.stages)}"
    assert list(service.roles.values_list("user_id", "part")) == [(specialist.pk, "owner")]


def test_models_name_their_stages_once_and_in_three_languages():
    for model in models():
        codes = [stage.code for stage in model.stages]
        assert len(codes) == len(set(codes)) > 2
        assert all(stage.names[code].strip() for stage in model.stages for code in ("fi", "sv", "en"))
    assert len({(model.kind, model.version) for model in models()}) == len(models())


@pytest.mark.capability("EM-04")
def test_what_cannot_be_done_in_a_service_changes_nothing(specialist, outsider):
    service = begun(specialist)
    finish_stage(actor=specialist, service_id=service.pk, code="need", done_on=TODAY)
    stage = {"actor": specialist, "service_id": service.pk}

    for wrong in (
        {"code": "need", "done_on": TODAY},
        {"code": "none", "done_on": TODAY},
        {"code": "work", "done_on": TODAY + DAY},
        {"code": "work", "done_on": service.begun_on - DAY},
    ):
        with pytest.raises(Refusal):
            finish_stage(**(stage | wrong))
    for hidden in ({"actor": outsider}, {"service_id": uuid4()}):
        with pytest.raises(NotFound):
            finish_stage(**(stage | {"code": "work", "done_on": TODAY} | hidden))
    with pytest.raises(Refusal):
        note_meeting(actor=specialist, service_id=service.pk, held_on=TODAY, about=" ")
    with pytest.raises(Refusal):
        name_part(actor=specialist, service_id=service.pk, user_id=outsider.pk, part=ServingPart.ADVISER)
    with pytest.raises(Refusal):
        begun(specialist, begun_on=TODAY + DAY)

    assert (ServiceStage.objects.count(), service.meetings.count(), service.roles.count()) == (1, 0, 1)
    assert EmployerService.objects.count() == 1


@pytest.mark.capability("EM-04")
def test_jobs_are_vacancies_counted_for_one_service(specialist):
    service, other = begun(specialist), begun(specialist)
    own = VacancyFactory(employer=service.employer)
    ended = {"actor": specialist, "service_id": service.pk, "version": 1, "ended_on": TODAY}
    with pytest.raises(Refusal):
        end_service(**ended, outcome=ServiceOutcome.JOBS)
    with pytest.raises(NotFound):
        count_job(actor=specialist, service_id=other.pk, vacancy_id=own.pk)

    count_job(actor=specialist, service_id=service.pk, vacancy_id=own.pk)
    with pytest.raises(Refusal):
        count_job(actor=specialist, service_id=service.pk, vacancy_id=own.pk)
    with pytest.raises(Conflict):
        end_service(**(ended | {"version": 7}), outcome=ServiceOutcome.JOBS)
    end_service(**ended, outcome=ServiceOutcome.JOBS)

    service.refresh_from_db()
    assert (service.ended_on, service.outcome, ServiceVacancy.objects.count()) == (TODAY, "jobs", 1)
    with pytest.raises(OutOfOrder):
        note_meeting(actor=specialist, service_id=service.pk, held_on=TODAY, about="Myöhässä")


TEAM = {"name": "Ravintola", "industries": ["I"], "occupations": [], "municipalities": ["853"], "is_closed": False}


@pytest.mark.capability("EM-19")
def test_a_team_answers_for_its_field_and_places(specialist, outsider):
    owners = {"owners": [str(specialist.pk)]}
    team = add_team(actor=specialist, values=TEAM | owners)
    everywhere = add_team(
        actor=specialist, values=TEAM | owners | {"name": "Muut", "industries": [], "municipalities": []}
    )
    here, other, nowhere = (
        EmployerFactory(industry="I", industry_version="TOL2008"),
        EmployerFactory(industry="C", industry_version="TOL2008"),
        EmployerFactory(industry="I", industry_version="TOL2008"),
    )
    EstablishmentFactory(employer=here)
    EstablishmentFactory(employer=other)

    names = [[one.name for one in answering_for(specialist, employer)] for employer in (here, other, nowhere)]
    for wrong in (owners | {"municipalities": ["837"]}, {"owners": []}, {"owners": [str(outsider.pk)]}):
        with pytest.raises(Refusal):
            change_team(actor=specialist, team_id=team.pk, version=team.version, values=TEAM | owners | wrong)
    with pytest.raises(NotFound):
        change_team(actor=outsider, team_id=team.pk, version=1, values=TEAM | owners)
    with pytest.raises(Refusal):
        add_team(actor=specialist, values=TEAM | owners)
    closed = change_team(
        actor=specialist, team_id=everywhere.pk, version=1, values=TEAM | owners | {"name": "Muut", "is_closed": True}
    )

    assert names == [["Muut", "Ravintola"], ["Muut"], ["Muut"]]
    assert [one.name for one in answering_for(specialist, here)] == ["Ravintola"]
    assert (closed.version, owners_text(team), answering_for(outsider, here)) == (2, specialist.name, [])


def said(actor, **changes):
    values = {
        "given_on": TODAY - 20 * DAY,
        "heard": 2,
        "met": 4,
        "helped": None,
        "text": "Kukaan ei soittanut.",
        "is_critical": True,
        "due_on": TODAY - DAY,
    }
    return record_feedback(actor=actor, employer=EmployerFactory(), owner_id=actor.pk, values=values | changes)


@pytest.mark.capability("EM-20")
def test_feedback_has_an_owner_a_day_and_an_end(specialist, outsider):
    late, mild = said(specialist), said(specialist, due_on=TODAY, is_critical=False)
    assert [list(feedback(specialist, **which)) for which in ({"stage": "late"}, {"critical": True}, {})] == [
        [late],
        [late],
        [late, mild],
    ]
    close = {"actor": specialist, "feedback_id": late.pk, "version": 1, "closed_on": TODAY, "done": "Soitettu."}
    for wrong in ({"done": " "}, {"closed_on": TODAY + DAY}, {"closed_on": late.given_on - DAY}):
        with pytest.raises(Refusal):
            close_feedback(**(close | wrong))
    with pytest.raises(Conflict):
        close_feedback(**(close | {"version": 3}))
    with pytest.raises(NotFound):
        close_feedback(**(close | {"actor": outsider}))

    close_feedback(**close)
    routed = route_feedback(
        actor=specialist, feedback_id=mild.pk, version=1, owner_id=member(role=Role.COORDINATOR).pk, due_on=TODAY + DAY
    )

    late.refresh_from_db()
    assert (late.closed_on, late.done, routed.due_on) == (TODAY, "Soitettu.", TODAY + DAY)
    assert [one.pk for one in feedback(specialist, stage="closed")] == [late.pk]
    assert list(feedback(specialist, stage="late")) == []
    with pytest.raises(OutOfOrder):
        close_feedback(**close)


@pytest.mark.capability("EM-20")
@pytest.mark.parametrize(
    "changes",
    [
        {"heard": 6},
        {"heard": None, "met": None, "text": ""},
        {"given_on": TODAY + DAY},
        {"due_on": TODAY - 21 * DAY},
    ],
)
def test_feedback_that_says_nothing_or_cannot_be_is_refused(specialist, changes):
    with pytest.raises(Refusal):
        said(specialist, **changes)

    assert EmployerFeedback.objects.count() == 0


def test_the_pages_of_services_teams_and_feedback(specialist, outsider, django_assert_num_queries):
    browser, stranger = browser_of(specialist), browser_of(outsider)
    employer = EmployerFactory(name="Esimerkki Oy")
    vacancy = VacancyFactory(employer=employer)
    new = {"employer": employer.business_id, "kind": "shaping", "begun_on": "2026-11-02", "need": ""}
    place = browser.post("/services-to-employers/new/", new)["Location"]
    steps = [
        ("stages/", {"code": "tasks", "done_on": "2026-11-03", "note": ""}),
        ("meetings/", {"held_on": "2026-11-04", "about": "Tehtävät"}),
        ("people/", {"user": str(specialist.pk), "part": "adviser"}),
        ("jobs/", {"vacancy": str(vacancy.pk)}),
        ("end/", {"version": 1, "ended_on": "2026-11-30", "outcome": "jobs"}),
    ]
    wrong = [browser.post(f"{place}{path}", {}).status_code for path, _data in steps[:3]]
    hidden = [stranger.post(f"{place}{path}", data).status_code for path, data in steps]
    done = [browser.post(f"{place}{path}", data).status_code for path, data in steps]
    text = browser.get(place).content.decode()
    assert (wrong, hidden, done) == ([422] * 3, [404] * 5, [302] * 5)
    assert [word for word in ("Tasks collected (Ratko)", "Jobs came of it", vacancy.title) if word not in text] == []

    team = {"name": "Ravintola", "owners": [str(specialist.pk)], "industries": ["I"], "municipalities": ["853"]}
    assert [browser.post("/employer-teams/new/", data).status_code for data in (team, {})] == [302, 422]
    held = EmployerTeam.objects.get()
    changed = browser.post(f"/employer-teams/{held.pk}/", team | {"version": 1, "municipalities": ["853"]})
    assert (changed.status_code, TeamPlace.objects.count()) == (302, 1)
    assert browser.get(f"/employer-teams/{held.pk}/").status_code == 200
    assert stranger.get(f"/employer-teams/{held.pk}/").status_code == 404

    told = {"employer": "Esimerkki", "given_on": "2026-11-30", "heard": "3", "user": str(specialist.pk)}
    place = browser.post("/employer-feedback/new/", told | {"due_on": "2026-12-10"})["Location"]
    answers = [
        browser.post(f"{place}route/", {"version": 1, "user": str(specialist.pk), "due_on": "2026-12-12"}),
        browser.post(f"{place}close/", {"version": 2, "closed_on": "2026-12-01", "done": ""}),
        browser.post(f"{place}close/", {"version": 2, "closed_on": "2026-12-01", "done": "Tehty"}),
        browser.get(place),
    ]
    assert [one.status_code for one in answers] == [302, 422, 302, 200]

    for address, number in (("/services-to-employers/", 7), ("/employer-teams/", 11), ("/employer-feedback/", 7)):
        browser.get(address)
        with django_assert_num_queries(number):
            browser.get(address)
    for _turn in range(2):
        begun(specialist)
        said(specialist)
        add_team(actor=specialist, values=TEAM | {"name": f"Tiimi {_turn}", "owners": [specialist.pk]})
    for address, number in (("/services-to-employers/", 7), ("/employer-teams/", 11), ("/employer-feedback/", 7)):
        with django_assert_num_queries(number):
            browser.get(address)
    for name in ("services-to-employers", "employer-feedback"):
        lines = browser.get(f"/{name}.csv").content.decode().splitlines()
        assert len(lines) == 4
        assert browser.get(f"/{name}.xlsx").content.startswith(b"PK")
