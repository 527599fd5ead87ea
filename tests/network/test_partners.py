"""Partners and their services: kept by supervisors and administrators of the area, seen by nobody of another."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.context import set_context
from accounts.enums import Role
from accounts.models import User
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from network.enums import STATISTICS, ServiceCode
from network.models import Organisation, Service
from network.selectors.partners import services_to_guide_to
from network.services.partners import PARTNER, SERVICE, add_partner, add_service, change_partner, change_service
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.network import OrganisationFactory, ServiceFactory
from tests.factories.signin import fresh_second_factor

KEEPERS = {"supervisor": Role.SUPERVISOR, "administrator": Role.ADMINISTRATOR}
OTHERS = {"coordinator": Role.COORDINATOR, "coach": Role.OWN_COACH, "analyst": Role.ANALYST}
WANTED = {
    "kind": "TUOTTAJA",
    "name": "Uusi Oy",
    "email": "tiimi@kumppani.invalid",
    "language": "sv",
    "valid_from": None,
    "valid_to": None,
}
GIVEN = {
    "code": "D3",
    "name": "Partial qualification",
    "is_procured": True,
    "is_for_employers": False,
    "capacity": 20,
    "referral_target": 300,
    "valid_from": date(2026, 1, 1),
    "valid_to": date(2026, 12, 31),
}


@pytest.fixture
def people(db) -> dict[str, User]:
    made = {name: member(role=role) for name, role in (KEEPERS | OTHERS).items()}
    return made | {"outsider": member(area=OTHER_AREA)}


@pytest.fixture
def signed_in(people) -> Callable[[str], Browser]:
    class Own(Browser):
        def request(self, **request: Any) -> Any:
            response = super().request(**request)
            set_context(user=None, areas=range(1, 47))
            return response

    def browser(persona: str) -> Browser:
        made = Own()
        set_context(user=people[persona].pk)
        made.force_login(people[persona])
        fresh_second_factor(made, people[persona])
        set_context(user=None, areas=range(1, 47))
        made.cookies["tasma_language"] = "en"
        return made

    return browser


@pytest.mark.parametrize("persona", KEEPERS)
def test_keepers_add_and_change(people, persona):
    partner = add_partner(actor=people[persona], area_id=HOME_AREA, values=WANTED)
    service = add_service(actor=people[persona], partner_id=partner.pk, values=GIVEN)

    change_partner(actor=people[persona], partner_id=partner.pk, version=1, values=WANTED | {"name": "Toinen Oy"})
    change_service(actor=people[persona], service_id=service.pk, version=1, values=GIVEN | {"capacity": 30})

    partner.refresh_from_db()
    service.refresh_from_db()
    assert {name: getattr(partner, name) for name in PARTNER} == WANTED | {"name": "Toinen Oy"}
    assert {name: getattr(service, name) for name in SERVICE} == GIVEN | {"capacity": 30}


@pytest.mark.parametrize("persona", OTHERS)
def test_others_keep_no_partners(people, persona):
    service = ServiceFactory()

    with pytest.raises(NotAllowed):
        add_partner(actor=people[persona], area_id=HOME_AREA, values=WANTED)
    with pytest.raises(NotFound):
        change_partner(actor=people[persona], partner_id=service.organisation_id, version=1, values=WANTED)
    with pytest.raises(NotFound):
        change_service(actor=people[persona], service_id=service.pk, version=1, values=GIVEN)

    assert (Organisation.objects.count(), Service.objects.get().version) == (1, 1)


def test_another_areas_partners_are_not_there(people):
    partner = OrganisationFactory()

    with pytest.raises(NotAllowed):
        add_partner(actor=people["outsider"], area_id=HOME_AREA, values=WANTED)
    with pytest.raises(NotFound):
        change_partner(actor=people["outsider"], partner_id=partner.pk, version=1, values=WANTED)

    partner.refresh_from_db()
    assert partner.email == "vastaanotto@kumppani.invalid"


def test_a_name_is_there_once_however_written(people):
    OrganisationFactory(name="UUSI oy")

    with pytest.raises(Refusal):
        add_partner(actor=people["supervisor"], area_id=HOME_AREA, values=WANTED)

    assert Organisation.objects.count() == 1


def test_nobody_overwrites(people):
    partner = OrganisationFactory(version=2)

    with pytest.raises(Conflict):
        change_partner(actor=people["supervisor"], partner_id=partner.pk, version=1, values=WANTED)


@pytest.mark.capability("SU-05")
@pytest.mark.parametrize(
    ("day", "offered"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 12, 31), 1), (date(2027, 1, 1), 0)]
)
def test_a_procured_service_is_offered_in_its_contract_period(people, day, offered):
    add_service(actor=people["supervisor"], partner_id=OrganisationFactory().pk, values=GIVEN)

    assert services_to_guide_to(HOME_AREA, day=day).count() == offered


def test_services_of_a_partner_that_has_ended_are_not_offered(db):
    ServiceFactory(organisation=OrganisationFactory(valid_to=date(2026, 1, 31)))

    assert services_to_guide_to(HOME_AREA, day=date(2026, 2, 1)).count() == 0


@pytest.mark.capability("CA-26")
def test_education_has_its_codes_and_their_statistics():
    education = (ServiceCode.TRAINING, ServiceCode.SELF_MOTIVATED, ServiceCode.APPRENTICESHIP)

    assert [STATISTICS[code][0] for code in education] == ["21_FI6", "21_FI17", "24_FI7"]
    assert all(code in ServiceCode for code in STATISTICS)


def test_pages_add_show_and_change(signed_in):
    browser = signed_in("supervisor")
    posted = {name: value for name, value in WANTED.items() if value is not None} | {"area": HOME_AREA}
    service = {**GIVEN, "is_procured": "on", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}

    added = browser.post(reverse("network:partner_new"), posted)
    partner = Organisation.objects.get()
    given = browser.post(reverse("network:service_new", args=[partner.pk]), service)
    page = browser.get(reverse("network:partner", args=[partner.pk])).content.decode()
    changed = browser.post(
        reverse("network:service", args=[Service.objects.get().pk]), {**service, "version": 1, "name": "Renamed"}
    )

    assert (added.status_code, given.status_code, changed.status_code) == (302, 302, 302)
    assert "Partial qualification" in page
    assert Service.objects.get().name == "Renamed"


@pytest.mark.parametrize(("persona", "status"), [*((name, 403) for name in OTHERS)])
def test_the_list_is_closed_to_others(signed_in, persona, status):
    OrganisationFactory(name="Hidden partner")

    response = signed_in(persona).get(reverse("network:partners"))

    assert (response.status_code, "Hidden partner" in response.content.decode()) == (status, False)


def test_another_area_sees_none_of_them(signed_in):
    partner = OrganisationFactory(name="Hidden partner")
    browser = signed_in("outsider")

    listed = browser.get(reverse("network:partners")).content.decode()
    opened = browser.get(reverse("network:partner", args=[partner.pk]))

    assert ("Hidden partner" in listed, opened.status_code) == (False, 404)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(signed_in, rows):
    for _row in range(rows):
        OrganisationFactory()
    browser = signed_in("supervisor")

    with CaptureQueriesContext(connection) as queries:
        browser.get(reverse("network:partners"))

    assert len(queries) == 7
