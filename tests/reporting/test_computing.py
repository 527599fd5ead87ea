"""Computing: what changed is found, nothing else is touched, and a number keeps its rows."""

import random
from datetime import date

import pytest

from accounts.context import set_context
from accounts.enums import Role
from clients.models import EndForm, Participation, StartForm
from clients.signals import participations_changed
from config.kernel.errors import NotAllowed
from ledger.enums import JobState
from ledger.models import ChangeMarker, Job, Outbox
from ledger.services.markers import mark_changed
from reporting.models import Cell, Computation, ParticipationFact
from reporting.selectors.people import Pick, count_behind, facts_counted
from reporting.selectors.values import Ask, scope_for_operator, values
from reporting.services.computing import TASK, compute_area, request_computation
from reporting.services.facts import MARKER
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.clients import EndFormFactory, ParticipationFactory, StartFormFactory
from tests.factories.network import ProgrammeFactory
from tests.reporting import plain
from tests.reporting.loading import load_rows

pytestmark = pytest.mark.django_db


def compute(programme, **how):
    return compute_area(area_id=HOME_AREA, programme_id=programme.pk, **how)


def mark(*participations):
    mark_changed(area_id=HOME_AREA, kind=MARKER, subjects=[one.pk for one in participations])


def cells(programme):
    found = Cell.objects.filter(programme=programme).values_list(
        "basis", "period_kind", "period_start", "unit_id", "by", "category", "counts"
    )
    return {tuple(map(str, row[:-1])): row[-1] for row in found}


def test_compute_area_again_changes_nothing():
    programme = ProgrammeFactory()
    load_rows(plain.random_rows(1, 40), programme=programme, area=HOME_AREA)
    first = compute(programme)
    before = cells(programme)

    again = compute(programme, full=True)

    assert (first.facts_opened, first.facts_closed) == (40, 0)
    assert (again.facts_opened, again.facts_closed) == (0, 0)
    assert cells(programme) == before


def test_a_change_closes_one_fact_and_opens_another():
    form = StartFormFactory(status="11")
    programme = form.participation.programme
    compute(programme)

    StartForm.objects.filter(pk=form.pk).update(status="21")
    mark(form.participation)
    done = compute(programme)

    assert (done.facts_opened, done.facts_closed) == (1, 1)
    old, new = ParticipationFact.objects.order_by("id")
    assert old.closed_at == new.opened_at
    assert (old.start_class, new.start_class) == ("unemployed", "employed")
    assert not ChangeMarker.objects.pending().exists()


def test_a_change_without_a_marker_is_found_by_a_full_computation_only():
    form = StartFormFactory(status="11")
    programme = form.participation.programme
    compute(programme)
    StartForm.objects.filter(pk=form.pk).update(status="21")

    assert compute(programme).facts_opened == 0
    assert compute(programme, full=True).facts_opened == 1


def test_a_deleted_participation_leaves_the_numbers():
    form = StartFormFactory()
    participation, programme = form.participation, form.participation.programme
    compute(programme)

    mark(participation)
    participation.delete()
    done = compute(programme)

    assert (done.participations, done.facts_closed, done.facts_opened) == (0, 1, 0)
    assert not ChangeMarker.objects.pending().exists()


def test_markers_of_another_programme_wait_for_their_own_computation():
    mine, other = StartFormFactory().participation, StartFormFactory().participation
    compute(mine.programme)
    mark(mine, other)

    compute(mine.programme)

    assert list(ChangeMarker.objects.pending().values_list("subject_id", flat=True)) == [other.pk]
    compute(other.programme)
    assert not ChangeMarker.objects.pending().exists()


def test_random_edits_computed_bit_by_bit_equal_a_full_computation():
    programme = ProgrammeFactory()
    dice = random.Random(11)
    people = load_rows(plain.random_rows(7, 60), programme=programme, area=HOME_AREA)
    compute(programme)

    for _turn in range(15):
        one = dice.choice(people)
        edit = dice.choice(("status", "end", "gender", "unit", "delete_end", "date"))
        if edit == "status":
            StartForm.objects.filter(participation=one).update(status=dice.choice(["11", "21", "31", "33"]))
        elif edit == "end":
            EndForm.objects.filter(participation=one).update(status=dice.choice(["11", "22", "32"]))
        elif edit == "gender":
            type(one.client).objects.filter(pk=one.client_id).update(gender=dice.choice(["1", "2", "9", ""]))
        elif edit == "unit":
            Participation.objects.filter(pk=one.pk).update(unit=None)
        elif edit == "delete_end":
            EndForm.objects.filter(participation=one).delete()
        else:
            Participation.objects.filter(pk=one.pk).update(first_started_on=date(2010, dice.randint(1, 12), 5))
        mark(one)
        compute(programme)

    bit_by_bit = cells(programme)
    assert compute(programme, full=True).facts_opened == 0
    assert cells(programme) == bit_by_bit


def test_a_number_keeps_its_rows_until_it_is_computed_again():
    form = StartFormFactory(status="11")
    programme = form.participation.programme
    compute(programme)
    scope = scope_for_operator(programme)
    pick = Pick(programme=programme, indicator="CO01")

    StartForm.objects.filter(pk=form.pk).update(status="21")

    assert count_behind(pick, scope) == 1
    assert facts_counted(pick, scope.areas).count() == 1


def test_values_of_a_programme_are_the_sums_of_its_areas():
    programme = ProgrammeFactory(areas=[HOME_AREA, OTHER_AREA])
    rows = plain.random_rows(8, 60)
    load_rows(rows[:25], programme=programme, area=HOME_AREA)
    load_rows(rows[25:], programme=programme, area=OTHER_AREA)

    for area in (HOME_AREA, OTHER_AREA):
        compute_area(area_id=area, programme_id=programme.pk)

    item = values(Ask(programme=programme, indicators=("A01",)), scope_for_operator(programme))[0]
    assert (item.value, item.area) == (60, None)
    theirs = plain.indicators(rows)[plain.Key("A17", "points", "all", "", "", "")]
    ours = values(Ask(programme=programme, indicators=("A17",)), scope_for_operator(programme))[0]
    assert ours.value == pytest.approx(theirs["value"])


def test_values_are_empty_without_a_computation():
    programme = ProgrammeFactory()

    assert values(Ask(programme=programme), scope_for_operator(programme)) == []


def test_re_entry_counts_at_the_first_start():
    participation = ParticipationFactory(first_started_on=date(2017, 5, 1), started_on=date(2019, 2, 1))
    StartFormFactory(participation=participation)

    compute(participation.programme)

    assert ParticipationFact.objects.get().start_month == date(2017, 5, 1)


def test_an_end_form_without_an_end_date_is_no_pair():
    form = StartFormFactory()
    EndFormFactory(participation=form.participation)

    compute(form.participation.programme)

    assert ParticipationFact.objects.get().paired is False


def test_request_computation_queues_one_job_per_area():
    programme = ProgrammeFactory(areas=[HOME_AREA, OTHER_AREA])

    run = request_computation(actor=None, programme=programme, areas=[HOME_AREA, OTHER_AREA])

    jobs = Job.objects.filter(run=run)
    assert {(job.area_id, job.state) for job in jobs} == {
        (HOME_AREA, JobState.QUEUED),
        (OTHER_AREA, JobState.QUEUED),
    }
    assert set(Outbox.objects.values_list("task", "pk")) == {(TASK, job.pk) for job in jobs}


@pytest.mark.parametrize("role", [Role.PARTNER, Role.DATA_PROTECTION, Role.EMPLOYER_SPECIALIST])
def test_request_computation_refuses_roles_without_numbers(role):
    programme = ProgrammeFactory()

    with pytest.raises(NotAllowed):
        request_computation(actor=member(role=role), programme=programme, areas=[HOME_AREA])

    assert not Job.objects.exists()
    assert not Outbox.objects.exists()


def test_request_computation_refuses_another_area():
    programme = ProgrammeFactory(areas=[HOME_AREA, OTHER_AREA])

    with pytest.raises(NotAllowed):
        request_computation(actor=member(), programme=programme, areas=[HOME_AREA, OTHER_AREA])

    assert not Job.objects.exists()


def test_changes_ask_for_one_computation_however_many_there_are():
    programme = ProgrammeFactory()

    for _turn in range(3):
        participations_changed.send(sender=None, area_id=HOME_AREA, programme_id=programme.pk)

    assert Job.objects.count() == 1


def test_the_computation_says_by_which_definitions():
    programme = ProgrammeFactory()

    compute(programme)

    assert len(Computation.objects.get().definitions) == 64


def test_units_of_one_name_are_one_class_and_open_together():
    programme = ProgrammeFactory(areas=[HOME_AREA, OTHER_AREA])
    for area, seed in ((HOME_AREA, 8), (OTHER_AREA, 9)):
        load_rows(plain.random_rows(seed, 30), programme=programme, area=area)
        compute_area(area_id=area, programme_id=programme.pk)
    scope = scope_for_operator(programme)

    found = values(Ask(programme=programme, indicators=("A01",), by="unit"), scope)

    assert len({item.category for item in found}) == len(found)
    assert sum(item.value for item in found) == 60
    for item in found:
        pick = Pick(programme=programme, indicator="A01", by="unit", category=item.category)
        assert count_behind(pick, scope) == facts_counted(pick, scope.areas).count() == item.value


def test_units_of_other_areas_are_counted_without_their_names():
    programme = ProgrammeFactory(areas=[HOME_AREA, OTHER_AREA])
    rows = [row | {"unit": "Their office"} for row in plain.random_rows(8, 30)]
    load_rows(rows, programme=programme, area=OTHER_AREA)
    compute_area(area_id=OTHER_AREA, programme_id=programme.pk)

    set_context(user=None, areas=[HOME_AREA], programmes=[programme.pk])

    scope = scope_for_operator(programme)
    (item,) = values(Ask(programme=programme, indicators=("A01",), by="unit"), scope)
    assert (item.category, item.value) == ("elsewhere", 30)
    pick = Pick(programme=programme, indicator="A01", by="unit", category="elsewhere")
    assert count_behind(pick, scope) == 30
    assert not facts_counted(pick, scope.areas).exists()
