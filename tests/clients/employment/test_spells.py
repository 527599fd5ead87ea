"""Spells of status, standing and benefits: each step, each refusal, and that a refusal changes nothing."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from clients.enums import LabourStatus
from clients.enums.spells import Benefit, LegalFlag, SpellKind, StatusEnd, benefits_there_on
from clients.models import BenefitSpell, LabourSpell, LegalSpell
from clients.selectors.client_sections import sections_for
from clients.selectors.spells import benefit_situation, gaps_between, labour_status_on, labour_table
from clients.services.spells import change_spell, record_spell, withdraw_spell
from config.kernel.errors import Conflict, NotFound, OutOfOrder, Refusal
from tests.factories.clients import ClientFactory
from tests.factories.employment import BenefitSpellFactory, LabourSpellFactory, LegalSpellFactory

DAY = date(2026, 3, 2)
A_DAY = timedelta(days=1)


def recording(actor, client, kind=SpellKind.LABOUR, earlier_ended="", **given):
    code = {
        SpellKind.LABOUR: {"status": "11"},
        SpellKind.LEGAL: {"flag": "f05"},
        SpellKind.BENEFIT: {"benefit": "sickness"},
    }
    values = {**code[kind], "begun_on": DAY, "ended_on": None, "source": "national", "source_name": "", **given}
    return record_spell(actor=actor, client_id=client.pk, kind=kind, values=values, earlier_ended=earlier_ended)


def kept() -> list[tuple]:
    return list(LabourSpell.objects.order_by("begun_on").values_list("status", "begun_on", "ended_on", "end_reason"))


@pytest.mark.capability("CA-22")
def test_a_status_is_recorded_with_its_source_and_recorder(people, client_of_north):
    recording(people["colleague"], client_of_north, source_name="URA")

    one = LabourSpell.objects.get()
    assert (one.status, one.begun_on, one.source, one.source_name, one.recorded_by) == (
        "11",
        DAY,
        "national",
        "URA",
        people["colleague"],
    )


@pytest.mark.capability("CA-22")
def test_a_new_status_ends_the_one_before_for_the_reason_given(people, client_of_north):
    recording(people["colleague"], client_of_north)

    recording(
        people["colleague"],
        client_of_north,
        earlier_ended=StatusEnd.OPEN_WORK,
        status=LabourStatus.EMPLOYEE,
        begun_on=date(2026, 5, 4),
    )

    assert kept() == [("11", DAY, date(2026, 5, 3), "10"), ("21", date(2026, 5, 4), None, "")]


def test_a_second_status_on_the_same_days_is_refused(people, client_of_north):
    recording(people["colleague"], client_of_north)

    with translation.override("en"), pytest.raises(Refusal, match="another labour-market status"):
        recording(people["colleague"], client_of_north, status="31", begun_on=date(2026, 5, 4))

    assert kept() == [("11", DAY, None, "")]


def test_the_database_holds_one_status_at_a_time(client_of_north):
    LabourSpellFactory(client=client_of_north, ended_on=DAY, end_reason="99")

    with pytest.raises(IntegrityError, match="labour_spell_one"), transaction.atomic():
        LabourSpellFactory(client=client_of_north, begun_on=DAY, status="31")
    LabourSpellFactory(client=client_of_north, begun_on=DAY + A_DAY, status="31")
    LabourSpellFactory(client=client_of_north, begun_on=DAY, status="33", withdrawn=True)
    LabourSpellFactory(begun_on=DAY)

    assert LabourSpell.objects.count() == 4


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"begun_on": timezone.localdate() + 2 * A_DAY}, "begun_on"),
        ({"ended_on": date(2026, 4, 1)}, "end_reason"),
        ({"end_reason": "10"}, "ended_on"),
        ({"ended_on": DAY - A_DAY, "end_reason": "10"}, "ended_on"),
    ],
)
def test_a_status_that_cannot_be_is_refused(people, client_of_north, given, field):
    with pytest.raises(Refusal) as refused:
        recording(people["colleague"], client_of_north, **given)

    assert (refused.value.field, kept()) == (field, [])


def test_a_client_out_of_sight_is_not_found(people, client_of_north):
    for persona in ("coordinator", "analyst", "officer"):
        with pytest.raises(NotFound):
            recording(people[persona], client_of_north)

    assert kept() == []


@pytest.mark.capability("CA-13")
def test_legal_standing_is_apart_from_the_status_and_several_hold_at_once(people, client_of_north):
    recording(people["colleague"], client_of_north, status=LabourStatus.EMPLOYEE)

    for flag in (LegalFlag.JOBSEEKER, LegalFlag.F05):
        recording(people["colleague"], client_of_north, SpellKind.LEGAL, flag=flag)
    with pytest.raises(Refusal):
        recording(people["colleague"], client_of_north, SpellKind.LEGAL, flag=LegalFlag.F05, begun_on=date(2026, 4, 1))

    assert labour_status_on(client_of_north, on=DAY) == LabourStatus.EMPLOYEE
    assert set(LegalSpell.objects.on(DAY).values_list("flag", flat=True)) == {"jobseeker", "f05"}


def test_a_spell_is_changed_against_its_version(people, client_of_north):
    one = LabourSpellFactory(client=client_of_north)
    values = {"status": "11", "begun_on": one.begun_on, "ended_on": DAY, "end_reason": "80", "source": "client"}
    given = {
        "actor": people["colleague"],
        "client_id": client_of_north.pk,
        "kind": SpellKind.LABOUR,
        "spell_id": one.pk,
    }

    change_spell(**given, version=1, values=values)
    with pytest.raises(Conflict):
        change_spell(**given, version=1, values=values | {"end_reason": "10"})

    assert kept() == [("11", one.begun_on, DAY, "80")]
    events = one.events.order_by("pgh_id").values_list("pgh_label", "ended_on")
    assert list(events) == [("insert", None), ("update", DAY)]


def test_a_wrong_spell_is_withdrawn_counts_nowhere_and_stays_with_the_reason(people, client_of_north):
    one = LabourSpellFactory(client=client_of_north)
    given = {
        "actor": people["colleague"],
        "client_id": client_of_north.pk,
        "kind": SpellKind.LABOUR,
        "spell_id": one.pk,
    }

    withdraw_spell(**given, version=1, reason="Another client's")

    one.refresh_from_db()
    assert (one.withdrawal_reason, one.withdrawn_by, one.version) == ("Another client's", people["colleague"], 2)
    assert labour_status_on(client_of_north, on=DAY) is None
    with pytest.raises(OutOfOrder):
        withdraw_spell(**given, version=2, reason="Again")
    with pytest.raises(OutOfOrder):
        change_spell(**given, version=2, values={"status": "21", "begun_on": DAY})
    recording(people["colleague"], client_of_north)


def test_withdrawing_needs_a_reason(people, client_of_north):
    one = LabourSpellFactory(client=client_of_north)

    with pytest.raises(Refusal):
        withdraw_spell(
            actor=people["colleague"],
            client_id=client_of_north.pk,
            kind=SpellKind.LABOUR,
            spell_id=one.pk,
            version=1,
            reason=" ",
        )

    one.refresh_from_db()
    assert one.withdrawn_at is None


def test_a_spell_of_another_client_is_not_found(people, client_of_north):
    other = LabourSpellFactory(client=ClientFactory(unit=client_of_north.unit))

    with pytest.raises(NotFound):
        withdraw_spell(
            actor=people["colleague"],
            client_id=client_of_north.pk,
            kind=SpellKind.LABOUR,
            spell_id=other.pk,
            version=1,
            reason="Wrong client",
        )


LAST_OLD, FIRST_NEW = date(2026, 4, 30), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("benefit", "begun_on", "ended_on", "field"),
    [
        ("general", LAST_OLD, None, "begun_on"),
        ("general", FIRST_NEW, None, None),
        ("market", LAST_OLD, None, None),
        ("market", FIRST_NEW, None, "begun_on"),
        ("basic", date(2025, 1, 1), LAST_OLD, None),
        ("basic", date(2025, 1, 1), FIRST_NEW, "ended_on"),
        ("earnings", date(2025, 1, 1), None, None),
    ],
)
@pytest.mark.capability("CA-11")
def test_a_benefit_is_recorded_while_there_is_one(people, client_of_north, benefit, begun_on, ended_on, field):
    if field is None:
        recording(
            people["colleague"],
            client_of_north,
            SpellKind.BENEFIT,
            benefit=benefit,
            begun_on=begun_on,
            ended_on=ended_on,
        )
    else:
        with pytest.raises(Refusal) as refused:
            recording(
                people["colleague"],
                client_of_north,
                SpellKind.BENEFIT,
                benefit=benefit,
                begun_on=begun_on,
                ended_on=ended_on,
            )
        assert refused.value.field == field

    assert BenefitSpell.objects.count() == (0 if field else 1)


@pytest.mark.capability("CA-11")
def test_the_benefit_situation_of_a_day_has_every_benefit_there_was(client_of_north):
    BenefitSpellFactory(client=client_of_north, benefit="market", begun_on=date(2025, 1, 1))
    BenefitSpellFactory(client=client_of_north, benefit="social", begun_on=date(2026, 4, 1), ended_on=LAST_OLD)
    BenefitSpellFactory(client=client_of_north, benefit="study", begun_on=date(2025, 1, 1), withdrawn=True)

    found = {day: benefit_situation(client_of_north, on=day) for day in (date(2026, 3, 31), LAST_OLD, FIRST_NEW)}

    assert found == {
        date(2026, 3, 31): (Benefit.LABOUR_MARKET,),
        LAST_OLD: (Benefit.LABOUR_MARKET, Benefit.SOCIAL_ASSISTANCE),
        FIRST_NEW: (),
    }
    assert Benefit.GENERAL not in benefits_there_on(LAST_OLD)


def test_gaps_are_the_days_of_which_nothing_is_known():
    rng = Random(5)
    first = date(2025, 1, 1)
    for _round in range(50):
        spells, known, day = [], set(), first
        for _number in range(rng.randrange(1, 5)):
            day += timedelta(days=rng.randrange(1, 4))
            last = day + timedelta(days=rng.randrange(0, 5))
            spells.append(LabourSpell(begun_on=day, ended_on=last))
            known |= {day + timedelta(days=number) for number in range((last - day).days + 1)}
            day = last
        every = {min(known) + timedelta(days=number) for number in range((max(known) - min(known)).days + 1)}

        found = {
            since + timedelta(days=number)
            for since, until in gaps_between(spells)
            for number in range((until - since).days + 1)
        }

        assert found == every - known


def test_the_table_shows_gaps_and_what_was_withdrawn(client_of_north):
    LabourSpellFactory(client=client_of_north, ended_on=date(2026, 1, 31), end_reason="80")
    LabourSpellFactory(client=client_of_north, begun_on=date(2026, 3, 1), status="21")
    LabourSpellFactory(client=client_of_north, begun_on=date(2025, 12, 1), ended_on=None, status="33", withdrawn=True)

    with translation.override("en"):
        table = labour_table(client_of_north)
        rows = [[str(cell.text) for cell in row.cells[:3]] for row in table.rows]

    assert [row[0] for row in rows] == [
        "Employed, employee",
        "Not known",
        "Unemployed",
        "Outside the labour force, not seeking work",
    ]
    assert [cell.value for cell in table.rows[1].cells[1:3]] == [date(2026, 2, 1), date(2026, 2, 28)]
    assert rows[3][2] == "Recorded in error"


@pytest.mark.parametrize("count", [1, 3])
def test_the_tab_costs_as_many_statements_for_many_rows(people, client_of_north, django_assert_num_queries, count):
    for number in range(count):
        begun = date(2025, 1, 1) + timedelta(days=40 * number)
        LabourSpellFactory(client=client_of_north, begun_on=begun, ended_on=begun + A_DAY, end_reason="99")
        LegalSpellFactory(client=client_of_north, begun_on=begun, ended_on=begun + A_DAY, end_reason="99")
        BenefitSpellFactory(client=client_of_north, begun_on=begun, ended_on=begun + A_DAY)
    user = people["colleague"]
    user.memberships_today()

    with django_assert_num_queries(10):
        sections_for(user, client_of_north, tab="employment")
