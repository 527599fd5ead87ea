"""Referrals to services in any state, with the days and rows that the state needs; counterparts and periods."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from clients.enums import DataItem, Ground, RecipientKind
from clients.enums.service_referrals import TERMINAL, ServiceReferralState
from clients.models import Client, Counterpart, ReferralLink, ServicePeriod, ServiceReferral
from clients.services.referral_links import make_link
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.consents import DisclosureFactory
from tests.factories.network import OrganisationFactory, ServiceFactory

_S = ServiceReferralState
PATH = (_S.SENT, _S.RECEIVED, _S.ACCEPTED, _S.STARTED, _S.COMPLETED)


class ServiceReferralFactory(factory.django.DjangoModelFactory):
    """A draft for a procured service that shares name and need."""

    class Meta:
        model = ServiceReferral

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    service = factory.LazyAttribute(
        lambda one: ServiceFactory(organisation=OrganisationFactory(area_id=one.client.area_id))
    )
    message = "Coaching beside a work try-out, please."
    items = [DataItem.NAME, DataItem.NEED]
    recipient_kind = RecipientKind.PROVIDER
    recipient_name = factory.LazyAttribute(lambda one: one.service.organisation.name)
    ground = Ground.SERVICE
    created_by = factory.SubFactory(UserFactory)


def referral_in(state: ServiceReferralState, *, sent_on: date | None = None, **given: Any) -> ServiceReferral:
    """A referral in this state, sent on the day (today unless told), every day of the path the same."""
    day = sent_on or timezone.localdate()
    client = given.pop("client", None) or ClientFactory()
    values: dict[str, Any] = {"client": client, "state": state, **_days(state, day), **_told(state), **given}
    if state != _S.DRAFT:
        values.setdefault("sent_by", given.get("sent_by") or UserFactory())
        values.setdefault("disclosure", DisclosureFactory(client=client))
    return ServiceReferralFactory(**values)


def _days(state: ServiceReferralState, day: date) -> dict[str, Any]:
    if state == _S.DRAFT:
        return {}
    reached = {
        _S.DECLINED: _S.ACCEPTED,
        _S.WITHDRAWN: _S.SENT,
        _S.EXPIRED: _S.SENT,
        _S.INTERRUPTED: _S.COMPLETED,
        _S.RESULT: _S.COMPLETED,
    }.get(state, state)
    names = ("sent_on", "received_on", "answered_on", "started_on", "ended_on")
    days = dict.fromkeys(names[: PATH.index(reached) + 1], day)
    if state == _S.DECLINED:
        days.pop("started_on", None)
    return days | ({"closed_on": day} if state in TERMINAL else {})


def _told(state: ServiceReferralState) -> dict[str, Any]:
    return {
        _S.DECLINED: {"reason": "full"},
        _S.WITHDRAWN: {"reason": "mistaken"},
        _S.EXPIRED: {"reason": "no_answer"},
        _S.INTERRUPTED: {"reason": "drop_out"},
        _S.RESULT: {"result": "reached"},
    }.get(state, {})


def link_of(referral: ServiceReferral, *, days_left: int = 14) -> ReferralLink:
    """A link of the referral that opens for so many days more; none for one that has expired."""
    link = make_link(referral)
    ReferralLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() + timedelta(days=days_left))
    link.refresh_from_db()
    return link


class ServicePeriodFactory(factory.django.DjangoModelFactory):
    """A service of an association that goes on."""

    class Meta:
        model = ServicePeriod

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    service_code = "K1"
    organiser = "Yhdistys ry"
    started_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20))
    recorded_by = factory.SubFactory(UserFactory)


class CounterpartFactory(factory.django.DjangoModelFactory):
    """The counterpart at a partner for twenty days."""

    class Meta:
        model = Counterpart

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    organisation = factory.LazyAttribute(lambda one: OrganisationFactory(area_id=one.client.area_id))
    name = "Työkykyneuvoja"
    started_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20))
    recorded_by = factory.SubFactory(UserFactory)


def service_words(client: Client, *, user: User, text: str) -> dict[str, Any]:
    """What addresses name of a client's services: one of each with `text` in it, all by this person."""
    return {
        "service_referral_id": referral_in(_S.SENT, client=client, message=text, sent_by=user, created_by=user).pk,
        "service_period_id": ServicePeriodFactory(client=client, organiser=text, recorded_by=user).pk,
        "counterpart_id": CounterpartFactory(client=client, name=text, recorded_by=user).pk,
    }
