"""Coming in, by password, passkey or an operator's link, and going out."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_login, perform_password_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import SecurityEventKind
from accounts.forms.signin import CodeForm, PasskeySignInForm, SignInForm
from accounts.services.security import note
from accounts.services.signin import redeem_signin_token


@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "POST"])
def signin(request: HttpRequest) -> HttpResponse:
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(get_next_redirect_url(request) or "desk:home")
    if not request.user.is_authenticated:
        clear_login(request)
    form = SignInForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _signin_page(request, form)
    adapter = get_adapter(request)
    credentials = {"email": form.cleaned_data["email"].strip(), "password": form.cleaned_data["password"]}
    user = adapter.authenticate(request, **credentials)
    if user is None:
        form.add_error(None, adapter.validation_error("email_password_mismatch"))
        return _signin_page(request, form)
    _leave_other_session(request)
    login = Login(user=user, redirect_url=get_next_redirect_url(request))
    return perform_password_login(request, {}, login)


def _signin_page(request: HttpRequest, form: Form) -> HttpResponse:
    page = {"form": form, "next": get_next_redirect_url(request) or "", "directory": settings.OIDC_NAME}
    return render(request, "accounts/signin.html", page, status=422 if form.errors else 200)


def _leave_other_session(request: HttpRequest) -> None:
    """Whoever was signed in here leaves first, so that nothing of that session goes over to the next one."""
    if request.user.is_authenticated:
        logout(request)


@login_not_required
@require_GET
def passkey_options(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"request_options": auth.begin_authentication(user=None)})


@login_not_required
@require_POST
def passkey_signin(request: HttpRequest) -> HttpResponse:
    form = PasskeySignInForm(request.POST)
    if not form.is_valid():
        note(kind=SecurityEventKind.SIGN_IN_REFUSED, detail="passkey")
        messages.error(request, _("The passkey was not accepted."))
        return redirect("accounts:signin")
    _leave_other_session(request)
    authenticator = form.cleaned_data["credential"]
    login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(request))
    return flows.perform_passwordless_login(request, authenticator, login)


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Between the password and the session: nobody is signed in yet."""
    stage = request._login_stage  # type: ignore[attr-defined]  # the decorator's
    user = stage.login.user
    code, passkey = CodeForm(user=user), AuthenticateWebAuthnForm(user=user)
    if request.method == "POST":
        if "credential" in request.POST:
            given = passkey = AuthenticateWebAuthnForm(request.POST, user=user)
        else:
            given = code = CodeForm(request.POST, user=user)
        if given.is_valid():
            given.save()
            answer: HttpResponse = stage.exit()
            return answer
        note(kind=SecurityEventKind.FACTOR_REFUSED, subject=user.pk)
    page = {
        "form": code,
        "passkey": passkey,
        "options": auth.begin_authentication(user) if auth.get_credentials(user) else None,
    }
    refused = code.errors or passkey.errors
    return render(request, "accounts/second_factor.html", page, status=422 if refused else 200)


@login_not_required
@require_GET
def signin_link(request: HttpRequest, token: str) -> HttpResponse:
    """The operator vouches for the person; one who has a second factor gives it still."""
    user = redeem_signin_token(token=token)
    _leave_other_session(request)
    clear_login(request)
    record_authentication(request, user, method="console")
    return perform_login(request, Login(user=user, redirect_url=get_next_redirect_url(request)))


@require_POST
def signout(request: HttpRequest) -> HttpResponse:
    note(kind=SecurityEventKind.SIGNED_OUT, subject=request.user.pk)
    logout(request)
    response = redirect("accounts:signin")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
