"""Steps on a client's marks: keywords, the status of work ability, diagnoses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from clients.enums import DiagnosisChapter
from clients.enums.keywords import AbilityStatus, DiagnosisSource, KeywordKind
from clients.forms.keywords import (
    MISTAKEN,
    DiagnosisEndForm,
    DiagnosisForm,
    KeywordCorrectForm,
    KeywordEndForm,
    KeywordForm,
    StatusBackForm,
    StatusForm,
)
from clients.models import Client
from clients.selectors.keywords_section import diagnosis_for, keyword_for, steps_from
from clients.services.ability_status import set_ability_status, take_status_back
from clients.services.diagnoses import end_diagnosis, record_diagnosis, take_diagnosis_back
from clients.services.keywords import correct_keyword, end_keyword, set_keyword, take_keyword_back
from clients.views.ability_pages import back_to, done, form_response, read, read_health, saved, trail_of
from config.kernel.errors import NotFound

READ = ["GET", "POST"]


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page of one form says, and to which section it leads back."""

    title: str
    submit: str
    said: str
    section: str
    lede: str = ""


def _posted(request: PersonRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answer(
    request: PersonRequest,
    client: Client,
    form: Any,
    *,
    page: Page,
    step: Callable[[dict[str, Any]], object],
    fresh: Callable[[], dict[str, Any]] = dict,
) -> HttpResponse:
    """The form, or the step taken and the way back to the section."""
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        status = saved(form, lambda: step(form.cleaned_data), fresh=fresh)
        if status == HttpResponse.status_code:
            done(request, page.said)
            return back_to(client, page.section)
    return form_response(
        request,
        status=status,
        title=page.title,
        lede=page.lede,
        trail=trail_of(client),
        form=form,
        submit_label=page.submit,
    )


@require_http_methods(READ)
def keyword_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read(request, client_id, "keywords")
    return _answer(
        request,
        client,
        KeywordForm(_posted(request)),
        page=Page(
            title=_("Set a keyword"), submit=_("Set the keyword"), section="keywords", said=_("The keyword is set.")
        ),
        step=lambda chosen: set_keyword(
            actor=request.user,
            client_id=client.pk,
            kind=KeywordKind(chosen["kind"]),
            on=chosen["on"],
            reason=chosen["reason"],
        ),
    )


@require_http_methods(READ)
def keyword_end(request: PersonRequest, client_id: UUID, keyword_id: UUID) -> HttpResponse:
    client = read(request, client_id, "keywords")
    keyword = keyword_for(client, keyword_id=keyword_id)
    return _answer(
        request,
        client,
        KeywordEndForm(_posted(request), initial={"version": keyword.version}),
        page=Page(
            title=_("End the keyword %(keyword)s") % {"keyword": keyword.get_kind_display()},
            submit=_("End the keyword"),
            section="keywords",
            said=_("The keyword has ended."),
        ),
        step=lambda chosen: end_keyword(actor=request.user, client_id=client.pk, keyword_id=keyword.pk, **chosen),
        fresh=lambda: {"version": keyword_for(client, keyword_id=keyword_id).version},
    )


@require_http_methods(READ)
def keyword_correct(request: PersonRequest, client_id: UUID, keyword_id: UUID) -> HttpResponse:
    client = read(request, client_id, "keywords")
    keyword = keyword_for(client, keyword_id=keyword_id)

    def step(chosen: dict[str, Any]) -> object:
        kept = {"actor": request.user, "client_id": client.pk, "keyword_id": keyword.pk, "version": chosen["version"]}
        if chosen["wrong"] == MISTAKEN:
            return take_keyword_back(**kept, reason=chosen["reason"])
        return correct_keyword(**kept, on=chosen["on"], until=chosen["until"], reason=chosen["reason"])

    return _answer(
        request,
        client,
        KeywordCorrectForm(
            _posted(request),
            initial={"version": keyword.version, "on": keyword.set_on, "until": keyword.ended_on, "wrong": "days"},
        ),
        page=Page(
            title=_("Correct the keyword %(keyword)s") % {"keyword": keyword.get_kind_display()},
            submit=_("Correct the keyword"),
            section="keywords",
            said=_("The keyword is corrected."),
        ),
        step=step,
        fresh=lambda: {"version": keyword_for(client, keyword_id=keyword_id).version},
    )


@require_http_methods(READ)
def ability_status_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read(request, client_id)
    held = client.ability_statuses.current().first()
    form = StatusForm(_posted(request), steps=steps_from(held), initial={"after": held.pk if held else None})
    lede = (
        _("Present status: %(status)s.") % {"status": held.get_status_display()} if held else _("There is no status.")
    )

    def fresh() -> dict[str, Any]:
        now = client.ability_statuses.current().first()
        return {"after": now.pk if now else ""}

    return _answer(
        request,
        client,
        form,
        page=Page(
            title=_("Status of work ability"),
            submit=_("Record the status"),
            section="ability-status",
            said=_("The status is recorded."),
            lede=lede,
        ),
        step=lambda chosen: set_ability_status(
            actor=request.user, client_id=client.pk, **{**chosen, "status": AbilityStatus(chosen["status"])}
        ),
        fresh=fresh,
    )


@require_http_methods(READ)
def ability_status_back(request: PersonRequest, client_id: UUID, status_id: UUID) -> HttpResponse:
    client = read(request, client_id)
    held = client.ability_statuses.current().filter(pk=status_id).first()
    if held is None:
        raise NotFound
    return _answer(
        request,
        client,
        StatusBackForm(_posted(request), initial={"version": held.version}),
        page=Page(
            title=_("Take the latest step back"),
            submit=_("Take it back"),
            section="ability-status",
            said=_("The step is taken back."),
            lede=_("%(status)s was recorded in error. It stays in the history, and the status before holds again.")
            % {"status": held.get_status_display()},
        ),
        step=lambda chosen: take_status_back(
            actor=request.user, client_id=client.pk, status_id=held.pk, version=chosen["version"]
        ),
    )


@require_http_methods(READ)
def diagnosis_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read_health(request, client_id, "health")
    return _answer(
        request,
        client,
        DiagnosisForm(_posted(request)),
        page=Page(
            title=_("Record a diagnosis"),
            submit=_("Record the diagnosis"),
            section="diagnoses",
            said=_("The diagnosis is recorded."),
            lede=_("A client needs no diagnosis for any service. Record one only where employment needs it."),
        ),
        step=lambda chosen: record_diagnosis(
            actor=request.user,
            client_id=client.pk,
            chapter=DiagnosisChapter(chosen["chapter"]),
            source=DiagnosisSource(chosen["source"]),
            source_name=chosen["source_name"],
            on=chosen["on"],
        ),
    )


@require_http_methods(READ)
def diagnosis_end(request: PersonRequest, client_id: UUID, mark_id: UUID) -> HttpResponse:
    client = read_health(request, client_id, "health")
    mark = diagnosis_for(client, mark_id=mark_id)

    def step(chosen: dict[str, Any]) -> object:
        kept = {"actor": request.user, "client_id": client.pk, "mark_id": mark.pk, "version": chosen["version"]}
        return take_diagnosis_back(**kept) if chosen["what"] == MISTAKEN else end_diagnosis(**kept, on=chosen["on"])

    return _answer(
        request,
        client,
        DiagnosisEndForm(_posted(request), initial={"version": mark.version, "what": "over"}),
        page=Page(
            title=_("End a diagnosis"),
            submit=_("Save"),
            section="diagnoses",
            said=_("The diagnosis has ended."),
            lede=f"{mark.chapter} {mark.get_chapter_display()}",
        ),
        step=step,
        fresh=lambda: {"version": diagnosis_for(client, mark_id=mark_id).version},
    )
