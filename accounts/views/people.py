"""People of the own areas: the list and its file, inviting, one person, and what is done to an account."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.downloads import csv_download
from accounts.forms.administration import InviteForm, NameForm, PeopleForm, ReasonForm, TermsForm, VersionForm
from accounts.models import Unit, User
from accounts.policies import can_administer, can_see_people
from accounts.requests import PersonRequest
from accounts.selectors import people
from accounts.selectors.administration import Step, own_areas, own_units, tabs
from accounts.selectors.layout import form_page, list_page, page_of, query_of, record_page
from accounts.selectors.record_history import WORDS, plain_text
from accounts.services.memberships import give_membership
from accounts.services.people import deactivate, invite, invite_again, reactivate, rename
from accounts.services.recovery import reset_sign_in
from accounts.stepup import second_factor_required
from config.kernel.errors import NotAllowed, Refusal

MOST_IN_FILE = 20_000


def _may_see(request: PersonRequest) -> None:
    if not can_see_people(request.user):
        raise NotAllowed(_("Administrators and supervisors see people."))


def _may_administer(request: PersonRequest) -> None:
    if not can_administer(request.user):
        raise NotAllowed(_("Only administrators do this."))


def people_trail(person: User | None = None) -> list[tuple[str, str]]:
    trail = [(_("People"), reverse("accounts:people"))]
    return [*trail, (person.name, reverse("accounts:person", args=[person.pk]))] if person else trail


def _chosen(request: PersonRequest) -> tuple[PeopleForm, QuerySet[User], str]:
    units = own_units(request.user) if can_administer(request.user) else Unit.objects.select_related("area")
    form = PeopleForm(request.GET, units=units)
    form.is_valid()
    data = form.cleaned_data
    names = ("name", "role", "unit", "state")
    found = people.chosen_people(request.user, **{name: data[name] for name in names if data.get(name)})
    sort = data.get("sort") or "name"
    return form, people.in_order(found, sort), sort


@require_GET
def people_list(request: PersonRequest) -> HttpResponse:
    _may_see(request)
    form, found, sort = _chosen(request)
    page = page_of(request, found)
    count = page.paginator.count
    steps = (
        [Step(label=_("Invite a person"), url=reverse("accounts:invite"), tone="primary")]
        if can_administer(request.user)
        else []
    )
    context = list_page(
        title=_("People"),
        lede=_("Who works in your areas, in which roles."),
        tabs=tabs(request.user, "accounts:people"),
        steps=steps,
        form=form,
        reset_url=reverse("accounts:people"),
        table=people.people_table(page, sort=sort, address=f"?{query_of(request, 'page', 'sort')}"),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s person", "%(count)s people", count) % {"count": number_format(count)},
        files=f"{reverse('accounts:people_csv')}?{query_of(request, 'page')}".rstrip("?&"),
    )
    return render(request, "administration/record_list.html", context)


@require_GET
@second_factor_required
def people_csv(request: PersonRequest) -> HttpResponse:
    _may_see(request)
    _form, found, _sort = _chosen(request)
    return csv_download(people.people_table(found[:MOST_IN_FILE]), name="people")


@require_http_methods(["GET", "POST"])
@second_factor_required
def invite_person(request: PersonRequest) -> HttpResponse:
    _may_administer(request)
    posted = request.method == "POST"
    form = InviteForm(request.POST if posted else None, areas=own_areas(request.user), units=own_units(request.user))
    if not posted or not form.is_valid():
        context = form_page(
            title=_("Invite a person"),
            lede=_("The person gets a mail with a link to set up the sign-in. The link works once, for seven days."),
            trail=people_trail(),
            form=form,
            submit_label=_("Invite"),
        )
        return render(request, "administration/record_form.html", context, status=422 if posted else 200)
    data = form.cleaned_data
    key = invite(
        actor=request.user, email=data["email"], name=data["name"], language=data["language"], terms=form.terms()
    )
    messages.success(request, _("The invitation is on its way."))
    return redirect("accounts:person", key)


@require_GET
def person_detail(request: PersonRequest, person_id: UUID) -> HttpResponse:
    person = people.person_of(request.user, person_id)
    own = can_administer(request.user)
    table = people.memberships_table(person.seen, linked=own)  # type: ignore[attr-defined]  # prefetched
    context = record_page(
        title=person.name,
        lede=person.email,
        trail=people_trail(),
        facts=_facts(person),
        steps=_steps(request.user, person) if own else [],
        parts=[("memberships", _("Memberships"), table)],
        form=NameForm(initial={"name": person.name, "version": person.version}) if own else None,
        form_title=_("Change the name"),
        submit_label=_("Save"),
        action=reverse("accounts:person_rename", args=[person.pk]),
        history=people.person_history(request.user, person) if own else None,
    )
    return render(request, "administration/record_page.html", context)


def _facts(person: User) -> list[tuple[Any, Any]]:
    return [
        (_("State"), people.state_cell(person).text),
        (WORDS["language"], dict(settings.LANGUAGES).get(person.language, person.language)),
        (_("Last sign-in"), plain_text(person.last_login) if person.last_login else _("never")),
        (_("Account since"), plain_text(person.created_at)),
    ]


def _steps(actor: User, person: User) -> list[Step]:
    if person.pk == actor.pk:
        return []
    found = [("membership_new", _("Add a membership"), "primary")]
    if not person.is_active:
        return [_step(person, "person_reactivate", _("Open the account again"))]
    steps = [_step(person, name, label, tone) for name, label, tone in found]
    if person.last_login is None:
        again = Step(
            label=_("Send the invitation again"),
            url=reverse("accounts:invite_again", args=[person.pk]),
            version=person.version,
        )
        steps.append(again)
    else:
        steps.append(_step(person, "person_reset", _("Reset the sign-in")))
    return [*steps, _step(person, "person_deactivate", _("Close the account"), "danger")]


def _step(person: User, name: str, label: str, tone: str = "secondary") -> Step:
    return Step(label=label, url=reverse(f"accounts:{name}", args=[person.pk]), tone=tone)


@require_POST
@second_factor_required
def person_rename(request: PersonRequest, person_id: UUID) -> HttpResponse:
    form = NameForm(request.POST)
    if not form.is_valid():
        raise_unreadable(form)
    rename(actor=request.user, person_id=person_id, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("accounts:person", person_id)


@require_POST
@second_factor_required
def invite_person_again(request: PersonRequest, person_id: UUID) -> HttpResponse:
    invite_again(actor=request.user, person_id=person_id)
    messages.success(request, _("The invitation is on its way."))
    return redirect("accounts:person", person_id)


@require_http_methods(["GET", "POST"])
@second_factor_required
def membership_new(request: PersonRequest, person_id: UUID) -> HttpResponse:
    _may_administer(request)
    person = people.person_of(request.user, person_id)
    posted = request.method == "POST"
    form = TermsForm(request.POST if posted else None, areas=own_areas(request.user), units=own_units(request.user))
    if not posted or not form.is_valid():
        context = form_page(
            title=_("Add a membership"),
            lede=person.name,
            trail=people_trail(person),
            form=form,
            submit_label=_("Add"),
        )
        return render(request, "administration/record_form.html", context, status=422 if posted else 200)
    give_membership(actor=request.user, person_id=person.pk, terms=form.terms())
    messages.success(request, _("The role holds from its first day; the person has been told."))
    return redirect("accounts:person", person.pk)


def _with_reason(
    *, title: Any, lede: Any, submit: Any, take: Callable[[User, UUID, dict[str, Any]], None]
) -> Callable[..., HttpResponseBase]:
    """A page that asks for the reason of a step and then takes it."""

    def view(request: PersonRequest, person_id: UUID) -> HttpResponse:
        _may_administer(request)
        person = people.person_of(request.user, person_id)
        posted = request.method == "POST"
        form = ReasonForm(request.POST if posted else None, initial={"version": person.version})
        if not posted or not form.is_valid():
            context = form_page(
                title=title, lede=f"{person.name}. {lede}", trail=people_trail(person), form=form, submit_label=submit
            )
            status = 422 if posted else 200
            return render(request, "administration/record_form.html", {**context, "tone": "danger"}, status=status)
        take(request.user, person.pk, form.cleaned_data)
        messages.success(request, _("Done. The person has been told."))
        return redirect("accounts:person", person.pk)

    return require_http_methods(["GET", "POST"])(second_factor_required(view))


person_deactivate = _with_reason(
    title=gettext_lazy("Close the account"),
    lede=gettext_lazy("Sign-in and sessions end at once; the history stays. The account can be opened again."),
    submit=gettext_lazy("Close the account"),
    take=lambda actor, key, data: deactivate(actor=actor, person_id=key, **data),
)
person_reactivate = _with_reason(
    title=gettext_lazy("Open the account again"),
    lede=gettext_lazy("The person can sign in again, with the memberships that are in force."),
    submit=gettext_lazy("Open the account"),
    take=lambda actor, key, data: reactivate(actor=actor, person_id=key, **data),
)
person_reset = _with_reason(
    title=gettext_lazy("Reset the sign-in"),
    lede=gettext_lazy(
        "Password and second factors are removed, sessions end, and a link to set up the sign-in anew is mailed. "
        "Make sure that it is the person who asks: call a number you know."
    ),
    submit=gettext_lazy("Reset the sign-in"),
    take=lambda actor, key, data: reset_sign_in(actor=actor, user_id=key, reason=data["reason"]),
)


def raise_unreadable(form: VersionForm) -> None:
    """A form on a record's page that lacks something: there is no page of its own to show it again."""
    raise Refusal(next(iter(form.errors.values()))[0])
