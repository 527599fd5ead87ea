"""What was typed into a form that could not be taken now, offered to be sent again."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

SECRETS = frozenset({"csrfmiddlewaretoken", "password", "new_password", "code", "credential"})


def typed_again(request: HttpRequest, sentence: Any, *, step_up: bool = False) -> HttpResponse | None:
    """A page that offers what was typed once more, to be sent after signing in or after a second factor.

    None when another site sent it. Neither secrets nor files are in it.
    """
    if not _sent_from_here(request):
        return None
    way = reverse("accounts:step_up" if step_up else "accounts:signin")
    if request.headers.get("HX-Request"):
        page = {"sentence": sentence, "step_up": step_up, "way": way}
        return render(request, "errors/_signed_out.html", page, status=403)
    typed = [(name, value) for name, values in request.POST.lists() if name not in SECRETS for value in values]
    page = {
        "sentence": sentence,
        "step_up": step_up,
        "way": way if step_up or not request.user.is_authenticated else "",
        "typed": typed,
        "address": request.get_full_path(),
        "files": bool(request.FILES),
    }
    return render(request, "errors/typed_again.html", page, status=403)


def _sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very site sent the form."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(said)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
