"""The addresses of the product and one that breaks after it has read and written."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.models import Unit
from clients.models import Participation
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as real

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def breaks(request: HttpRequest) -> HttpResponse:
    assert Participation.objects.exists()
    Unit.objects.update(name="Written before it broke")
    raise ZeroDivisionError


urlpatterns = [*real, path("breaks/", breaks, name="breaks")]
