"""Statements: a client's own, their steps, and those that are waited for."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import file_of
from accounts.enums import Surface
from accounts.requests import PersonRequest
from accounts.selectors.layout import list_page, page_of, query_of
from accounts.stepup import second_factor_required
from clients.enums.work_ability import StatementKind, StatementStatus
from clients.forms.work_ability import StatementForm, StatementNewForm, StatementsFilter, StepForm
from clients.models import Client, Statement
from clients.policies import may_see_health
from clients.selectors import statements
from clients.selectors.history import history_of
from clients.services.statements import change_statement, move_statement, open_statement
from clients.views.ability_pages import done, form_response, read, read_health, saved, trail_of
from clients.views.agenda_reading import log_clients


@require_GET
def statement_list(request: PersonRequest) -> HttpResponse:
    form, choice = _choice(request)
    page = page_of(request, statements.statements_waiting(request.user, choice))
    log_clients(request, [one.client for one in page], ["work_ability", "statements"], Surface.LIST)
    count = page.paginator.count
    context = list_page(
        title=_("Statements waited for"),
        form=form,
        reset_url=reverse("clients:statements"),
        page=page,
        table=statements.waiting_table(
            page, user=request.user, sort=choice.sort, address=f"?{query_of(request, 'page', 'sort')}"
        ),
        query=query_of(request, "page"),
        total=ngettext("%(count)s statement", "%(count)s statements", count) % {"count": number_format(count)},
        files=[
            (kind.upper(), f"{reverse(f'clients:statements_{kind}')}?{query_of(request, 'page')}")
            for kind in ("csv", "xlsx")
        ],
    )
    context["facts"] = statements.waiting_facts(request.user)
    return render(request, "clients/statement_list.html", context)


def _choice(request: PersonRequest) -> tuple[StatementsFilter, statements.Choice]:
    form = StatementsFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    return form, statements.Choice(
        status=wanted.get("status") or "",
        mine=wanted.get("whose") == "mine",
        days=wanted.get("days"),
        sort=wanted.get("sort") or "-waiting",
    )


@require_GET
@second_factor_required
def statements_csv(request: PersonRequest) -> HttpResponse:
    return _file(request, "csv")


@require_GET
@second_factor_required
def statements_xlsx(request: PersonRequest) -> HttpResponse:
    return _file(request, "xlsx")


def _file(request: PersonRequest, kind: str) -> HttpResponse:
    _form, choice = _choice(request)
    found = list(statements.statements_waiting(request.user, choice))
    log_clients(request, [one.client for one in found], ["work_ability", "statements"], Surface.EXPORT)
    return file_of(statements.waiting_table(found, user=request.user), name="statements", kind=kind)


@require_http_methods(["GET", "POST"])
def statement_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read_health(request, client_id, "statements")
    form = StatementNewForm(request.POST if request.method == "POST" else None)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        data = form.cleaned_data
        made: list[Statement] = []
        status = saved(
            form,
            lambda: made.append(
                open_statement(
                    actor=request.user,
                    client_id=client.pk,
                    kind=StatementKind(data["kind"]),
                    status=StatementStatus(data["status"]),
                    on=data["on"],
                    content={name: data[name] for name in ("issuer_kind", "received_from")},
                )
            ),
            fresh=dict,
        )
        if made:
            done(request, _("The statement is recorded."))
            return redirect("clients:statement", client.pk, made[0].pk)
    return form_response(
        request,
        status=status,
        title=_("New statement"),
        trail=trail_of(client),
        form=form,
        submit_label=_("Record"),
    )


@require_GET
def statement_detail(request: PersonRequest, client_id: UUID, statement_id: UUID) -> HttpResponse:
    client, statement = _found(request, client_id, statement_id)
    form = StepForm(initial={"version": statement.version}, asks=_asks(statement))
    return _page(request, client, statement, form, status=200)


def _found(request: PersonRequest, client_id: UUID, statement_id: UUID) -> tuple[Client, Statement]:
    client = read(request, client_id, "statements")
    return client, statements.statement_for(client, statement_id=statement_id)


def _asks(statement: Statement) -> tuple[str, ...]:
    return ("reason",) if StatementStatus.REFUSED in statements.next_steps(statement) else ()


def _page(request: PersonRequest, client: Client, statement: Statement, form: StepForm, *, status: int) -> HttpResponse:
    seen = may_see_health(request.user, client)
    context: dict[str, Any] = {
        "client": client,
        "statement": statement,
        "title": statement.get_kind_display() if seen else _("Statement"),
        "tone": statements.TONES[StatementStatus(statement.status)],
        "path": statements.path_of(statement),
        "waiting": statements.waiting_text(statement),
        "facts": statements.statement_facts(statement) if seen else [],
        "steps": statements.next_steps(statement) if seen else [],
        "may_change": seen,
        "form": form,
        "history": history_of(statement, client=client, user=request.user),
        "trail": trail_of(client),
    }
    return render(request, "clients/statement_detail.html", context, status=status)


@require_POST
def statement_step(request: PersonRequest, client_id: UUID, statement_id: UUID) -> HttpResponse:
    client, statement = _found(request, client_id, statement_id)
    form = StepForm(request.POST, asks=_asks(statement))
    status = _stepped(request, client, statement, form) if form.is_valid() else 422
    if status != 200:
        statement.refresh_from_db()
        return _page(request, client, statement, form, status=status)
    done(request, _("The step is recorded."))
    return redirect("clients:statement", client.pk, statement.pk)


def _stepped(request: PersonRequest, client: Client, statement: Statement, form: StepForm) -> int:
    data = form.cleaned_data
    if data["to"] not in StatementStatus.values:
        form.add_error(None, _("Choose the step by its button."))
        return 422
    return saved(
        form,
        lambda: move_statement(
            actor=request.user,
            client_id=client.pk,
            statement_id=statement.pk,
            version=data["version"],
            to=StatementStatus(data["to"]),
            on=data["on"],
            reason=data.get("reason", ""),
        ),
        at="on",
        fresh=lambda: {"version": statements.statement_for(client, statement_id=statement.pk).version},
    )


@require_http_methods(["GET", "POST"])
def statement_edit(request: PersonRequest, client_id: UUID, statement_id: UUID) -> HttpResponse:
    client = read_health(request, client_id, "statements")
    statement = statements.statement_for(client, statement_id=statement_id)
    rated = statement.received_on is not None
    if request.method == "GET":
        initial = {name: getattr(statement, name) for name in StatementForm.base_fields}
        form, status = StatementForm(initial=initial, rated=rated), 200
    else:
        form = StatementForm(request.POST, rated=rated)
        status = _changed(request, client, statement, form) if form.is_valid() else 422
        if status == 200:
            done(request, _("The statement is changed."))
            return redirect("clients:statement", client.pk, statement.pk)
    return form_response(
        request,
        status=status,
        title=_("What the statement says"),
        trail=[*trail_of(client), (_("Statement"), reverse("clients:statement", args=[client.pk, statement.pk]))],
        form=form,
        submit_label=_("Save"),
    )


def _changed(request: PersonRequest, client: Client, statement: Statement, form: StatementForm) -> int:
    content = dict(form.cleaned_data)
    version = content.pop("version")
    return saved(
        form,
        lambda: change_statement(
            actor=request.user, client_id=client.pk, statement_id=statement.pk, version=version, content=content
        ),
        fresh=lambda: {"version": statements.statement_for(client, statement_id=statement.pk).version},
    )
