"""Filters of the list of employers, kept by the person who uses them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record
from config.kernel.errors import NotFound, Refusal
from employers.models import EmployerFilter
from employers.services.footing import employer_area

MOST = 30


@transaction.atomic
def keep_filter(*, actor: User, name: str, values: Mapping[str, list[str]]) -> EmployerFilter:
    """The filter is the actor's under this name."""
    area = employer_area(actor)
    if EmployerFilter.objects.filter(area_id=area, owner=actor).count() >= MOST:
        raise Refusal(_("You have as many filters as can be kept. Remove one first."))
    made = EmployerFilter(area_id=area, owner=actor, name=name.strip(), values=dict(values))
    add_record(made)
    return made


@transaction.atomic
def drop_filter(*, actor: User, filter_id: UUID) -> None:
    """The actor's filter is gone; history keeps it."""
    gone, _rows = EmployerFilter.objects.filter(owner=actor, pk=filter_id).delete()
    if not gone:
        raise NotFound
