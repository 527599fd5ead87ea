"""One's own second factors: adding, removing, recovery codes, and giving one again before a weighty step."""

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import SecurityEventKind
from accounts.forms.signin import CodeAgainForm
from accounts.requests import PersonRequest
from accounts.services.factors import codes_made, factor_added, factor_removed, has_factor
from accounts.services.security import note
from accounts.stepup import ask_for_second_factor, has_fresh_second_factor

Type = Authenticator.Type


def factor_first(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Whoever has a second factor gives it before anything of it changes; whoever has none may add the first."""

    @wraps(view)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_factor(request.user) and not has_fresh_second_factor(request):
            return ask_for_second_factor(request)
        return view(request, *args, **kwargs)

    return guarded


@require_GET
def security(request: PersonRequest) -> HttpResponse:
    found = list(Authenticator.objects.filter(user_id=request.user.pk).order_by("created_at"))
    codes = next((one for one in found if one.type == Type.RECOVERY_CODES), None)
    page = {
        "app": next((one for one in found if one.type == Type.TOTP), None),
        "passkeys": [one for one in found if one.type == Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "has_factor": any(one.type != Type.RECOVERY_CODES for one in found),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "accounts/security.html", page)


@require_http_methods(["GET", "POST"])
def step_up(request: PersonRequest) -> HttpResponse:
    user = request.user
    if not has_factor(user):
        messages.warning(request, _("This step needs a second factor. Add one first."))
        return redirect("accounts:security")
    code, passkey = CodeAgainForm(user=user), ReauthenticateWebAuthnForm(user=user)
    if request.method == "POST":
        if "credential" in request.POST:
            given: Form = ReauthenticateWebAuthnForm(request.POST, user=user)
            passkey = given
        else:
            given = CodeAgainForm(request.POST, user=user)
            code = given
        if given.is_valid():
            given.save()  # type: ignore[attr-defined]  # both forms have it
            note(kind=SecurityEventKind.FACTOR_GIVEN, subject=user.pk)
            return redirect(get_next_redirect_url(request) or "desk:home")
        note(kind=SecurityEventKind.FACTOR_REFUSED, subject=user.pk)
    page = {
        "form": code,
        "passkey": passkey,
        "options": auth.begin_authentication(user) if auth.get_credentials(user) else None,
        "next": get_next_redirect_url(request) or "",
    }
    refused = code.errors or passkey.errors
    return render(request, "accounts/step_up.html", page, status=422 if refused else 200)


@factor_first
@require_http_methods(["GET", "POST"])
def app_add(request: PersonRequest) -> HttpResponse:
    user = request.user
    if Authenticator.objects.filter(user_id=user.pk, type=Type.TOTP).exists():
        return redirect("accounts:security")
    form = ActivateTOTPForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        made = TOTP.activate(user, form.secret).instance
        clear_totp_secret(request)
        return _added(request, made)
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(user, form.secret))
    page = {
        "form": form,
        "secret": " ".join(form.secret[place : place + 4] for place in range(0, len(form.secret), 4)),
        "picture": "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode(),
    }
    return render(request, "accounts/app_add.html", page, status=422 if form.errors else 200)


@factor_first
@require_http_methods(["GET", "POST"])
def passkey_add(request: PersonRequest) -> HttpResponse:
    user = request.user
    form = AddWebAuthnForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        made = auth.WebAuthn.add(user, form.cleaned_data["name"][:60], form.cleaned_data["credential"]).instance
        return _added(request, made)
    page = {"form": form, "options": auth.begin_registration(user, passwordless=True)}
    return render(request, "accounts/passkey_add.html", page, status=422 if form.errors else 200)


def _added(request: PersonRequest, made: Authenticator) -> HttpResponse:
    """The new factor has just been shown to work, so it counts as given; the first one brings recovery codes."""
    user = request.user
    factor_added(user_id=user.pk, kind=made.type)
    record_authentication(request, user, method="mfa", id=made.pk, type=made.type)
    messages.success(request, _("The second factor was added."))
    if Authenticator.objects.filter(user_id=user.pk, type=Type.RECOVERY_CODES).exists():
        return redirect("accounts:security")
    RecoveryCodes.activate(user)
    codes_made(user_id=user.pk)
    return redirect("accounts:recovery_codes")


@factor_first
@require_http_methods(["GET", "POST"])
def factor_remove(request: PersonRequest, factor_id: int) -> HttpResponse:
    mine = Authenticator.objects.filter(user_id=request.user.pk).exclude(type=Type.RECOVERY_CODES)
    found = get_object_or_404(mine, pk=factor_id)
    if request.method == "GET":
        page = {"factor": found, "is_last": mine.count() == 1, "is_app": found.type == Type.TOTP}
        return render(request, "accounts/factor_remove.html", page)
    found.delete()
    delete_dangling_recovery_codes(request.user)
    factor_removed(user_id=request.user.pk, kind=found.type)
    messages.success(request, _("The second factor was removed."))
    return redirect("accounts:security")


@factor_first
@require_GET
def recovery_codes(request: PersonRequest) -> HttpResponse:
    """The codes, the first time only."""
    kept = Authenticator.objects.filter(user_id=request.user.pk, type=Type.RECOVERY_CODES).first()
    if kept is None:
        return redirect("accounts:security")
    codes = kept.wrap()
    shown = [] if codes.did_view else codes.get_unused_codes()
    codes.mark_as_viewed()
    return render(request, "accounts/recovery_codes.html", {"codes": shown, "left": len(codes.get_unused_codes())})


@factor_first
@require_POST
def recovery_codes_new(request: PersonRequest) -> HttpResponse:
    if not has_factor(request.user):
        return redirect("accounts:security")
    Authenticator.objects.filter(user_id=request.user.pk, type=Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(request.user)
    codes_made(user_id=request.user.pk)
    return redirect("accounts:recovery_codes")
