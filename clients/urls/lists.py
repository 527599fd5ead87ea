"""Saved filters, columns, bulk assignment."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
