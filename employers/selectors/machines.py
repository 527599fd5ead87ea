"""What a machine asks for of employers: the register, contacts with them, vacancies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet

from config.kernel.errors import NotFound
from employers.models import Employer


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which of them, and from where on: after the key of the last one told."""

    after: UUID | None = None
    employer: UUID | None = None
    business_id: str = ""
    updated_since: datetime | None = None


def employers_for(wanted: Wanted) -> QuerySet[Employer]:
    """Employers of the register with their establishments, by key."""
    found = Employer.objects.order_by("pk").prefetch_related("establishments")
    if wanted.business_id:
        found = found.filter(business_id=wanted.business_id)
    return narrowed(found, wanted, "EmployerEvent")


def employer_by_key(employer_id: UUID) -> Employer:
    """One of them. Raises NotFound."""
    found = employers_for(Wanted()).filter(pk=employer_id).first()
    if found is None:
        raise NotFound
    return found


def narrowed(found: QuerySet[Any], wanted: Wanted, event: str) -> QuerySet[Any]:
    """Those changed since the moment, from the key on."""
    if wanted.updated_since:
        history = apps.get_model("employers", event)._default_manager
        found = found.filter(
            Exists(history.filter(pgh_obj_id=OuterRef("pk"), pgh_created_at__gte=wanted.updated_since))
        )
    return found.filter(pk__gt=wanted.after) if wanted.after else found
