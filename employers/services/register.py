"""The register of employers: found by the business id before anything is added, so that each is there once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.employment import INDUSTRY_VERSION
from clients.services.employment import checked_business_id
from config.kernel.errors import NotFound, Refusal
from employers.enums.register import WITHOUT_BUSINESS_ID
from employers.models import Employer, Establishment
from employers.services.footing import employer_area

EMPLOYER = ("business_id", "name", "kind", "size", "industry", "intermediary", "website")
ESTABLISHMENT = ("name", "number", "street_address", "postal_code", "municipality", "is_closed")


@transaction.atomic
def add_employer(*, actor: User, values: Mapping[str, Any], establishment: Mapping[str, Any]) -> Employer:
    """The register has the employer and its first establishment.

    Refused when the business id is none, or is in the register already.
    """
    employer_area(actor)
    made = Employer(created_by=actor, **_said(values))
    add_record(made)
    first = {name: establishment[name] for name in ESTABLISHMENT if name in establishment}
    add_record(Establishment(employer=made, **{**first, "name": first.get("name", "").strip() or made.name}))
    return made


@transaction.atomic
def change_employer(*, actor: User, employer_id: UUID, version: int, values: Mapping[str, Any]) -> Employer:
    """The employer is as `values` say, for every area."""
    employer_area(actor)
    employer = Employer.objects.filter(pk=employer_id).locked().first()
    if employer is None:
        raise NotFound
    change_record(employer, version=version, values=_said(values, held=employer))
    return employer


@transaction.atomic
def add_establishment(*, actor: User, employer_id: UUID, values: Mapping[str, Any]) -> Establishment:
    """The employer has this establishment."""
    employer_area(actor)
    if not Employer.objects.filter(pk=employer_id).exists():
        raise NotFound
    made = Establishment(employer_id=employer_id, **{name: values[name] for name in ESTABLISHMENT if name in values})
    add_record(made)
    return made


@transaction.atomic
def change_establishment(
    *, actor: User, establishment_id: UUID, version: int, values: Mapping[str, Any]
) -> Establishment:
    """The establishment is as `values` say; one that closed stays, as contacts and jobs point to it."""
    employer_area(actor)
    held = Establishment.objects.filter(pk=establishment_id).locked().first()
    if held is None:
        raise NotFound
    change_record(held, version=version, values={name: values[name] for name in ESTABLISHMENT if name in values})
    return held


def _said(values: Mapping[str, Any], *, held: Employer | None = None) -> dict[str, Any]:
    said = {name: values[name] for name in EMPLOYER if name in values}
    said["name"] = said["name"].strip()
    said["business_id"] = checked_business_id(said.get("business_id", ""))
    if not said["business_id"] and said["kind"] not in WITHOUT_BUSINESS_ID:
        raise Refusal(_("Every employer but a household has a business id."), field="business_id")
    code = said.get("industry", "")
    kept = held is not None and code and held.industry == code
    said["industry_version"] = held.industry_version if held is not None and kept else INDUSTRY_VERSION if code else ""
    return said
