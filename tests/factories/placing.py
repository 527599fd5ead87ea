"""Job referrals in any state and placements on any rung, each with what the state or the rung needs."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from clients.enums import DataItem, RecipientKind
from clients.models import Client, ConsentText
from employers.enums.job_referrals import TERMINAL, JobReferralKind, JobReferralState
from employers.enums.placements import SERVICES, Rung
from employers.models import JobReferral, Placement, PlacementContract
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.consents import ConsentFactory, DisclosureFactory
from tests.factories.employers import EmployerFactory
from tests.factories.employment import EmploymentSpellFactory
from tests.factories.service_referrals import ServicePeriodFactory

_S = JobReferralState
ANSWERED = frozenset({_S.INTERESTED, _S.NOT_INTERESTED, _S.INTERVIEW, _S.HIRED, _S.NOT_HIRED})
REASON = {
    _S.REFUSED: "unwilling",
    _S.NOT_INTERESTED: "filled",
    _S.NOT_HIRED: "skills",
    _S.WITHDRAWN: "mistaken",
    _S.EXPIRED: "no_answer",
}


class JobReferralFactory(factory.django.DjangoModelFactory):
    """A draft presentation that tells the name and the work history."""

    class Meta:
        model = JobReferral

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    kind = JobReferralKind.PRESENTATION
    employer = factory.SubFactory(EmployerFactory)
    recipient_name = factory.SelfAttribute("employer.name")
    items = factory.LazyAttribute(
        lambda one: [DataItem.NAME, DataItem.WORK_HISTORY] if one.kind == JobReferralKind.PRESENTATION else []
    )
    created_by = factory.SubFactory(UserFactory)


def employer_consent(client: Client, name: str, *, items: list[str] | None = None, **given: Any):
    """The client's written consent for this employer: every item of the text unless told."""
    text = ConsentText.objects.get(kind="employer", version=1)
    every = [item["code"] for item in text.items]
    return ConsentFactory(
        client=client,
        text=text,
        recipient_kind=RecipientKind.EMPLOYER,
        recipient_name=name,
        items_given=every if items is None else items,
        items_refused=[] if items is None else [code for code in every if code not in items],
        **given,
    )


def job_referral_in(state: JobReferralState, *, sent_on: date | None = None, **given: Any) -> JobReferral:
    """A job referral in this state, sent on the day (today unless told), every day of the path the same."""
    day = sent_on or timezone.localdate()
    client = given.pop("client", None) or ClientFactory()
    employer = given.pop("employer", None) or EmployerFactory()
    values: dict[str, Any] = {"client": client, "employer": employer, "state": state, **given}
    if state in REASON:
        values.setdefault("reason", REASON[state])
    if state in TERMINAL:
        values.setdefault("closed_on", day)
    if state in ANSWERED:
        values.setdefault("answered_on", day)
    if state not in {_S.DRAFT, _S.REFUSED}:
        values.setdefault("sent_on", day)
        values.setdefault("sent_by", given.get("created_by") or UserFactory())
        if given.get("kind", JobReferralKind.PRESENTATION) == JobReferralKind.PRESENTATION:
            values.setdefault("consent", employer_consent(client, employer.name))
            values.setdefault("disclosure", DisclosureFactory(client=client))
    return JobReferralFactory(**values)


class PlacementContractFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlacementContract

    client = factory.SelfAttribute("placement.client")
    area_id = factory.SelfAttribute("placement.area_id")
    goals = "Find out what the work needs"
    place = "Bakery"
    tasks = "Packing"
    supervisor = "Shift leader"
    hours_a_day = 5
    days_a_week = 4
    ends_on = factory.LazyAttribute(lambda one: one.placement.first_on + timedelta(days=100))
    signed_on = factory.LazyAttribute(lambda one: one.placement.first_on)


class PlacementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Placement

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    employer = factory.SubFactory(EmployerFactory)
    recorded_by = factory.SubFactory(UserFactory)


def placement_on(
    rung: Rung, *, begun_on: date | None = None, ended_on: date | None = None, reason: str = "term", **given: Any
) -> Placement:
    """A placement on the rung from the day (twenty days ago unless told), with its employment or its contract."""
    begun = begun_on or timezone.localdate() - timedelta(days=20)
    client = given.pop("client", None) or ClientFactory()
    employer = given.pop("employer", None) or EmployerFactory()
    user = given.pop("recorded_by", None) or UserFactory()
    values: dict[str, Any] = {"client": client, "employer": employer, "recorded_by": user, "rung": rung, **given}
    if rung in SERVICES:
        values["service_period"] = ServicePeriodFactory(
            client=client,
            service_code=SERVICES[rung],
            organiser=employer.name,
            started_on=begun,
            ended_on=ended_on,
            recorded_by=user,
        )
        made = PlacementFactory(**values)
        PlacementContractFactory(placement=made)
        return made
    values["employment"] = EmploymentSpellFactory(
        client=client,
        employer_name=employer.name,
        begun_on=begun,
        ended_on=ended_on,
        end_reason=reason if ended_on else "",
        recorded_by=user,
        **({"subsidised": True, "subsidy_to": None} if rung == Rung.SUBSIDISED else {}),
    )
    return PlacementFactory(**values)


def placing_words(client: Client, *, user: User, text: str) -> dict[str, Any]:
    """What addresses name of a client's placing: one of each with `text` in it, all by this person."""
    referral = job_referral_in(
        _S.SENT, client=client, created_by=user, skills=text, items=[DataItem.NAME, DataItem.SKILLS]
    )
    placement = placement_on(Rung.TRY_OUT, client=client, recorded_by=user)
    PlacementContract.objects.filter(placement=placement).update(goals=text)
    return {"job_referral_id": referral.pk, "placement_id": placement.pk}
