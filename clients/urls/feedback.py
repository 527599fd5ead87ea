"""Feedback of clients."""

from django.urls import path
from django.urls.resolvers import URLPattern

from clients.views import feedback

FEEDBACK = "clients/<uuid:client_id>/feedback/"

urlpatterns: list[URLPattern] = [
    path(f"{FEEDBACK}ask/", feedback.feedback_ask, name="feedback_ask"),
    path(f"{FEEDBACK}new/", feedback.feedback_record, name="feedback_record"),
    path("client-feedback/", feedback.feedback_results, name="feedback_results"),
]
