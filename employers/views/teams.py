"""Teams that answer for employers: the list, a new one, one changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from accounts.selectors.layout import form_page, list_page, page_of, query_of
from config.kernel.errors import Refusal
from employers.forms.serving import TeamForm
from employers.models import EmployerTeam
from employers.selectors import serving as seen
from employers.selectors.colleagues import colleagues_of
from employers.services.footing import employer_area
from employers.services.teams import TEAM, add_team, change_team
from employers.views.employers import works_with_employers
from employers.views.pages import tabs_of


@require_GET
def team_list(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    page = page_of(request, seen.teams(request.user))
    count = page.paginator.count
    context = list_page(
        tabs=tabs_of("employers:teams"),
        title=_("Teams for employers"),
        lede=_("Who answers for employers of which field, and where."),
        steps=[Step(label=_("Add a team"), url=reverse("employers:team_new"), tone="primary")],
        table=seen.teams_table(page),
        page=page,
        query=query_of(request, "page"),
        total=ngettext("%(count)s team", "%(count)s teams", count) % {"count": number_format(count)},
    )
    return render(request, "employers/team_list.html", context)


@require_http_methods(["GET", "POST"])
def team_new(request: PersonRequest) -> HttpResponse:
    works_with_employers(request)
    return _editing(request, None)


@require_http_methods(["GET", "POST"])
def team_detail(request: PersonRequest, team_id: UUID) -> HttpResponse:
    return _editing(request, seen.team_for(request.user, team_id=team_id))


def _editing(request: PersonRequest, team: EmployerTeam | None) -> HttpResponse:
    posted = request.method == "POST"
    area = team.area_id if team else employer_area(request.user)
    form = TeamForm(
        request.POST if posted else None,
        initial=_starting(team),
        people=colleagues_of([area]),
        places=seen.municipalities_of(area),
    )
    if posted and form.is_valid():
        data = form.cleaned_data
        try:
            if team:
                change_team(actor=request.user, team_id=team.pk, version=data["version"] or 0, values=data)
            else:
                add_team(actor=request.user, values=data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("employers:teams")
    context = form_page(
        title=team.name if team else _("Add a team"),
        trail=[(_("Teams for employers"), reverse("employers:teams"))],
        form=form,
        submit_label=_("Save"),
    )
    return render(request, "administration/record_form.html", context, status=422 if posted else 200)


def _starting(team: EmployerTeam | None) -> dict[str, Any]:
    if team is None:
        return {}
    return {
        **{name: getattr(team, name) for name in ("version", *TEAM)},
        "owners": [str(one.user_id) for one in team.owners.all()],
        "municipalities": [one.municipality_id for one in team.places.all()],
    }
