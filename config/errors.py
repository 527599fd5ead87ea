"""Error pages that say what to do, for people; the API has its own shape in config.api.errors."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import ROLES_WITH_CLIENTS
from accounts.models import User
from accounts.policies import areas_with_role
from accounts.typed import typed_again
from config.api.errors import is_api, plain_error
from config.kernel.errors import NotFound, Refusal
from config.kernel.tables import Cell, Column, Row, Table


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal with its own status: a page, or for htmx the sentence alone, which goes where the answer would."""
    template = "errors/_refusal.html" if request.headers.get("HX-Request") else "errors/refusal.html"
    context = {
        "sentence": refusal.sentence,
        "status": refusal.status,
        "glass_url": _exceptional_access(request, refusal),
        "differences": _differences(refusal),
    }
    return render(request, template, context, status=refusal.status)


def _differences(refusal: Refusal) -> Table | None:
    """What the person wanted beside what the record says by now, when a conflict tells."""
    triples = getattr(refusal, "differences", ())
    if not triples:
        return None
    columns = (Column(label=_("Field")), Column(label=_("What you wanted")), Column(label=_("What it says now")))
    rows = tuple(
        Row(cells=(Cell(text=name, header=True), Cell(text=wanted), Cell(text=now))) for name, wanted, now in triples
    )
    return Table(caption=_("Both versions"), columns=columns, rows=rows)


def _exceptional_access(request: HttpRequest, refusal: Refusal) -> str:
    """Where an address of a client that shows nothing can be opened with a reason; the same whether there is one."""
    match, user = request.resolver_match, getattr(request, "user", None)
    if refusal.status != NotFound.status or match is None or "client_id" not in match.kwargs:
        return ""
    if not isinstance(user, User) or not areas_with_role(user, ROLES_WITH_CLIENTS):
        return ""
    return reverse("clients:glass_open", args=[match.kwargs["client_id"]])


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_api(request):
        return plain_error(status_code=400, code="bad_request", message=_("The request cannot be understood."))
    if isinstance(exception, RequestDataTooBig):
        page = {"sentence": _("What was sent is larger than is taken here."), "status": 413}
        return render(request, "errors/refusal.html", page, status=413)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if is_api(request):
        return plain_error(status_code=404, code=NotFound.code, message=NotFound.sentence)
    return refusal_page(request, NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        return plain_error(status_code=500, code="error", message=_("Something went wrong here. Try again later."))
    return render(None, "errors/500.html", {"request_id": getattr(request, "request_id", "")}, status=500)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its protection token, mostly as it stood open through a sign-in; what was typed is kept."""
    sentence = _("The page had been open for too long or in another session. Go back, reload it and try again.")
    kept = typed_again(request, _("The page had stood open since before you signed in, so nothing was saved."))
    return kept or render(request, "errors/refusal.html", {"sentence": sentence, "status": 403}, status=403)
