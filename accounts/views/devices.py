"""One's own sessions: where one is signed in, ending them, and how long the present one lasts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import PersonRequest
from accounts.selectors.devices import device_in_words
from accounts.services.sessions import devices as devices_of
from accounts.services.sessions import end_session, end_sessions, seconds_left, touch
from config.kernel.encryption import lookup_hash


@require_GET
def devices(request: PersonRequest) -> HttpResponse:
    found = devices_of(user=request.user, session_key=request.session.session_key)
    rows = [{"device": one, "words": device_in_words(one.user_agent)} for one in found]
    return render(request, "accounts/devices.html", {"rows": rows, "others": any(not one.is_this for one in found)})


@require_POST
def device_end(request: PersonRequest, session_id: int) -> HttpResponse:
    end_session(actor=request.user, session_id=session_id)
    messages.success(request, _("Signed out on that device."))
    return redirect("accounts:devices")


@require_POST
def devices_end(request: PersonRequest) -> HttpResponse:
    end_sessions(user_id=request.user.pk, keep=request.session.session_key)
    messages.success(request, _("Signed out on every other device."))
    return redirect("accounts:devices")


@login_not_required
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """How long the session lasts, for the script that warns; asking does not prolong it, sending does."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_in": False})
    if request.method == "POST":
        touch(request.session, at_once=True)
    return JsonResponse(
        {
            "signed_in": True,
            "seconds_left": seconds_left(request.session),
            "person": lookup_hash(str(request.user.pk), place="session person").hex()[:32],
            "token": get_token(request),
        }
    )
