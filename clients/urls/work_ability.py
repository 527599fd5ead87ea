"""Work ability against the demands of work, statements, assessments, measurements, needs."""

from django.urls import path

from clients.views import assessments, demands, measurements, needs, statements

CLIENT = "clients/<uuid:client_id>/"

urlpatterns = [
    path("statements/", statements.statement_list, name="statements"),
    path("statements.csv", statements.statements_csv, name="statements_csv"),
    path("statements.xlsx", statements.statements_xlsx, name="statements_xlsx"),
    path(f"{CLIENT}statements/new/", statements.statement_new, name="statement_new"),
    path(f"{CLIENT}statements/<uuid:statement_id>/", statements.statement_detail, name="statement"),
    path(f"{CLIENT}statements/<uuid:statement_id>/edit/", statements.statement_edit, name="statement_edit"),
    path(f"{CLIENT}statements/<uuid:statement_id>/step/", statements.statement_step, name="statement_step"),
    path(f"{CLIENT}demands/", demands.demand_profile_list, name="demand_profiles"),
    path(f"{CLIENT}demands/new/", demands.demand_profile_new, name="demand_profile_new"),
    path(f"{CLIENT}demands/<uuid:profile_id>/", demands.demand_profile_detail, name="demand_profile"),
    path(f"{CLIENT}assessments/new/", assessments.assessment_new, name="assessment_new"),
    path(f"{CLIENT}assessments/<uuid:order_id>/", assessments.assessment_detail, name="assessment"),
    path(f"{CLIENT}assessments/<uuid:order_id>/step/", assessments.assessment_step, name="assessment_step"),
    path(f"{CLIENT}abilitator/new/", measurements.abilitator_new, name="abilitator_new"),
    path(f"{CLIENT}abilitator/<uuid:abilitator_id>/", measurements.abilitator_edit, name="abilitator_edit"),
    path(f"{CLIENT}self-ratings/new/", measurements.self_rating_new, name="self_rating_new"),
    path(f"{CLIENT}self-ratings/<uuid:rating_id>/", measurements.self_rating_edit, name="self_rating_edit"),
    path(f"{CLIENT}barriers/", needs.barriers, name="barriers"),
    path(f"{CLIENT}need-areas/", needs.need_areas, name="need_areas"),
    path(f"{CLIENT}need-areas/<uuid:need_area_id>/refer/", needs.need_area_refer, name="need_area_refer"),
    path(f"{CLIENT}needs/new/", needs.needs_assess, name="needs_assess"),
    path(f"{CLIENT}needs/<uuid:assessment_id>/", needs.needs_assessment_detail, name="needs_assessment"),
]
