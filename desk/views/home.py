"""The page after sign-in."""

from django.http import HttpRequest, HttpResponse
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
