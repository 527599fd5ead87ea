"""One version of a set: what is in it, its preview, its comparison with the one before, and what becomes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import form_page, record_page
from config.kernel.errors import OutOfOrder, Refusal
from questionnaires.enums import SetKind, VersionStatus
from questionnaires.forms.sets import IntroForm, MappingForm, intro_initial
from questionnaires.models import QuestionSetVersion
from questionnaires.policies import can_edit
from questionnaires.selectors.answering import ABSENT, Field, because, field_of, read_answer
from questionnaires.selectors.branching import all_hold, first_fitting, unanswered
from questionnaires.selectors.checks import problems_of
from questionnaires.selectors.sets import questions_of, rules_of, version_for
from questionnaires.selectors.tables import (
    is_editable,
    mappings_table,
    questions_table,
    rules_table,
    sentences_table,
    version_facts,
)
from questionnaires.services.drafting import change_texts
from questionnaires.services.interchange import as_file
from questionnaires.services.publishing import (
    NotReady,
    discard_draft,
    map_questions,
    publish_version,
    retire_version,
)
from questionnaires.views.sets import sets_trail


def title_of(version: QuestionSetVersion) -> str:
    """The set's name and the version's number."""
    return _("%(name)s, version %(number)s") % {"name": version.question_set.name, "number": version.number}


def version_trail(version: QuestionSetVersion) -> list[tuple[str, str]]:
    """The way to a version."""
    question_set = version.question_set
    return [
        *sets_trail(),
        (question_set.name, reverse("questionnaires:question_set", args=[question_set.pk])),
    ]


def below_version(version: QuestionSetVersion) -> list[tuple[str, str]]:
    """The way to what stands under a version."""
    return [*version_trail(version), (title_of(version), address("question_version", version))]


def address(name: str, record: Any) -> str:
    """The address of a page of this record."""
    return reverse(f"questionnaires:{name}", args=[record.pk])


def posted_version(request: PersonRequest) -> int:
    """The version of the record that a step was made against; 0 when it names none, which is a conflict."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 9 else 0


def _steps(request: PersonRequest, version: QuestionSetVersion) -> list[Step]:
    steps = [
        Step(label=_("Preview"), url=address("question_preview", version)),
        Step(label=_("Export"), url=address("question_version_json", version)),
    ]
    if not can_edit(request.user, version):
        return steps
    if version.status == VersionStatus.PUBLISHED:
        return [*steps, Step(label=_("Retire"), url=address("question_retire", version), version=version.version)]
    if not version.is_draft:
        return steps
    steps = [
        Step(label=_("Publish"), url=address("question_publish", version), tone="primary", version=version.version),
        Step(label=_("Add a question"), url=address("question_new", version)),
        Step(label=_("Words before the first question"), url=address("question_intro", version)),
        *steps,
    ]
    if version.question_set.kind == SetKind.QUESTION_PATH:
        steps.insert(2, Step(label=_("Add a rule"), url=address("outcome_rule_new", version)))
    if version.based_on_id:
        steps.append(Step(label=_("Compare and map"), url=address("question_compare", version)))
    discard = Step(
        label=_("Discard the draft"), url=address("question_discard", version), tone="danger", version=version.version
    )
    return [*steps, discard]


@require_GET
def question_version(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    version = version_for(request.user, version_id=question_set_version_id)
    return _version_page(request, version)


def _version_page(request: PersonRequest, version: QuestionSetVersion, *, status: int = 200) -> HttpResponse:
    editable = is_editable(request.user, version)
    questions, rules = questions_of(version), rules_of(version)
    parts: list[tuple[str, str, Any]] = []
    if version.is_draft and (problems := problems_of(version)):
        caption = _("What keeps it from being published")
        parts.append(("problems", caption, sentences_table(caption, problems)))
    parts.append(("questions", _("Questions"), questions_table(questions, editable=editable)))
    if version.question_set.kind == SetKind.QUESTION_PATH:
        heading = _("Rules for the outcome")
        parts.append(("rules", heading, rules_table(rules, questions, editable=editable)))
    if version.based_on:
        parts.append(("mappings", _("Compared with the version before"), mappings_table(version)))
    context = record_page(
        title=title_of(version),
        lede=version.intro,
        trail=version_trail(version),
        facts=version_facts(version),
        steps=_steps(request, version),
        parts=parts,
    )
    return render(request, "administration/record_page.html", context, status=status)


@require_GET
def question_version_json(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    version = version_for(request.user, version_id=question_set_version_id)
    response = JsonResponse(as_file(version), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{version.question_set.code}-{version.number}.json"'
    return response


@require_http_methods(["GET", "POST"])
def question_intro(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    version = draft_for(request, question_set_version_id)
    posted = request.method == "POST"
    form = IntroForm(request.POST if posted else None, initial=intro_initial(version))
    if posted and form.is_valid():
        data = form.cleaned_data
        change_texts(actor=request.user, version_id=version.pk, version=data["version"], texts=data)
        messages.success(request, _("Saved."))
        return redirect("questionnaires:question_version", version.pk)
    context = form_page(
        title=_("Words before the first question"),
        lede=title_of(version),
        trail=below_version(version),
        form=form,
        submit_label=_("Save"),
    )
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


def draft_for(request: PersonRequest, version_id: UUID) -> QuestionSetVersion:
    """The draft the person may change; what is published has no form."""
    version = version_for(request.user, version_id=version_id)
    if not is_editable(request.user, version):
        raise OutOfOrder(_("A published version stays as it is. Make a new version."))
    return version


@require_GET
def question_preview(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    """The path as it would be walked: what is answered stands in the address, as it is of nobody."""
    version = version_for(request.user, version_id=question_set_version_id)
    questions = questions_of(version)
    answers: dict[str, Any] = {}
    fields: list[Field] = []
    for question in questions:
        if all_hold(question.show_if, answers):
            read = read_answer(question, request.GET)
            if read.value is not ABSENT and not read.problem:
                answers[question.key] = read.value
            fields.append(field_of(question, answers))
    ended = bool(request.GET) and not unanswered(questions, answers)
    rule = first_fitting(rules_of(version), answers) if ended else None
    context = {
        "version": version,
        "title": _("Preview"),
        "lede": title_of(version),
        "trail": below_version(version),
        "fields": fields,
        "rule": rule,
        "because": because(rule, questions, answers) if rule else [],
    }
    return render(request, "questionnaires/preview.html", context)


@require_http_methods(["GET", "POST"])
def question_compare(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    version = draft_for(request, question_set_version_id)
    if version.based_on is None:
        raise OutOfOrder(_("The version grew from no other."))
    posted = request.method == "POST"
    form = MappingForm(
        request.POST if posted else None,
        former=questions_of(version.based_on),
        now=questions_of(version),
        made=version.mappings.select_related("after"),
        initial={"version": version.version},
    )
    if posted and form.is_valid() and _mapped(request, version, form):
        messages.success(request, _("Saved."))
        return redirect("questionnaires:question_version", version.pk)
    context = form_page(
        title=_("Compare and map"),
        lede=_("Say of each question of the version before how its answers count now."),
        trail=below_version(version),
        form=form,
        submit_label=_("Save"),
    )
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


def _mapped(request: PersonRequest, version: QuestionSetVersion, form: MappingForm) -> bool:
    try:
        map_questions(
            actor=request.user, version_id=version.pk, version=form.cleaned_data["version"], became=form.became
        )
    except Refusal as refusal:
        if refusal.status != Refusal.status:
            raise
        name = f"kind-{refusal.field}"
        form.add_error(name if name in form.fields else None, str(refusal.sentence))
        return False
    return True


@require_POST
def question_publish(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    try:
        publish_version(actor=request.user, version_id=question_set_version_id, version=posted_version(request))
    except NotReady:
        messages.error(request, _("The draft cannot be published yet; see why below."))
        return _version_page(request, version_for(request.user, version_id=question_set_version_id), status=422)
    messages.success(request, _("The version is published. It stays as it is from now on."))
    return redirect("questionnaires:question_version", question_set_version_id)


@require_POST
def question_retire(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    retire_version(actor=request.user, version_id=question_set_version_id, version=posted_version(request))
    messages.success(request, _("Nobody is asked by this version any more."))
    return redirect("questionnaires:question_version", question_set_version_id)


@require_POST
def question_discard(request: PersonRequest, question_set_version_id: UUID) -> HttpResponse:
    version = version_for(request.user, version_id=question_set_version_id)
    discard_draft(actor=request.user, version_id=version.pk, version=posted_version(request))
    messages.success(request, _("The draft is gone."))
    return redirect("questionnaires:question_set", version.question_set_id)
