"""The question path with a client."""

from django.urls import path
from django.urls.resolvers import URLPattern

from clients.views import question_path as views

PATHS = "clients/<uuid:client_id>/question-path/"
ONE = f"{PATHS}<uuid:question_path_run_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{PATHS}new/", views.question_path_new, name="question_path_new"),
    path(ONE, views.question_path_detail, name="question_path"),
    path(f"{ONE}steps/<str:step>/", views.question_path_step, name="question_path_step"),
    path(f"{ONE}outcome/", views.question_path_outcome, name="question_path_outcome"),
    path(f"{ONE}discard/", views.question_path_discard, name="question_path_discard"),
]
