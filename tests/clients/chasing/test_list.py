"""What stands on the chase list, since when and until when, and what its numbers say."""

import random
from datetime import date, timedelta

import pytest

from clients.enums.cases import CaseStatus
from clients.enums.chasing import ChaseKind, ChaseState
from clients.models import Participation
from clients.participation_rules import follow_up_due
from clients.selectors.chasing import ChaseChoice, chased, completeness, rows_of
from clients.selectors.client_list import Choice, chosen_clients
from tests.factories.cases import CaseFactory
from tests.factories.clients import EndFormFactory, FollowUpFormFactory, ParticipationFactory, StartFormFactory
from tests.factories.network import ProgrammeFactory

pytestmark = pytest.mark.django_db
ALL = ChaseChoice(mine=False, state="all")


def rows(user, choice: ChaseChoice = ALL) -> list[tuple]:
    return [(row["pk"], row["chase_kind"], row["since"], row["due_on"]) for row in chased(user, choice)]


def states(user, participation) -> set[str]:
    found = set()
    for state in (ChaseState.TO_DO, ChaseState.LATE, ChaseState.EXPLAINED):
        if any(row["pk"] == participation.pk for row in chased(user, ChaseChoice(mine=False, state=state))):
            found.add(state.value)
    return found


@pytest.mark.capability("CA-24")
def test_each_form_that_is_not_there_stands_on_the_list_once(people, make, programme):
    no_start = make(first_started_on=date(2026, 6, 1))
    no_end = make(first_started_on=date(2026, 1, 1), ended_on=date(2026, 6, 10))
    StartFormFactory(participation=no_end)
    followed = make(first_started_on=date(2025, 1, 1), ended_on=date(2025, 12, 1))
    StartFormFactory(participation=followed)
    EndFormFactory(participation=followed, observed_on=date(2025, 12, 2))
    whole = make(first_started_on=date(2024, 1, 1), ended_on=date(2024, 6, 1))
    StartFormFactory(participation=whole)
    EndFormFactory(participation=whole, observed_on=date(2024, 6, 2))
    FollowUpFormFactory(participation=whole, observed_on=date(2024, 12, 2))
    going_on = make(first_started_on=date(2026, 5, 1))
    StartFormFactory(participation=going_on)

    assert sorted(rows(people["supervisor"]), key=str) == sorted(
        [
            (no_start.pk, "start", date(2026, 6, 1), date(2026, 6, 15)),
            (no_end.pk, "result", date(2026, 6, 10), date(2026, 7, 8)),
            (followed.pk, "follow-up", date(2026, 6, 1), date(2026, 6, 29)),
        ],
        key=str,
    )


def test_the_tile_counts_the_clients_of_what_is_late(people, make, programme):
    """Of thirty participations of any course: the clients of the facet are those of the late rows."""
    dice = random.Random(5)
    for _number in range(30):
        begun = date(2025, 1, 1) + timedelta(days=dice.randrange(520))
        ended = begun + timedelta(days=dice.randrange(1, 300)) if dice.random() < 0.7 else None
        reasons = {name: dice.choice(["", "", "2"]) for name in ("end_missing_reason", "followup_missing_reason")}
        one = make(first_started_on=begun, ended_on=ended, **(reasons if ended else {}))
        if dice.random() < 0.8:
            StartFormFactory(participation=one)
        if ended and dice.random() < 0.5:
            EndFormFactory(participation=one, observed_on=ended)
        if not ended and dice.random() < 0.5:
            CaseFactory(
                client=one.client,
                opened_on=begun,
                status=CaseStatus.CLOSED,
                closed_on=begun + timedelta(days=5),
                ending_reason="10",
            )
    user = people["supervisor"]
    expected = {row["pk"] for row in chased(user, ChaseChoice(mine=False, state=ChaseState.LATE))}

    found = chosen_clients(user, Choice(facets={"whose": "all", "form_overdue": "1"}))

    assert len(expected) > 10
    assert {one.pk for one in found} == set(
        Participation.objects.filter(pk__in=expected).values_list("client_id", flat=True)
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-03", set()),
        ("2026-05-04", {"todo"}),
        ("2026-06-01", {"todo"}),
        ("2026-06-02", {"todo", "late"}),
    ],
    ids=["before the end", "the end", "day 28", "day 29"],
)
def test_the_28_day_result_is_late_from_day_29(people, make, today, day, expected):
    today.move_to(f"{day} 12:00+03:00")
    participation = make(first_started_on=date(2026, 1, 1), ended_on=date(2026, 5, 4))
    StartFormFactory(participation=participation)

    assert states(people["supervisor"], participation) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2027-02-27", set()), ("2027-02-28", {"todo"}), ("2027-03-28", {"todo"}), ("2027-03-29", {"todo", "late"})],
)
def test_the_follow_up_is_due_six_months_after_the_end_of_a_long_month(people, make, today, day, expected):
    participation = make(first_started_on=date(2026, 1, 1), ended_on=date(2026, 8, 31))
    StartFormFactory(participation=participation)
    EndFormFactory(participation=participation, observed_on=date(2026, 9, 1))
    today.move_to(f"{day} 12:00+02:00")

    assert states(people["supervisor"], participation) == expected


def test_months_are_counted_by_the_database_as_by_the_rules(make, today):
    today.move_to("2029-01-01 12:00+02:00")
    ends = [date(2027, 8, 25) + timedelta(days=number) for number in range(12)]
    for ended_on in ends:
        one = make(first_started_on=date(2027, 1, 1), ended_on=ended_on, mine=False)
        StartFormFactory(participation=one)
        EndFormFactory(participation=one, observed_on=ended_on)

    found = rows_of(ChaseKind.FOLLOW_UP, Participation.objects.all()).values_list("ended_on", "since")

    assert dict(found) == {ended_on: follow_up_due(ended_on) for ended_on in ends}


@pytest.mark.parametrize(("day", "expected"), [("2026-06-30", set()), ("2026-07-01", {"todo"})])
def test_the_exit_is_overdue_the_day_after_the_programme_ended(people, make, programme, today, day, expected):
    type(programme).objects.filter(pk=programme.pk).update(ends_on=date(2026, 6, 30))
    participation = make(first_started_on=date(2026, 1, 1))
    StartFormFactory(participation=participation)
    today.move_to(f"{day} 12:00+03:00")

    assert states(people["supervisor"], participation) == expected


def test_the_exit_is_overdue_when_the_last_case_was_closed(people, make):
    left, stays = make(first_started_on=date(2026, 1, 1)), make(first_started_on=date(2026, 1, 1))
    for one in (left, stays):
        StartFormFactory(participation=one)
        CaseFactory(
            client=one.client,
            opened_on=date(2026, 1, 1),
            status=CaseStatus.CLOSED,
            closed_on=date(2026, 6, 1),
            ending_reason="10",
        )
    CaseFactory(client=stays.client, opened_on=date(2026, 6, 2))

    assert rows(people["supervisor"]) == [(left.pk, "exit", date(2026, 6, 1), date(2026, 6, 29))]


def test_a_reason_takes_a_row_off_what_is_to_do_and_not_off_the_list(people, make):
    participation = make(first_started_on=date(2025, 1, 1), ended_on=date(2026, 1, 1), end_missing_reason="2")
    StartFormFactory(participation=participation)

    assert states(people["supervisor"], participation) == {"explained"}


@pytest.mark.parametrize(
    ("persona", "count"), [("coordinator", 1), ("supervisor", 1), ("colleague", 0), ("outsider", 0), ("analyst", 0)]
)
def test_only_those_who_need_to_know_the_client_see_the_row(people, make, persona, count):
    make(first_started_on=date(2026, 6, 1))

    assert len(rows(people[persona])) == count


def test_programme_unit_kind_and_caseload_narrow_the_list(people, make, programme):
    mine, others = make(first_started_on=date(2026, 6, 1)), make(first_started_on=date(2026, 6, 2), mine=False)
    elsewhere = ParticipationFactory(
        client=others.client,
        unit=None,
        programme=ProgrammeFactory(code="X1", areas=[41]),
        first_started_on=date(2026, 6, 3),
    )

    def keys(**chosen) -> set:
        return {row["pk"] for row in chased(people["coordinator"], ChaseChoice(**{"mine": False, **chosen}))}

    assert keys() == {mine.pk, others.pk, elsewhere.pk}
    assert keys(mine=True) == {mine.pk}
    assert keys(programme="X1") == {elsewhere.pk}
    assert keys(unit=mine.unit_id) == {mine.pk, others.pk}
    assert keys(kind="start", programme="S20784") == {mine.pk, others.pk}
    assert keys(kind="result") == set()


def test_coverage_of_56_percent_stays_when_100_are_explained(people, make, programme):
    """ahead.md 13: 721 start forms, 404 end forms; reasons for 100 of the missing change only what is explained."""
    first = make(first_started_on=date(2025, 1, 1), ended_on=date(2025, 12, 1))
    many = [
        ParticipationFactory.build(
            client=first.client, unit=first.unit, programme=ProgrammeFactory(code=f"P{number}", areas=[41]),
            first_started_on=date(2025, 1, 1), ended_on=date(2025, 12, 1),
        )
        for number in range(720)
    ]  # fmt: skip
    made = [first, *Participation.objects.bulk_create(many)]
    StartFormFactory._meta.model.objects.bulk_create([StartFormFactory.build(participation=one) for one in made])
    EndFormFactory._meta.model.objects.bulk_create(
        [EndFormFactory.build(participation=one, observed_on=date(2025, 12, 2)) for one in made[:404]]
    )
    supervisor = people["supervisor"]

    before = completeness(supervisor, ALL)
    listed = {row["pk"] for row in chased(supervisor, ChaseChoice(mine=False, kind="result"))}
    Participation.objects.filter(pk__in=[one.pk for one in made[404:504]]).update(end_missing_reason="1")
    after = completeness(supervisor, ALL)

    assert listed == {one.pk for one in made[404:]}
    assert [round(one.coverage, 1) for one in (before, after)] == [56.0, 56.0]
    assert [round(one.accounted, 1) for one in (before, after)] == [56.0, 69.9]
    assert (before.late, after.late) == (317, 217)
    assert round(after.predicted_pair_rate, 1) == 56.0


def test_the_pair_rate_is_predicted_from_how_often_earlier_forms_came(people, make):
    """Four windows are over and three forms came; of two whose days still run, 1.5 are expected: 4.5 of 6."""
    for number in range(4):
        closed = make(first_started_on=date(2025, 1, 1), ended_on=date(2026, 4, 1))
        StartFormFactory(participation=closed)
        if number:
            EndFormFactory(participation=closed, observed_on=date(2026, 4, 2))
    for _number in range(2):
        StartFormFactory(participation=make(first_started_on=date(2026, 1, 1), ended_on=date(2026, 6, 10)))

    told = completeness(people["supervisor"], ALL)
    spring = completeness(people["supervisor"], ALL, since=date(2026, 3, 1), until=date(2026, 5, 31))
    summer = completeness(people["supervisor"], ALL, since=date(2026, 6, 1))

    assert (told.ended, told.paired, told.open, told.late) == (6, 3, 2, 1)
    assert (told.pair_rate, told.predicted_pair_rate, round(told.best_pair_rate, 2)) == (50.0, 75.0, 83.33)
    assert (spring.ended, spring.predicted_pair_rate) == (4, 75.0)
    assert (summer.ended, summer.predicted_pair_rate) == (2, None)
    assert completeness(people["analyst"], ALL).coverage is None


def test_random_participations_are_on_the_list_exactly_when_a_plain_reading_says_so(people, make, today):
    draw, expected = random.Random(20784), set()
    now = date(2026, 6, 20)
    for _number in range(60):
        started = now - timedelta(days=draw.randrange(500))
        ended = draw.choice([None, min(now, started + timedelta(days=draw.randrange(300)))])
        one = make(first_started_on=started, ended_on=ended, mine=False)
        has_start, has_end, has_follow_up = (draw.random() < 0.6 for _ in range(3))
        if has_start:
            StartFormFactory(participation=one)
        else:
            expected.add((one.pk, "start"))
        if ended is None:
            continue
        if has_start and has_end:
            EndFormFactory(participation=one, observed_on=ended)
            if follow_up_due(ended) <= now:
                if has_follow_up:
                    FollowUpFormFactory(participation=one, observed_on=now)
                else:
                    expected.add((one.pk, "follow-up"))
        else:
            expected.add((one.pk, "result"))

    assert {(pk, kind) for pk, kind, _since, _due in rows(people["supervisor"])} == expected
