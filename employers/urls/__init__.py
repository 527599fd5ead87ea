"""The addresses of employers, a module for each noun; the first that fits is taken."""

from django.urls.resolvers import URLPattern

from employers.urls import placing

app_name = "employers"

urlpatterns: list[URLPattern] = [
    *placing.urlpatterns,
]
