"""The addresses of the product, and pages whose rows are read only while they are rendered or streamed."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from clients.models import Client
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as real

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

LISTED = "{% for client in clients %}{{ client.area_id }} {% endfor %}"


def templated(request: HttpRequest) -> HttpResponse:
    """Rendered by the framework after the view has returned."""
    return TemplateResponse(request, engines["django"].from_string(LISTED), {"clients": Client.objects.all()})


def template_breaks(request: HttpRequest) -> HttpResponse:
    """Rows are read, then the template fails."""
    template = engines["django"].from_string(f"{LISTED}{{{{ breaks }}}}")
    return TemplateResponse(request, template, {"clients": Client.objects.all(), "breaks": _breaks})


def careless_stream(request: HttpRequest) -> StreamingHttpResponse:
    """Rows asked for after the request's transaction, without a context of the stream's own."""

    def lines() -> Iterator[bytes]:
        yield b"areas:"
        yield from (f" {client.area_id}".encode() for client in Client.objects.all())

    return StreamingHttpResponse(lines())


def _breaks() -> str:
    raise ZeroDivisionError


urlpatterns = [
    *real,
    path("templated/", templated, name="templated"),
    path("template-breaks/", template_breaks, name="template_breaks"),
    path("careless-stream/", careless_stream, name="careless_stream"),
]
