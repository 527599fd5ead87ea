"""Small counts stay inside the area; a zero is a zero, and nothing made from a hidden count is shown."""

import pytest

from accounts.enums import Role
from reporting.selectors.values import Ask, Scope, scope_for, scope_for_operator, values
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, member
from tests.factories.network import ProgrammeFactory
from tests.reporting import plain
from tests.reporting.loading import load_rows

pytestmark = pytest.mark.django_db
COUNTS = ("numerator", "denominator", "missing", "refused", "base")
PAIRED = ("pairs", "employed_start", "employed_end", "moved_in", "moved_out", "net")


@pytest.fixture
def programme():
    made = ProgrammeFactory()
    load_rows(plain.random_rows(21, 80), programme=made, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=made.pk)
    return made


def outside(programme):
    return Scope(areas=(HOME_AREA,), whole=True, outside=True)


@pytest.mark.parametrize("by", ["", "gender", "age_group", "unit"])
@pytest.mark.parametrize("period", ["all", "year"])
def test_no_count_of_one_to_four_leaves_the_area(programme, by, period):
    ask = Ask(programme=programme, period=period, by=by)
    inside = {item.key: item for item in values(ask, scope_for_operator(programme))}
    assert any(0 < (item.numerator or 0) < 5 for item in inside.values())

    found = values(ask, outside(programme))

    assert {item.key for item in found} == inside.keys()
    for item in found:
        shown = [getattr(item, name) for name in COUNTS] + [item.extra.get(name) for name in PAIRED]
        assert not [n for n in shown if isinstance(n, int) and 0 < abs(n) < 5], item
        assert not item.suppressed or (item.value is None and item.numerator is None)
        for name in item.suppressed_fields:
            assert item.as_dict().get(name) is None


@pytest.mark.parametrize("by", ["foreign_background", "housing"])
def test_sensitive_breakdowns_hide_one_to_nine(programme, by):
    inside = values(Ask(programme=programme, by=by), scope_for_operator(programme))
    assert any(5 <= (item.numerator or 0) < 10 for item in inside)

    found = values(Ask(programme=programme, by=by), outside(programme))

    assert not [i for i in found for n in COUNTS if isinstance(getattr(i, n), int) and 0 < getattr(i, n) < 10]


def test_a_zero_is_not_hidden(programme):
    ask = Ask(programme=programme, by="gender", period="year")
    zeros = {i.key for i in values(ask, scope_for_operator(programme)) if i.base == 0 and i.value_unit == "count"}
    assert zeros

    found = {item.key: item for item in values(ask, outside(programme))}

    assert {found[key].value for key in zeros} == {0}


def test_what_stays_visible_is_what_the_area_sees(programme):
    ask = Ask(programme=programme, by="gender")
    inside = {item.key: item for item in values(ask, scope_for_operator(programme))}

    for item in values(ask, outside(programme)):
        if item.suppressed_fields:
            continue
        assert item == inside[item.key]


@pytest.mark.parametrize(
    ("role", "hidden"),
    [(Role.SUPERVISOR, False), (Role.ANALYST, False), (Role.PARTNER, True), (Role.DATA_PROTECTION, True)],
)
def test_scope_for_shows_small_counts_to_roles_that_read_numbers(programme, role, hidden):
    assert scope_for(member(role=role), programme).outside is hidden


def test_scope_for_hides_small_counts_of_other_areas():
    programme = ProgrammeFactory(areas=[HOME_AREA, OTHER_AREA])
    user = member()

    assert scope_for(user, programme).outside is True
    MembershipFactory(user=user, area_id=OTHER_AREA)
    assert scope_for(type(user).objects.get(pk=user.pk), programme).outside is False
