"""The public pages: what an employer can get, a wage reckoned, an interest sent and confirmed.

No cookie is needed and none is set, not even for the language, which stands in the address. A form carries a mark that
we signed, so that only a page of ours can send it, not at once and not the day after; a form is good once. GET and HEAD
change nothing. Pages are found by search engines; those of a mailed link are not.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.context import set_context
from config.kernel.errors import OutOfOrder, Refusal
from employers.forms.public import InterestForm, ReckonForm
from employers.selectors import service_package as package
from employers.selectors.subsidy_reckoning import reckon
from employers.services.interest import Interest, area_of_interest, confirm_interest, is_open, send_interest
from employers.services.package_paper import package_paper

LANGUAGES = ("fi", "sv", "en")
NAMES = (("fi", "Suomi"), ("sv", "Svenska"), ("en", "English"))
INDEXED = ("service_package", "reckoning", "interest_new")
SOONEST, LATEST = 3, 12 * 60 * 60
PDF = "application/pdf"
View = Callable[..., HttpResponse]
signer = Signer(salt="employers.interest")


def public(view: View) -> View:
    """The view answers in the language of the address, and a search engine may keep what it says.

    A language that there is none of leads to the first page, as the page of absent records sets a cookie.
    """

    @wraps(view)
    def opened(request: HttpRequest, lang: str, **given: Any) -> HttpResponse:
        if lang not in LANGUAGES:
            return redirect("employers:service_package", settings.LANGUAGE_CODE)
        with translation.override(lang):
            response = view(request, lang, **given)
        response["Content-Language"] = lang
        response.setdefault("X-Robots-Tag", "index, follow")
        return response

    return opened


@login_not_required
@require_safe
def service_packages(request: HttpRequest) -> HttpResponse:
    return redirect("employers:service_package", settings.LANGUAGE_CODE)


@login_not_required
@require_safe
@public
def service_package(request: HttpRequest, language: str) -> HttpResponse:
    today = timezone.localdate()
    context = _frame("service_package", language) | {
        "subsidies": package.subsidies_table(today),
        "supports": package.supports(today),
        "partners": package.partners_table(today),
        "written_on": package.WRITTEN_ON,
        "amounts_since": package.amounts_since(today),
    }
    return render(request, "employers/public/package.html", context)


@login_not_required
@require_safe
@public
def package_paper_pdf(request: HttpRequest, language: str) -> HttpResponse:
    response = HttpResponse(package_paper(language, day=timezone.localdate()), content_type=PDF)
    response["Content-Disposition"] = f'attachment; filename="employer-services-{language}.pdf"'
    return response


@login_not_required
@require_safe
@public
def reckoning(request: HttpRequest, language: str) -> HttpResponse:
    """Nothing is kept of what is reckoned: it stands in the address alone."""
    asked = "ground" in request.GET
    form = ReckonForm(request.GET if asked else None)
    valid = asked and form.is_valid()
    context = _frame("reckoning", language) | {
        "form": form,
        "reckoning": reckon(**form.wanted()) if valid else None,
        "amounts_since": package.amounts_since(form.cleaned_data["begins_on"] if valid else timezone.localdate()),
    }
    response = render(request, "employers/public/reckoning.html", context, status=422 if asked and not valid else 200)
    if asked:
        response["X-Robots-Tag"] = "noindex"
    return response


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@public
def interest_new(request: HttpRequest, language: str) -> HttpResponse:
    if request.method != "POST":
        return _asking(request, language, InterestForm(initial={"mark": _mark()}))
    if request.POST.get("website"):  # no person sees the field
        return redirect("employers:interest_sent", language)
    form = InterestForm(request.POST)
    problem = _problem(request)
    if form.is_valid() and not problem:
        try:
            send_interest(interest=_interest(form, language), mark=request.POST["mark"])
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal.sentence))
        else:
            return redirect("employers:interest_sent", language)
    if problem:
        form.add_error(None, problem)
    return _asking(request, language, form, status=422)


@login_not_required
@require_safe
@public
def interest_sent(request: HttpRequest, language: str) -> HttpResponse:
    response = render(request, "employers/public/interest_sent.html", _frame("interest_sent", language))
    response["X-Robots-Tag"] = "noindex"
    return response


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@public
def interest_confirm(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """The mailed link: a page with a button, and by the button the interest is in the queue."""
    set_context(user=None)
    found = area_of_interest(token=token)
    state, status = "closed", 410
    if found is not None and is_open(area_id=found[0], interest_id=found[1]):
        state, status = "open", 200
        if request.method == "POST" and not _is_foreign(request):
            try:
                confirm_interest(area_id=found[0], interest_id=found[1])
                state = "confirmed"
            except OutOfOrder:
                state, status = "closed", 410
    frame = _frame("interest_confirm", language, token)
    context = frame | {"state": state, "confirm_url": request.path}
    response = render(request, "employers/public/interest_confirm.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Search engines are told of the public pages, and asked to leave all others alone."""
    lines = [
        "User-agent: *",
        f"Allow: {reverse('employers:service_packages')}",
        "Disallow: /",
        f"Sitemap: {settings.BASE_URL}{reverse('employers:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemap(_request: HttpRequest) -> HttpResponse:
    pages = [_frame(name, language) for name in INDEXED for language in LANGUAGES]
    text = render_to_string("employers/public/sitemap.xml", {"pages": pages, "written_on": package.WRITTEN_ON})
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def _mark() -> str:
    """A mark for one form: when it was made, and what tells it from others."""
    return signer.sign_object({"at": int(time.time()), "of": secrets.token_urlsafe(12)})


def _problem(request: HttpRequest) -> str:
    """Why the form is not taken as it was sent, or nothing."""
    try:
        age = time.time() - signer.unsign_object(request.POST.get("mark", ""))["at"]
    except (BadSignature, ValueError, KeyError, TypeError):
        age = LATEST + 1
    if _is_foreign(request) or age > LATEST:
        return _("The page had been open for too long. Look through what you wrote, and send it again.")
    return _("That was quick. Look through what you wrote, and send it again.") if age < SOONEST else ""


def _is_foreign(request: HttpRequest) -> bool:
    """The browser says that a page of another site sends the form."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}


def _interest(form: InterestForm, language: str) -> Interest:
    names = ("business_id", "employer_name", "municipality", "name", "email", "phone", "message")
    return Interest(language=language, **{name: form.cleaned_data[name] for name in names})


def _asking(request: HttpRequest, language: str, form: InterestForm, *, status: int = 200) -> HttpResponse:
    """The form with all that was typed; its mark is a new one where the old one is too old."""
    context = _frame("interest_new", language) | {"form": form, "mark": _kept_mark(request)}
    return render(request, "employers/public/interest.html", context, status=status)


def _kept_mark(request: HttpRequest) -> str:
    held = request.POST.get("mark", "")
    try:
        fresh = time.time() - signer.unsign_object(held)["at"] <= LATEST
    except (BadSignature, ValueError, KeyError, TypeError):
        fresh = False
    return held if fresh else _mark()


def _frame(name: str, language: str, *words: str) -> dict[str, Any]:
    """What the frame of the pages is given: where the page is in each language."""
    addresses = {code: reverse(f"employers:{name}", args=[code, *words]) for code in LANGUAGES}
    return {
        "page": name,
        "language": language,
        "languages": [(code, label, addresses[code]) for code, label in NAMES],
        "base": settings.BASE_URL,
        "canonical": settings.BASE_URL + addresses[language],
        "is_indexed": name in INDEXED,
        "package_url": reverse("employers:service_package", args=[language]),
        "reckoning_url": reverse("employers:reckoning", args=[language]),
        "interest_url": reverse("employers:interest_new", args=[language]),
    }
