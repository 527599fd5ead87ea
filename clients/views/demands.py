"""The profile of a client's ability by the demands of work: a new one, one, and those there have been."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import PersonRequest
from accounts.selectors.layout import list_page, page_of, record_page
from clients.forms.demands import DemandProfileForm, initial_of
from clients.models import Client
from clients.selectors import demands
from clients.selectors.cells import day_text
from clients.services.demands import record_profile
from clients.views.ability_pages import back_to, done, read, saved, trail_of


@require_http_methods(["GET", "POST"])
def demand_profile_new(request: PersonRequest, client_id: UUID) -> HttpResponse:
    """Starts from the profile that holds now."""
    client = read(request, client_id)
    if request.method == "GET":
        form = DemandProfileForm(initial=initial_of(demands.current_profile(client)))
        return _form_page(request, client, form, status=200)
    form = DemandProfileForm(request.POST)
    status = _recorded(request, client, form) if form.is_valid() else 422
    if status != 200:
        return _form_page(request, client, form, status=status)
    done(request, _("The profile is recorded."))
    return back_to(client, "profile")


def _recorded(request: PersonRequest, client: Client, form: DemandProfileForm) -> int:
    data = form.cleaned_data

    def latest() -> dict[str, object]:
        found = demands.current_profile(client)
        return {"latest": found.pk if found else None}

    return saved(
        form,
        lambda: record_profile(
            actor=request.user,
            client_id=client.pk,
            latest_id=data["latest"],
            assessed_on=data["assessed_on"],
            demands=form.assessed(),
            summary=data["summary"],
        ),
        fresh=latest,
    )


def _form_page(request: PersonRequest, client: Client, form: DemandProfileForm, *, status: int) -> HttpResponse:
    context = {"form": form, "client": client, "trail": trail_of(client)}
    return render(request, "clients/demand_profile_new.html", context, status=status)


@require_GET
def demand_profile_list(request: PersonRequest, client_id: UUID) -> HttpResponse:
    client = read(request, client_id)
    page = page_of(request, demands.profiles_of(client))
    count = page.paginator.count
    context = list_page(
        title=_("Profiles of work ability"),
        trail=trail_of(client),
        table=demands.profiles_table(client, page),
        page=page,
        total=ngettext("%(count)s profile", "%(count)s profiles", count) % {"count": number_format(count)},
    )
    return render(request, "clients/demand_profile_list.html", context)


@require_GET
def demand_profile_detail(request: PersonRequest, client_id: UUID, profile_id: UUID) -> HttpResponse:
    client = read(request, client_id)
    profile = demands.profile_for(client, profile_id=profile_id)
    heading = _("Ability by the demands of work")
    context = record_page(
        title=heading,
        lede=profile.summary,
        trail=[*trail_of(client), (_("Earlier profiles"), reverse("clients:demand_profiles", args=[client.pk]))],
        facts=[
            (_("Holds from"), day_text(profile.assessed_on)),
            (_("Recorded by"), demands.recorder_of(profile)),
            (_("Not known"), demands.not_known(profile) or "–"),
        ],
        parts=[("demands", heading, demands.profile_table(profile))],
    )
    return render(request, "administration/record_page.html", context)
