"""Partners and their services: added and changed by administrators and supervisors of the area. None is removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotAllowed, NotFound
from network.models import Organisation, Service
from network.policies import areas_kept

PARTNER = ("kind", "name", "email", "language", "valid_from", "valid_to")
SERVICE = (
    "code",
    "name",
    "is_procured",
    "is_for_employers",
    "capacity",
    "referral_target",
    "valid_from",
    "valid_to",
)


@transaction.atomic
def add_partner(*, actor: User, area_id: int, values: Mapping[str, Any]) -> Organisation:
    """The area has this partner."""
    if area_id not in areas_kept(actor):
        raise NotAllowed(_("Partners are kept by supervisors and administrators of the area."))
    partner = Organisation(area_id=area_id, **{name: values[name] for name in PARTNER})
    add_record(partner)
    return partner


@transaction.atomic
def change_partner(*, actor: User, partner_id: UUID, version: int, values: Mapping[str, Any]) -> Organisation:
    """The partner is as `values` say; links not mailed yet go to the new address."""
    partner = _partner(actor, partner_id)
    change_record(partner, version=version, values={name: values[name] for name in PARTNER})
    return partner


@transaction.atomic
def add_service(*, actor: User, partner_id: UUID, values: Mapping[str, Any]) -> Service:
    """The partner gives this service."""
    partner = _partner(actor, partner_id)
    service = Service(area_id=partner.area_id, organisation=partner, **{name: values[name] for name in SERVICE})
    add_record(service)
    return service


@transaction.atomic
def change_service(*, actor: User, service_id: UUID, version: int, values: Mapping[str, Any]) -> Service:
    """The service is as `values` say."""
    service = Service.objects.filter(area_id__in=areas_kept(actor), pk=service_id).locked().first()
    if service is None:
        raise NotFound
    change_record(service, version=version, values={name: values[name] for name in SERVICE})
    return service


def _partner(actor: User, partner_id: UUID) -> Organisation:
    partner = Organisation.objects.filter(area_id__in=areas_kept(actor), pk=partner_id).locked().first()
    if partner is None:
        raise NotFound
    return partner
