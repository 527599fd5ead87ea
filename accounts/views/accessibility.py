"""The accessibility statement, feedback on it by anybody, and the queue of those who answer."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import csv_download
from accounts.enums import FeedbackKind, FeedbackOutcome
from accounts.forms.feedback import AnswerForm, ExtensionForm, FeedbackForm, QueueForm
from accounts.models import ServiceFeedback
from accounts.policies import can_administer
from accounts.requests import PersonRequest
from accounts.selectors import feedback as seen
from accounts.selectors.administration import tabs
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.services.feedback import answer_feedback, extend_feedback, send_feedback
from accounts.stepup import second_factor_required
from config.kernel.errors import NotAllowed


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/accessibility.html", {"demo": settings.DEMO})


@login_not_required
@require_http_methods(["GET", "POST"])
def feedback_new(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = FeedbackForm(request.POST if posted else None, initial={"kind": FeedbackKind.NOTICE})
    if not posted or not form.is_valid():
        context = {"form": form, "trail": _trail()}
        return render(request, "accounts/feedback_new.html", context, status=422 if posted else 200)
    data = form.cleaned_data
    feedback = send_feedback(
        kind=FeedbackKind(data["kind"]), about=data["about"], text=data["text"], email=data["email"]
    )
    return redirect("accounts:feedback_receipt", feedback.receipt)


@login_not_required
@require_GET
def feedback_receipt(request: HttpRequest, receipt: UUID) -> HttpResponse:
    feedback = seen.feedback_of_receipt(receipt=receipt)
    context = {"feedback": feedback, "facts": seen.receipt_facts(feedback), "trail": _trail()}
    return render(request, "accounts/feedback_receipt.html", context)


def _trail() -> list[tuple[str, str]]:
    return [(_("Accessibility"), reverse("accounts:accessibility"))]


def _may(request: PersonRequest) -> None:
    if not can_administer(request.user):
        raise NotAllowed


@require_GET
def feedback_list(request: PersonRequest) -> HttpResponse:
    _may(request)
    form, state, sort = _chosen(request)
    page = page_of(request, seen.feedback_in(state=state, sort=sort))
    count = page.paginator.count
    context = list_page(
        title=_("Feedback on accessibility"),
        lede=_("To be answered within two weeks; the most urgent first."),
        form=form,
        reset_url=request.path,
        page=page,
        table=seen.feedback_table(page, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        query=query_of(request, "page"),
        total=ngettext("%(count)s message", "%(count)s messages", count) % {"count": number_format(count)},
        tabs=tabs(request.user, "accounts:feedbacks"),
        files=f"{reverse('accounts:feedbacks_csv')}?{query_of(request, 'page')}",
    )
    return render(request, "administration/record_list.html", context)


def _chosen(request: PersonRequest) -> tuple[QueueForm, str, str]:
    form = QueueForm(request.GET, states=seen.STATES)
    form.is_valid()
    return form, form.cleaned_data.get("state") or "", form.cleaned_data.get("sort") or "due"


@require_GET
@second_factor_required
def feedbacks_csv(request: PersonRequest) -> HttpResponse:
    _may(request)
    _form, state, sort = _chosen(request)
    table = seen.feedback_table(seen.feedback_in(state=state, sort=sort))
    return csv_download(table, name="accessibility-feedback")


@require_http_methods(["GET", "POST"])
def feedback_detail(request: PersonRequest, feedback_id: int) -> HttpResponse:
    _may(request)
    feedback = seen.feedback_for(feedback_id=feedback_id)
    posted = request.method == "POST"
    form = AnswerForm(request.POST if posted else None, initial={"version": feedback.version})
    if not posted or not form.is_valid():
        return _page(request, feedback, answer=form, status=422 if posted else 200)
    data = form.cleaned_data
    answer_feedback(
        actor=request.user,
        feedback_id=feedback.pk,
        version=data["version"],
        outcome=FeedbackOutcome(data["outcome"]),
        answer=data["answer"],
    )
    messages.success(request, _("The answer stands on the receipt of the sender."))
    return redirect("accounts:feedbacks")


@require_POST
def feedback_extend(request: PersonRequest, feedback_id: int) -> HttpResponse:
    _may(request)
    feedback = seen.feedback_for(feedback_id=feedback_id)
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        return _page(request, feedback, extension=form, status=422)
    extend_feedback(
        actor=request.user,
        feedback_id=feedback.pk,
        version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, _("There are two weeks more. The receipt says so and why."))
    return redirect("accounts:feedback", feedback.pk)


def _page(
    request: PersonRequest,
    feedback: ServiceFeedback,
    *,
    answer: AnswerForm | None = None,
    extension: ExtensionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = {"version": feedback.version}
    context: dict[str, Any] = {
        "feedback": feedback,
        "facts": seen.feedback_facts(feedback),
        "form": answer or AnswerForm(initial=now),
        "extension": (extension or ExtensionForm(initial=now, auto_id="id_more_%s"))
        if feedback.may_be_extended
        else None,
        "history": seen.feedback_history(feedback),
        "trail": [(_("Feedback on accessibility"), reverse("accounts:feedbacks"))],
    }
    return render(request, "accounts/feedback_detail.html", context, status=status)
