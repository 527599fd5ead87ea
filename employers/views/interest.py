"""The queue of interest from the public pages: the list and its files, one of it, taken in or declined."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.downloads import file_of
from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.selectors.record_history import changes_of, history_table
from accounts.stepup import second_factor_required
from config.kernel.errors import Refusal
from employers.enums.public import DeclineReason, InterestState
from employers.enums.register import EmployerClass
from employers.forms.public import AcceptForm, DeclineForm, QueueForm
from employers.models import InterestRequest
from employers.selectors import interest as seen
from employers.services.interest import accept_interest, decline_interest
from employers.views.employers import works_with_employers
from employers.views.pages import tabs_of

HISTORY = ("state", "confirmed_at", "reason")


@require_GET
def interest_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    form, state, sort = _chosen(request)
    page = page_of(request, seen.queue(request.user, state=state, sort=sort))
    count = page.paginator.count
    context = list_page(
        tabs=tabs_of("employers:interests"),
        title=_("Interest from the public pages"),
        lede=_("Employers who asked to be contacted and confirmed it. Nothing of it is in the register yet."),
        form=form,
        reset_url=reverse("employers:interests"),
        page=page,
        table=seen.queue_table(page, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s message", "%(count)s messages", count) % {"count": number_format(count)},
        csv_url=reverse("employers:interests_csv"),
        xlsx_url=reverse("employers:interests_xlsx"),
    )
    return render(request, "employers/record_list.html", context)


def _chosen(request: PersonRequest) -> tuple[QueueForm, str, str]:
    form = QueueForm(request.GET, states=[(one.value, one.label) for one in seen.SHOWN])
    form.is_valid()
    return form, form.cleaned_data.get("stage") or "", form.cleaned_data.get("sort") or "confirmed"


@require_GET
@second_factor_required
def interests_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def interests_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    works_with_employers(request)
    _form, state, sort = _chosen(request)
    table = seen.queue_table(seen.queue(request.user, state=state, sort=sort))
    return file_of(table, name="employer-interest", kind=kind)


@require_GET
def interest_detail(request: PersonRequest, interest_id: UUID) -> HttpResponse:
    return _page(request, seen.interest_for(request.user, interest_id=interest_id))


@require_POST
def interest_accept(request: PersonRequest, interest_id: UUID) -> HttpResponse:
    interest = seen.interest_for(request.user, interest_id=interest_id)
    form = AcceptForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            accept_interest(
                actor=request.user,
                interest_id=interest.pk,
                version=data["version"],
                kind=EmployerClass(data["kind"]),
            )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The employer is in the register."))
            return redirect("employers:interest", interest.pk)
    return _page(request, interest, accept=form, status=422)


@require_POST
def interest_decline(request: PersonRequest, interest_id: UUID) -> HttpResponse:
    interest = seen.interest_for(request.user, interest_id=interest_id)
    form = DeclineForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        decline_interest(
            actor=request.user, interest_id=interest.pk, version=data["version"], reason=DeclineReason(data["reason"])
        )
        messages.success(request, _("Declined."))
        return redirect("employers:interests")
    return _page(request, interest, decline=form, status=422)


def _page(
    request: PersonRequest,
    interest: InterestRequest,
    *,
    accept: forms.Form | None = None,
    decline: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    now = {"version": interest.version}
    context: dict[str, Any] = {
        "title": seen.name_of(interest),
        "trail": [(_("Interest from the public pages"), reverse("employers:interests"))],
        "facts": seen.interest_facts(interest),
        "employer": seen.in_register(interest),
        "is_waiting": interest.state == InterestState.WAITING,
        "accept": accept or AcceptForm(initial=now),
        "decline": decline or DeclineForm(initial=now, auto_id="id_decline_%s"),
        "accept_url": reverse("employers:interest_accept", args=[interest.pk]),
        "decline_url": reverse("employers:interest_decline", args=[interest.pk]),
        "history": history_table(changes_of(InterestRequest, HISTORY, pgh_obj_id=interest.pk)),
    }
    return render(request, "employers/interest_detail.html", context, status=status)
