"""Errors of the API in one shape: {"error": {"code", "message", "field"?}}; nothing of an unexpected error is told.

A body with several faults has them all in "faults", the first of them outside too.
"""

import math
from collections.abc import Iterator
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
        return _told(all_faults(error), status=error.status_code)
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
    field, message = next(_faults(error.detail, ()))
    return body(code="invalid", message=message, field=field)


def all_faults(error: BadInput) -> dict[str, Any]:
    """The first of the faults, and when there are several the list of them all."""
    found = [{"field": field, "message": message} for field, message in _faults(error.detail, ())]
    told: dict[str, Any] = first_fault(error)
    if len(found) > 1:
        told["error"]["faults"] = [{name: text for name, text in one.items() if text} for one in found]
    return told


def _faults(fault: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each fault's first sentence with the path of its field."""
    if isinstance(fault, dict):
        for name, inner in fault.items():
            yield from _faults(inner, path if name == ANYWHERE else (*path, str(name)))
    elif isinstance(fault, list) and any(isinstance(inner, (dict, list)) for inner in fault):
        for place, inner in enumerate(fault):
            yield from _faults(inner, (*path, str(place)))
    elif fault:
        yield ".".join(path), str(fault[0] if isinstance(fault, list) else fault)
