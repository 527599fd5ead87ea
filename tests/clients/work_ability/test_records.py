from datetime import date
from decimal import Decimal
from itertools import product
from uuid import uuid4

import pytest

from clients.enums.work_ability import (
    ASSESSMENT_STEPS,
    HEALTH_BARRIERS,
    PROCURED_MODULES,
    AssessmentBody,
    AssessmentModule,
    AssessmentStatus,
    BarrierGroup,
    Need,
)
from clients.models import AbilitatorRecord, AssessmentOrder, Barrier, NeedArea, NeedsAssessment, SelfRating
from clients.selectors.measurements import abilitator_table
from clients.services.assessments import move_assessment, order_assessment
from clients.services.measurements import (
    change_abilitator,
    change_self_rating,
    record_abilitator,
    record_self_rating,
)
from clients.services.needs import assess_needs, refer_to_social_services, set_barriers, set_need_areas
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.work_ability import (
    AbilitatorRecordFactory,
    AssessmentOrderFactory,
    BarrierFactory,
    NeedAreaFactory,
    NeedsAssessmentFactory,
    SelfRatingFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 5, 4)
TOMORROW = date(2026, 6, 2)
STANDING = {
    AssessmentStatus.ORDERED: {},
    AssessmentStatus.STARTED: {"started_on": date(2026, 3, 9)},
    AssessmentStatus.FINISHED: {"started_on": date(2026, 3, 9), "ended_on": date(2026, 4, 1)},
    AssessmentStatus.INTERRUPTED: {"started_on": date(2026, 3, 9), "ended_on": date(2026, 4, 1)},
    AssessmentStatus.DECLINED: {"ended_on": date(2026, 4, 1)},
}
MEASURED = {"measured_on": DAY, "occasion": "start", "mode": "paper", "language": "sv", "work_ability": 6}
RATED = {"rated_on": DAY, "occasion": "end", "work_ability": 6, "life_satisfaction": 7, "wellbeing": None}


@pytest.mark.capability("CA-05")
@pytest.mark.parametrize(("now", "to"), list(product(AssessmentStatus, repeat=2)), ids=str)
def test_every_pair_of_steps_of_an_assessment(client_of_area, supervisor, now, to):
    order = AssessmentOrderFactory(client=client_of_area, status=now, **STANDING[now])
    allowed = to in ASSESSMENT_STEPS[now]
    step = {"order_id": order.pk, "version": 1, "to": to, "on": DAY}

    if allowed:
        move_assessment(actor=supervisor, client_id=client_of_area.pk, **step)
    else:
        with pytest.raises(OutOfOrder):
            move_assessment(actor=supervisor, client_id=client_of_area.pk, **step)

    order.refresh_from_db()
    assert (order.status, order.version) == ((to, 2) if allowed else (now, 1))


@pytest.mark.capability("CA-06")
@pytest.mark.parametrize("module", PROCURED_MODULES, ids=str)
def test_each_module_of_the_procured_service_is_ordered(client_of_area, without_health, module):
    made = order_assessment(
        actor=without_health,
        client_id=client_of_area.pk,
        module=module,
        body=AssessmentBody.PROCURED,
        body_name=" Palvelu Oy ",
        ordered_on=DAY,
    )

    kept = AssessmentOrder.objects.get(pk=made.pk)
    assert (kept.module, kept.body_name, kept.status, kept.ordered_on) == (module, "Palvelu Oy", "ordered", DAY)


@pytest.mark.capability("CA-05")
def test_assessment_refusals_change_nothing(client_of_area, supervisor, without_health, outsider):
    order = AssessmentOrderFactory(
        client=client_of_area, status=AssessmentStatus.STARTED, **STANDING[AssessmentStatus.STARTED]
    )
    step = {"order_id": order.pk, "version": 1, "to": AssessmentStatus.FINISHED, "on": DAY}
    new = {"module": AssessmentModule.OTHER, "body": AssessmentBody.KELA, "body_name": "", "ordered_on": DAY}

    refused = (
        (supervisor, Refusal, step | {"on": date(2026, 3, 8)}),
        (supervisor, Refusal, step | {"on": TOMORROW}),
        (supervisor, Conflict, step | {"version": 2}),
        (supervisor, NotFound, step | {"order_id": uuid4()}),
        (without_health, NotAllowed, step | {"result": "Half-time work."}),
        (outsider, NotFound, step),
    )
    for actor, error, given in refused:
        with pytest.raises(error):
            move_assessment(actor=actor, client_id=client_of_area.pk, **given)
    with pytest.raises(Refusal):
        order_assessment(actor=supervisor, client_id=client_of_area.pk, **new | {"ordered_on": TOMORROW})
    with pytest.raises(NotFound):
        order_assessment(actor=outsider, client_id=client_of_area.pk, **new)

    order.refresh_from_db()
    assert (order.status, order.version, order.result) == ("started", 1, "")
    assert AssessmentOrder.objects.count() == 1


def test_the_result_is_kept_with_the_right_to_health(client_of_area, supervisor):
    order = AssessmentOrderFactory(
        client=client_of_area, status=AssessmentStatus.STARTED, **STANDING[AssessmentStatus.STARTED]
    )

    moved = move_assessment(
        actor=supervisor,
        client_id=client_of_area.pk,
        order_id=order.pk,
        version=1,
        to=AssessmentStatus.FINISHED,
        on=DAY,
        result="Half-time work.",
    )

    assert (moved.result, moved.ended_on) == ("Half-time work.", DAY)


@pytest.mark.capability("CA-02")
def test_abilitator_scores_are_kept_and_corrected(client_of_area, supervisor):
    made = record_abilitator(actor=supervisor, client_id=client_of_area.pk, values=MEASURED | {"mind": Decimal("4.5")})

    changed = change_abilitator(
        actor=supervisor, client_id=client_of_area.pk, record_id=made.pk, version=1, values=MEASURED | {"body": 7}
    )

    kept = AbilitatorRecord.objects.get()
    assert changed
    assert (kept.work_ability, kept.mind, kept.body, kept.version) == (6, Decimal("4.5"), 7, 2)


@pytest.mark.capability("CA-02")
def test_the_change_is_from_the_previous_measurement(client_of_area):
    AbilitatorRecordFactory(client=client_of_area, measured_on=date(2026, 1, 5), work_ability=3, mind=5)
    AbilitatorRecordFactory(client=client_of_area, measured_on=date(2026, 3, 2), work_ability=5, mind=None)
    AbilitatorRecordFactory(client=client_of_area, measured_on=DAY, work_ability=4, mind=Decimal("5.5"))

    rows = {str(row.cells[0].text): row.cells for row in abilitator_table(client_of_area).rows}

    assert [str(cell.text) for cell in rows["Work ability"][1:]] == ["3", "5", "4", "−1"]
    assert [str(cell.text) for cell in rows["D Mind"][1:]] == ["5", "–", "5.5", "+0.5"]
    assert (str(rows["Work ability"][-1].note), str(rows["D Mind"][-1].note)) == ("n = 3", "n = 2")
    assert rows["G Body"][-1].kind == "absent"


@pytest.mark.capability("CA-18")
def test_self_ratings_are_kept_and_corrected(client_of_area, supervisor):
    made = record_self_rating(actor=supervisor, client_id=client_of_area.pk, values=RATED)

    changed = change_self_rating(
        actor=supervisor, client_id=client_of_area.pk, rating_id=made.pk, version=1, values=RATED | {"wellbeing": 8}
    )

    kept = SelfRating.objects.get()
    assert changed
    assert (kept.occasion, kept.work_ability, kept.life_satisfaction, kept.wellbeing) == ("end", 6, 7, 8)


@pytest.mark.capability("CA-18")
@pytest.mark.capability("CA-02")
def test_the_numbers_need_the_right_to_health_and_stand_from_0_to_10(
    client_of_area, supervisor, without_health, outsider
):
    record = AbilitatorRecordFactory(client=client_of_area)
    rating = SelfRatingFactory(client=client_of_area)
    new = {"client_id": client_of_area.pk}
    old_record = new | {"record_id": record.pk, "version": 1, "values": MEASURED}
    old_rating = new | {"rating_id": rating.pk, "version": 1, "values": RATED}

    for actor, error in ((without_health, NotAllowed), (outsider, NotFound)):
        with pytest.raises(error):
            record_abilitator(actor=actor, **new, values=MEASURED)
        with pytest.raises(error):
            record_self_rating(actor=actor, **new, values=RATED)
        with pytest.raises(error):
            change_abilitator(actor=actor, **old_record)
        with pytest.raises(error):
            change_self_rating(actor=actor, **old_rating)
    for wrong in ({"work_ability": 11}, {"work_ability": None}, {"measured_on": TOMORROW}):
        with pytest.raises(Refusal):
            record_abilitator(actor=supervisor, **new, values=MEASURED | wrong)
    for wrong in ({"wellbeing": 11}, {"work_ability": None, "life_satisfaction": None}, {"rated_on": TOMORROW}):
        with pytest.raises(Refusal):
            record_self_rating(actor=supervisor, **new, values=RATED | wrong)
    with pytest.raises(Conflict):
        change_abilitator(actor=supervisor, **old_record | {"version": 2})
    with pytest.raises(Conflict):
        change_self_rating(actor=supervisor, **old_rating | {"version": 2})
    with pytest.raises(NotFound):
        change_abilitator(actor=supervisor, **old_record | {"record_id": uuid4()})
    with pytest.raises(NotFound):
        change_self_rating(actor=supervisor, **old_rating | {"rating_id": uuid4()})

    assert (AbilitatorRecord.objects.get().version, SelfRating.objects.get().version) == (1, 1)


@pytest.mark.capability("CL-18")
def test_barriers_begin_and_end_with_the_day(client_of_area, supervisor):
    BarrierFactory(client=client_of_area, group="distance")
    kept = BarrierFactory(client=client_of_area, group="musculoskeletal")

    set_barriers(
        actor=supervisor,
        client_id=client_of_area.pk,
        groups=[BarrierGroup.MUSCULOSKELETAL, BarrierGroup.NEURO],
        seen=["distance", "musculoskeletal"],
        on=DAY,
    )

    rows = set(Barrier.objects.values_list("group", "stated_on", "ended_on"))
    assert rows == {
        ("distance", date(2026, 3, 2), DAY),
        ("musculoskeletal", date(2026, 3, 2), None),
        ("neuro", DAY, None),
    }
    assert Barrier.objects.get(pk=kept.pk).version == 1
    assert set(client_of_area.barriers.in_force(date(2026, 4, 1)).values_list("group", flat=True)) == {
        "distance",
        "musculoskeletal",
    }


@pytest.mark.capability("CL-18")
def test_groups_of_illness_stay_out_of_reach_without_the_right(client_of_area, without_health):
    BarrierFactory(client=client_of_area, group="neuro")

    set_barriers(actor=without_health, client_id=client_of_area.pk, groups=[BarrierGroup.OFFERS], seen=[], on=DAY)
    with pytest.raises(NotAllowed):
        set_barriers(
            actor=without_health,
            client_id=client_of_area.pk,
            groups=[BarrierGroup.OFFERS, BarrierGroup.PAIN],
            seen=["offers"],
            on=DAY,
        )

    assert set(Barrier.objects.values_list("group", "ended_on")) == {("neuro", None), ("offers", None)}
    assert BarrierGroup.NEURO in HEALTH_BARRIERS


@pytest.mark.capability("CL-18")
@pytest.mark.parametrize(
    ("seen", "on", "error"),
    [([], DAY, Conflict), (["distance"], TOMORROW, Refusal), (["distance"], date(2026, 3, 1), Refusal)],
    ids=["others_by_now", "to_come", "ends_before_it_began"],
)
def test_set_barriers_refuses(client_of_area, supervisor, seen, on, error):
    BarrierFactory(client=client_of_area)

    with pytest.raises(error):
        set_barriers(actor=supervisor, client_id=client_of_area.pk, groups=[], seen=seen, on=on)

    assert Barrier.objects.get().ended_on is None


@pytest.mark.capability("CA-16")
def test_needs_begin_and_end_with_the_day(client_of_area, without_health):
    NeedAreaFactory(client=client_of_area, need="housing")

    set_need_areas(
        actor=without_health,
        client_id=client_of_area.pk,
        needs=[Need.ECONOMY, Need.STUDIES],
        seen=["housing"],
        on=DAY,
    )

    rows = set(NeedArea.objects.values_list("need", "stated_on", "ended_on"))
    assert rows == {("housing", date(2026, 3, 2), DAY), ("economy", DAY, None), ("studies", DAY, None)}


@pytest.mark.capability("CA-16")
def test_a_need_is_referred_to_social_services_once(client_of_area, without_health, outsider):
    need = NeedAreaFactory(client=client_of_area)
    over = NeedAreaFactory(client=client_of_area, need="economy", ended_on=DAY)
    told = {"client_id": client_of_area.pk, "version": 1, "referred_on": DAY}

    for actor, error, given in (
        (outsider, NotFound, {"need_area_id": need.pk}),
        (without_health, NotFound, {"need_area_id": uuid4()}),
        (without_health, Conflict, {"need_area_id": need.pk, "version": 2}),
        (without_health, Refusal, {"need_area_id": need.pk, "referred_on": TOMORROW}),
        (without_health, Refusal, {"need_area_id": need.pk, "referred_on": date(2026, 3, 1)}),
        (without_health, Refusal, {"need_area_id": over.pk}),
    ):
        with pytest.raises(error):
            refer_to_social_services(actor=actor, **told | given)
    made = refer_to_social_services(actor=without_health, need_area_id=need.pk, **told)
    with pytest.raises(Refusal):
        refer_to_social_services(actor=without_health, need_area_id=need.pk, **told | {"version": 2})

    assert (made.referred_on, made.version) == (DAY, 2)
    assert NeedArea.objects.filter(referred_on__isnull=False).count() == 1


@pytest.mark.capability("CA-16")
@pytest.mark.parametrize(
    ("seen", "on", "error"),
    [([], DAY, Conflict), (["housing"], TOMORROW, Refusal), (["housing"], date(2026, 3, 1), Refusal)],
    ids=["others_by_now", "to_come", "ends_before_it_began"],
)
def test_set_need_areas_refuses(client_of_area, supervisor, seen, on, error):
    NeedAreaFactory(client=client_of_area)

    with pytest.raises(error):
        set_need_areas(actor=supervisor, client_id=client_of_area.pk, needs=[], seen=seen, on=on)

    assert NeedArea.objects.get().ended_on is None


@pytest.mark.capability("CA-01")
def test_needs_are_assessed_by_the_groups_of_the_law(client_of_area, supervisor):
    first = NeedsAssessmentFactory(client=client_of_area)
    values = {
        "competence": "Cook.",
        "work_ability": "Back.",
        "job_search": "No applications yet.",
        "prolonged_unemployment": "Likely.",
        "multi_sectoral_ground": "both",
        "summary": "Part-time.",
        "conclusions": "Try-out first.",
        "proposed_services": ["C1", "A3"],
        "next_talk_on": date(2026, 8, 3),
    }

    made = assess_needs(
        actor=supervisor, client_id=client_of_area.pk, latest_id=first.pk, assessed_on=DAY, values=values
    )

    made.refresh_from_db()
    assert {name: getattr(made, name) for name in values} == values
    assert list(client_of_area.needs_assessments.newest_first()) == [made, first]


@pytest.mark.capability("CA-01")
def test_what_was_said_of_work_ability_is_carried_over_unseen(client_of_area, without_health):
    first = NeedsAssessmentFactory(client=client_of_area, work_ability="Back.")
    given = {"actor": without_health, "client_id": client_of_area.pk, "latest_id": first.pk, "assessed_on": DAY}

    with pytest.raises(NotAllowed):
        assess_needs(**given, values={"summary": "New.", "work_ability": "Neck."})
    made = assess_needs(**given, values={"summary": "New."})

    assert (made.summary, made.work_ability) == ("New.", "Back.")
    assert NeedsAssessment.objects.count() == 2


@pytest.mark.capability("CA-01")
@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"latest_id": None}, Conflict),
        ({"assessed_on": TOMORROW}, Refusal),
        ({"assessed_on": date(2026, 3, 1)}, Refusal),
        ({"values": {"summary": ""}}, Refusal),
        ({"values": {"summary": "New.", "next_talk_on": date(2026, 5, 3)}}, Refusal),
    ],
    ids=["another_meanwhile", "to_come", "older", "no_summary", "talk_before"],
)
def test_assess_needs_refuses(client_of_area, supervisor, given, error):
    first = NeedsAssessmentFactory(client=client_of_area)
    whole = {"latest_id": first.pk, "assessed_on": DAY, "values": {"summary": "New."}}

    with pytest.raises(error):
        assess_needs(actor=supervisor, client_id=client_of_area.pk, **whole | given)

    assert NeedsAssessment.objects.count() == 1
