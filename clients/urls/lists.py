"""Saved filters, columns, bulk assignment; the tabs of a client's page, which come after every page of its own."""

from django.urls import path
from django.urls.resolvers import URLPattern

from clients.views import assignments, clients, saved_filters

urlpatterns: list[URLPattern] = [
    path("clients/filters/new/", saved_filters.saved_filter_new, name="saved_filter_new"),
    path("clients/filters/<uuid:filter_id>/", saved_filters.saved_filter, name="saved_filter"),
    path("clients/filters/<uuid:filter_id>/remove/", saved_filters.saved_filter_remove, name="saved_filter_remove"),
    path("clients/assign/", assignments.assign, name="assign"),
    path("clients/assignments/<uuid:assignment_id>/", assignments.assignment_detail, name="assignment"),
    path("clients/assignments/<uuid:assignment_id>/undo/", assignments.assignment_undo, name="assignment_undo"),
]
last_of_all: list[URLPattern] = [
    path("clients/<uuid:client_id>/<str:tab>/", clients.client_detail, name="client_tab"),
]
