"""The question path with a client."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
