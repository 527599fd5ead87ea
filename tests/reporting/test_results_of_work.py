"""Changes in clients' work and services counted by the engine, against plain Python; as of a day; rows behind."""

from datetime import date
from typing import Any

import pytest

from accounts.enums import Right, Role
from clients.enums.service_referrals import ServiceReferralState
from clients.models import EmploymentSpell, LabourSpell, ServicePeriod, ServiceReferral, SupportApplication
from clients.selectors.service_referrals import answers_by
from ledger.models import ChangeMarker
from network.models import Service
from reporting.indicators import WORK
from reporting.models import Computation, WorkFact
from reporting.selectors.drilldown import opened
from reporting.selectors.people import Pick, count_behind, facts_counted
from reporting.selectors.referrals_as_of import STEPS, referrals_as_of
from reporting.selectors.values import Ask, Scope, scope_of_work, values
from reporting.services.client_work import compute_client_work
from tests.factories.accounts import HOME_AREA, MembershipFactory, UserFactory, member
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory
from tests.factories.employment import EmploymentSpellFactory, SupportApplicationFactory
from tests.factories.keywords import DiagnosisMarkFactory
from tests.factories.service_referrals import ServicePeriodFactory, referral_in
from tests.reporting import results_plain as plain
from tests.reporting import work_plain
from tests.reporting.test_client_work import cells, facts
from tests.reporting.work_loading import load_results, load_world

WHOLE = Scope(areas=(HOME_AREA,), whole=False, outside=False, health=True)
NEW = tuple(code for code in WORK if "W19" <= code <= "W43")
MONTH = "2026-05"
BASES = {"diagnosis", "keyword", "both", "none"}
# (indicator, breakdown) → the classes that something of the world is in.
PARTS = {
    ("W29", "basis"): BASES,
    ("W26", "basis"): BASES,
    ("W39", "ground"): {"82", "87"},
    ("W41", "ground"): {"98.1", "98.2"},
    ("W29", "service"): {"B2", "B4", "D3"},
    ("W32", "service"): {"B2", "B4", "D3"},
}


@pytest.fixture
def world(db) -> list[dict[str, Any]]:
    made = work_plain.random_world(5, 30)
    plain.add_results(made, 7)
    by = UserFactory()
    load_results(made, load_world(made, by=by), by=by)
    compute_client_work(area_id=HOME_AREA)
    return made


def ask(**given: Any) -> Ask:
    return Ask(programme=None, **{"period": "month", "indicators": NEW, **given})


def numbers_of(month: date) -> dict[tuple[str, str, str], Any]:
    """(indicator, class, part) → the engine's number of the month."""
    return {
        (item.indicator, item.category if item.by else "", part): getattr(item, part)
        for item in values(ask(), WHOLE)
        if item.period == f"{month:%Y-%m}" and item.value_unit == "count"
        for part in ("numerator", "base", "missing")
    }


@pytest.mark.capability("CA-22", "CA-26", "SU-01", "SU-02", "SU-03", "SU-06")
def test_every_number_of_every_month_equals_the_referee(world):
    counted = set()
    for month in work_plain.MONTHS:
        ours, theirs = numbers_of(month), plain.numbers(world, month)
        assert {key: ours.get(key) for key in theirs} == theirs, month
        counted |= {code for (code, _class, part), number in theirs.items() if number and part == "numerator"}

    assert counted == set(NEW)


@pytest.mark.capability("SU-06")
def test_referrals_as_of_a_day_equal_the_referee_and_open_to_as_many_rows(world):
    reader = member(role=Role.SUPERVISOR)
    for day in (date(2026, 3, 14), date(2026, 8, 20)):
        found = referrals_as_of(WHOLE, day=day)

        answers = answers_by(reader, since=None, as_of=day)
        assert found == plain.referrals_by(world, day)
        for name, step in STEPS.items():
            total = sum(one[name] for one in found.values())
            assert total == sum(getattr(one, name) for one in answers)
            assert total == count_behind(Pick(None, step.indicator, until=day), WHOLE)


def test_the_count_until_the_end_of_a_month_is_that_as_of_its_last_day(world):
    (item,) = [one for one in values(ask(indicators=("W30",)), WHOLE) if one.period == MONTH]

    assert item.value == sum(one["sent"] for one in referrals_as_of(WHOLE, day=date(2026, 5, 31)).values())


def test_every_number_opens_to_as_many_rows(world):
    opened_to = set()
    for item in values(ask(period="quarter"), WHOLE):
        if item.value_unit == "percent" or not item.numerator:
            continue
        pick = Pick(None, item.indicator, "numerator", item.period, item.by, item.category, item.klass)
        assert facts_counted(pick, WHOLE.areas).count() == count_behind(pick, WHOLE) == item.numerator, pick
        opened_to.add(item.indicator)

    assert opened_to == set(NEW)


@pytest.mark.capability("SU-01", "CA-22", "CA-26")
def test_the_parts_of_a_number_are_told_apart(world):
    for (code, by), classes in PARTS.items():
        whole = {item.period: item.value for item in values(ask(indicators=(code,)), WHOLE)}
        parts: dict[str, int] = dict.fromkeys(whole, 0)
        used = set()
        for item in values(ask(indicators=(code,), by=by), WHOLE):
            parts[item.period] += item.value
            used |= {item.category} if item.value else set()

        assert (parts, used) == (whole, classes), code


def test_the_basis_of_an_end_of_unemployment_is_that_of_its_day(world):
    found = {(item.period, item.category): item.value for item in values(ask(indicators=("W19",), by="basis"), WHOLE)}

    for month in work_plain.MONTHS:
        told = [
            plain.basis(client, one["end"])
            for client in world
            for one in plain.ends(client, "out")
            if work_plain.in_month(one["end"], month)
        ]
        for basis in BASES:
            assert found[f"{month:%Y-%m}", basis] == told.count(basis)


def change_everything(actor: Any) -> None:
    """One change of each kind that facts are worked out from."""
    spell = LabourSpell.objects.standing().filter(ended_on=None).first()
    LabourSpell.objects.filter(pk=spell.pk).update(ended_on=date(2026, 9, 1), end_reason="10")
    EmploymentSpellFactory(client=spell.client, begun_on=date(2026, 9, 2))
    EmploymentSpell.objects.filter(pk=EmploymentSpell.objects.order_by("pk").first().pk).update(source="kela")
    referral = ServiceReferral.objects.filter(state=ServiceReferralState.STARTED).first()
    ServiceReferral.objects.filter(pk=referral.pk).update(state="completed", ended_on=date(2026, 9, 3))
    period = ServicePeriod.objects.filter(ended_on=None).first()
    ServicePeriod.objects.filter(pk=period.pk).update(ended_on=date(2026, 9, 4), is_completed=True)
    Service.objects.filter(code="B4").update(code="K1")
    first = SupportApplication.objects.filter(kind="arrangement", withdrawn_at=None, business_id="2296962-1")
    taken = first.order_by("applied_on", "pk").first()
    withdrawn = {"withdrawn_at": taken.recorded_at, "withdrawn_by": actor, "withdrawal_reason": "Wrong"}
    SupportApplication.objects.filter(pk=taken.pk).update(**withdrawn)


def test_incremental_equals_full_after_every_kind_of_change(world):
    change_everything(UserFactory())
    marked = ChangeMarker.objects.pending().filter(kind="client_work").count()

    some = compute_client_work(area_id=HOME_AREA)
    incremental = (facts(), cells())
    full = compute_client_work(area_id=HOME_AREA, full=True)

    assert 0 < marked < len(world)
    assert (some.facts_opened > 0, full.facts_opened, full.facts_closed) == (True, 0, 0)
    assert (facts(), cells()) == incremental


def test_other_definitions_have_every_fact_worked_out_anew(world):
    WorkFact.objects.filter(kind="referral").delete()
    Computation.objects.filter(programme=None).update(definitions="those of an earlier release")

    compute_client_work(area_id=HOME_AREA)

    sent = sum(len(client["referrals"]) for client in world)
    assert WorkFact.objects.current().filter(kind="referral").count() == sent


@pytest.mark.capability("SU-02")
def test_an_employer_is_an_applicant_once_a_calendar_year(db):
    for day, name in ((date(2025, 12, 30), "Mill"), (date(2026, 1, 2), "mill "), (date(2026, 5, 1), "MILL")):
        SupportApplicationFactory(applied_on=day, employer_name=name)

    compute_client_work(area_id=HOME_AREA)

    found = values(ask(indicators=("W43",), period="year"), WHOLE)
    assert {item.period: item.value for item in found} == {"2025": 1, "2026": 1}


@pytest.mark.capability("CA-26")
def test_a_partial_qualification_is_told_apart_in_services_and_referrals(db):
    case = CaseFactory()
    ServicePeriodFactory(client=case.client, service_code="D3", started_on=case.opened_on)
    ServicePeriodFactory(client=case.client, service_code="D1", started_on=case.opened_on)
    referral_in(ServiceReferralState.STARTED, client=case.client, sent_on=case.opened_on)

    compute_client_work(area_id=HOME_AREA)

    found = values(ask(indicators=("W29", "W32"), by="service", period="all"), WHOLE)
    told = {(one.indicator, one.category): one.value for one in found if one.value}
    assert told == {("W29", "B2"): 1, ("W32", "D1"): 1, ("W32", "D3"): 1, ("W32", "B2"): 1}


def test_what_was_there_before_the_first_case_is_no_change_of_ours(db):
    case = CaseFactory(opened_on=date(2026, 3, 2), phase_since=date(2026, 3, 2))
    EmploymentSpellFactory(client=case.client, begun_on=date(2026, 3, 1))
    EmploymentSpellFactory(client=case.client, begun_on=date(2026, 3, 2))
    EmploymentSpellFactory(client=ClientFactory(), begun_on=date(2026, 3, 2))

    compute_client_work(area_id=HOME_AREA)

    assert [item.value for item in values(ask(indicators=("W26",), period="all"), WHOLE)] == [1]


@pytest.mark.parametrize(("rights", "shown"), [((), 0), ((Right.HEALTH,), 1)])
def test_parts_by_basis_are_given_by_the_right_to_health_data_alone(db, rights, shown):
    reader, client = UserFactory(), ClientFactory()
    MembershipFactory(user=reader, role=Role.SUPERVISOR, rights=list(rights))
    DiagnosisMarkFactory(client=client, stated_on=date(2026, 1, 2))
    referral_in(ServiceReferralState.SENT, client=client, sent_on=date(2026, 5, 4))
    compute_client_work(area_id=HOME_AREA)
    scope, pick = scope_of_work(reader, [HOME_AREA]), Pick(None, "W29", by="basis", category="diagnosis")

    parts = [one.value for one in values(ask(indicators=("W29",), by="basis", period="all"), scope) if one.value]

    assert (len(parts), opened(pick, actor=reader, scope=scope).visible) == (shown, shown)
    assert [one.value for one in values(ask(indicators=("W29",), period="all"), scope)] == [1]
