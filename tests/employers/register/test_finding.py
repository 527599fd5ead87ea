"""Finding employers: each filter keeps exactly those it should, alone and together; sorted both ways."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import Area, Municipality, Region
from employers.models import Employer
from employers.selectors.employers import Choice, chosen_employers, page_of_employers
from employers.selectors.figures import employer_work, places_table
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.employers import (
    EmployerContactFactory,
    EmployerFactory,
    EmployerOwnerFactory,
    EstablishmentFactory,
    VacancyFactory,
    WillingKeywordFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.capability("EM-02")]


def ago(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def user(db):
    return member(role=Role.EMPLOYER_SPECIALIST)


@pytest.fixture
def world(user):
    """Employers by name: what each is, where, marked how, contacted when."""
    turku, helsinki = "853", "091"
    made = {}
    for name, place, given in (
        ("Aava Oy", helsinki, {"size": "1", "industry": "I", "industry_version": "TOL2025"}),
        ("Björk Ab", helsinki, {"kind": "association", "size": "4"}),
        ("Cirrus Oy", turku, {"kind": "staffing"}),
        ("Äiti Oy", turku, {}),
        ("Öljy Oy", helsinki, {}),
    ):
        made[name[0]] = EmployerFactory(name=name, **given)
        EstablishmentFactory(employer=made[name[0]], municipality_id=place)
    EstablishmentFactory(employer=made["C"], municipality_id=helsinki, is_closed=True)
    WillingKeywordFactory(employer=made["A"], set_on=ago(10), traits=["part_time", "seated"], accommodations=["help"])
    WillingKeywordFactory(employer=made["B"], set_on=ago(400), traits=["part_time", "seated"])
    WillingKeywordFactory(employer=made["C"], set_on=ago(10), traits=["seated"], area_id=OTHER_AREA)
    WillingKeywordFactory(employer=made["Ä"], set_on=ago(900), ended_on=ago(30), ended_by=user, end_reason="closed")
    WillingKeywordFactory(employer=made["Ö"], set_on=ago(400), area_id=OTHER_AREA)
    EmployerContactFactory(employer=made["A"], held_on=ago(20), author=user)
    EmployerContactFactory(employer=made["B"], held_on=ago(250), author=user)
    EmployerContactFactory(employer=made["C"], held_on=ago(5), area_id=OTHER_AREA)
    gone = {"withdrawn_at": timezone.now(), "withdrawn_by": user, "withdrawal_reason": "Wrong"}
    EmployerContactFactory(employer=made["Ä"], held_on=ago(5), author=user, **gone)
    EmployerOwnerFactory(employer=made["A"], user=user)
    EmployerOwnerFactory(employer=made["B"])
    VacancyFactory(employer=made["Ö"], closes_on=ago(-5), opened_on=ago(5))
    VacancyFactory(employer=made["A"], closes_on=ago(1), opened_on=ago(5))
    set_context(user=user.pk, areas=[HOME_AREA])
    return made


UUSIMAA = {"region": "01"}
ASKED = [
    ({}, "ABCÄÖ"),
    ({"sort": "-name"}, "ÖÄCBA"),
    ({"sort": "-contact"}, "ABCÄÖ"),
    ({"sort": "contact"}, "BACÄÖ"),
    ({"text": "öl"}, "Ö"),
    ({"text": "jörk"}, "B"),
    ({"text": "nobody"}, ""),
    ({"text": "90"}, "ABCÄÖ"),
    ({"willing": "fresh"}, "AC"),
    ({"willing": "stale"}, "B"),
    ({"willing": "any"}, "ABCÖ"),
    ({"willing": "none"}, "Ä"),
    ({"traits": ("seated",)}, "ABC"),
    ({"traits": ("seated", "part_time")}, "AB"),
    ({"accommodations": ("help",)}, "A"),
    ({"contacted": "1"}, "A"),
    ({"contacted": "12"}, "AB"),
    ({"contacted": "-6"}, "BCÄÖ"),
    ({"owned": "mine"}, "A"),
    ({"owned": "nobody"}, "CÄÖ"),
    ({"vacancy": True}, "Ö"),
    ({"kind": "association"}, "B"),
    ({"size": "1"}, "A"),
    ({"industry": "I"}, "A"),
    ({"municipality": "853"}, "CÄ"),
    (UUSIMAA, "ABÖ"),
    ({**UUSIMAA, "municipality": "853"}, ""),
    ({**UUSIMAA, "willing": "fresh", "traits": ("part_time", "seated"), "contacted": "6"}, "A"),
    ({**UUSIMAA, "willing": "stale", "traits": ("part_time", "seated"), "contacted": "12"}, "B"),
]


def test_filters_keep_exactly_those_who_fit(user, world):
    letters = {employer.pk: letter for letter, employer in world.items()}
    region = Region.objects.get(municipality__code="091").pk

    found = {}
    for number, (asked, _expected) in enumerate(ASKED):
        given = {**asked, **({"region": region} if "region" in asked else {})}
        rows = chosen_employers(user, Choice(**given)).filter(pk__in=letters)
        found[number] = "".join(letters[one.pk] for one in rows)

    assert found == {number: expected for number, (_asked, expected) in enumerate(ASKED)}


def test_places_count_each_employer_once_in_each(user, world):
    turku, helsinki = (Municipality.objects.get(code=code) for code in ("853", "091"))
    EstablishmentFactory(employer=world["A"], municipality_id=helsinki.pk)
    assert Employer.objects.count() == len(world)

    by_region, by_area = places_table("region"), places_table("area")

    counts = {row.cells[0].text: [cell.value for cell in row.cells[1:]] for row in by_region.rows}
    assert (counts[helsinki.region.name], counts[turku.region.name]) == ([3, 1, 2], [2, 1, 0])
    assert [sum(column) for column in zip(*counts.values(), strict=True)] == [5, 2, 2]
    assert len(by_area.rows) == Area.objects.count()


def test_work_of_people_in_a_period(user, world):
    set_context(user=None, areas=range(1, 47))
    ours = {"author": user, "employer": world["A"], "held_on": ago(30)}
    EmployerContactFactory(**ours, answered=False)
    EmployerContactFactory(**ours, topic_raised=True, interest=3)
    EmployerContactFactory(**ours, initiative="theirs")
    EmployerContactFactory(**{**ours, "author": member(role=Role.COORDINATOR)})
    boss = member(role=Role.SUPERVISOR)
    period = {"since": ago(34), "until": ago(28)}

    own = employer_work(user, **period)
    every = employer_work(boss, **period)

    told = [(one.contacts, one.attempts, one.answered, one.raised, one.interested, one.per_week) for one in own]
    assert told == [(3, 2, 1, 1, 1, 3.0)]
    assert [(one.name == user.name, one.contacts) for one in every] == [(True, 3), (False, 1)]


def test_pages_of_a_narrow_and_of_a_wide_list_hold_the_same(user, world, monkeypatch):
    narrow = page_of_employers(user, Choice(sort="-name"), "1")
    monkeypatch.setattr("employers.selectors.employers.NARROW", 2)
    wide = page_of_employers(user, Choice(sort="-name"), None)

    assert [list(narrow), narrow.paginator.count] == [list(wide), wide.paginator.count]
    assert [one.name[0] for one in narrow] == list("ÖÄCBA")
    assert list(page_of_employers(user, Choice(text="nobody"), "7")) == []
