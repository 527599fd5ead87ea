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


def test_a_hidden_move_out_of_work_is_not_told_by_the_moves_into_work():
    """12, 74, 3 and 315 as in the demo: three who left work stay hidden, the change itself is shown."""
    made = ProgrammeFactory()
    ends = {"21": [("21", 12), ("11", 3)], "11": [("21", 74), ("11", 315)]}
    rows = [
        {
            "client_ref": f"{start}-{end}-{number}", "started_on": "2018-01-01", "gender": "1",
            "birth_date": "1980-01-01",
            "start_status": start, "unemployed_months": "3", "in_education": "0", "isced": "3", "household": "1",
            "ended_on": "2018-06-01", "end_observed_on": "2018-06-02", "end_status": end,
        }
        for start, found in ends.items() for end, count in found for number in range(count)
    ]  # fmt: skip
    load_rows(rows, programme=made, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=made.pk)

    (item,) = values(Ask(programme=made, indicators=("A17",)), outside(made))

    assert item.value == pytest.approx(17.574257)
    assert {item.extra[name] for name in ("moved_in", "moved_out", "ci_low", "ci_high", "p_value")} == {None}
    (inside,) = values(Ask(programme=made, indicators=("A17",)), scope_for_operator(made))
    assert (round(inside.extra["ci_low"], 2), round(inside.extra["ci_high"], 2)) == (13.75, 21.69)
