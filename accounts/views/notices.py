"""Notices: texts that every page shows for a time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms.administration import NoticeChangeForm, NoticeForm, VersionForm, now_to_the_minute
from accounts.models import Notice
from accounts.policies import can_administer
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step, notices_table, tabs
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from accounts.selectors.record_history import changes_of, history_table
from accounts.services.notices import add_notice, change_notice, end_notice
from accounts.views.people import raise_unreadable
from config.kernel.errors import NotAllowed

FIELDS = ("tone", "text_fi", "text_sv", "text_en", "valid_from", "valid_to")


def _may(request: PersonRequest) -> None:
    if not can_administer(request.user):
        raise NotAllowed


def _trail() -> list[tuple[str, str]]:
    return [(_("Notices"), reverse("accounts:notices"))]


@require_GET
def notice_list(request: PersonRequest) -> HttpResponse:
    _may(request)
    page = page_of(request, Notice.objects.order_by("-valid_from", "key"))
    count = page.paginator.count
    context = list_page(
        title=_("Notices"),
        lede=_("Shown to everybody at the top of every page, such as a coming outage. Name nobody."),
        tabs=tabs(request.user, "accounts:notices"),
        steps=[Step(label=_("Add a notice"), url=reverse("accounts:notice_new"), tone="primary")],
        table=notices_table(page),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s notice", "%(count)s notices", count) % {"count": number_format(count)},
    )
    return render(request, "administration/record_list.html", context)


@require_http_methods(["GET", "POST"])
def notice_new(request: PersonRequest) -> HttpResponse:
    _may(request)
    posted = request.method == "POST"
    form = NoticeForm(request.POST if posted else None, initial={"valid_from": now_to_the_minute()})
    if not posted or not form.is_valid():
        context = form_page(title=_("Add a notice"), trail=_trail(), form=form, submit_label=_("Add"))
        return render(request, "administration/record_form.html", context, status=422 if posted else 200)
    notice = add_notice(actor=request.user, key=form.cleaned_data["key"], text=form.text())
    messages.success(request, _("Saved."))
    return redirect("accounts:notice", notice.pk)


@require_http_methods(["GET", "POST"])
def notice_detail(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    _may(request)
    notice = get_object_or_404(Notice, pk=notice_id)
    posted = request.method == "POST"
    form = NoticeChangeForm(request.POST if posted else None, instance=notice, initial={"version": notice.version})
    if posted and form.is_valid():
        version = form.cleaned_data["version"]
        change_notice(actor=request.user, notice_id=notice_id, version=version, text=form.text())
        messages.success(request, _("Saved."))
        return redirect("accounts:notice", notice_id)
    end = Step(
        label=_("End now"),
        url=reverse("accounts:notice_end", args=[notice_id]),
        tone="danger",
        version=notice.version,
    )
    context = record_page(
        title=notice.key,
        trail=_trail(),
        steps=[end],
        form=form,
        form_title=_("Change the notice"),
        submit_label=_("Save"),
        history=history_table(changes_of(Notice, FIELDS, pgh_obj_id=notice_id)),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)


@require_POST
def notice_end(request: PersonRequest, notice_id: UUID) -> HttpResponse:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise_unreadable(form)
    end_notice(actor=request.user, notice_id=notice_id, **form.cleaned_data)
    messages.success(request, _("Ended."))
    return redirect("accounts:notices")
