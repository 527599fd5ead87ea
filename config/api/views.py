"""What every endpoint of the API has in common."""

from typing import Any, ClassVar

from allauth.idp.oidc.models import Token
from django.utils import translation
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import ApiClient
from config.api.authentication import client_of


class Endpoint(APIView):
    """Closed to a token that lacks the scopes named here for the method; any other method is answered with 405."""

    http_method_names = ["get", "head", "post", "patch"]
    required_scopes: ClassVar[dict[str, frozenset[str]]] = {}


def client(request: Request) -> ApiClient:
    """The machine that asks; endpoints are reached with a token only."""
    assert isinstance(request.auth, Token)
    return client_of(request.auth)


class Schema(SpectacularJSONAPIView):
    """The documentation is in English whatever the reader's language, so that its parts never differ in it."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with translation.override("en"):
            return super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]  # upstream is untyped
