"""The page after sign-in, and what the supervisor of the processes asks."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from network.models import Programme
from network.selectors.programmes import programmes_of_areas


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    areas = {membership.area_id for membership in request.user.memberships_today()}  # type: ignore[union-attr]
    codes = Programme.objects.filter(pk__in=programmes_of_areas(areas)).values_list("code", flat=True)[:2]
    if len(codes) == 1:
        return redirect("reporting:programme", codes[0])
    return redirect("reporting:programmes")


@login_not_required
@require_GET
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"live": True})


@login_not_required
@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ready": True})
