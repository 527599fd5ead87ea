from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.enums import MessageKind, Role
from accounts.models import Membership, Message, User
from ledger.services.mailing import deliver_messages
from tests.accounts.administration.conftest import PERSONAS, open_context
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, UnitFactory, UserFactory, member

pytestmark = pytest.mark.django_db

LIST = "/administration/people/"
PAGES = (
    LIST,
    "/administration/people/invite/",
    "/administration/memberships/",
    "/administration/units/",
    "/administration/units/new/",
    "/administration/codes/",
    "/administration/codes/new/",
    "/administration/api-clients/",
    "/administration/api-clients/new/",
    "/administration/notices/",
    "/administration/notices/new/",
    "/administration/programmes/",
    "/administration/programmes/new/",
)
INVITATION = {
    "email": "New.Person@test.invalid",
    "name": "New Person",
    "language": "sv",
    "area": HOME_AREA,
    "role": Role.COORDINATOR,
    "rights": ["terveys"],
}


def invited(browser, **changes):
    answer = browser.post("/administration/people/invite/", INVITATION | changes)
    open_context()
    return answer


def posted(browser, address, **data):
    answer = browser.post(address, data)
    open_context()
    return answer


@pytest.mark.parametrize("persona", PERSONAS)
def test_pages_open_to_administrators_alone(browse, persona):
    browser = browse(persona)

    statuses = {page: browser.get(page).status_code for page in PAGES}

    is_administrator = persona in {"administrator", "outsider"}
    expected = dict.fromkeys(PAGES, 200 if is_administrator else 302 if persona == "nobody" else 403)
    if persona == "supervisor":
        expected[LIST] = 200
    assert statuses == expected


def test_administrator_sees_the_people_of_the_own_area_alone(browse, people):
    shared = member()
    MembershipFactory(user=shared, area_id=OTHER_AREA)

    page = browse("administrator").get(LIST).content.decode()

    assert people["coordinator"].email in page
    assert shared.email in page
    assert people["outsider"].email not in page
    assert people["nobody"].email not in page


def test_supervisor_sees_the_own_unit_and_changes_nobody(browse, people):
    elsewhere = member(role=Role.COORDINATOR, unit=UnitFactory(name="West"))
    browser = browse("supervisor")

    page = browser.get(LIST).content.decode()
    person = browser.get(f"{LIST}{people['coordinator'].pk}/").content.decode()
    hidden = browser.get(f"{LIST}{elsewhere.pk}/")
    step = browser.get(f"{LIST}{people['coordinator'].pk}/close/")

    assert people["coordinator"].email in page
    assert elsewhere.email not in page
    assert (hidden.status_code, step.status_code) == (404, 403)
    assert "Close the account" not in person
    assert 'method="post" action="/administration' not in person


@pytest.mark.parametrize("page", ["", "close/", "open/", "reset/", "memberships/new/"])
def test_people_of_another_area_are_as_if_absent(browse, people, page):
    browser = browse("outsider")

    hidden = browser.get(f"{LIST}{people['coordinator'].pk}/{page}")
    absent = browser.get(f"{LIST}00000000-0000-4000-8000-000000000000/{page}")

    assert (hidden.status_code, absent.status_code) == (404, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(browse, django_assert_num_queries, count):
    for _number in range(count):
        member(role=Role.COORDINATOR)
    browser = browse("administrator")

    with django_assert_num_queries(8):
        answer = browser.get(f"{LIST}?role=tyko")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("name=person", {"administrator", "second", "supervisor", "coordinator"}),
        ("role=esihlo", {"supervisor"}),
        ("state=closed", set()),
        ("state=invited&sort=-name", {"second", "supervisor", "coordinator"}),
        ("name=nobody+at+all", set()),
        ("state=x&role=y&unit=z&page=w&sort=v", {"administrator", "second", "supervisor", "coordinator"}),
    ],
)
def test_list_is_filtered(browse, people, query, seen):
    page = browse("administrator").get(f"{LIST}?{query}").content.decode()

    assert {name for name, person in people.items() if f">{person.name}</a></th>" in page} == seen


def test_file_of_people_defuses_formulas_and_asks_for_a_second_factor(browse, people):
    MembershipFactory(user=UserFactory(name="=HYPERLINK(1)"))

    answer = browse("administrator").get("/administration/people.csv")

    text = answer.content.decode()
    assert "'=HYPERLINK(1)" in text
    assert people["outsider"].email not in text


def test_invite_makes_a_person_with_one_role_and_mails_a_link(browse):
    answer = invited(browse("administrator"), is_active="", password="x", is_superuser="on", version=7)

    person = User.objects.get(email="new.person@test.invalid")
    membership = person.memberships.get()
    assert answer.url == f"{LIST}{person.pk}/"
    assert (person.name, person.language, person.is_active, person.has_usable_password()) == (
        "New Person",
        "sv",
        True,
        False,
    )
    assert (membership.area_id, membership.role, membership.rights) == (HOME_AREA, Role.COORDINATOR, ["terveys"])
    deliver_messages()
    assert any("/account/link/" in sent.body for sent in mail.outbox if sent.to == [person.email])


def test_invite_of_somebody_known_elsewhere_adds_the_role_only(browse, people):
    answer = invited(browse("administrator"), email=people["outsider"].email.upper(), name="Other Name")

    outsider = User.objects.get(pk=people["outsider"].pk)
    assert answer.status_code == 302
    assert outsider.name == people["outsider"].name
    assert sorted(outsider.memberships.values_list("area_id", flat=True)) == [OTHER_AREA, HOME_AREA]


@pytest.mark.parametrize(
    ("_case", "changes", "status"),
    [
        ("another area", {"area": OTHER_AREA}, 422),
        ("no address", {"email": "nothing"}, 422),
        ("unknown role", {"role": "root"}, 422),
        ("unknown right", {"rights": ["everything"]}, 422),
        ("rights of a role without clients", {"role": Role.ANALYST}, 422),
        ("ends before it begins", {"valid_from": "2030-01-02", "valid_to": "2030-01-01"}, 422),
    ],
)
def test_invite_refused_leaves_nothing(browse, _case, changes, status):
    before = (User.objects.count(), Membership.objects.count(), Message.objects.count())

    answer = invited(browse("administrator"), **changes)

    assert answer.status_code == status
    assert (User.objects.count(), Membership.objects.count(), Message.objects.count()) == before


@pytest.mark.parametrize("persona", ["supervisor", "coordinator"])
def test_invite_is_refused_to_others(browse, persona):
    before = User.objects.count()

    answer = invited(browse(persona))

    assert (answer.status_code, User.objects.count()) == (403, before)


def test_steps_ask_for_a_fresh_second_factor(browse, people):
    browser = browse("administrator")
    session = browser.session
    session["account_authentication_methods"] = [{"method": "console", "at": 0}]
    session.save()
    person = f"{LIST}{people['coordinator'].pk}/"

    answers = [
        browser.get("/administration/people/invite/"),
        browser.get(f"{person}close/"),
        browser.post(f"{person}close/", {"version": 1, "reason": "left the office"}),
        browser.get(f"{person}memberships/new/"),
        browser.get("/administration/people.csv"),
        browser.get("/administration/api-clients/new/"),
    ]

    open_context()
    assert {answer.url.partition("?")[0] for answer in answers} == {"/account/step-up/"}
    assert User.objects.get(pk=people["coordinator"].pk).is_active


def test_closing_an_account_ends_it_and_keeps_the_reason(browse, people):
    person = people["coordinator"]
    browser, theirs = browse("administrator"), browse("coordinator")

    posted(browser, f"{LIST}{person.pk}/close/", version=1, reason="Moved to another employer")

    assert not User.objects.get(pk=person.pk).is_active
    assert theirs.get("/profile/").status_code == 302
    assert "Moved to another employer" in browser.get(f"{LIST}{person.pk}/").content.decode()
    open_context()
    assert Message.objects.filter(user=person, kind=MessageKind.DEACTIVATED).count() == 1
    posted(browser, f"{LIST}{person.pk}/open/", version=2, reason="Came back")
    assert User.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize("case", ["oneself", "elsewhere too", "no reason", "another area's administrator"])
def test_closing_an_account_is_refused(browse, people, case):
    shared = member()
    MembershipFactory(user=shared, area_id=OTHER_AREA)
    who, whom, reason = {
        "oneself": ("administrator", people["administrator"], "I leave today"),
        "elsewhere too": ("administrator", shared, "left the office"),
        "no reason": ("administrator", people["coordinator"], " "),
        "another area's administrator": ("outsider", people["coordinator"], "left the office"),
    }[case]

    answer = posted(browse(who), f"{LIST}{whom.pk}/close/", version=1, reason=reason)

    assert answer.status_code in {403, 404, 422}
    assert User.objects.get(pk=whom.pk).is_active


def test_change_against_an_old_version_shows_both(browse, people):
    person = people["coordinator"]
    posted(browse("second"), f"{LIST}{person.pk}/rename/", version=1, name="First Change")

    answer = posted(browse("administrator"), f"{LIST}{person.pk}/rename/", version=1, name="Second Change")

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "First Change" in text
    assert "Second Change" in text
    assert User.objects.get(pk=person.pk).name == "First Change"


def test_rename_reads_no_other_field(browse, people):
    person = people["coordinator"]

    posted(
        browse("administrator"),
        f"{LIST}{person.pk}/rename/",
        version=1,
        name="Renamed",
        email="mine@test.invalid",
        is_active="",
        language="sv",
    )

    changed = User.objects.get(pk=person.pk)
    assert (changed.name, changed.email, changed.is_active, changed.language) == (
        "Renamed",
        person.email,
        True,
        person.language,
    )


def test_reset_of_the_sign_in_is_asked_for_with_a_reason(browse, people):
    person = people["coordinator"]
    browser = browse("administrator")

    refused = posted(browser, f"{LIST}{person.pk}/reset/", version=1, reason="")
    done = posted(browser, f"{LIST}{person.pk}/reset/", version=1, reason="Lost the phone, called back")

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Message.objects.filter(user=person, kind=MessageKind.SIGN_IN_RESET).count() == 1


def test_rights_fall_away_after_the_last_day(browse, people, time_machine):
    Membership.objects.filter(user=people["administrator"]).update(valid_to=timezone.localdate())
    MembershipFactory(user=people["administrator"], role=Role.COORDINATOR)
    today = browse("administrator").get(LIST)

    open_context()
    time_machine.move_to(timezone.now() + timedelta(days=1), tick=True)
    tomorrow = browse("administrator").get(LIST)

    assert (today.status_code, tomorrow.status_code) == (200, 403)
