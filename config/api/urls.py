"""Addresses of the API, version 1."""

from django.urls import include, path
from drf_spectacular.views import SpectacularSwaggerView

from config.api.views import Schema

documentation = [
    path("schema/", Schema.as_view(), name="api_schema"),
    path(
        "docs/",
        SpectacularSwaggerView.as_view(url_name="api_schema", template_name="api/docs.html"),
        name="api_docs",
    ),
]

# One namespace: every endpoint is called api:<noun>, whichever app it is in.
API = (
    [
        path("", include("reporting.api.urls")),
        path("", include("clients.api.urls")),
        path("", include("employers.api.urls")),
    ],
    "api",
)

urlpatterns = [
    *documentation,
    path("", include(API)),
]
