"""Keywords, diagnosis marks, status of work ability, the target group."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
