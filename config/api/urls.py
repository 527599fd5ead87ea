"""Addresses of the API, version 1."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

documentation = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="api_schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api_schema", template_name="api/docs.html"),
        name="api_docs",
    ),
]

urlpatterns = [
    *documentation,
    path("", include(("reporting.api.urls", "api"))),
]
