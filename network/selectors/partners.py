"""Partners and services as their keepers see them, and as a client is guided to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors.administration import period_state
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table
from network.models import Organisation, Service
from network.policies import areas_kept


def kept_partners(user: User, *, kind: str = "") -> QuerySet[Organisation]:
    """Partners of the areas in which the user keeps them, in the order of their names."""
    found = Organisation.objects.filter(area_id__in=areas_kept(user)).select_related("area")
    return (found.filter(kind=kind) if kind else found).order_by(alphabetical("name"), "pk")


def partner_for(user: User, *, partner_id: UUID) -> Organisation:
    """A partner the user keeps; hidden and absent look the same."""
    found = kept_partners(user).filter(pk=partner_id).first()
    if found is None:
        raise NotFound
    return found


def service_for(user: User, *, service_id: UUID) -> Service:
    """A service of a partner the user keeps; hidden and absent look the same."""
    found = Service.objects.filter(area_id__in=areas_kept(user), pk=service_id).select_related("organisation").first()
    if found is None:
        raise NotFound
    return found


def services_to_guide_to(area_id: int, *, day: date) -> QuerySet[Service]:
    """Services of the area's partners to which a client may be guided on the day."""
    found = Service.objects.filter(area_id=area_id).in_force(day).select_related("organisation")
    begun = Q(organisation__valid_from__isnull=True) | Q(organisation__valid_from__lte=day)
    going = Q(organisation__valid_to__isnull=True) | Q(organisation__valid_to__gte=day)
    return found.filter(begun & going).order_by(alphabetical("organisation__name"), alphabetical("name"), "pk")


def partners_of_area(area_id: int, *, day: date) -> QuerySet[Organisation]:
    """Partners with whom the area works on the day."""
    return Organisation.objects.filter(area_id=area_id).in_force(day).order_by(alphabetical("name"), "pk")


def partners_table(found: Iterable[Organisation]) -> Table:
    """Partners with their kind, address and state."""
    labels = (_("Partner"), _("Kind"), _("Functional e-mail"), _("State"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.name, url=reverse("network:partner", args=[one.pk]), header=True),
                Cell(text=one.get_kind_display()),
                Cell(text=one.email or "–", kind="" if one.email else "absent"),
                period_state(one.valid_from, one.valid_to),
            )
        )
        for one in found
    )
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Partners"), columns=columns, rows=rows, empty=_("No partners yet."))


def services_table(found: Iterable[Service]) -> Table:
    """A partner's services."""
    labels = (_("Service"), _("Kind"), _("Procured"), _("Target of referrals"), _("State"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.name, url=reverse("network:service", args=[one.pk]), header=True),
                Cell(text=f"{one.code} {one.get_code_display()}"),
                Cell(text=_("Yes") if one.is_procured else _("No")),
                _number(one.referral_target),
                period_state(one.valid_from, one.valid_to),
            )
        )
        for one in found
    )
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Services"), columns=columns, rows=rows, empty=_("The partner has no services yet."))


def _number(number: int | None) -> Cell:
    if number is None:
        return Cell(text="–", kind="absent")
    return Cell(text=number_format(number), value=number, numeric=True)


def shown_to_employers(day: date) -> list[tuple[int, str, str]]:
    """Area, service and partner of what partners give to employers on the day; asked by anybody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT area_id, service, partner FROM network_for_employers(%s)", [day])
        return [(int(area), service, partner) for area, service, partner in cursor.fetchall()]
