"""Programmes whose numbers a person may read: those an own area takes part in."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import User
from config.kernel.errors import NotFound
from network.models import Programme
from network.selectors.programmes import areas_of_programme, programmes_of_areas
from reporting.policies import areas_of_numbers


def programmes_for(user: User) -> QuerySet[Programme]:
    """The programmes of the person's areas."""
    areas = {membership.area_id for membership in user.memberships_today()}
    return Programme.objects.filter(pk__in=programmes_of_areas(areas)).order_by("code")


def programme_for(user: User, *, code: str) -> Programme:
    """The programme, if one of the person's areas takes part in it; hidden and absent look the same."""
    programme = programmes_for(user).filter(code=code).first()
    if programme is None:
        raise NotFound
    return programme


def computable_areas(user: User, programme: Programme) -> set[int]:
    """Areas of the programme whose numbers the person may have computed."""
    return areas_of_numbers(user) & areas_of_programme(programme)
