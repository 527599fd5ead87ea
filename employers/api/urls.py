"""Addresses of work with employers, below /api/v1/."""

from django.urls import path

from employers.api.views import employers

urlpatterns = [
    path("employers/", employers.EmployerList.as_view(), name="employers"),
    path("employers/<uuid:employer_id>/", employers.EmployerDetail.as_view(), name="employer"),
    path(
        "employers/<uuid:employer_id>/establishments/",
        employers.EmployerEstablishments.as_view(),
        name="employer_establishments",
    ),
]
