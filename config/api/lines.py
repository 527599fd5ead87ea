"""Items as lines of CSV: always the same columns, texts that could be a formula made harmless."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rest_framework.renderers import BaseRenderer, JSONRenderer

from config.api.views import Endpoint
from config.kernel.exporting import csv_line

FORMATS = ("json", "csv")


class CSVRenderer(BaseRenderer):
    """Named so that it can be asked for; the view makes the bytes itself."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        raise NotImplementedError


class LinesEndpoint(Endpoint):
    """Reads as JSON or CSV; whatever else it does is told in JSON."""

    def get_renderers(self) -> list[BaseRenderer]:
        reading = self.request is None or self.request.method in {"GET", "HEAD"}
        return [JSONRenderer(), CSVRenderer()] if reading else [JSONRenderer()]


def as_csv(columns: Sequence[str], items: Iterable[Mapping[str, Any]]) -> bytes:
    """A heading, and a line for every item; an absent value is an empty field."""
    lines = [csv_line(columns)]
    lines += [csv_line(_field(item.get(column)) for column in columns) for item in items]
    return b"".join(lines)


def _field(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(map(str, value)) if isinstance(value, list) else value
