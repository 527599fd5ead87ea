"""The register of employers."""

from django.urls import path

from employers.views import employers

_ONE = "employers/<uuid:employer_id>/"

urlpatterns = [
    path("employers/", employers.employer_list, name="employers"),
    path("employers/new/", employers.employer_new, name="employer_new"),
    path(_ONE, employers.employer_detail, name="employer"),
    path(f"{_ONE}change/", employers.employer_change, name="employer_change"),
    path(f"{_ONE}establishments/new/", employers.establishment_new, name="establishment_new"),
    path("establishments/<uuid:establishment_id>/", employers.establishment_change, name="establishment"),
]
