"""Duplicates and merging, documents, people around the client."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
