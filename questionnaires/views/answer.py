"""Answering by a link without a name: a page for whoever has the address, good once.

No cookie is needed and none is set; the page's form carries a mark signed for this link, so that only a page of ours
can send it. GET and HEAD change nothing, as programs open links by themselves.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.context import set_context
from config.kernel.errors import NotFound, OutOfOrder
from questionnaires.models import Invitation
from questionnaires.selectors.answering import ABSENT, Read, field_of, read_answer
from questionnaires.selectors.sets import questions_of
from questionnaires.services.inviting import answer_invitation, area_of_invitation

MARK_AGE = 12 * 60 * 60
LANGUAGES = [code for code, _name in settings.LANGUAGES]
signer = TimestampSigner(salt="questionnaires.answer")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questions of the invitation, and taking their answers once; an unknown token is not there."""
    set_context(user=None)
    found = area_of_invitation(token=token)
    if found is None:
        raise NotFound
    area, invitation_id = found
    set_context(user=None, areas=[area])
    asked = request.GET.get("language", "")
    with translation.override(asked if asked in LANGUAGES else settings.LANGUAGE_CODE):
        response = _answer(request, token, invitation_id)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest, token: str, invitation_id: UUID) -> HttpResponse:
    invitation = Invitation.objects.select_related("question_set_version__question_set").get(pk=invitation_id)
    if not invitation.is_open_on(timezone.localdate()):
        return _page(request, token, invitation, state="closed", status=410)
    if request.method != "POST" or not _is_ours(request, invitation_id):
        return _page(request, token, invitation, state="open")
    questions = questions_of(invitation.question_set_version)
    read = {one.key: read_answer(one, request.POST) for one in questions}
    if any(one.problem for one in read.values()):
        return _page(request, token, invitation, state="open", read=read, status=422)
    answers = {key: one.value for key, one in read.items() if one.value is not ABSENT}
    try:
        answer_invitation(invitation_id=invitation_id, answers=answers)
    except OutOfOrder:
        return _page(request, token, invitation, state="closed", status=410)
    return _page(request, token, invitation, state="thanks")


def _is_ours(request: HttpRequest, invitation_id: UUID) -> bool:
    """Whether the form was sent from a page that we made for this link."""
    try:
        return signer.unsign(request.POST.get("mark", ""), max_age=MARK_AGE) == str(invitation_id)
    except BadSignature:
        return False


def _page(
    request: HttpRequest,
    token: str,
    invitation: Invitation,
    *,
    state: str,
    read: dict[str, Read] | None = None,
    status: int = 200,
) -> HttpResponse:
    version, held = invitation.question_set_version, read or {}
    fields = [
        field_of(one, {}, read=held.get(one.key)) if one.key in held else field_of(one, {})
        for one in (questions_of(version) if state == "open" else [])
    ]
    context: dict[str, Any] = {
        "door": reverse("questionnaires:answer", args=[token]),
        "mark": signer.sign(str(invitation.pk)),
        "language": translation.get_language(),
        "languages": [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")],
        "title": version.question_set.name,
        "intro": version.intro,
        "state": state,
        "fields": fields,
        "problems": [one for one in fields if one.problem],
    }
    return render(request, "questionnaires/answer.html", context, status=status)
