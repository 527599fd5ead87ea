"""The addresses of employers, a module for each noun; the first that fits is taken."""

from django.urls.resolvers import URLPattern

app_name = "employers"

urlpatterns: list[URLPattern] = []
