"""The person's own page, the choice of language, and help."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language as remember_language

from accounts.forms.profile import LanguageForm
from accounts.models import User
from accounts.requests import PersonRequest
from accounts.selectors.people import administrators_of, memberships_table
from accounts.services.profile import choose_language


@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponseBase:
    posted = request.method == "POST"
    form = LanguageForm(request.POST if posted else None, initial={"language": request.user.language})
    if posted and form.is_valid():
        choose_language(actor=request.user, language=form.cleaned_data["language"])
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return remember_language(request)
    table = memberships_table(request.user.memberships_today(), linked=False)
    context = {"form": form, "memberships": table, "administrators": list(administrators_of(request.user))}
    return render(request, "accounts/profile.html", context, status=422 if posted else 200)


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """The header's buttons: the browser remembers the language, and so does the account of whoever is signed in."""
    if isinstance(request.user, User):
        choose_language(actor=request.user, language=request.POST.get("language", ""))
    return remember_language(request)


@require_GET
def help_page(request: PersonRequest) -> HttpResponse:
    context: dict[str, Any] = {"administrators": list(administrators_of(request.user))}
    return render(request, "accounts/help.html", context)
