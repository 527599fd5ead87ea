"""Work ability against the demands of work, statements, assessments, measurements, needs."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
