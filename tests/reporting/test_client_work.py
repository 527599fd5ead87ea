"""Client work counted by the engine, against plain Python; incremental equals full; small numbers; rows behind."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Right, Role
from clients.models import Case, Client, Contact, DiagnosisMark, Keyword, Statement, WorkAbilityStatus
from ledger.models import ChangeMarker
from reporting.indicators import WORK, Kind
from reporting.models import Cell, WorkFact
from reporting.selectors.drilldown import opened
from reporting.selectors.people import Pick, count_behind, facts_counted
from reporting.selectors.values import Ask, Scope, scope_of_work, values
from reporting.services.client_work import compute_client_work
from reporting.services.work_facts import refresh_work_facts
from tests.factories.accounts import HOME_AREA, MembershipFactory, UserFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.keywords import DiagnosisMarkFactory, KeywordFactory
from tests.reporting import work_plain as plain
from tests.reporting.work_loading import load_world

WHOLE = Scope(areas=(HOME_AREA,), whole=False, outside=False, health=True)


@pytest.fixture
def world(db) -> list[dict[str, Any]]:
    made = plain.random_world(11, 30)
    load_world(made, by=UserFactory())
    return made


def ask(**given: Any) -> Ask:
    return Ask(programme=None, **{"period": "month", **given})


def facts() -> list[tuple[Any, ...]]:
    left_out = {"id", "opened_at", "closed_at"}
    names = [field.attname for field in WorkFact._meta.concrete_fields if field.name not in left_out]
    return sorted(map(str, WorkFact.objects.current().values_list(*names)))


def cells() -> list[str]:
    names = ("basis", "period_kind", "period_start", "unit_id", "by", "category", "counts")
    return sorted(map(str, Cell.objects.filter(programme=None).values_list(*names)))


def numbers_of(month: date) -> plain.Numbers:
    """(indicator, class, part) → the engine's number of the month."""
    found: plain.Numbers = {}
    for item in values(ask(), WHOLE):
        if item.period == f"{month:%Y-%m}" and item.value_unit != "percent":
            klass = item.category if item.by else ""
            found |= {(item.indicator, klass, part): getattr(item, part) for part in ("numerator", "value", "base")}
        elif item.period == f"{month:%Y-%m}" and WORK[item.indicator].kind is Kind.RATIO:
            found[item.indicator, "", "value"] = item.value
    return found


@pytest.mark.capability("CL-05")
@pytest.mark.capability("CL-07")
@pytest.mark.capability("CL-13")
@pytest.mark.capability("CL-16")
@pytest.mark.capability("CL-17")
@pytest.mark.capability("CA-03")
@pytest.mark.capability("CA-09")
def test_every_number_of_every_month_equals_the_referee(world):
    compute_client_work(area_id=HOME_AREA)

    for month in plain.MONTHS:
        ours, theirs = numbers_of(month), plain.numbers(world, month)
        assert {key: ours.get(key) for key in theirs} == pytest.approx(theirs), month


@pytest.mark.capability("CL-05")
@pytest.mark.parametrize("unit", ["North", "South"])
def test_the_target_group_of_a_unit_equals_the_referee(world, unit):
    compute_client_work(area_id=HOME_AREA)
    own = [client for client in world if client["unit"] == unit]

    found = values(ask(indicators=("W01",), by="unit"), WHOLE)

    ours = {item.period: item.value for item in found if item.category == unit}
    for month in plain.MONTHS:
        assert ours[f"{month:%Y-%m}"] == plain.numbers(own, month)["W01", "", "numerator"]


def test_a_state_of_a_year_is_that_of_its_last_month_and_events_are_added_up(world):
    compute_client_work(area_id=HOME_AREA)

    months = {(one.indicator, one.period): one.value for one in values(ask(indicators=("W01", "W03")), WHOLE)}
    longer = {
        (one.indicator, one.period): one.value
        for kind in ("quarter", "year", "all")
        for one in values(ask(indicators=("W01", "W03"), period=kind), WHOLE)
    }

    latest = max(period for _code, period in months)
    added = sum(value for (code, _period), value in months.items() if code == "W03")
    assert longer["W01", "2026-Q1"] == months["W01", "2026-03"]
    assert longer["W01", "2026"] == longer["W01", "all"] == months["W01", latest]
    assert longer["W03", "2026-Q1"] == sum(months["W03", f"2026-0{number}"] for number in (1, 2, 3))
    assert longer["W03", "2026"] == longer["W03", "all"] == added


def test_incremental_equals_full_after_every_kind_of_change(world):
    compute_client_work(area_id=HOME_AREA)
    actor = UserFactory()
    change_everything(actor)
    marked = ChangeMarker.objects.pending().filter(kind="client_work").count()

    some = compute_client_work(area_id=HOME_AREA)
    incremental = (facts(), cells())
    full = compute_client_work(area_id=HOME_AREA, full=True)

    assert 0 < marked < len(world)
    assert (some.facts_opened > 0, full.facts_opened, full.facts_closed) == (True, 0, 0)
    assert (facts(), cells()) == incremental
    assert not ChangeMarker.objects.pending().filter(kind="client_work").exists()


def change_everything(actor) -> None:
    """One change of each kind that facts are worked out from."""
    keyword = Keyword.objects.open().first()
    Keyword.objects.filter(pk=keyword.pk).update(ended_on=date(2026, 9, 1), ended_by=actor, end_reason="Over")
    DiagnosisMark.objects.filter(pk=DiagnosisMark.objects.first().pk).update(is_mistaken=True)
    WorkAbilityStatus.objects.filter(pk=WorkAbilityStatus.objects.first().pk).update(status="confirmed")
    case = Case.objects.not_closed().first()
    Case.objects.filter(pk=case.pk).update(phase="planning", phase_since=date(2026, 9, 2))
    Contact.objects.filter(pk=Contact.objects.filter(is_draft=True).first().pk).update(is_draft=False)
    waiting = Statement.objects.filter(received_on=None).first()
    Statement.objects.filter(pk=waiting.pk).update(status="received", received_on=date(2026, 9, 3))
    KeywordFactory(client=ClientFactory(), set_by=actor)
    Client.objects.filter(pk=keyword.client_id).update(gender="3")


def test_a_whole_area_is_worked_out_without_loops_over_rows_newer_than_their_statistics(world):
    with CaptureQueriesContext(connection) as asked:
        refresh_work_facts(area_id=HOME_AREA, now=timezone.now())

    told = [next((word for word in ("nestloop = off", "CREATE TEMPORARY TABLE fresh_work", "nestloop TO DEFAULT")
                  if word in each["sql"]), "") for each in asked]  # fmt: skip
    assert [word for word in told if word] == [
        "nestloop = off",
        "CREATE TEMPORARY TABLE fresh_work",
        "nestloop TO DEFAULT",
    ]


def test_a_phase_that_ended_tells_its_days(db):
    client = ClientFactory()
    case = Case.objects.create(
        area_id=HOME_AREA, client=client, origin="own", opened_on=date(2026, 3, 2), phase_since=date(2026, 3, 2)
    )
    Case.objects.filter(pk=case.pk).update(phase="planning", phase_since=date(2026, 4, 1))

    compute_client_work(area_id=HOME_AREA)

    given = [one for one in values(ask(indicators=("W11", "W12")), WHOLE) if one.value_unit != "percent"]
    found = {(one.indicator, one.period, one.category): one.value for one in given}
    assert found["W12", "2026-04", ""] == 30
    assert (found["W11", "2026-03", "new"], found["W11", "2026-04", "new"], found["W11", "2026-04", "planning"]) == (
        1,
        0,
        1,
    )


@pytest.mark.capability("CL-05")
def test_every_number_opens_to_as_many_rows(world):
    compute_client_work(area_id=HOME_AREA)

    opened_to: dict[tuple[str, ...], tuple[int, int]] = {}
    for item in values(ask(period="quarter"), WHOLE):
        if item.value_unit == "percent" or not item.numerator or item.indicator == "W10":
            continue
        pick = Pick(None, item.indicator, "numerator", item.period, item.by, item.category, item.klass)
        key = (item.indicator, item.period, item.category)
        opened_to[key] = (facts_counted(pick, WHOLE.areas).count(), count_behind(pick, WHOLE))
        assert opened_to[key] == (item.numerator, item.numerator), key

    assert len(opened_to) > 40


@pytest.fixture
def readers(db) -> dict[str, Any]:
    trusted = UserFactory()
    MembershipFactory(user=trusted, role=Role.COORDINATOR, rights=[Right.HEALTH])
    return {"plain": member(role=Role.COORDINATOR), "trusted": trusted}


@pytest.fixture
def twelve(db) -> None:
    """Twelve with a keyword, three with a diagnosis."""
    for _ in range(12):
        KeywordFactory(client=ClientFactory())
    for _ in range(3):
        DiagnosisMarkFactory(client=ClientFactory())
    compute_client_work(area_id=HOME_AREA)


@pytest.mark.capability("CL-05")
def test_small_numbers_of_diagnoses_are_hidden_without_the_right(twelve, readers):
    shown = {}
    for name, reader in readers.items():
        found = values(ask(period="all", indicators=("W01", "W02")), scope_of_work(reader, [HOME_AREA]))
        shown[name] = {(one.indicator, one.category): one.value for one in found if one.value_unit == "count"}

    assert shown["trusted"] == {("W01", ""): 15, ("W02", "diagnosis"): 3, ("W02", "keyword"): 12, ("W02", "both"): 0}
    assert shown["plain"] == {
        ("W01", ""): 15,
        ("W02", "diagnosis"): None,
        ("W02", "keyword"): None,
        ("W02", "both"): 0,
    }


def test_parts_that_would_tell_of_the_hidden_are_not_given_without_the_right(twelve, readers):
    scope = scope_of_work(readers["plain"], [HOME_AREA])

    found = [values(ask(indicators=("W01", "W02"), by=by), scope) for by in ("unit", "gender", "basis")]

    assert found == [[], [], []]


@pytest.mark.parametrize(
    ("name", "by", "category", "visible"),
    [
        ("trusted", "", "", 15),
        ("plain", "", "", 12),
        ("trusted", "basis", "diagnosis", 3),
        ("plain", "basis", "diagnosis", 0),
        ("plain", "basis", "keyword", 0),
    ],
)
def test_rows_of_diagnoses_open_only_by_the_right(twelve, readers, name, by, category, visible):
    pick = Pick(None, "W02" if by else "W01", "numerator", "all", by, category)

    found = opened(pick, actor=readers[name], scope=scope_of_work(readers[name], [HOME_AREA]))

    assert found.visible == visible
