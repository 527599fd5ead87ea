"""Addresses of vacancies, leads, task analyses and matching."""

from django.urls import path

from employers.views import analyses, leads, matching, vacancies

_VACANCY = "vacancies/<uuid:vacancy_id>/"
_LEAD = "hidden-jobs/<uuid:lead_id>/"
_ANALYSIS = "task-analyses/<uuid:analysis_id>/"
_CLIENT = "clients/<uuid:client_id>/jobs/"

urlpatterns = [
    path("vacancies/", vacancies.vacancy_list, name="vacancies"),
    path("vacancies.csv", vacancies.vacancies_csv, name="vacancies_csv"),
    path("vacancies.xlsx", vacancies.vacancies_xlsx, name="vacancies_xlsx"),
    path("vacancies/new/", vacancies.vacancy_new, name="vacancy_new"),
    path(_VACANCY, vacancies.vacancy_detail, name="vacancy"),
    path(f"{_VACANCY}edit/", vacancies.vacancy_edit, name="vacancy_edit"),
    path(f"{_VACANCY}step/", vacancies.vacancy_step, name="vacancy_step"),
    path(f"{_VACANCY}candidates/", matching.vacancy_candidates, name="vacancy_candidates"),
    path(f"{_VACANCY}candidates/more/", matching.vacancy_candidates_more, name="vacancy_candidates_more"),
    path("hidden-jobs/", leads.lead_list, name="leads"),
    path("hidden-jobs.csv", leads.leads_csv, name="leads_csv"),
    path("hidden-jobs.xlsx", leads.leads_xlsx, name="leads_xlsx"),
    path("hidden-jobs/new/", leads.lead_new, name="lead_new"),
    path(_LEAD, leads.lead_detail, name="lead"),
    path(f"{_LEAD}edit/", leads.lead_edit, name="lead_edit"),
    path(f"{_LEAD}step/", leads.lead_step, name="lead_step"),
    path(f"{_LEAD}vacancy/", leads.lead_vacancy, name="lead_vacancy"),
    path("task-analyses/", analyses.analysis_list, name="analyses"),
    path("task-analyses.csv", analyses.analyses_csv, name="analyses_csv"),
    path("task-analyses.xlsx", analyses.analyses_xlsx, name="analyses_xlsx"),
    path("task-analyses/new/", analyses.analysis_new, name="analysis_new"),
    path(_ANALYSIS, analyses.analysis_detail, name="analysis"),
    path(f"{_ANALYSIS}phase/", analyses.analysis_phase, name="analysis_phase"),
    path(f"{_ANALYSIS}compile/", analyses.analysis_compile, name="analysis_compile"),
    path(f"{_ANALYSIS}analysis.pdf", analyses.analysis_pdf, name="analysis_pdf"),
    path(f"{_ANALYSIS}tasks/new/", analyses.work_task_new, name="work_task_new"),
    path("work-tasks/<uuid:work_task_id>/", analyses.work_task, name="work_task"),
    path(_CLIENT, matching.client_jobs, name="client_jobs"),
    path(f"{_CLIENT}more/", matching.client_jobs_more, name="client_jobs_more"),
    path(f"{_CLIENT}wish/", matching.job_wish, name="job_wish"),
    path("matches/<uuid:match_id>/", matching.match_detail, name="match"),
    path("matching/weights/", matching.match_weights, name="match_weights"),
    path("matching/precision/", matching.match_precision, name="match_precision"),
]
