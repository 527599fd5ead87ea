"""Signing in by link and out."""

from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_GET, require_POST

from accounts.services.signin import redeem_signin_token


@login_not_required
@require_GET
def signin(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/signin.html")


@login_not_required
@require_GET
def signin_link(request: HttpRequest, token: str) -> HttpResponse:
    user = redeem_signin_token(token=token)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    translation.activate(user.language)
    response = redirect("desk:home")
    response.set_cookie("tasma_language", user.language, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@require_POST
def signout(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = redirect("accounts:signin")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
