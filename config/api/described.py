"""What every endpoint's description has in common: the shape of an error, and when there is one."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

PLAIN = "application/json"


class ProblemBodyOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()
    field = serializers.CharField(required=False)


class ProblemOut(serializers.Serializer[Any]):
    error = ProblemBodyOut()


ERRORS = {
    (400, PLAIN): OpenApiResponse(ProblemOut, "A parameter is unknown, or its value is not one that was expected."),
    (401, PLAIN): OpenApiResponse(ProblemOut, "No token, or one that is wrong, has expired or was revoked."),
    (403, PLAIN): OpenApiResponse(ProblemOut, "The token lacks the scope."),
    (429, PLAIN): OpenApiResponse(ProblemOut, "Too many requests; Retry-After says when to come back."),
}
NOT_FOUND = {(404, PLAIN): OpenApiResponse(ProblemOut, "There is none, or it is not for this client.")}
UNCHANGED = {304: OpenApiResponse(description="Nothing changed since the answer with this ETag.")}
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="ETag of an answer that is at hand."
)
