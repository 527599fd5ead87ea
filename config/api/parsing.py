"""Bodies the API takes: small JSON objects."""

from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

LARGEST_BODY = 65_536


class SmallJSONParser(JSONParser):
    """JSON of at most 64 kB; deeper nesting than Python reads is a fault of the request, not ours."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        if _length(parser_context) > LARGEST_BODY:
            raise RequestDataTooBig
        try:
            return super().parse(stream, media_type=media_type, parser_context=parser_context)
        except (RecursionError, UnicodeDecodeError, LookupError) as error:
            raise ParseError(_("The body is not JSON that can be read.")) from error


def _length(parser_context: dict[str, Any] | None) -> int:
    """As announced; a body of unannounced length is read as empty by the server."""
    given = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdigit() else 0
