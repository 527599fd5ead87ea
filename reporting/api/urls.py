"""Addresses of the numbers, below /api/v1/."""

from django.urls import path

from reporting.api import views

urlpatterns = [
    path("indicators/", views.IndicatorList.as_view(), name="indicators"),
    path("programmes/", views.ProgrammeList.as_view(), name="programmes"),
    path("values/", views.ValueList.as_view(), name="values"),
    path("runs/", views.RunList.as_view(), name="runs"),
    path("runs/<uuid:run>/", views.RunDetail.as_view(), name="run"),
]
