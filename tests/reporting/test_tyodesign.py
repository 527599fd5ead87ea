"""The figures that the TyöDesign pilot printed, each from records of its own through the engine (domain/03, 3.2).

Printed of the pilot in Uusimaa: 220 keywords of clients and 12 of employers in January 2022; 232 job offers to clients
with a diagnosis by 21.12.2021; 870 employments begun in 2021, 306 of them with wage subsidy (35.2 %); 15 employers that
applied for support for arrangements in 2021; 340 referrals to tailored coaching by 14.1.2022 against a target of 300.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from clients.enums.service_referrals import ServiceReferralState
from clients.models import (
    Case,
    Client,
    DiagnosisMark,
    Disclosure,
    EmploymentSpell,
    Keyword,
    ServiceReferral,
    SupportApplication,
)
from employers.models import JobReferral, WillingKeyword
from network.enums import ServiceCode
from reporting.selectors.referrals_as_of import referrals_as_of
from reporting.selectors.values import Ask, Scope, values
from reporting.services.client_work import compute_client_work
from tests.factories.accounts import HOME_AREA, UserFactory
from tests.factories.employers import EmployerFactory
from tests.factories.network import ServiceFactory

YEAR = date(2021, 1, 1)
WHOLE = Scope(areas=(HOME_AREA,), whole=False, outside=False, health=True)
AREA: dict[str, Any] = {"area_id": HOME_AREA}


def day(number: int, *, days: int = 350) -> date:
    """A day of 2021 for each number, spread over the first so many."""
    return YEAR + timedelta(days=number * 37 % days)


def load() -> None:
    by = UserFactory()
    clients = Client.objects.bulk_create([Client(**AREA) for _number in range(870)])
    Case.objects.bulk_create(
        [Case(**AREA, client=one, origin="own", opened_on=YEAR, phase_since=YEAR) for one in clients]
    )
    # 232 of them have a diagnosis and no keyword; another 220 the keyword.
    DiagnosisMark.objects.bulk_create(
        [DiagnosisMark(**AREA, client=one, chapter="F00-F99", source="client", stated_on=YEAR) for one in clients[:232]]
    )
    Keyword.objects.bulk_create(
        [
            Keyword(**AREA, client=one, kind="tasmatyo", set_on=day(number), set_by=by, reason="Asked")
            for number, one in enumerate(clients[300:520])
        ]
    )
    _employments(clients, by)
    _of_employers(clients, by)
    _referrals(clients, by)


def _employments(clients: list[Client], by: User) -> None:
    subsidised = {"job_kind": "4", "subsidy_ground": "87"}
    EmploymentSpell.objects.bulk_create(
        [
            EmploymentSpell(
                **AREA, client=one, recorded_by=by, begun_on=day(number), employer_name="Invented",
                **(subsidised | {"subsidy_from": day(number)} if number < 306 else {"job_kind": "1"}),
            )
            for number, one in enumerate(clients)
        ]
    )  # fmt: skip


def _of_employers(clients: list[Client], by: User) -> None:
    employers = EmployerFactory.create_batch(15)
    WillingKeyword.objects.bulk_create(
        [
            WillingKeyword(
                **AREA, employer=one, set_on=day(number), set_by=by, confirmed_on=day(number), confirmed_by=by
            )
            for number, one in enumerate(employers[:12])
        ]
    )
    JobReferral.objects.bulk_create(
        [
            JobReferral(
                **AREA, client=one, kind="offer", employer=employers[number % 15], recipient_name="Invented",
                state="sent", sent_on=day(number), sent_by=by, created_by=by,
            )
            for number, one in enumerate(clients[:232])
        ]
    )  # fmt: skip
    # Some employers apply more than once, and are one applicant.
    SupportApplication.objects.bulk_create(
        [
            SupportApplication(
                **AREA, client=clients[number], kind="arrangement", purpose="1" if number % 2 else "2",
                employer_name=employers[number % 15].name, business_id=employers[number % 15].business_id,
                applied_on=day(number), cost_on=day(number), recorded_by=by,
            )
            for number in range(22)
        ]
    )  # fmt: skip


def _referrals(clients: list[Client], by: User) -> None:
    service = ServiceFactory(code=ServiceCode.TYODESIGN, referral_target=300)
    told = {"recipient_kind": "provider", "recipient_name": service.organisation.name, "items": ["name", "need"]}
    # 340 by 14.1.2022, and more after it.
    days = [day(number) for number in range(330)] + [date(2022, 1, 14)] * 10 + [date(2022, 1, 15)] * 7
    disclosures = Disclosure.objects.bulk_create(
        [
            Disclosure(**AREA, client=clients[number], ground="116", purpose="Referral", discloser=by, **told)
            for number in range(len(days))
        ]
    )
    ServiceReferral.objects.bulk_create(
        [
            ServiceReferral(
                **AREA, client=one.client, service=service, message="Coaching", ground=one.ground, disclosure=one,
                state=ServiceReferralState.SENT, sent_on=on, sent_by=by, created_by=by, **told,
            )
            for one, on in zip(disclosures, days, strict=True)
        ]
    )  # fmt: skip


def number(indicator: str, when: str, **given: Any) -> Any:
    """The value of one number, and its count where the value is a share."""
    ask = Ask(programme=None, indicators=(indicator,), **given)
    return {
        (item.category if item.by else "", item.value_unit): item.value
        for item in values(ask, WHOLE)
        if item.period == when
    }


@pytest.mark.capability("CL-03", "EM-02", "EM-03", "SU-02", "SU-03", "SU-05", "SU-06")
@pytest.mark.django_db
def test_every_printed_figure_of_the_pilot_comes_out_of_records():
    load()
    compute_client_work(area_id=HOME_AREA)

    assert number("W02", "2022-01", period="month")["keyword", "count"] == 220
    assert number("W60", "2022-01", period="month") == {("", "count"): 12}
    offers = number("W44", "2021", period="year", by="basis")
    assert (offers["diagnosis", "count"], number("W44", "2021", period="year")["", "count"]) == (232, 232)
    assert number("W26", "2021", period="year") == {("", "count"): 870}
    subsidised = number("W28", "2021", period="year")
    assert (subsidised["", "count"], round(subsidised["", "percent"], 1)) == (306, 35.2)
    assert number("W43", "2021", period="year") == {("", "count"): 15}
    assert SupportApplication.objects.count() == 22
    as_of = {on: referrals_as_of(WHOLE, day=on)["B4"]["sent"] for on in (date(2022, 1, 14), date(2022, 1, 15))}
    assert as_of == {date(2022, 1, 14): 340, date(2022, 1, 15): 347}
    assert round(100 * as_of[date(2022, 1, 14)] / 300, 1) == 113.3
