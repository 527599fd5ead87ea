"""Programmes: made for one's own areas, changed by administrators of areas that take part. None is removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policies import areas_administered
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotAllowed, NotFound
from network.models import Programme, ProgrammeArea

TEXTS = (
    "name_fi",
    "name_sv",
    "name_en",
    "starts_on",
    "ends_on",
    "funder",
    "beneficiary",
    "coordinator",
    "funding_granted",
    "funding_actual",
)


@transaction.atomic
def add_programme(*, actor: User, code: str, texts: Mapping[str, Any], areas: Sequence[int]) -> Programme:
    """There is a programme of this code, in which these areas of the actor take part."""
    own = areas_administered(actor)
    if not areas or not set(areas) <= own:
        raise NotAllowed(_("A programme is made for areas that you administer."))
    programme = Programme(code=code, **{name: texts[name] for name in TEXTS})
    add_record(programme)
    ProgrammeArea.objects.bulk_create(ProgrammeArea(programme=programme, area_id=area) for area in sorted(areas))
    return programme


@transaction.atomic
def change_programme(
    *, actor: User, code: str, version: int, texts: Mapping[str, Any], areas: Sequence[int] = ()
) -> Programme:
    """The programme is as `texts` say, and these areas of the actor take part too; none leaves."""
    programme = programme_to_keep(actor, code)
    change_record(programme, version=version, values={name: texts[name] for name in TEXTS})
    here = set(ProgrammeArea.objects.filter(programme=programme).values_list("area_id", flat=True))
    if not set(areas) <= areas_administered(actor):
        raise NotAllowed(_("An area joins by its own administrator."))
    ProgrammeArea.objects.bulk_create(
        ProgrammeArea(programme=programme, area_id=area) for area in sorted(set(areas) - here)
    )
    return programme


def programme_to_keep(actor: User, code: str) -> Programme:
    """The programme, if an area that the actor administers takes part in it; hidden and absent look the same."""
    mine = ProgrammeArea.objects.filter(area_id__in=areas_administered(actor)).values("programme")
    programme = Programme.objects.filter(code=code, pk__in=mine).select_for_update(of=("self",)).first()
    if programme is None:
        raise NotFound
    return programme
