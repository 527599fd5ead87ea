from django.urls import path

from reporting.views import figures, people, programmes, published, runs, targets, work

app_name = "reporting"

urlpatterns = [
    path("programmes/", programmes.programme_list, name="programmes"),
    path("programmes/<str:code>/", programmes.programme_detail, name="programme"),
    path("programmes/<str:code>/compute/", programmes.programme_compute, name="programme_compute"),
    path("programmes/<str:code>/figures/", figures.figure_list, name="figures"),
    path("programmes/<str:code>/figures.csv", figures.figure_csv, name="figures_csv"),
    path("programmes/<str:code>/figures.xlsx", figures.figure_xlsx, name="figures_xlsx"),
    path("programmes/<str:code>/indicators/<str:indicator>/", figures.indicator_detail, name="indicator"),
    path("programmes/<str:code>/people/", people.people_list, name="people"),
    path("programmes/<str:code>/people.csv", people.people_csv, name="people_csv"),
    path("programmes/<str:code>/people.xlsx", people.people_xlsx, name="people_xlsx"),
    path("programmes/<str:code>/published/", published.published_list, name="published"),
    path("programmes/<str:code>/published.csv", published.published_csv, name="published_csv"),
    path("programmes/<str:code>/published.xlsx", published.published_xlsx, name="published_xlsx"),
    path("case-figures/", work.case_figures, name="case_figures"),
    path("case-figures.csv", work.case_figures_csv, name="case_figures_csv"),
    path("case-figures.xlsx", work.case_figures_xlsx, name="case_figures_xlsx"),
    path("case-figures/compute/", work.case_figures_compute, name="case_figures_compute"),
    path("case-figures/rows/", work.case_figure_rows, name="case_figure_rows"),
    path("runs/", runs.run_list, name="runs"),
    path("runs/<uuid:run>/", runs.run_detail, name="run"),
    path("runs/<uuid:run>/progress/", runs.run_progress, name="run_progress"),
    path("runs/<uuid:run>/jobs/", runs.run_jobs, name="run_jobs"),
    path("runs/<uuid:run>/cancel/", runs.run_cancel, name="run_cancel"),
    path("administration/programmes/<str:code>/targets/", targets.target_list, name="targets"),
    path("administration/programmes/<str:code>/targets/new/", targets.target_new, name="target_new"),
    path("administration/programmes/<str:code>/targets/<int:target_id>/", targets.target_detail, name="target"),
]
