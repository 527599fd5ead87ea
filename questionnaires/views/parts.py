"""The questions and rules of a draft: new ones, changed, moved, removed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import form_page, record_page
from config.kernel.errors import Refusal
from questionnaires.enums import Outcome
from questionnaires.forms.sets import QuestionForm, RuleForm
from questionnaires.selectors.sets import question_for, questions_of, rule_for
from questionnaires.services import drafting
from questionnaires.views.versions import address, below_version, draft_for, posted_version, title_of


def _kept(form: Form, write: Callable[[], Any]) -> bool:
    """Whether it was written; else the reason stands at its field, so that what was typed stays."""
    try:
        write()
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        return False
    return True


def _part_steps(name: str, record: Any) -> list[Step]:
    """Moving it up and down, and removing it."""
    labels = (
        ("up", _("Move up"), "secondary"),
        ("down", _("Move down"), "secondary"),
        ("remove", _("Remove"), "danger"),
    )
    return [
        Step(label=label, url=address(f"{name}_{word}", record), tone=tone, version=record.version)
        for word, label, tone in labels
    ]


@require_http_methods(["GET", "POST"])
def question_new(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    version = draft_for(request, question_set_version_id)
    posted = request.method == "POST"
    form = QuestionForm(request.POST if posted else None, earlier=questions_of(version), is_new=True)

    def write() -> None:
        data = form.cleaned_data
        drafting.add_question(actor=request.user, version_id=version.pk, key=data["key"], values=data)

    if posted and form.is_valid() and _kept(form, write):
        messages.success(request, _("Saved."))
        return redirect("questionnaires:question_version", version.pk)
    context = form_page(
        title=_("Add a question"),
        lede=title_of(version),
        trail=below_version(version),
        form=form,
        submit_label=_("Add"),
    )
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def question(request: PersonRequest, question_id: UUID) -> HttpResponse:
    found = question_for(request.user, question_id=question_id)
    version = draft_for(request, found.question_set_version_id)
    posted = request.method == "POST"
    earlier = [one for one in questions_of(version) if one.position < found.position]
    form = QuestionForm(
        request.POST if posted else None, earlier=earlier, is_new=False, initial=QuestionForm.initial_of(found)
    )

    def write() -> None:
        data = form.cleaned_data
        drafting.change_question(actor=request.user, question_id=found.pk, version=data["version"], values=data)

    if posted and form.is_valid() and _kept(form, write):
        messages.success(request, _("Saved."))
        return redirect("questionnaires:question_version", version.pk)
    context = record_page(
        title=_("Question “%(key)s”") % {"key": found.key},
        lede=found.text,
        trail=below_version(version),
        steps=_part_steps("question", found),
        form=form,
        form_title=_("Change the question"),
        submit_label=_("Save"),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def outcome_rule_new(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    version = draft_for(request, question_set_version_id)
    posted = request.method == "POST"
    form = RuleForm(request.POST if posted else None, questions=questions_of(version), is_new=True)

    def write() -> None:
        drafting.add_rule(actor=request.user, version_id=version.pk, values=form.cleaned_data)

    if posted and form.is_valid() and _kept(form, write):
        messages.success(request, _("Saved."))
        return redirect("questionnaires:question_version", version.pk)
    context = form_page(
        title=_("Add a rule"),
        lede=title_of(version),
        trail=below_version(version),
        form=form,
        submit_label=_("Add"),
    )
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "POST"])
def outcome_rule(request: PersonRequest, outcome_rule_id: UUID) -> HttpResponse:
    found = rule_for(request.user, outcome_rule_id=outcome_rule_id)
    version = draft_for(request, found.question_set_version_id)
    posted = request.method == "POST"
    form = RuleForm(
        request.POST if posted else None,
        questions=questions_of(version),
        is_new=False,
        initial=RuleForm.initial_of(found),
    )

    def write() -> None:
        data = form.cleaned_data
        drafting.change_rule(actor=request.user, outcome_rule_id=found.pk, version=data["version"], values=data)

    if posted and form.is_valid() and _kept(form, write):
        messages.success(request, _("Saved."))
        return redirect("questionnaires:question_version", version.pk)
    context = record_page(
        title=_("Rule %(number)s") % {"number": found.position},
        lede=Outcome(found.outcome).label,
        trail=below_version(version),
        steps=_part_steps("outcome_rule", found),
        form=form,
        form_title=_("Change the rule"),
        submit_label=_("Save"),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)


def _moved_question(request: PersonRequest, question_id: UUID, *, up: bool) -> HttpResponse:
    found = question_for(request.user, question_id=question_id)
    drafting.move_question(actor=request.user, question_id=found.pk, version=posted_version(request), up=up)
    return redirect("questionnaires:question_version", found.question_set_version_id)


@require_POST
def question_up(request: PersonRequest, question_id: UUID) -> HttpResponse:
    return _moved_question(request, question_id, up=True)


@require_POST
def question_down(request: PersonRequest, question_id: UUID) -> HttpResponse:
    return _moved_question(request, question_id, up=False)


@require_POST
def question_remove(request: PersonRequest, question_id: UUID) -> HttpResponse:
    found = question_for(request.user, question_id=question_id)
    drafting.remove_question(actor=request.user, question_id=found.pk, version=posted_version(request))
    messages.success(request, _("The question is removed."))
    return redirect("questionnaires:question_version", found.question_set_version_id)


def _moved_rule(request: PersonRequest, outcome_rule_id: UUID, *, up: bool) -> HttpResponse:
    found = rule_for(request.user, outcome_rule_id=outcome_rule_id)
    drafting.move_rule(actor=request.user, outcome_rule_id=found.pk, version=posted_version(request), up=up)
    return redirect("questionnaires:question_version", found.question_set_version_id)


@require_POST
def outcome_rule_up(request: PersonRequest, outcome_rule_id: UUID) -> HttpResponse:
    return _moved_rule(request, outcome_rule_id, up=True)


@require_POST
def outcome_rule_down(request: PersonRequest, outcome_rule_id: UUID) -> HttpResponse:
    return _moved_rule(request, outcome_rule_id, up=False)


@require_POST
def outcome_rule_remove(request: PersonRequest, outcome_rule_id: UUID) -> HttpResponse:
    found = rule_for(request.user, outcome_rule_id=outcome_rule_id)
    drafting.remove_rule(actor=request.user, outcome_rule_id=found.pk, version=posted_version(request))
    messages.success(request, _("The rule is removed."))
    return redirect("questionnaires:question_version", found.question_set_version_id)
