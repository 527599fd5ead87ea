"""What a token may be used for: the scopes an endpoint names for the method; an endpoint that names none is closed."""

from typing import TYPE_CHECKING

from allauth.idp.oidc.models import Token
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:  # the framework reads this class while it makes its own views
    from rest_framework.views import APIView


class HasScope(BasePermission):
    """The token has every scope that the view's `required_scopes` names for this method."""

    message = _("The token lacks the scope this needs.")

    def has_permission(self, request: Request, view: "APIView") -> bool:
        required: dict[str, frozenset[str]] = getattr(view, "required_scopes", {})
        if not isinstance(request.auth, Token):
            return False
        if request.method not in required:
            return request.method not in view.allowed_methods  # answered with 405
        return has_scopes(request, required[request.method])


def has_scopes(request: Request, scopes: frozenset[str]) -> bool:
    """Whether the request's token has all of these scopes."""
    return isinstance(request.auth, Token) and scopes <= set(request.auth.get_scopes())
