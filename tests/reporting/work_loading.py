"""A referee's world written straight into the case tables."""

from datetime import UTC, datetime, time
from typing import Any

from accounts.models import Unit, User
from clients.enums.service_referrals import ServiceReferralState
from clients.models import Case, Client, Contact, DiagnosisMark, Keyword, Statement, WorkAbilityStatus
from network.models import Service
from tests.factories.accounts import HOME_AREA
from tests.factories.consents import DisclosureFactory
from tests.factories.employment import EmploymentSpellFactory, LabourSpellFactory, SupportApplicationFactory
from tests.factories.network import OrganisationFactory, ServiceFactory
from tests.factories.service_referrals import ServicePeriodFactory, referral_in

AREA: dict[str, Any] = {"area_id": HOME_AREA}


def load_world(world: list[dict[str, Any]], *, by: User) -> list[Client]:
    """The clients of the world in the home area; units are made by name."""
    units = {name: Unit.objects.get_or_create(**AREA, name=name)[0] for name in ("North", "South")}
    return [_client(one, units, by) for one in world]


def _client(one: dict[str, Any], units: dict[str, Unit], by: User) -> Client:
    client = Client.objects.create(**AREA, unit=units.get(one["unit"]), gender=one["gender"])
    for kind, begin, end, error in one["keywords"]:
        ended = {"ended_by": by, "end_reason": "Over"} if end else {}
        Keyword.objects.create(
            **AREA, client=client, kind=kind, set_on=begin, set_by=by, reason="Asked", ended_on=end,
            is_mistaken=error, **ended,
        )  # fmt: skip
    for begin, end, error in one["diagnoses"]:
        DiagnosisMark.objects.create(
            **AREA, client=client, chapter="F00-F99", source="client", stated_on=begin, ended_on=end, is_mistaken=error
        )
    for status, begin, end in one["statuses"]:
        WorkAbilityStatus.objects.create(**AREA, client=client, status=status, since=begin, until=end, recorded_by=by)
    if one["case"]:
        _case(client, one["case"])
    for day, channel, draft in one["contacts"]:
        Contact.objects.create(
            **AREA, client=client, at=datetime.combine(day, time(9), tzinfo=UTC), channel=channel, is_draft=draft,
            author=by, summary="Said",
        )  # fmt: skip
    for requested, received in one["statements"]:
        _statement(client, requested, received)
    return client


def _case(client: Client, case: dict[str, Any]) -> None:
    Case.objects.create(
        **AREA,
        client=client,
        origin="own",
        opened_on=case["opened"],
        phase_since=case["opened"],
        status="closed" if case["closed"] else "open",
        closed_on=case["closed"],
        ending_reason="10" if case["closed"] else "",
        jobseeking_started_on=case["jobseeking"],
        is_employed=case["employed"],
        sickness_maximum_on=case["sickness"],
        direction=case["direction"],
        direction_on=case["directed"] if case["direction"] else None,
    )


def _statement(client: Client, requested: Any, received: Any) -> None:
    Statement.objects.create(
        **AREA,
        client=client,
        kind="B",
        status="received" if received else "requested",
        needed_on=requested,
        requested_on=requested,
        received_on=received,
    )


def load_results(world: list[dict[str, Any]], clients: list[Client], *, by: User) -> None:
    """What results_plain added to the world, of the clients already loaded."""
    codes = {one["service"] for client in world for one in client["referrals"]}
    partner = OrganisationFactory(**AREA)
    services = {code: ServiceFactory(organisation=partner, code=code) for code in sorted(codes)}
    for told, client in zip(world, clients, strict=True):
        own = {"client": client, "recorded_by": by}
        for one in told["labour"]:
            LabourSpellFactory(
                **own, status=one["status"], begun_on=one["begin"], ended_on=one["end"], end_reason=one["reason"],
                withdrawn=one["withdrawn"],
            )  # fmt: skip
        for begin, ground, withdrawn in told["employments"]:
            given = {"subsidised": True, "subsidy_ground": ground} if ground else {}
            EmploymentSpellFactory(**own, begun_on=begin, withdrawn=withdrawn, **given)
        for one in told["periods"]:
            ServicePeriodFactory(
                **own, service_code=one["service"], started_on=one["started"], ended_on=one["ended"],
                is_completed=one["completed"],
            )  # fmt: skip
        _referrals(client, told["referrals"], services, by)
        for one in told["supports"]:
            _support(own, one)


def _referrals(client: Client, told: list[dict[str, Any]], services: dict[str, Service], by: User) -> None:
    disclosure = DisclosureFactory(client=client) if told else None
    for one in told:
        days = {"started_on": one["started"], "ended_on": one["ended"], "closed_on": one["closed"]}
        result = {"result": one["result"]} if one["result"] else {}
        referral_in(
            ServiceReferralState(one["state"]), client=client, service=services[one["service"]], sent_on=one["sent"],
            sent_by=by, created_by=by, disclosure=disclosure, **days, **result,
        )  # fmt: skip


def _support(own: dict[str, Any], one: dict[str, Any]) -> None:
    wage, (name, business_id) = one["kind"] == "wage", one["employer"]
    ground = {"ground": one["ground"], "purpose": "", "cost_on": None} if wage else {"purpose": one["ground"]}
    withdrawn = {"withdrawn_at": datetime.now(UTC), "withdrawn_by": own["recorded_by"], "withdrawal_reason": "Wrong"}
    SupportApplicationFactory(
        **own, kind=one["kind"], **ground, employer_name=name, business_id=business_id, applied_on=one["applied"],
        decision=one["decision"], decided_on=one["decided"], **(withdrawn if one["withdrawn"] else {}),
    )  # fmt: skip
