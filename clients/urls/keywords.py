"""Keywords, diagnosis marks, status of work ability, the target group."""

from django.urls import path

from clients.views import keywords, target_group

CLIENT = "clients/<uuid:client_id>/"

urlpatterns = [
    path("target-group/", target_group.target_group_list, name="target_group"),
    path("target-group.csv", target_group.target_group_csv, name="target_group_csv"),
    path("target-group.xlsx", target_group.target_group_xlsx, name="target_group_xlsx"),
    path(f"{CLIENT}keywords/new/", keywords.keyword_new, name="keyword_new"),
    path(f"{CLIENT}keywords/<uuid:keyword_id>/end/", keywords.keyword_end, name="keyword_end"),
    path(f"{CLIENT}keywords/<uuid:keyword_id>/correct/", keywords.keyword_correct, name="keyword_correct"),
    path(f"{CLIENT}ability-status/new/", keywords.ability_status_new, name="ability_status_new"),
    path(f"{CLIENT}ability-status/<uuid:status_id>/back/", keywords.ability_status_back, name="ability_status_back"),
    path(f"{CLIENT}diagnoses/new/", keywords.diagnosis_new, name="diagnosis_new"),
    path(f"{CLIENT}diagnoses/<uuid:mark_id>/end/", keywords.diagnosis_end, name="diagnosis_end"),
]
