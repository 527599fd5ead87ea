"""Errors of the API in one shape: {"error": {"code", "message", "field"?}}; nothing of an unexpected error is told."""

import math
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.exceptions import ValidationError as BadInput

from config.kernel.errors import NotAllowed, NotFound, Refusal

ANYWHERE = "non_field_errors"


def body(*, code: str, message: Any, field: str = "") -> dict[str, dict[str, str]]:
    """The one shape."""
    error = {"code": code, "message": str(message)}
    return {"error": {**error, "field": field} if field else error}


def handle(error: Exception, _context: dict[str, Any]) -> JsonResponse | None:
    """The answer to a refusal or a fault of the request; None leaves an unexpected error to the last boundary."""
    answer = _answer(error)
    if answer is not None:
        answer.refused = True  # type: ignore[attr-defined]  # nothing of the request is kept
    return answer


def is_api(request: HttpRequest) -> bool:
    """The address belongs to the API, so errors are told in its shape."""
    return request.path_info.startswith("/api/")


def plain_error(*, status_code: int, code: str, message: Any) -> JsonResponse:
    """For errors that arise before or beyond a view of the API."""
    return _told(body(code=code, message=message), status=status_code)


def _told(told: dict[str, Any], **answer: Any) -> JsonResponse:
    """In JSON, whatever form the request asked for."""
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False}, **answer)


def _answer(error: Exception) -> JsonResponse | None:
    if isinstance(error, Http404):
        error = NotFound()
    elif isinstance(error, PermissionDenied):
        error = NotAllowed()
    if isinstance(error, Refusal):
        return _told(body(code=error.code, message=error.sentence, field=error.field), status=error.status)
    if isinstance(error, RequestDataTooBig):
        told = body(code="too_large", message=_("The request's body is too large."))
        return _told(told, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    if isinstance(error, BadInput):
        return _told(first_fault(error), status=error.status_code)
    if isinstance(error, APIException):
        code = error.get_codes()
        told = body(code=code if isinstance(code, str) else error.default_code, message=error.detail)
        return _told(told, status=error.status_code, headers=_headers(error))
    return None


def _headers(error: APIException) -> dict[str, str]:
    scheme, wait = getattr(error, "auth_header", None), getattr(error, "wait", None)
    headers = {"WWW-Authenticate": scheme} if scheme else {}
    return headers | ({"Retry-After": str(math.ceil(wait))} if wait else {})


def first_fault(error: BadInput) -> dict[str, dict[str, str]]:
    """The first of the faults, with the path of its field."""
    path: list[str] = []
    fault: Any = error.detail
    while isinstance(fault, (dict, list)) and fault:
        if isinstance(fault, dict):
            name, fault = next(iter(fault.items()))
            path += [] if name == ANYWHERE else [str(name)]
        else:
            position, fault = next((place, item) for place, item in enumerate(fault) if item)
            path += [str(position)] if isinstance(fault, (dict, list)) else []
    return body(code="invalid", message=fault, field=".".join(path))
