"""Programmes and their targets, by the pages of administration."""

import pytest
from django.utils import timezone

from network.models import Programme, ProgrammeArea
from reporting.models import Target
from tests.accounts.administration.conftest import open_context
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.network import ProgrammeFactory

pytestmark = pytest.mark.django_db

BASE = "/administration/programmes"
TARGET = {"indicator": "A01", "value": "700", "period": "all", "source": "Plan, page 3"}


def posted(browser, address: str, **data):
    answer = browser.post(f"{BASE}/{address}", data)
    open_context()
    return answer


def test_programme_is_made_for_own_areas(browse):
    made = posted(browse("administrator"), "new/", code="TKK-9", name_fi="Uusi", areas=[HOME_AREA], version=5)

    programme = Programme.objects.get(code="TKK-9")
    assert (made.status_code, programme.version, programme.name_fi) == (302, 1, "Uusi")
    assert list(ProgrammeArea.objects.filter(programme=programme).values_list("area_id", flat=True)) == [HOME_AREA]


@pytest.mark.parametrize("areas", [[], [OTHER_AREA], [HOME_AREA, OTHER_AREA]])
def test_programme_of_other_areas_is_refused(browse, areas):
    answer = posted(browse("administrator"), "new/", code="TKK-9", name_fi="Uusi", areas=areas)

    assert (answer.status_code, Programme.objects.filter(code="TKK-9").exists()) == (422, False)


def test_programme_is_changed_and_its_history_read(browse, people):
    programme = ProgrammeFactory(code="P1", funder="Before")
    browser = browse("administrator")

    answer = posted(browser, "P1/", version=1, name_fi="Nimi", funder="After", areas=[HOME_AREA], code="P2")

    page = browser.get(f"{BASE}/P1/").content.decode()
    open_context()
    programme.refresh_from_db()
    assert (answer.status_code, programme.code, programme.funder, programme.version) == (302, "P1", "After", 2)
    assert "Before → After" in page
    assert people["administrator"].name in page


def test_programme_that_ends_before_it_starts_is_refused(browse):
    ProgrammeFactory(code="P1")

    answer = posted(
        browse("administrator"),
        "P1/",
        version=1,
        name_fi="Nimi",
        starts_on="2026-01-02",
        ends_on="2026-01-01",
        areas=[HOME_AREA],
    )

    assert (answer.status_code, Programme.objects.get(code="P1").version) == (422, 1)


@pytest.mark.parametrize("page", ["P1/", "P1/targets/", "P1/targets/new/"])
@pytest.mark.parametrize("persona", ["outsider", "supervisor", "coordinator"])
def test_programmes_of_other_areas_are_as_if_absent(browse, persona, page):
    ProgrammeFactory(code="P1")

    assert browse(persona).get(f"{BASE}/{page}").status_code == 404


@pytest.mark.capability("PR-03")
def test_target_is_added_and_changed(browse):
    programme = ProgrammeFactory(code="P1")
    browser = browse("administrator")
    posted(browser, "P1/targets/new/", **TARGET, programme=ProgrammeFactory().pk)
    target = Target.objects.get(programme=programme)

    posted(browser, f"P1/targets/{target.pk}/", **(TARGET | {"value": "740"}), version=1)
    stale = posted(browser, f"P1/targets/{target.pk}/", **(TARGET | {"value": "750"}), version=1)

    target.refresh_from_db()
    page = browser.get(f"{BASE}/P1/targets/{target.pk}/").content.decode()
    assert (target.value, target.version, stale.status_code) == (740, 2, 409)
    assert "→ 740" in page


@pytest.mark.parametrize(
    ("_case", "changes"),
    [("nothing", {"value": "0"}), ("unknown", {"indicator": "A99"}), ("odd period", {"period": "soon"})],
)
def test_target_that_cannot_be_is_refused(browse, _case, changes):
    ProgrammeFactory(code="P1")

    answer = posted(browse("administrator"), "P1/targets/new/", **(TARGET | changes))

    assert (answer.status_code, Target.objects.count()) == (422, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_as_much_for_many_as_for_one(browse, django_assert_num_queries, count):
    programme = ProgrammeFactory(code="P1", starts_on=timezone.localdate())
    for number in range(count):
        ProgrammeFactory()
        Target.objects.create(programme=programme, indicator="A01", value=1 + number, source=f"Plan {number}")
    browser = browse("administrator")

    with django_assert_num_queries(6):
        browser.get(f"{BASE}/")
    with django_assert_num_queries(7):
        browser.get(f"{BASE}/P1/targets/")
