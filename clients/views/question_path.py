"""A question path with a client: its beginning, one page for each question, its end, and one that was walked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.services.reading import log_read
from clients.enums.question_path import PathManner
from clients.forms.question_path import PathEndForm, PathStartForm
from clients.models import Client, QuestionPathRun
from clients.policies import may_see_health
from clients.selectors import question_path as paths
from clients.selectors.client_list import ground_of, own_relations
from clients.selectors.client_page import client_for
from clients.selectors.client_sections import tab_address
from clients.services.question_path import (
    Decision,
    discard_question_path,
    finish_question_path,
    save_answer,
    start_question_path,
)
from clients.views.disclosures import client_trail
from config.kernel.errors import NotAllowed, OutOfOrder, Refusal
from questionnaires.enums import Outcome, SetKind
from questionnaires.selectors.answering import answers_in_words, because, field_of, read_answer
from questionnaires.selectors.branching import after, first_fitting
from questionnaires.selectors.sets import questions_of, rules_of, versions_to_ask_by

TAB = "work_ability"


def _trail(client: Client) -> list[tuple[str, str]]:
    return [*client_trail(client), (_("Work ability"), tab_address(client.pk, TAB))]


def _log(request: PersonRequest, client: Client, *groups: str) -> None:
    kinds = own_relations(request.user, [client.pk]).get(client.pk, set())
    log_read(
        actor=request.user,
        area_id=client.area_id,
        clients=[client.pk],
        surface=Surface.PAGE,
        purpose=request.resolver_match.view_name if request.resolver_match else "",
        field_groups=["client", *groups],
        request_id=request.request_id,
        ground=ground_of(request.user, client, kinds),
    )


def _walked(request: PersonRequest, client_id: UUID, run_id: UUID) -> tuple[Client, QuestionPathRun]:
    """The reader's own unfinished path; the answers are of health, and their reading is logged."""
    client = client_for(request.user, client_id=client_id)
    run = paths.path_for(client, run_id=run_id)
    if not may_see_health(request.user, client) or run.started_by_id != request.user.pk:
        raise NotAllowed(_("Whoever began the path walks it to its end."))
    if run.is_finished:
        raise OutOfOrder(_("The path is finished."))
    _log(request, client, "question_path", "health")
    return client, run


@require_http_methods(["GET", "POST"])
def question_path_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = client_for(request.user, client_id=client_id)
    if not may_see_health(request.user, client):
        raise NotAllowed(_("This needs the right to see health details."))
    _log(request, client, "question_path")
    versions = versions_to_ask_by(client.area_id, kind=SetKind.QUESTION_PATH)
    posted = request.method == "POST"
    form = PathStartForm(
        request.POST if posted else None, versions=[(str(one.pk), one.question_set.name) for one in versions]
    )
    if posted and form.is_valid():
        run = start_question_path(
            actor=request.user,
            client_id=client.pk,
            question_set_version_id=UUID(form.cleaned_data["question_set_version"]),
            manner=PathManner(form.cleaned_data["manner"]),
        )
        return _onwards(client, run)
    context = {"client": client, "form": form, "versions": versions, "trail": _trail(client)}
    return render(request, "clients/question_path_new.html", context, status=422 if posted else 200)


def _onwards(client: Client, run: QuestionPathRun) -> HttpResponse:
    """To the first question without an answer, else to the end."""
    question = paths.next_open(run)
    return redirect(_step_url(client, run, question.key) if question else _end_url(client, run))


def _step_url(client: Client, run: QuestionPathRun, key: str) -> str:
    return reverse("clients:question_path_step", args=[client.pk, run.pk, key])


def _end_url(client: Client, run: QuestionPathRun) -> str:
    return reverse("clients:question_path_outcome", args=[client.pk, run.pk])


@require_http_methods(["GET", "POST"])
def question_path_step(request: PersonRequest, client_id: UUID, question_path_run_id: UUID, step: str) -> HttpResponse:
    """One question; which one follows is decided by the answers, and each has its own address to come back to."""
    client, run = _walked(request, client_id, question_path_run_id)
    here = paths.step_of(run, key=step)
    if request.method == "GET":
        return _step_page(request, client, run, here, field_of(here.question, run.answers))
    read = read_answer(here.question, request.POST)
    if read.problem:
        typed = request.POST.get(step, "")
        field = field_of(here.question, run.answers, read=read, typed=typed)
        return _step_page(request, client, run, here, field, 422)
    run = save_answer(actor=request.user, client_id=client.pk, run_id=run.pk, key=step, value=read.value)
    following = after(questions_of(run.question_set_version), run.answers, key=step)
    return redirect(_step_url(client, run, following.key) if following else _end_url(client, run))


def _step_page(
    request: PersonRequest, client: Client, run: QuestionPathRun, step: paths.PathStep, field: Any, status: int = 200
) -> HttpResponse:
    context = {
        "client": client,
        "run": run,
        "step": step,
        "field": field,
        "back": _step_url(client, run, step.previous.key) if step.previous else "",
        "trail": _trail(client),
    }
    return render(request, "clients/question_path_step.html", context, status=status)


@require_http_methods(["GET", "POST"])
def question_path_outcome(request: PersonRequest, client_id: UUID, question_path_run_id: UUID) -> HttpResponse:
    """What the answers lead to and why; confirmed or decided otherwise, with the keyword in the same step."""
    client, run = _walked(request, client_id, question_path_run_id)
    end = paths.end_of(run)
    if end is None:
        return _onwards(client, run)
    held = paths.keyword_in_force(client)
    initial = {
        "outcome": end.rule.outcome,
        "next_step": end.rule.next_step,
        "set_keyword": end.rule.suggests_keyword,
    }
    posted = request.method == "POST"
    form = PathEndForm(
        request.POST if posted else None, initial=initial, recommended=end.rule.outcome, has_keyword=bool(held)
    )
    if posted and form.is_valid() and (finished := _finished(request, client, run, form)):
        messages.success(request, _("The question path is recorded."))
        return redirect("clients:question_path", client.pk, finished.pk)
    context = {
        "client": client,
        "run": run,
        "end": end,
        "form": form,
        "held": held,
        "back": _step_url(client, run, end.last.key) if end.last else "",
        "trail": _trail(client),
    }
    return render(request, "clients/question_path_outcome.html", context, status=422 if posted else 200)


def _finished(
    request: PersonRequest, client: Client, run: QuestionPathRun, form: PathEndForm
) -> QuestionPathRun | None:
    """The finished path, or nothing and the reason at its field, so that what was typed stays."""
    data = form.cleaned_data
    decision = Decision(
        on=data["on"],
        outcome=Outcome(data["outcome"]),
        override_reason=data["override_reason"],
        next_step=data["next_step"],
        keyword=form.keyword,
    )
    try:
        return finish_question_path(actor=request.user, client_id=client.pk, run_id=run.pk, decision=decision)
    except Refusal as refusal:
        field = "set_keyword" if refusal.field == "keyword" else refusal.field
        if field not in form.fields:
            raise
        form.add_error(field, str(refusal.sentence))
        return None


@require_GET
def question_path_detail(request: PersonRequest, client_id: UUID, question_path_run_id: UUID) -> HttpResponse:
    """A finished path as it was asked; without the right to health details its outcome alone. One's own goes on."""
    client = client_for(request.user, client_id=client_id)
    run = paths.path_for(client, run_id=question_path_run_id)
    sees_answers = may_see_health(request.user, client)
    if not run.is_finished:
        if run.started_by_id != request.user.pk or not sees_answers:
            raise NotAllowed(_("Whoever began the path walks it to its end."))
        return _onwards(client, run)
    _log(request, client, "question_path", *(["health"] if sees_answers else []))
    questions = questions_of(run.question_set_version) if sees_answers else []
    rule = first_fitting(rules_of(run.question_set_version), run.answers) if sees_answers else None
    context = {
        "client": client,
        "run": run,
        "facts": paths.path_facts(run),
        "sees_answers": sees_answers,
        "answers": answers_in_words(questions, run.answers),
        "because": because(rule, questions, run.answers) if rule else [],
        "trail": _trail(client),
    }
    return render(request, "clients/question_path.html", context)


@require_POST
def question_path_discard(request: PersonRequest, client_id: UUID, question_path_run_id: UUID) -> HttpResponse:
    discard_question_path(actor=request.user, client_id=client_id, run_id=question_path_run_id)
    messages.success(request, _("The unfinished path is gone, its answers with it."))
    return redirect(tab_address(client_id, TAB))
