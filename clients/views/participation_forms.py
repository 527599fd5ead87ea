"""The forms of a participation: filling in, correcting, merging what two people typed, drafts, withdrawal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import form_page
from accounts.services.reading import log_read
from clients.enums.forms import FormKind
from clients.form_questions import PLACES
from clients.forms.participating import MissingForm, WithdrawForm, as_typed
from clients.models import Participation
from clients.policies import can_work_on
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.client_page import heading_of
from clients.selectors.client_sections import tab_address
from clients.selectors.form_pages import changes_in_words, last_editor
from clients.selectors.participation_states import Seen, answers_at, answers_of, form_of, seen_now
from clients.selectors.participations import participation_for
from clients.selectors.wording import Wording
from clients.services.participating.drafts import browser_key, forget_drafts, keep_draft, open_draft
from clients.services.participating.merging import merge_answers
from clients.services.participating.saving import save_form
from clients.services.participating.starting import explain_missing
from clients.services.participating.withdrawing import withdraw_form
from clients.views.answer_pages import (
    AnswersPage,
    Contested,
    chosen,
    contested_again,
    missing_sentence,
    new_page,
    typed_again,
)
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal

KINDS = {place: kind for kind, place in PLACES.items()}
NOT_TYPED = frozenset({"csrfmiddlewaretoken"})
GROUPS = ("participation", "client", "forms", "sensitive")


def opened(request: PersonRequest, participation_id: UUID, *, writes: bool = True) -> Participation:
    """The participation, and the log says that its forms were read here; refused to those who may not write."""
    participation = participation_for(request.user, participation_id=participation_id)
    client = participation.client
    kinds = own_relations(request.user, [client.pk]).get(client.pk, set())
    log_read(
        actor=request.user,
        area_id=participation.area_id,
        clients=[client.pk],
        surface=Surface.PAGE,
        purpose=request.resolver_match.view_name if request.resolver_match else "",
        field_groups=list(GROUPS),
        request_id=request.request_id,
        ground=ground_of(request.user, client, kinds),
    )
    if writes and not can_work_on(request.user, client):
        raise NotAllowed(_("Only those in whose caseload or unit the client is may change the record."))
    return participation


def trail_of(participation: Participation) -> list[tuple[str, str]]:
    """The way to the participation."""
    return [
        (_("Clients"), reverse("clients:clients")),
        (heading_of(participation.client), tab_address(participation.client_id, "forms")),
        (
            _("Participation %(reference)s") % {"reference": participation.client_ref},
            reverse("clients:participation_detail", args=[participation.pk]),
        ),
    ]


def kind_of(place: str) -> FormKind:
    """The kind of form that the address names."""
    if place not in KINDS:
        raise NotFound
    return KINDS[place]


@require_http_methods(["GET", "POST"])
def participation_form(request: PersonRequest, participation_id: UUID, form_kind: str) -> HttpResponse:
    kind = kind_of(form_kind)
    participation = opened(request, participation_id)
    if request.method == "GET":
        return _as_stored(request, participation, kind)
    data, open_still = chosen(request.POST)
    page = new_page(request.user, participation, kind, typed=data)
    seen = Seen.read(data.get("version", ""))
    if not page.form.is_valid() or seen is None or open_still:
        page.contested = contested_again(page, request.POST, open_still)
        return _page(request, page, status=422)
    try:
        save_form(
            actor=request.user, participation_id=participation.pk, kind=kind, seen=seen, values=page.form.values()
        )
    except Conflict:
        return _merged(request, page, seen, data)
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        page.form.add_error(refusal.field if refusal.field in page.form.fields else None, str(refusal.sentence))
        page.contested = contested_again(page, request.POST, [])
        return _page(request, page, status=422)
    messages.success(request, _("The form is saved."))
    return redirect("clients:participation_detail", participation.pk)


def _as_stored(request: PersonRequest, participation: Participation, kind: FormKind) -> HttpResponse:
    kept = open_draft(actor=request.user, session=request.session, participation_id=participation.pk, kind=kind)
    page = new_page(request.user, participation, kind, draft=kept)
    if kept:
        page.contested = contested_again(page, typed_again(kept), [])
    return _page(request, page)


def _merged(request: PersonRequest, page: AnswersPage, seen: Seen, data: QueryDict) -> HttpResponse:
    """Both versions, field by field: nothing is saved yet, nothing that was typed is lost, and the log tells of it."""
    participation, kind = participation_for(request.user, participation_id=page.participation.pk), page.kind
    mine = page.form.values()
    theirs = answers_of(participation, kind)
    base = answers_at(participation, kind, seen)
    merged = merge_answers(base=base, mine=mine, theirs=theirs)
    again = data.copy()
    for name, value in merged.values.items():
        again[name] = as_typed(value)
    again["version"] = str(seen_now(participation, kind))
    fresh = new_page(request.user, participation, kind, typed=again)
    told: dict[str, Any] = {"base": base, "mine": mine, "theirs": theirs, "wording": fresh.wording}
    fresh.taken = changes_in_words(merged.taken, **told)
    fresh.contested = [
        Contested(change, as_typed(mine[change.name]), as_typed(theirs[change.name]))
        for change in changes_in_words(merged.contested, **told)
    ]
    return _page(request, fresh, status=Conflict.status)


def _page(request: PersonRequest, page: AnswersPage, *, status: int = 200) -> HttpResponse:
    participation, kind = page.participation, page.kind
    place = [participation.pk, PLACES[kind]]
    found = page.completeness
    context = {
        "title": str(kind.label),
        "lede": heading_of(participation.client),
        "page": page,
        "form": page.form,
        "is_new": form_of(participation, kind) is None,
        "is_conflict": status == Conflict.status,
        "editor": last_editor(participation, kind) if status == Conflict.status else None,
        "completeness": found,
        "missing": missing_sentence(found),
        "given_elsewhere": sum(1 for name in ("gender", "birth_date") if page.values.get(name) not in (None, "", "9"))
        if kind == FormKind.START
        else 0,
        "needed_elsewhere": 2 if kind == FormKind.START else 0,
        "draft_saved_at": time_format(timezone.localtime(page.draft.saved_at), "TIME_FORMAT") if page.draft else "",
        "draft_url": reverse("clients:form_draft", args=place),
        "discard_url": reverse("clients:form_draft_discard", args=place),
        "draft_key": browser_key(request.session),
        "draft_id": f"{participation.pk}.{PLACES[kind]}",
        "back": reverse("clients:participation_detail", args=[participation.pk]),
        "trail": trail_of(participation),
    }
    return render(request, "clients/participation_form.html", context, status=status)


@require_POST
def form_draft(request: PersonRequest, participation_id: UUID, form_kind: str) -> HttpResponse:
    """What is typed so far is kept; told is only when."""
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_TYPED}
    at = keep_draft(
        actor=request.user,
        session=request.session,
        participation_id=participation_id,
        kind=kind_of(form_kind),
        typed=typed,
    )
    return JsonResponse({"saved_at": time_format(timezone.localtime(at), "TIME_FORMAT")})


@require_POST
def form_draft_discard(request: PersonRequest, participation_id: UUID, form_kind: str) -> HttpResponse:
    participation = participation_for(request.user, participation_id=participation_id)
    forget_drafts(actor=request.user, participation_id=participation.pk, kind=kind_of(form_kind))
    messages.success(request, _("The draft is gone. The form is as it was saved last."))
    return redirect("clients:participation_form", participation.pk, form_kind)


@require_http_methods(["GET", "POST"])
def form_withdraw(request: PersonRequest, participation_id: UUID, form_kind: str) -> HttpResponse:
    kind = kind_of(form_kind)
    participation = opened(request, participation_id)
    if form_of(participation, kind) is None:
        raise NotFound
    posted = request.method == "POST"
    form = WithdrawForm(request.POST if posted else None, initial={"version": str(seen_now(participation, kind))})
    if form.is_valid():
        seen = Seen.read(form.cleaned_data["version"])
        if seen is None:
            raise Conflict
        withdraw_form(
            actor=request.user,
            participation_id=participation.pk,
            kind=kind,
            seen=seen,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("The form is withdrawn. It counts nowhere any more."))
        return redirect("clients:participation_detail", participation.pk)
    context = form_page(
        title=_("Withdraw the form: %(form)s") % {"form": kind.label},
        lede=_("A withdrawn form counts nowhere from now on. It stays to be read with your name and the reason."),
        trail=trail_of(participation),
        form=form,
        submit_label=_("Withdraw the form"),
        tone="danger",
    )
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def form_missing(request: PersonRequest, participation_id: UUID, later_kind: str) -> HttpResponse:
    """Why the end form or the follow-up is missing."""
    kind = kind_of(later_kind)
    if kind == FormKind.START:
        raise NotFound
    participation = opened(request, participation_id)
    posted = request.method == "POST"
    reason = participation.end_missing_reason if kind == FormKind.END else participation.followup_missing_reason
    form = MissingForm(
        request.POST if posted else None,
        wording=Wording(areas=[]),
        initial={"reason": reason, "version": participation.version},
    )
    if form.is_valid():
        explain_missing(
            actor=request.user,
            participation_id=participation.pk,
            version=form.cleaned_data["version"],
            kind=kind,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, _("The reason is on record."))
        return redirect("clients:participation_detail", participation.pk)
    context = form_page(
        title=_("Why the form is missing: %(form)s") % {"form": kind.label},
        lede=_("A documented reason explains a missing form. It does not replace the form in coverage."),
        trail=trail_of(participation),
        form=form,
        submit_label=_("Save"),
    )
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)
