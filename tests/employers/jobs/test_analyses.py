"""Task analysis: phases, tasks, the new job compiled of them, the drawing and the paper."""

from io import BytesIO
from itertools import product

import pikepdf
import pytest
from django.urls import reverse

from accounts.models import Municipality
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from employers.enums.analyses import AnalysisPhase, TaskSort
from employers.models import TaskAnalysis, Vacancy, WorkTask
from employers.services.analyses import add_task, change_task, compile_job, move_analysis, weekly_hours
from employers.services.analysis_paper import analysis_paper
from tests.factories.employers import EstablishmentFactory
from tests.factories.jobs import TaskAnalysisFactory, WorkTaskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("EM-10", "EM-11")]
HANDED = TaskSort.TRANSFERABLE


@pytest.mark.parametrize(("was", "to"), list(product(AnalysisPhase, AnalysisPhase)))
def test_phases(people, was, to):
    analysis = TaskAnalysisFactory(phase=was)
    WorkTaskFactory(analysis=analysis, sort=HANDED)
    given = {"actor": people["coordinator"], "analysis_id": analysis.pk, "version": 1, "to": to}

    if abs(was - to) != 1:
        with pytest.raises(OutOfOrder):
            move_analysis(**given)
        to, version = was, 1
    else:
        move_analysis(**given)
        version = 2

    analysis.refresh_from_db()
    assert (analysis.phase, analysis.version) == (to, version)


@pytest.mark.parametrize(("sorts", "was"), [([], 1), ([""], 2), (["core"], 2), (["transferable", ""], 2)])
def test_a_phase_waits_for_what_it_needs(people, sorts, was):
    analysis = TaskAnalysisFactory(phase=was)
    for sort in sorts:
        WorkTaskFactory(analysis=analysis, sort=sort)
    WorkTaskFactory(analysis=analysis, is_dropped=True)

    with pytest.raises(Refusal):
        move_analysis(actor=people["coordinator"], analysis_id=analysis.pk, version=1, to=AnalysisPhase(was + 1))

    analysis.refresh_from_db()
    assert analysis.phase == was


def test_tasks_are_compiled_into_a_job(people):
    place = EstablishmentFactory()
    analysis = TaskAnalysisFactory(phase=3, employer=place.employer, establishment=place)
    wash = WorkTaskFactory(analysis=analysis, sort=HANDED, text="Tiskaus", minutes=300, demands={"standing": 60.0})
    carry = WorkTaskFactory(
        analysis=analysis, sort=HANDED, text="Keräily", minutes=401, demands={"lifting": 8.0, "standing": 30.0}
    )
    core = WorkTaskFactory(analysis=analysis, sort=TaskSort.CORE)
    given = {"actor": people["coordinator"], "analysis_id": analysis.pk, "title": "Keittiöapulainen",
             "municipality": Municipality.objects.get(pk="853")}  # fmt: skip

    for keys, version, refused in (
        ([core.pk], 1, Refusal), ([], 1, Refusal), ([wash.pk, core.pk], 1, Refusal), ([wash.pk], 7, Conflict),
    ):  # fmt: skip
        with pytest.raises(refused):
            compile_job(**given, task_ids=keys, version=version)
    with pytest.raises(NotFound):
        compile_job(**given | {"actor": people["outsider"]}, task_ids=[wash.pk], version=1)
    assert Vacancy.objects.count() == 0
    made = compile_job(**given, task_ids=[wash.pk, carry.pk], version=1)

    made.refresh_from_db()
    assert (made.state, made.employer, made.establishment) == ("draft", place.employer, place)
    assert (float(made.hours_from), float(made.hours_to)) == (12.0, 12.0)
    assert made.demands == {"lifting": 8.0, "standing": 60.0}
    assert made.description == "Keräily\nTiskaus"
    assert set(WorkTask.objects.filter(vacancy=made)) == {wash, carry}
    with pytest.raises(OutOfOrder):
        change_task(actor=people["coordinator"], task_id=wash.pk, version=2, values={"text": "Muu"})
    with pytest.raises(OutOfOrder):
        add_task(actor=people["coordinator"], analysis_id=analysis.pk, values={"text": "Uusi", "minutes": 5})


@pytest.mark.parametrize(("minutes", "hours"), [(1, 0.5), (30, 0.5), (31, 1), (600, 10), (601, 10.5)])
def test_minutes_become_hours_up_to_the_next_half(minutes, hours):
    assert float(weekly_hours(minutes)) == hours


def test_pages_from_splitting_to_a_new_job_and_its_paper(signed_in, specialist, employer, django_assert_num_queries):
    browser = signed_in("specialist")
    new = f"{reverse('employers:analysis_new')}?employer={employer.pk}"
    browser.post(new, {"title": "Keittiötyö", "started_on": "2026-03-01"})
    analysis = TaskAnalysis.objects.get()
    page = reverse("employers:analysis", args=[analysis.pk])
    add = reverse("employers:work_task_new", args=[analysis.pk])
    for text, minutes, sort in (("Tiskaus", 120, "transferable"), ("Reseptit", 300, "core")):
        browser.post(add, {"text": text, "minutes": minutes, "sort": sort, "demand_standing": "60"})
    task = WorkTask.objects.get(text="Tiskaus")
    told = {"text": "Tiskaus ja siivous", "minutes": 150, "sort": "transferable", "version": 1}
    assert browser.post(reverse("employers:work_task", args=[task.pk]), told).status_code == 302
    phase = reverse("employers:analysis_phase", args=[analysis.pk])
    for version, to in ((1, 2), (2, 3)):
        assert browser.post(phase, {"to": to, "version": version}).status_code == 302
    shown = browser.get(page)
    assert [(pile.kind, [bar.width for bar in pile.bars]) for pile in shown.context["piles"]] == [
        ("core", [100.0]),
        ("transferable", [50.0]),
    ]
    compiled = {"tasks": [str(task.pk)], "title": "Keittiöapulainen", "municipality": "853", "version": 3}
    compile_at = reverse("employers:analysis_compile", args=[analysis.pk])
    assert browser.post(compile_at, {**compiled, "tasks": []}).status_code == 422
    assert browser.post(compile_at, compiled).status_code == 302
    assert Vacancy.objects.get().title == "Keittiöapulainen"
    paper = browser.get(reverse("employers:analysis_pdf", args=[analysis.pk])).content
    with pikepdf.open(BytesIO(paper)) as opened:
        assert (str(opened.docinfo["/Title"]), "/StructTreeRoot" in opened.Root) == ("Task analysis: Keittiötyö", True)
    assert paper == analysis_paper(TaskAnalysis.objects.get())
    browser.get(reverse("employers:analyses"))
    with django_assert_num_queries(QUERIES):
        browser.get(reverse("employers:analyses"))
    TaskAnalysisFactory(title="Toinen")
    TaskAnalysisFactory(title="Kolmas")
    with django_assert_num_queries(QUERIES):
        found = browser.get(reverse("employers:analyses") + "?sort=title").context["table"]
    assert [[cell.text for cell in row.cells][::4] for row in found.rows] == [
        ["Keittiötyö", 2], ["Kolmas", 0], ["Toinen", 0],
    ]  # fmt: skip
    assert browser.get(reverse("employers:analyses_csv") + "?phase=3").content.decode().count("\n") == 2
    assert browser.get(reverse("employers:analyses_xlsx")).content[:2] == b"PK"
    assert [signed_in(who).get(page).status_code for who in ("outsider", "analyst")] == [404, 404]


QUERIES = 7
