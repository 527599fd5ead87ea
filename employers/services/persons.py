"""Contact persons of employers: kept by an area, shared with others or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotFound, Refusal
from employers.models import ContactPerson, Employer, Establishment
from employers.policies import areas_of_employers
from employers.services.footing import employer_area

PERSON = ("name", "title", "phone", "email", "establishment", "is_shared", "left_on")


@transaction.atomic
def add_person(
    *, actor: User, employer_id: UUID, values: Mapping[str, Any], area_id: int | None = None
) -> ContactPerson:
    """The actor's area knows this person at the employer; others see the person only when shared."""
    area = employer_area(actor, area_id)
    if not Employer.objects.filter(pk=employer_id).exists():
        raise NotFound
    made = ContactPerson(area_id=area, employer_id=employer_id, created_by=actor, **_said(values, employer_id))
    add_record(made)
    return made


@transaction.atomic
def change_person(*, actor: User, person_id: UUID, version: int, values: Mapping[str, Any]) -> ContactPerson:
    """The person is as `values` say; only the area that keeps the person changes it."""
    employer_area(actor)
    held = ContactPerson.objects.filter(area_id__in=areas_of_employers(actor), pk=person_id).locked().first()
    if held is None:
        raise NotFound
    change_record(held, version=version, values=_said(values, held.employer_id))
    return held


def _said(values: Mapping[str, Any], employer_id: UUID) -> dict[str, Any]:
    said = {name: values[name] for name in PERSON if name in values}
    said["name"] = str(said.get("name", "")).strip()
    place: Establishment | None = said.get("establishment")
    if place is not None and place.employer_id != employer_id:
        raise Refusal(_("The establishment is not this employer's."), field="establishment")
    return said
