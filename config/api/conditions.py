"""What a writing request says beside its body: which request it is, and which state of a record it changes."""

import hashlib
import json
from collections.abc import Sequence

from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request

LONGEST_KEY = 200
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="Made by the client, for instance a UUID: a repeated request has no further effect.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="ETag of the answer to GET that is changed; needed when the body has no `version`.",
)


class PreconditionFailed(APIException):
    status_code = 412
    default_code = "precondition_failed"
    default_detail = gettext_lazy("The record is not the one with this ETag any more. Read it again.")


class PreconditionRequired(APIException):
    status_code = 428
    default_code = "precondition_required"
    default_detail = gettext_lazy("Say which state you change: its ETag in If-Match, or its version in the body.")


def idempotency_key(request: Request) -> str:
    """The key of the request. Raises ValidationError when it has none that can be kept."""
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise ValidationError({"Idempotency-Key": [_("Give a key of 1 to 200 printable characters in this header.")]})
    return key


def hash_of(request: Request, *what: str) -> bytes:
    """Equal for two requests of the same kind with the same body."""
    return hashlib.sha256(json.dumps([*what, request.data], sort_keys=True).encode()).digest()


def expected_version(request: Request, *, given: int | None, current: int, etag: str) -> int:
    """The version the request changes: as its body says, or the current one when If-Match names its ETag.

    `If-Match: *` names no state, so it does not count. Raises PreconditionFailed and PreconditionRequired.
    """
    named: Sequence[str] = [tag for tag in parse_etags(request.headers.get("If-Match", "")) if tag != "*"]
    if named and etag not in named:
        raise PreconditionFailed
    if given is not None:
        return given
    if not named:
        raise PreconditionRequired
    return current
