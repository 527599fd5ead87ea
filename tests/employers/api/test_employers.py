"""The register over REST: read, added to once, changed from a named state, by scope; no contact person is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from employers.models import Employer, Establishment
from tests.clients.api.conftest import refused, token_of, written
from tests.factories.accounts import OTHER_AREA
from tests.factories.employers import EmployerFactory, EstablishmentFactory, business_id

NEW = {
    "business_id": business_id(900),
    "name": "Uusi Oy",
    "kind": "company",
    "size": "2",
    "industry": "C",
    "establishment": {"municipality": "853", "street_address": "Esimerkkikatu 1"},
}


@pytest.fixture
def token(db):
    return token_of("employers:read", "employers:write", name="Register")


def test_an_employer_is_added_once_read_changed_and_gets_a_further_establishment(send, post):
    made = written(post("employers/", NEW))

    assert written(post("employers/", NEW)) == made
    told = send("get", f"employers/{made['id']}/").json()
    assert (told["name"], told["industry_version"], told["version"]) == ("Uusi Oy", "TOL2008", 1)
    (place,) = told["establishments"]
    assert (place["name"], place["municipality"]) == ("Uusi Oy", "853")
    assert send("patch", f"employers/{made['id']}/", {"size": "3", "version": 1}).json()["version"] == 2
    assert send("patch", f"employers/{made['id']}/", {"size": "4", "version": 1}).status_code == 409
    written(post(f"employers/{made['id']}/establishments/", {"name": "Varasto", "municipality": "680"}, key="other"))
    assert (Employer.objects.get().size, Establishment.objects.count()) == ("3", 2)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"business_id": "9000000-4"}, 422, "business_id"),
        ({"business_id": ""}, 422, "business_id"),
        ({"kind": "bakery"}, 400, "kind"),
        ({"name": ""}, 400, "name"),
        ({"establishment": {"municipality": "999"}}, 400, "establishment.municipality"),
        ({"establishment": {}}, 400, "establishment.municipality"),
        ({"diagnosis": "F00"}, 400, "diagnosis"),
    ],
)
def test_what_cannot_be_added_says_which_field_and_leaves_nothing(post, change, status, field):
    assert refused(post("employers/", NEW | change)) == (status, field)

    assert Employer.objects.count() == 0


def test_one_that_the_register_has_is_refused_and_left_as_it_is(post):
    EmployerFactory(business_id=NEW["business_id"], name="Vanha Oy")

    assert post("employers/", NEW).status_code == 422

    assert list(Employer.objects.values_list("name", flat=True)) == ["Vanha Oy"]


def test_pages_are_in_the_order_of_ids_as_lines_too_in_as_many_queries_for_three_as_for_one(send):
    EstablishmentFactory()
    with CaptureQueriesContext(connection) as one:
        send("get", "employers/")
    made = sorted([str(one.employer_id) for one in (EstablishmentFactory(), EstablishmentFactory())] + [
        str(Employer.objects.first().pk)
    ])  # fmt: skip

    with CaptureQueriesContext(connection) as three:
        page = send("get", "employers/").json()

    assert len(three) == len(one)
    assert sorted(item["id"] for item in page["items"]) == sorted(
        str(key) for key in Employer.objects.values_list("pk", flat=True)
    )
    assert set(made) <= {item["id"] for item in page["items"]}
    first = send("get", "employers/?limit=2").json()
    rest = send("get", first["next"].partition("/api/v1/")[2]).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == [item["id"] for item in page["items"]]
    assert send("get", "employers/?format=csv").content.decode().count("\n") == 4
    wanted = Employer.objects.first()
    found = send("get", f"employers/?business_id={wanted.business_id}").json()["items"]
    assert [item["id"] for item in found] == [str(wanted.pk)]


def test_a_machine_of_another_area_sees_the_same_register_and_one_of_all_areas_none(send):
    EmployerFactory()
    elsewhere = token_of("employers:read", name="Elsewhere", area=OTHER_AREA)
    everywhere = token_of("employers:read", name="Everywhere", area=None)

    assert len(send("get", "employers/", by=elsewhere).json()["items"]) == 1
    assert send("get", "employers/", by=everywhere).status_code == 403
