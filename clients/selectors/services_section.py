"""What the client's page says of services: referrals, periods of several organisers side by side, counterparts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from clients.enums.service_referrals import ServiceReferralState
from clients.models import Client, Counterpart, ServicePeriod, ServiceReferral
from clients.policies import can_work_on
from clients.selectors.cells import day_cell, text_cell
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.service_referrals import referrals_of, referrals_table
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

TAB = "services"
GROUPS = ("service_referral",)


@dataclass(frozen=True, kw_only=True)
class Period:
    """One service the client takes or took part in, whether we referred or not (CA-13)."""

    service: str
    organiser: str
    started_on: date
    ended_on: date | None
    outcome: str
    url: str
    is_referred: bool


def period_for(user: User, *, period_id: Any) -> ServicePeriod:
    """A period of a client the user needs to know; hidden and absent look the same."""
    found = ServicePeriod.objects.visible_to(user).select_related("client").filter(pk=period_id).first()
    if found is None:
        raise NotFound
    return found


def counterpart_for(user: User, *, counterpart_id: Any) -> Counterpart:
    """A counterpart of a client the user needs to know; hidden and absent look the same."""
    found = Counterpart.objects.visible_to(user).select_related("client").filter(pk=counterpart_id).first()
    if found is None:
        raise NotFound
    return found


def periods_of(client: Client) -> list[Period]:
    """Referrals that have started and services without a referral, the latest first; they may overlap."""
    started = client.service_referrals.filter(started_on__isnull=False).select_related("service")
    found = [_referred(one) for one in started] + [_recorded(one) for one in client.service_periods.all()]
    return sorted(found, key=lambda one: (one.started_on, one.service), reverse=True)


def _referred(one: ServiceReferral) -> Period:
    outcome = ""
    if one.ended_on is not None:
        outcome = one.get_reason_display() if one.reason else str(ServiceReferralState.COMPLETED.label)
    return Period(
        service=one.service.name,
        organiser=one.recipient_name,
        started_on=one.started_on or date.max,
        ended_on=one.ended_on,
        outcome=outcome,
        url=reverse("clients:service_referral", args=[one.pk]),
        is_referred=True,
    )


def _recorded(one: ServicePeriod) -> Period:
    words = {True: _("Gone through"), False: _("Interrupted"), None: ""}
    return Period(
        service=str(one.get_service_code_display()),
        organiser=one.organiser,
        started_on=one.started_on,
        ended_on=one.ended_on,
        outcome=words[one.is_completed],
        url=reverse("clients:service_period_edit", args=[one.pk]),
        is_referred=False,
    )


def periods_table(found: Iterable[Period], *, linked: bool) -> Table:
    """Periods as rows."""
    labels = (_("Service"), _("Organiser"), _("Began on"), _("Ended on"), _("How it ended"), _("By our referral"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.service, url=one.url if linked or one.is_referred else "", header=True),
                Cell(text=one.organiser),
                day_cell(one.started_on),
                day_cell(one.ended_on),
                text_cell(one.outcome),
                Cell(text=_("Yes") if one.is_referred else _("No")),
            )
        )
        for one in found
    )
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Services"), columns=columns, rows=rows, empty=_("No services have begun."))


def counterparts_table(found: Iterable[Counterpart]) -> Table:
    """Counterparts with what each handed over."""
    labels = (_("Partner"), _("Counterpart"), _("Contact at work"), _("From"), _("To"), _("Handed over"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.organisation.name, header=True),
                Cell(text=one.name),
                text_cell(one.contact),
                day_cell(one.started_on),
                day_cell(one.ended_on),
                text_cell(one.hand_over_note),
            )
        )
        for one in found
    )
    columns = tuple(Column(label=label) for label in labels)
    return Table(caption=_("Counterparts"), columns=columns, rows=rows, empty=_("No counterparts."))


@registered(order=10, tab=TAB)
def referrals_section(user: User, client: Client) -> ClientSection:
    """Referrals to services, with the way to a new one."""
    return ClientSection(
        key="service-referrals",
        title=_("Referrals to services"),
        template="clients/_services_section.html",
        context={
            "table": referrals_table(referrals_of(client), about_one=True),
            "new_url": reverse("clients:service_referral_new", args=[client.pk]) if can_work_on(user, client) else "",
            "new_label": _("Refer to a service"),
            "ending": [],
        },
        field_groups=GROUPS,
    )


@registered(order=20, tab=TAB)
def periods_section(user: User, client: Client) -> ClientSection:
    """Every service the client takes or took part in, whoever organises it."""
    works = can_work_on(user, client)
    return ClientSection(
        key="service-periods",
        title=_("Services"),
        template="clients/_services_section.html",
        context={
            "table": periods_table(periods_of(client), linked=works),
            "new_url": reverse("clients:service_period_new", args=[client.pk]) if works else "",
            "new_label": _("Add a service without a referral"),
            "ending": [],
        },
        field_groups=GROUPS,
    )


@registered(order=30, tab=TAB)
def counterparts_section(user: User, client: Client) -> ClientSection:
    """Who at partners answers for the client, and who did before."""
    found = list(client.counterparts.select_related("organisation").order_by("ended_on", "-started_on", "pk"))
    works = can_work_on(user, client)
    return ClientSection(
        key="counterparts",
        title=_("Counterparts at partners"),
        template="clients/_services_section.html",
        context={
            "table": counterparts_table(found),
            "new_url": reverse("clients:counterpart_new", args=[client.pk]) if works else "",
            "new_label": _("Name a counterpart"),
            "ending": [one for one in found if one.ended_on is None] if works else [],
        },
        field_groups=GROUPS,
    )
