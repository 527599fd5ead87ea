"""What every endpoint's description has in common: the shape of an error, and when there is one."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

PLAIN = "application/json"


class FaultOut(serializers.Serializer[Any]):
    message = serializers.CharField()
    field = serializers.CharField(required=False)


class ProblemBodyOut(FaultOut):
    code = serializers.CharField()
    faults = FaultOut(many=True, required=False, help_text="Every fault of the body, when there are several.")


class ProblemOut(serializers.Serializer[Any]):
    error = ProblemBodyOut()


ERRORS = {
    (400, PLAIN): OpenApiResponse(ProblemOut, "A parameter is unknown, or its value is not one that was expected."),
    (401, PLAIN): OpenApiResponse(ProblemOut, "No token, or one that is wrong, has expired or was revoked."),
    (403, PLAIN): OpenApiResponse(ProblemOut, "The token lacks the scope."),
    (429, PLAIN): OpenApiResponse(ProblemOut, "Too many requests; Retry-After says when to come back."),
}
BODY = {
    (413, PLAIN): OpenApiResponse(ProblemOut, "The body is too large."),
    (415, PLAIN): OpenApiResponse(ProblemOut, "The body is not JSON."),
}
NOT_FOUND = {(404, PLAIN): OpenApiResponse(ProblemOut, "There is none, or it is not for this client.")}
UNCHANGED = {304: OpenApiResponse(description="Nothing changed since the answer with this ETag.")}
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="ETag of an answer that is at hand."
)
