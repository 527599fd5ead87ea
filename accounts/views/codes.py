"""Code lists: their codes, a new one, and the end of one."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.forms.administration import CodeEndForm, CodeForm, CodesForm
from accounts.models import Code
from accounts.policies import can_administer
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step, code_lists, codes_table, period_state, tabs
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from accounts.selectors.record_history import WORDS, changes_of, history_table
from accounts.services.codes import add_code, end_code
from config.kernel.errors import NotAllowed

FIELDS = ("list", "code", "name_fi", "name_sv", "name_en", "position", "valid_from", "valid_to")


def _may(request: PersonRequest) -> None:
    if not can_administer(request.user):
        raise NotAllowed


def _trail() -> list[tuple[str, str]]:
    return [(_("Code lists"), reverse("accounts:codes"))]


@require_GET
def code_list(request: PersonRequest) -> HttpResponse:
    _may(request)
    form = CodesForm(request.GET, lists=code_lists())
    form.is_valid()
    found = Code.objects.order_by("list", "position", "code", "pk")
    if chosen := form.cleaned_data.get("list"):
        found = found.filter(list=chosen)
    if name := form.cleaned_data.get("name"):
        words = Q(code__istartswith=name)
        for field in ("name_fi", "name_sv", "name_en"):
            words |= Q(**{f"{field}__icontains": name})
        found = found.filter(words)
    page = page_of(request, found)
    count = page.paginator.count
    context = list_page(
        title=_("Code lists"),
        lede=_("The same for every area. A code is ended, never removed: records carry it."),
        tabs=tabs(request.user, "accounts:codes"),
        steps=[Step(label=_("Add a code"), url=reverse("accounts:code_new"), tone="primary")],
        form=form,
        reset_url=reverse("accounts:codes"),
        table=codes_table(page),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s code", "%(count)s codes", count) % {"count": number_format(count)},
    )
    return render(request, "administration/record_list.html", context)


@require_http_methods(["GET", "POST"])
def code_new(request: PersonRequest) -> HttpResponse:
    _may(request)
    posted = request.method == "POST"
    form = CodeForm(request.POST if posted else None, lists=code_lists())
    if not posted or not form.is_valid():
        context = form_page(title=_("Add a code"), trail=_trail(), form=form, submit_label=_("Add"))
        return render(request, "administration/record_form.html", context, status=422 if posted else 200)
    code = add_code(actor=request.user, code=form.instance)
    messages.success(request, _("Saved."))
    return redirect("accounts:code", code.pk)


@require_http_methods(["GET", "POST"])
def code_detail(request: PersonRequest, code_id: int) -> HttpResponse:
    _may(request)
    code = get_object_or_404(Code, pk=code_id)
    posted = request.method == "POST"
    starting = {"valid_to": code.valid_to or timezone.localdate(), "version": code.version}
    form = CodeEndForm(request.POST if posted else None, initial=starting)
    if posted and form.is_valid():
        data = form.cleaned_data
        end_code(actor=request.user, code_id=code.pk, version=data["version"], on=data["valid_to"])
        messages.success(request, _("Saved."))
        return redirect("accounts:code", code.pk)
    context = record_page(
        title=f"{code.list} {code.code}",
        lede=code.name,
        trail=_trail(),
        facts=[
            *((WORDS[name], getattr(code, name)) for name in ("name_fi", "name_sv", "name_en")),
            (_("State"), period_state(code.valid_from, code.valid_to).text),
        ],
        form=form,
        form_title=_("End the code"),
        submit_label=_("End"),
        history=history_table(changes_of(Code, FIELDS, pgh_obj_id=code.pk)),
    )
    return render(request, "administration/record_page.html", context, status=422 if posted else 200)
