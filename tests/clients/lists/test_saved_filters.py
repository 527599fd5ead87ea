"""Filters kept, shared, changed and removed; and the tiles made of them."""

import pytest

from clients.models import SavedFilter
from clients.services.saved_filters import FilterText, change_filter, remove_filter, save_filter
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member

WAITING = FilterText(name="Waits", facets={"whose": "all", "waiting": "any"}, columns=["waiting"], as_tile=True)


def content(response) -> str:
    return response.content.decode()


def test_one_s_own_filter_is_one_s_own(people):
    kept = save_filter(actor=people["responsible"], area_id=HOME_AREA, text=WAITING)

    seen = {name: SavedFilter.objects.open_to(person).filter(pk=kept.pk).exists() for name, person in people.items()}
    assert [name for name, sees in seen.items() if sees] == ["responsible"]


def test_a_unit_s_filter_is_for_the_unit_and_the_area_s_for_all(people, client_of_north):
    unit = save_filter(
        actor=people["supervisor"], area_id=HOME_AREA, text=WAITING, is_own=False, unit_id=client_of_north.unit_id
    )

    assert SavedFilter.objects.open_to(people["colleague"]).filter(pk=unit.pk).exists()
    assert not SavedFilter.objects.open_to(people["responsible"]).filter(pk=unit.pk).exists()


@pytest.mark.parametrize("persona", ["responsible", "coach", "regional", "other_supervisor"])
def test_only_supervisors_share(people, client_of_north, persona):
    with pytest.raises(NotAllowed):
        save_filter(
            actor=people[persona], area_id=HOME_AREA, text=WAITING, is_own=False, unit_id=client_of_north.unit_id
        )

    assert SavedFilter.objects.count() == 0


def test_a_supervisor_of_a_unit_shares_nothing_with_the_area(people):
    with pytest.raises(NotAllowed):
        save_filter(actor=people["supervisor"], area_id=HOME_AREA, text=WAITING, is_own=False)

    assert SavedFilter.objects.count() == 0


@pytest.mark.parametrize("persona", ["analyst", "officer"])
def test_who_works_with_no_clients_keeps_no_filter(people, persona):
    with pytest.raises(NotAllowed):
        save_filter(actor=people[persona], area_id=HOME_AREA, text=WAITING)

    assert SavedFilter.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        FilterText(name=" "),
        FilterText(name="X", facets={"nobody": "1"}),
        FilterText(name="X", columns=["phone"]),
        FilterText(name="X", sort="phone"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(people, text):
    with pytest.raises(Refusal):
        save_filter(actor=people["responsible"], area_id=HOME_AREA, text=text)

    assert SavedFilter.objects.count() == 0


def test_a_name_is_used_once(people):
    save_filter(actor=people["responsible"], area_id=HOME_AREA, text=WAITING)

    with pytest.raises(Refusal):
        save_filter(actor=people["responsible"], area_id=HOME_AREA, text=WAITING)

    assert SavedFilter.objects.count() == 1


def test_a_filter_is_changed_and_removed_by_its_owner_alone(people):
    kept = save_filter(actor=people["responsible"], area_id=HOME_AREA, text=WAITING)
    other = FilterText(name="Other", facets={"phase": "new"})

    with pytest.raises(NotFound):
        change_filter(actor=people["colleague"], filter_id=kept.pk, version=1, text=other)
    with pytest.raises(NotFound):
        remove_filter(actor=member(area=OTHER_AREA), filter_id=kept.pk, version=1)
    changed = change_filter(actor=people["responsible"], filter_id=kept.pk, version=1, text=other)
    with pytest.raises(Conflict):
        remove_filter(actor=people["responsible"], filter_id=kept.pk, version=1)

    assert (changed.name, changed.facets, changed.version) == ("Other", {"phase": "new"}, 2)
    remove_filter(actor=people["responsible"], filter_id=kept.pk, version=2)
    assert SavedFilter.objects.count() == 0


def test_a_shared_filter_is_not_the_colleague_s_to_change(people, client_of_north):
    kept = save_filter(
        actor=people["supervisor"], area_id=HOME_AREA, text=WAITING, is_own=False, unit_id=client_of_north.unit_id
    )

    with pytest.raises(NotAllowed):
        remove_filter(actor=people["colleague"], filter_id=kept.pk, version=1)

    assert SavedFilter.objects.count() == 1


def test_a_supervisor_makes_a_tile_from_the_list(signed_in, people, client_of_north):
    browser = signed_in("supervisor")
    form = {"name": "Interpreters", "scope": f"unit:{HOME_AREA}:{client_of_north.unit_id}", "as_tile": "on"}

    answer = browser.post("/clients/filters/new/?whose=all&interpreter=1", {**form, "position": "5"})

    kept = SavedFilter.objects.get()
    assert (answer.status_code, kept.facets, kept.as_tile) == (302, {"whose": "all", "interpreter": "1"}, True)
    assert "Interpreters" in content(signed_in("colleague").get("/my-day/"))
    assert "Interpreters" not in content(signed_in("responsible").get("/my-day/"))


def test_what_was_typed_stays_when_it_is_refused(signed_in):
    browser = signed_in("colleague")

    answer = browser.post("/clients/filters/new/?waiting=client", {"name": "", "scope": "own", "position": "x"})

    assert answer.status_code == 422
    assert SavedFilter.objects.count() == 0


@pytest.mark.parametrize(
    ("persona", "status"), [("colleague", 200), ("responsible", 404), ("supervisor", 404), ("officer", 404)]
)
def test_a_filter_opens_to_its_owner(signed_in, people, persona, status):
    kept = save_filter(actor=people["colleague"], area_id=HOME_AREA, text=WAITING)

    assert signed_in(persona).get(f"/clients/filters/{kept.pk}/").status_code == status
