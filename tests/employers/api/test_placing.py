"""Contacts, vacancies, matches, job referrals, placements and decisions over REST, each by its scope."""

from decimal import Decimal

import pytest

from clients.enums.demands import Ability, Demand
from clients.models import DemandAssessment, DemandProfile, Disclosure
from employers.enums.placements import Rung
from employers.models import EmployerContact, JobReferral, MatchRecord, Vacancy, WillingKeyword
from tests.clients.api.conftest import refused, token_of, written
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory
from tests.factories.employers import EmployerFactory, VacancyFactory
from tests.factories.employment import SupportApplicationFactory
from tests.factories.placing import employer_consent, placement_on

CALL = {"held_on": "2026-03-02", "channel": "phone", "topic_raised": True, "interest": 2, "traits": ["seated"]}
JOB = {
    "title": "Avustaja",
    "municipality": "853",
    "occupation": "9",
    "hours_from": 18,
    "hours_to": 20,
    "demands": {"lifting": 10, "social": 2},
    "accommodations": ["help"],
}


@pytest.fixture
def token(db):
    return token_of("employers:read", "employers:write", "cases:read", "cases:write", name="Cases")


def test_a_logged_contact_marks_the_employer_as_willing_and_is_told_without_a_person(send, post):
    employer = EmployerFactory()

    made = written(post(f"employers/{employer.pk}/contacts/", CALL))

    assert written(post(f"employers/{employer.pk}/contacts/", CALL)) == made
    assert (EmployerContact.objects.count(), WillingKeyword.objects.standing().count()) == (1, 1)
    (told,) = send("get", f"employer-contacts/?employer={employer.pk}").json()["items"]
    assert (told["interest"], told["traits"], told["is_withdrawn"]) == (2, ["seated"], False)
    assert "person" not in told
    assert send("get", "employer-contacts/?format=csv").content.count(b"\n") == 2


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"held_on": "2999-01-01"}, 422, "held_on"),
        ({"channel": "home"}, 400, "channel"),
        ({"interest": 4}, 400, "interest"),
        ({"answered": False}, 422, "answered"),
        ({"person": "somebody"}, 400, "person"),
    ],
)
def test_a_contact_that_cannot_be_says_why_and_marks_nobody(post, change, status, field):
    assert refused(post(f"employers/{EmployerFactory().pk}/contacts/", CALL | change)) == (status, field)

    assert (EmployerContact.objects.count(), WillingKeyword.objects.count()) == (0, 0)


def test_a_vacancy_is_recorded_opened_changed_and_closed_with_a_reason(send, post):
    employer = EmployerFactory()
    made = written(post(f"employers/{employer.pk}/vacancies/", JOB))
    steps = f"vacancies/{made['id']}/steps/"

    assert send("get", "vacancies/").json()["items"] == []
    written(post(steps, {"version": 1, "to": "open"}, key="open"))
    (told,) = send("get", "vacancies/?state=open").json()["items"]
    assert (told["demands"], told["hours_to"], told["state"]) == ({"lifting": 10.0, "social": 2.0}, 20.0, "open")
    assert send("patch", f"vacancies/{made['id']}/", {"version": 2, "places": 2}).json()["version"] == 3
    assert refused(post(steps, {"version": 3, "to": "closed"}, key="close"))[0] == 422
    written(post(steps, {"version": 3, "to": "closed", "reason": "cancelled"}, key="again"))
    assert refused(send("patch", f"vacancies/{made['id']}/", {"version": 4, "demands": {"lifting": 900}}))[0] == 409
    bad = post(f"employers/{employer.pk}/vacancies/", JOB | {"demands": {"lifting": 900}}, key="bad")
    assert refused(bad) == (422, "demands.lifting")


@pytest.mark.capability("EM-03")
def test_a_presentation_is_sent_only_by_the_clients_consent_and_its_words_are_told_to_no_machine(send, post, north):
    client, employer = ClientFactory(unit=north), EmployerFactory()
    body = {"kind": "present", "employer": str(employer.pk), "items": ["name", "skills"], "skills": "Baking"}
    made = written(post(f"clients/{client.pk}/job-referrals/", body))
    steps = f"job-referrals/{made['id']}/steps/"

    assert refused(post(steps, {"version": 1, "to": "sent"}, key="unasked"))[0] == 403
    assert (JobReferral.objects.get().state, Disclosure.objects.count()) == ("draft", 0)
    employer_consent(client, employer.name)
    written(post(steps, {"version": 1, "to": "sent"}, key="asked"))
    written(post(steps, {"version": 2, "to": "no_interest", "reason": "filled"}, key="answer"))
    told = send("get", f"job-referrals/{made['id']}/").json()
    assert (told["state"], [one["state"] for one in told["steps"]]) == ("no_interest", ["sent", "no_interest"])
    assert Disclosure.objects.get().items == ["name", "skills"]
    assert len(send("get", f"clients/{client.pk}/job-referrals/?state=no_interest").json()["items"]) == 1
    assert "Baking" not in send("get", "job-referrals/").content.decode()


def test_jobs_are_found_for_a_client_with_reasons_and_recorded_as_shown(send, post, north):
    client = ClientFactory(unit=north)
    profile = DemandProfile.objects.create(
        area_id=client.area_id, client=client, assessed_on="2026-03-01", recorded_by=UserFactory()
    )
    DemandAssessment.objects.create(
        area_id=client.area_id, profile=profile, demand=Demand.LIFTING, ability=Ability.LIMITED, limit=Decimal(5),
        source="own",
    )  # fmt: skip
    light = VacancyFactory(demands={"lifting": 3})
    heavy = VacancyFactory(demands={"lifting": 40})

    made = written(post(f"clients/{client.pk}/job-matches/", {}))

    found = send("get", f"job-matches/{made['id']}/").json()
    assert [item["vacancy"] for item in found["items"]] == [str(light.pk)]
    assert (found["found"], found["stops"], found["items"][0]["reasons"] != []) == (1, 1, True)
    assert list(MatchRecord.objects.values_list("vacancy_id", flat=True)) == [light.pk]
    assert str(heavy.pk) not in str(found)
    assert Vacancy.objects.count() == 2


@pytest.mark.capability("SU-01")
def test_placements_and_decisions_are_told_with_the_days_of_their_facts(send, north):
    client = ClientFactory(unit=north)
    placed = placement_on(Rung.TRY_OUT, client=client)
    SupportApplicationFactory(client=client, kind="arrangement", purpose="1", ground="", business_id="9000000-3")

    (placement,) = send("get", "placements/?kind=try_out").json()["items"]
    (decision,) = send("get", "support-decisions/?business_id=9000000-3").json()["items"]

    assert (placement["id"], placement["begun_on"]) == (str(placed.pk), placed.first_on.isoformat())
    assert (decision["kind"], decision["client"]) == ("arrangement", str(client.pk))
    assert send("get", "placements/?kind=open").json()["items"] == []


def test_a_machine_of_employers_alone_reads_nothing_of_a_client(send, north):
    client = ClientFactory(unit=north)
    alone = token_of("employers:read", "employers:write", name="Register")

    for path in ("placements/", "support-decisions/", "job-referrals/", f"clients/{client.pk}/job-referrals/"):
        assert send("get", path, by=alone).status_code == 403, path
