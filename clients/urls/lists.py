"""Saved filters, columns, bulk assignment; the tabs of a client's page, which come after every page of its own."""

from django.urls import path
from django.urls.resolvers import URLPattern

from clients.views import clients

urlpatterns: list[URLPattern] = []
last_of_all: list[URLPattern] = [
    path("clients/<uuid:client_id>/<str:tab>/", clients.client_detail, name="client_tab"),
]
