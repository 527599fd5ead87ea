"""The page after sign-in by role, the header's links, and what is one's own: language, messages, help."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import ROLES_OF_PEOPLE, MessageKind, Role
from accounts.models import Message, User
from accounts.selectors.messages import ABOUT, LEADS_TO
from accounts.services.messages import tell
from tests.accounts.administration.conftest import open_context
from tests.factories.accounts import OTHER_AREA, UserFactory, member
from tests.factories.network import ProgrammeFactory

pytestmark = pytest.mark.django_db

FIRST_PAGES = {
    Role.COORDINATOR: "/my-day/",
    Role.OWN_COACH: "/my-day/",
    Role.SUPERVISOR: "/programmes/P1/",
    Role.REGIONAL: "/programmes/P1/",
    Role.ANALYST: "/programmes/P1/",
    Role.ADMINISTRATOR: "/administration/people/",
    Role.DATA_PROTECTION: "/logs/",
    Role.EMPLOYER_SPECIALIST: "/employers/",
    Role.PARTNER: None,
}
LINKS = {
    Role.COORDINATOR: ["/clients/", "/programmes/", "/imports/"],
    Role.OWN_COACH: ["/clients/", "/programmes/"],
    Role.SUPERVISOR: ["/clients/", "/programmes/", "/imports/", "/runs/", "/administration/people/"],
    Role.REGIONAL: ["/clients/", "/programmes/"],
    Role.ANALYST: ["/programmes/", "/runs/"],
    Role.ADMINISTRATOR: ["/programmes/", "/imports/", "/runs/", "/administration/people/"],
    Role.DATA_PROTECTION: ["/logs/"],
    Role.EMPLOYER_SPECIALIST: ["/employers/"],
    Role.PARTNER: [],
}


def browser_of(user: User) -> Client:
    browser = Client()
    set_context(user=user.pk)
    browser.force_login(user)
    open_context()
    return browser


@pytest.mark.parametrize("role", ROLES_OF_PEOPLE)
def test_sign_in_leads_to_where_the_work_of_the_role_begins(role):
    ProgrammeFactory(code="P1")
    administrator = member(role=Role.ADMINISTRATOR)
    browser = browser_of(member(role=role))

    answer = browser.get("/")

    expected = FIRST_PAGES[role]
    assert (answer.status_code, answer.headers.get("Location")) == (302 if expected else 200, expected)
    assert expected or administrator.email in answer.content.decode()


@pytest.mark.parametrize("role", ROLES_OF_PEOPLE)
def test_header_shows_the_links_of_the_role(role):
    browser = browser_of(member(role=role))

    links = [link.url for link in browser.get("/help/").context["navigation"]]

    assert set(links) >= set(LINKS[role])
    assert {url: browser.get(url).status_code for url in links} == dict.fromkeys(links, 200)


def test_language_of_the_header_is_kept_for_the_next_sign_in():
    user = member()
    browser = browser_of(user)

    answer = browser.post("/language/setlang/", {"language": "sv", "next": "/help/"})
    odd = browser.post("/language/setlang/", {"language": "xx", "next": "https://elsewhere.invalid/"})

    open_context()
    assert (answer.url, browser.cookies["tasma_language"].value) == ("/help/", "sv")
    assert odd.url == "/"
    assert User.objects.get(pk=user.pk).language == "sv"


def test_stranger_chooses_a_language_too():
    browser = Client()

    browser.post("/language/setlang/", {"language": "en", "next": "/sign-in/"})

    assert browser.cookies["tasma_language"].value == "en"


def test_profile_keeps_the_language_and_nothing_else():
    user = member()

    answer = browser_of(user).post(
        "/profile/",
        {"language": "fi", "next": "/profile/", "name": "Other", "email": "x@test.invalid", "is_active": ""},
    )

    open_context()
    changed = User.objects.get(pk=user.pk)
    assert answer.url == "/profile/"
    assert (changed.language, changed.name, changed.email, changed.is_active) == ("fi", user.name, user.email, True)


def test_help_and_profile_name_the_administrators_of_the_own_area_alone():
    own, other = member(role=Role.ADMINISTRATOR), member(role=Role.ADMINISTRATOR, area=OTHER_AREA)
    browser = browser_of(member())

    text = browser.get("/help/").content.decode() + browser.get("/profile/").content.decode()

    assert own.email in text
    assert other.email not in text


def test_messages_are_ones_own_and_become_read():
    user, other = member(), UserFactory()
    tell(user_id=user.pk, kind=MessageKind.NEW_DEVICE)
    tell(user_id=other.pk, kind=MessageKind.DEACTIVATED)
    browser = browser_of(user)

    before = browser.get("/messages/")
    browser.post("/messages/read/")
    after = browser.get("/messages/")

    open_context()
    assert (len(before.context["table"].rows), before.context["unread"], after.context["unread"]) == (1, 1, 0)
    assert Message.objects.get(user=other).read_at is None


def test_message_leads_to_its_page_and_only_its_own_person():
    user, other, client_id = member(), member(), uuid4()
    tell(user_id=user.pk, kind=MessageKind.CLIENT_RECEIVED, about=client_id)
    message = Message.objects.get(user=user)
    mine, theirs = browser_of(user), browser_of(other)

    page, opened = mine.get("/messages/").content.decode(), mine.get(f"/messages/{message.pk}/")
    refused = theirs.get(f"/messages/{message.pk}/")

    assert opened.url == f"/clients/{client_id}/"
    assert str(client_id) not in page
    assert refused.status_code == 404


def test_every_kind_of_message_leads_somewhere_that_is_there():
    for name in LEADS_TO.values():
        assert reverse(name)
    for name in ABOUT.values():
        assert reverse(name, args=[uuid4()])


@pytest.mark.parametrize("count", [1, 3])
def test_messages_ask_as_much_for_many_as_for_one(django_assert_num_queries, count):
    user = member()
    for _number in range(count):
        tell(user_id=user.pk, kind=MessageKind.NEW_DEVICE)
    Message.objects.update(created_at=timezone.now())
    browser = browser_of(user)

    with django_assert_num_queries(7):
        browser.get("/messages/")
