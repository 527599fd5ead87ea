"""Passwords: asking for a reset, setting one by a mailed link, changing one's own."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.enums import LinkKind
from accounts.forms.signin import ChangePasswordForm, NewPasswordForm, ResetForm
from accounts.requests import PersonRequest
from accounts.services.factors import has_factor
from accounts.services.recovery import ask_for_reset, set_password
from accounts.services.signin import kind_of_mailed, redeem_mailed_token
from accounts.stepup import ask_for_second_factor, has_fresh_second_factor


@login_not_required
@require_http_methods(["GET", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_for_reset(email=form.cleaned_data["email"])
        return render(request, "accounts/password_reset_sent.html")
    return render(request, "accounts/password_reset.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters("new_password")
@login_not_required
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A mailed link: opening it changes nothing, as mail programs open links; sending the password spends it."""
    kind = kind_of_mailed(token=token)
    form = NewPasswordForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        page = {"form": form, "invited": kind == LinkKind.INVITATION}
        return render(request, "accounts/link.html", page, status=422 if form.errors else 200)
    logout(request)
    user, kind = redeem_mailed_token(token=token)
    set_password(user=user, password=form.cleaned_data["new_password"])
    if kind == LinkKind.RESET or has_factor(user):
        messages.success(request, _("Your new password is set. Sign in with it."))
        return redirect("accounts:signin")
    record_authentication(request, user, method="invitation")
    return perform_login(request, Login(user=user))


@sensitive_post_parameters("password", "new_password")
@require_http_methods(["GET", "POST"])
def password(request: PersonRequest) -> HttpResponse:
    user = request.user
    if has_factor(user) and not has_fresh_second_factor(request):
        return ask_for_second_factor(request)
    form = ChangePasswordForm(request.POST or None, user=user)
    if request.method == "GET" or not form.is_valid():
        return render(request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200)
    set_password(user=user, password=form.cleaned_data["new_password"], keep_session=request.session.session_key)
    update_session_auth_hash(request, user)
    messages.success(request, _("Your password was changed. You were signed out on every other device."))
    return redirect("accounts:security")
