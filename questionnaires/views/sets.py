"""Question sets: the list and its files, a new one, one with its versions, a file brought in."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import csv_download, xlsx_download
from accounts.models import Area
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from config.kernel.errors import NotAllowed, Refusal
from questionnaires.enums import SetKind, VersionStatus
from questionnaires.forms.sets import ImportForm, SetForm, SetsFilter
from questionnaires.models import QuestionSet
from questionnaires.policies import areas_edited, can_edit, may_see_sets
from questionnaires.selectors.sets import set_for, sets_seen, versions_of
from questionnaires.selectors.tables import SORTS, faults_table, sets_table, versions_table
from questionnaires.services.drafting import add_set, start_draft
from questionnaires.services.interchange import MOST_BYTES, import_version


def sets_trail() -> list[tuple[str, str]]:
    """The way to the list of question sets."""
    return [(_("Question sets"), reverse("questionnaires:question_sets"))]


def _areas(request: PersonRequest) -> QuerySet[Area]:
    if not may_see_sets(request.user):
        raise NotAllowed
    return Area.objects.filter(pk__in=areas_edited(request.user)).order_by("pk")


def _chosen(request: PersonRequest) -> tuple[SetsFilter, QuerySet[QuestionSet], str]:
    _areas(request)
    form = SetsFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    found = sets_seen(request.user)
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    if wanted.get("whose"):
        found = found.filter(area__isnull=wanted["whose"] == "shipped")
    sort = wanted.get("sort") or "code"
    name = sort.removeprefix("-") if sort.removeprefix("-") in SORTS else "code"
    return form, found.order_by(f"{'-' if sort.startswith('-') else ''}{name}", "area", "pk"), sort


@require_GET
def question_sets(request: PersonRequest) -> HttpResponse:
    form, found, sort = _chosen(request)
    page = page_of(request, found)
    count = page.paginator.count
    context = list_page(
        title=_("Question sets"),
        lede=_("Versioned sets of questions: the question path, self-assessments, feedback and surveys."),
        steps=[
            Step(label=_("Add a question set"), url=reverse("questionnaires:question_set_new"), tone="primary"),
            Step(label=_("Bring in a file"), url=reverse("questionnaires:question_set_import")),
            Step(
                label=_("Download as Excel"),
                url=f"{reverse('questionnaires:question_sets_xlsx')}?{query_of(request, 'page')}",
            ),
        ],
        form=form,
        reset_url=reverse("questionnaires:question_sets") if request.GET else "",
        table=sets_table(page, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s question set", "%(count)s question sets", count) % {"count": number_format(count)},
        files=f"{reverse('questionnaires:question_sets_csv')}?{query_of(request, 'page')}",
    )
    return render(request, "administration/record_list.html", context)


@require_GET
def question_sets_csv(request: PersonRequest) -> HttpResponse:
    _form, found, _sort = _chosen(request)
    return csv_download(sets_table(found), name="question-sets")


@require_GET
def question_sets_xlsx(request: PersonRequest) -> HttpResponse:
    _form, found, _sort = _chosen(request)
    table = sets_table(found)
    about = [(_("Shows"), table.caption), (_("Rows"), number_format(len(table.rows)))]
    return xlsx_download(table, about=about, name="question-sets")


@require_http_methods(["GET", "POST"])
def question_set_new(request: PersonRequest) -> HttpResponse:
    areas = _areas(request)
    models = [(str(one.pk), f"{one.name} ({one.code})") for one in sets_seen(request.user).order_by("code", "area")]
    posted = request.method == "POST"
    form = SetForm(request.POST if posted else None, areas=areas, models=models)
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            draft = add_set(
                actor=request.user,
                area_id=data["area"].pk,
                code=data["code"],
                kind=SetKind(data["kind"]),
                names=form.names,
                like=UUID(data["like"]) if data["like"] else None,
            )
        except Refusal as refusal:
            if refusal.status != Refusal.status:
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.sentence))
        else:
            messages.success(request, _("The set has a draft now."))
            return redirect("questionnaires:question_version", draft.pk)
    context = form_page(title=_("Add a question set"), trail=sets_trail(), form=form, submit_label=_("Add"))
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


@require_GET
def question_set(request: PersonRequest, question_set_id: UUID) -> HttpResponse:
    found = set_for(request.user, question_set_id=question_set_id)
    versions = versions_of(found)
    steps = []
    if can_edit(request.user, found) and not any(one.status == VersionStatus.DRAFT for one in versions):
        address = reverse("questionnaires:question_set_draft", args=[found.pk])
        steps.append(Step(label=_("Make a new version"), url=address, tone="primary", version=found.version))
    context = record_page(
        title=found.name,
        lede=found.get_kind_display(),
        trail=sets_trail(),
        facts=[(_("Code"), found.code), (_("Whose"), found.area.name if found.area else _("Shipped for all"))],
        steps=steps,
        parts=[("versions", _("Versions"), versions_table(versions))],
    )
    return render(request, "administration/record_page.html", context)


@require_POST
def question_set_draft(request: PersonRequest, question_set_id: UUID) -> HttpResponse:
    version = request.POST.get("version", "")
    draft = start_draft(
        actor=request.user, question_set_id=question_set_id, version=int(version) if version.isdecimal() else 0
    )
    messages.success(request, _("The set has a draft now."))
    return redirect("questionnaires:question_version", draft.pk)


@require_http_methods(["GET", "POST"])
def question_set_import(request: PersonRequest) -> HttpResponse:
    areas = _areas(request)
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None, areas=areas)
    parts, status = [], 422 if posted else 200
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            found = import_version(
                actor=request.user,
                area_id=data["area"].pk,
                content=data["file"].read(MOST_BYTES + 1),
                dry_run=not data["write"],
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal.sentence))
        else:
            if found.draft is not None:
                messages.success(request, _("The set has a draft now."))
                return redirect("questionnaires:question_version", found.draft.pk)
            status = 422 if found.faults else 200
            parts = [("faults", _("What is wrong with the file"), faults_table(found.faults))]
            words = {"code": found.code, "questions": found.questions, "rules": found.rules}
            if not found.faults:
                messages.info(
                    request,
                    _("This version is there already; nothing changes.")
                    if found.exists_already
                    else _("%(code)s: %(questions)s questions and %(rules)s rules. Nothing was written.") % words,
                )
    context = record_page(
        title=_("Bring in a file"),
        lede=_("A version exported as JSON becomes a draft of your area's own set."),
        trail=sets_trail(),
        parts=parts,
    )
    context |= {"upload": form}
    return render(request, "questionnaires/import.html", context, status=status)
