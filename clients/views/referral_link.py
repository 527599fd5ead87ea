"""What a partner without an account sees: a page by a link, opened and answered by a button and by nothing else.

No cookie is needed and none is set: the secret of the address stands for the partner, and a page's forms carry a mark
signed for this link, so that only a page of ours can send them. GET and HEAD change nothing and show nothing of a
client, as mail programs and their scanners open links.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.context import set_context
from accounts.refusals import add_refusal
from clients.enums.service_referrals import LinkState
from clients.forms.service_referrals import ReferralStepForm, partner_steps
from clients.selectors.service_referrals import expected_cell, state_cell
from clients.selectors.shared_facts import shared_facts
from clients.services.referral_links import (
    Opened,
    answer_referral,
    area_of_token,
    open_referral,
    opened_by,
    renew_link,
)
from clients.views.cases import with_version
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal

MARK_AGE = 12 * 60 * 60
LANGUAGES = [code for code, _name in settings.LANGUAGES]
View = Callable[..., HttpResponse]
signer = TimestampSigner(salt="clients.referral_link")


def by_link(view: View) -> View:
    """The view gets the key of the link; an unknown token is not there. Nothing of the answer is kept or led on."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        set_context(user=None)
        found = area_of_token(token=token)
        if found is None:
            raise NotFound
        area, link_id = found
        set_context(user=None, areas=[area])
        with translation.override(_language(request, link_id)):
            response = view(request, token, link_id)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "no-store"
        return response

    return opened


def _language(request: HttpRequest, link_id: UUID) -> str:
    """The one asked for by the address, else that of the partner."""
    asked = request.GET.get("language", "")
    if asked in LANGUAGES:
        return asked
    return opened_by(link_id).referral.service.organisation.language


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def referral_link(request: HttpRequest, token: str, link_id: UUID) -> HttpResponse:
    """The door: what waits behind it is shown by a button, which says that the referral has been received."""
    opened = opened_by(link_id)
    if request.method != "POST" or opened.state != LinkState.OPEN or not _is_ours(request, link_id):
        return _door(request, token, opened)
    try:
        opened = open_referral(link_id=link_id, request_id=_request_id(request))
    except OutOfOrder:
        return _door(request, token, opened_by(link_id))
    return _page(request, token, opened)


@csrf_exempt
@login_not_required
@require_POST
@by_link
def referral_link_answer(request: HttpRequest, token: str, link_id: UUID) -> HttpResponse:
    """One step of the partner; whatever has changed meanwhile is shown instead of being overwritten."""
    opened = opened_by(link_id)
    if opened.state != LinkState.OPEN or not _is_ours(request, link_id):
        return _door(request, token, opened)
    form = ReferralStepForm(request.POST, referral=opened.referral, steps=partner_steps(opened.referral))
    status = _answer(request, link_id, form) if form.is_valid() else 422
    if status == 200:
        return _answered(request, token, link_id)
    opened = opened_by(link_id)
    if opened.state != LinkState.OPEN:
        return _door(request, token, opened)
    return _page(request, token, open_referral(link_id=link_id, request_id=_request_id(request)), form, status=status)


def _answer(request: HttpRequest, link_id: UUID, form: ReferralStepForm) -> int:
    """The step is taken, or the form says why not; returns the status of the answer."""
    step, version = form.step(), form.cleaned_data["version"]
    try:
        answer_referral(link_id=link_id, version=version, step=step, request_id=_request_id(request))
    except (Conflict, OutOfOrder):
        with_version(form, opened_by(link_id).referral.version)
        form.add_error(None, _("The referral was changed meanwhile. Look at it and answer again."))
        return 409
    except Refusal as refusal:
        add_refusal(form, refusal)
        return 422
    return 200


def _answered(request: HttpRequest, token: str, link_id: UUID) -> HttpResponse:
    opened = opened_by(link_id)
    if opened.state != LinkState.OPEN:
        return _door(request, token, opened, thanks=True)
    return _page(request, token, opened, thanks=True)


@csrf_exempt
@login_not_required
@require_POST
@by_link
def referral_link_renew(request: HttpRequest, token: str, link_id: UUID) -> HttpResponse:
    """A new link, to the address on record and to no other; the page tells that address to nobody."""
    opened = opened_by(link_id)
    if opened.state != LinkState.EXPIRED or not _is_ours(request, link_id):
        return _door(request, token, opened)
    renew_link(link_id=link_id)
    return _door(request, token, opened_by(link_id), renewed=True)


def _is_ours(request: HttpRequest, link_id: UUID) -> bool:
    """Whether the form was sent from a page that we made for this link."""
    try:
        return signer.unsign(request.POST.get("mark", ""), max_age=MARK_AGE) == str(link_id)
    except BadSignature:
        return False


def _request_id(request: HttpRequest) -> str:
    return str(request.request_id)  # type: ignore[attr-defined]  # of our middleware


def _frame(token: str, opened: Opened) -> dict[str, Any]:
    return {
        "token": token,
        "door": reverse("clients:referral_link", args=[token]),
        "mark": signer.sign(str(opened.link.pk)),
        "language": translation.get_language(),
        "languages": [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
    }


STATUS = {LinkState.OPEN: 200, LinkState.EXPIRED: 200, LinkState.REPLACED: 410, LinkState.CLOSED: 410}


def _door(
    request: HttpRequest, token: str, opened: Opened, *, thanks: bool = False, renewed: bool = False
) -> HttpResponse:
    context = {**_frame(token, opened), "state": opened.state.value, "thanks": thanks, "renewed": renewed}
    status = 200 if thanks or renewed else STATUS[opened.state]
    return render(request, "clients/referral_link.html", context, status=status)


def _page(
    request: HttpRequest,
    token: str,
    opened: Opened,
    form: ReferralStepForm | None = None,
    *,
    thanks: bool = False,
    status: int = 200,
) -> HttpResponse:
    referral = opened.referral
    steps = partner_steps(referral)
    if form is None:
        form = ReferralStepForm(referral=referral, steps=steps) if steps else None
    context = {
        **_frame(token, opened),
        "title": referral.service.name,
        "state": state_cell(referral),
        "expected": expected_cell(referral),
        "shared": shared_facts(referral),
        "form": form,
        "thanks": thanks,
    }
    return render(request, "clients/referral_link_page.html", context, status=status)
