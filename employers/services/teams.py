"""Teams that answer for employers of a field in a part of the area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Municipality, User
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotFound, Refusal
from employers.models import EmployerTeam, TeamOwner, TeamPlace
from employers.policies import areas_of_employers
from employers.services.footing import employer_area
from employers.services.people import colleague

TEAM = ("name", "industries", "occupations", "is_closed")


@transaction.atomic
def add_team(*, actor: User, values: Mapping[str, Any], area_id: int | None = None) -> EmployerTeam:
    """The area has this team with its places and named owners."""
    team = EmployerTeam(area_id=employer_area(actor, area_id), **_said(values))
    add_record(team)
    _keep(team, values)
    return team


@transaction.atomic
def change_team(*, actor: User, team_id: UUID, version: int, values: Mapping[str, Any]) -> EmployerTeam:
    """The team is as `values` say; a closed one answers for nobody."""
    team = EmployerTeam.objects.filter(area_id__in=areas_of_employers(actor), pk=team_id).locked().first()
    if team is None:
        raise NotFound
    change_record(team, version=version, values=_said(values))
    _keep(team, values)
    return team


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: values[name] for name in TEAM if name in values}
    return {**said, "name": said["name"].strip()}


def _keep(team: EmployerTeam, values: Mapping[str, Any]) -> None:
    owners = {UUID(str(key)) for key in values["owners"]}
    if not owners:
        raise Refusal(_("Name somebody who answers."), field="owners")
    places = set(values["municipalities"])
    known = set(Municipality.objects.filter(area_id=team.area_id, pk__in=places).values_list("pk", flat=True))
    if known != places:
        raise Refusal(_("Choose municipalities of the area."), field="municipalities")
    held = TeamOwner.objects.filter(team=team)
    held.exclude(user_id__in=owners).delete()
    for key in owners - set(held.values_list("user_id", flat=True)):
        TeamOwner.objects.create(area_id=team.area_id, team=team, user=colleague(team.area_id, key))
    TeamPlace.objects.filter(team=team).exclude(municipality_id__in=places).delete()
    for code in places - set(TeamPlace.objects.filter(team=team).values_list("municipality_id", flat=True)):
        TeamPlace.objects.create(area_id=team.area_id, team=team, municipality_id=code)
