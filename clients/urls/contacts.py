"""Contacts, appointments and the calendar, tasks."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
