from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation

from clients.enums.demands import DEMAND_MAXIMA, DEMAND_UNITS, Ability, Adjustment, Demand, DemandSource
from clients.models import DemandAssessment, DemandProfile
from clients.selectors.demands import not_known, profile_table, strengths
from clients.services.demands import Assessed, record_profile
from config.kernel.errors import Conflict, NotFound, Refusal
from tests.factories.work_ability import DemandAssessmentFactory, DemandProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("CL-09")]

DAY = date(2026, 5, 4)


def said(demand: Demand = Demand.LIFTING, ability: Ability = Ability.FULL, **more) -> Assessed:
    return Assessed(demand=demand, ability=ability, source=DemandSource.COORDINATOR, **more)


def test_record_profile_keeps_every_demand(client_of_area, without_health):
    demands = [
        said(Demand.HOURS_DAY, Ability.LIMITED, limit=Decimal("4.5")),
        said(Demand.SITTING, Ability.ADJUSTED, adjustments=[Adjustment.TECHNOLOGY]),
        said(Demand.LEARNING, is_strength=True, note="Quick with new tools."),
        said(Demand.SHIFTS, Ability.IMPOSSIBLE),
    ]

    profile = record_profile(
        actor=without_health,
        client_id=client_of_area.pk,
        latest_id=None,
        assessed_on=DAY,
        demands=demands,
        summary="Part-time work.",
    )

    rows = set(profile.demands.values_list("demand", "ability", "limit", "is_strength", "note"))
    assert rows == {
        ("hours_day", "limited", Decimal("4.5"), False, ""),
        ("sitting", "adjusted", None, False, ""),
        ("learning", "full", None, True, "Quick with new tools."),
        ("shifts", "impossible", None, False, ""),
    }
    assert profile.demands.get(demand="sitting").adjustments == ["technology"]
    assert (profile.summary, profile.recorded_by, profile.area_id) == ("Part-time work.", without_health, 41)


def test_a_new_profile_follows_and_the_earlier_stays_readable(client_of_area, supervisor):
    first = DemandProfileFactory(client=client_of_area)
    DemandAssessmentFactory(profile=first)

    second = record_profile(
        actor=supervisor, client_id=client_of_area.pk, latest_id=first.pk, assessed_on=DAY, demands=[said()]
    )

    profiles = client_of_area.demand_profiles
    assert list(profiles.newest_first()) == [second, first]
    assert profiles.as_of(date(2026, 4, 1)).first() == first
    assert profiles.as_of(DAY).first() == second
    assert first.demands.count() == 1


@pytest.mark.parametrize(
    ("assessed_on", "demands", "field"),
    [
        (date(2026, 6, 2), [said()], "assessed_on"),
        (date(2026, 3, 1), [said()], "assessed_on"),
        (DAY, [], ""),
        (DAY, [said(ability=Ability.UNKNOWN)], ""),
        (DAY, [said(ability=Ability.ADJUSTED)], "lifting_adjustments"),
        (DAY, [said(limit=Decimal(5))], "lifting_limit"),
        (DAY, [said(Demand.SOCIAL, Ability.LIMITED, limit=Decimal(5))], "social_limit"),
        (DAY, [said(ability=Ability.LIMITED, limit=Decimal(101))], "lifting_limit"),
        (DAY, [said(ability=Ability.LIMITED, limit=Decimal(-1))], "lifting_limit"),
    ],
    ids=["to_come", "older", "nothing", "unknown", "no_adjustment", "no_limit", "not_measured", "too_much", "negative"],
)
def test_record_profile_refuses(client_of_area, supervisor, assessed_on, demands, field):
    first = DemandProfileFactory(client=client_of_area)

    with pytest.raises(Refusal) as refused:
        record_profile(
            actor=supervisor,
            client_id=client_of_area.pk,
            latest_id=first.pk,
            assessed_on=assessed_on,
            demands=demands,
        )

    assert refused.value.field == field
    assert (DemandProfile.objects.count(), DemandAssessment.objects.count()) == (1, 0)


@pytest.mark.parametrize("latest", [None, "other"], ids=str)
def test_a_profile_is_made_against_the_one_it_follows(client_of_area, supervisor, latest):
    DemandProfileFactory(client=client_of_area)

    with pytest.raises(Conflict):
        record_profile(
            actor=supervisor,
            client_id=client_of_area.pk,
            latest_id=uuid4() if latest else None,
            assessed_on=DAY,
            demands=[said()],
        )

    assert DemandProfile.objects.count() == 1


def test_a_profile_of_a_client_out_of_sight_is_not_recorded(client_of_area, outsider):
    with pytest.raises(NotFound):
        record_profile(actor=outsider, client_id=client_of_area.pk, latest_id=None, assessed_on=DAY, demands=[said()])

    assert DemandProfile.objects.count() == 0


def test_the_table_is_grouped_by_what_the_client_can(client_of_area):
    profile = DemandProfileFactory(client=client_of_area)
    DemandAssessmentFactory(profile=profile)
    DemandAssessmentFactory(profile=profile, demand="lifting", ability="impossible", limit=None)
    DemandAssessmentFactory(profile=profile, demand="noise", ability="full", limit=None, is_strength=True)

    with translation.override("en"):
        told = [(row.group, str(row.cells[0].text)) for row in profile_table(profile).rows]
        told_of = (strengths(profile), "Sitting" in not_known(profile))

    assert told == [
        (True, "Can as such"),
        (False, "Noise"),
        (True, "Can within a limit"),
        (False, "Working hours a day"),
        (True, "Not possible"),
        (False, "Lifting and carrying"),
    ]
    assert told_of == ("Noise", True)


def test_every_measured_demand_has_a_unit_and_a_maximum():
    assert DEMAND_UNITS.keys() == DEMAND_MAXIMA.keys()
