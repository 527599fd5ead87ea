"""What every endpoint of the API has in common."""

from typing import ClassVar

from allauth.idp.oidc.models import Token
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.models import ApiClient
from config.api.authentication import client_of


class Endpoint(APIView):
    """Closed to a token that lacks the scopes named here for the method; any other method is answered with 405."""

    http_method_names = ["get", "head", "post"]
    required_scopes: ClassVar[dict[str, frozenset[str]]] = {}


def client(request: Request) -> ApiClient:
    """The machine that asks; endpoints are reached with a token only."""
    assert isinstance(request.auth, Token)
    return client_of(request.auth)
