"""As whom machines act: a row that no way of signing in opens to, with the role of machines and no other."""

import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.utils import translation

from accounts.context import set_context
from accounts.enums import ROLES_OF_PEOPLE, ApiScope, Right, Role
from accounts.models import ApiClient, Area, Membership, SigninLink, User
from accounts.selectors.people import membership_of, people_of
from accounts.services.api_clients import issue_token
from accounts.services.machines import end_machine, register_machine
from accounts.services.memberships import Terms, change_membership, give_membership
from accounts.services.people import invite, reactivate, rename
from accounts.services.recovery import ask_for_reset, reset_sign_in
from accounts.services.signin import make_signin_token
from config.kernel.errors import NotFound, Refusal
from network.services.entering import enter
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, member

pytestmark = pytest.mark.django_db
REASON = "Because of the test."


@pytest.fixture
def administrator() -> User:
    return member(role=Role.ADMINISTRATOR)


@pytest.fixture
def actor() -> User:
    issue_token(name="Cases", scopes=["cases:read"], area=Area.objects.get(pk=HOME_AREA), days=1)
    return User.objects.get(machine__name="Cases")


def act_as(user: User) -> None:
    set_context(user=user.pk, areas=[HOME_AREA])


def test_a_machine_that_works_with_clients_has_its_row_once(actor):
    issue_token(
        name="Cases", scopes=["cases:write"], area=Area.objects.get(pk=HOME_AREA), days=1, rights=[Right.HEALTH]
    )

    held = actor.memberships.get()
    assert User.objects.filter(machine__isnull=False).count() == 1
    assert (actor.name, actor.is_active, actor.has_usable_password()) == ("Cases (API)", False, False)
    assert (held.area_id, held.unit_id, held.role, held.rights) == (HOME_AREA, None, "kone", ["terveys"])


@pytest.mark.parametrize(("scopes", "area"), [(["indicators:read"], HOME_AREA), (["cases:read"], None)])
def test_machines_of_numbers_or_of_all_areas_are_nobody(scopes, area):
    issue_token(name="Numbers", scopes=scopes, area=area and Area.objects.get(pk=area), days=1)

    assert not User.objects.filter(machine__isnull=False).exists()


def test_a_machine_of_numbers_gets_its_row_with_the_scope():
    area = Area.objects.get(pk=HOME_AREA)
    issue_token(name="Grows", scopes=["indicators:read"], area=area, days=1)

    issue_token(name="Grows", scopes=["cases:read"], area=area, days=1)

    assert User.objects.get(machine__name="Grows").memberships.get().role == Role.MACHINE


@pytest.mark.parametrize(("scopes", "area"), [(["indicators:read"], HOME_AREA), (["cases:read"], None)])
def test_rights_need_clients_to_see(scopes, area):
    with pytest.raises(Refusal):
        issue_token(
            name="X", scopes=scopes, area=area and Area.objects.get(pk=area), days=1, rights=[Right.NON_DISCLOSURE]
        )

    assert not ApiClient.objects.exists()


def test_no_way_of_signing_in_opens_to_it(actor):
    ask_for_reset(email=actor.email)

    assert enter(actor.pk) is None
    set_context(user=None, areas=range(1, 47))
    assert authenticate(email=actor.email, password="!") is None
    with pytest.raises(NotFound):
        make_signin_token(email=actor.email)
    assert not SigninLink.objects.exists()


def test_a_session_made_for_it_opens_nothing(actor):
    browser = Browser()
    set_context(user=actor.pk)
    browser.force_login(actor)

    answer = browser.get("/clients/")

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")


@pytest.mark.parametrize("change", [{"is_active": True}, {"password": "argon2$x"}, {"machine": None}])
def test_the_database_keeps_it_closed(actor, change):
    act_as(actor)

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=actor.pk).update(**change)


@pytest.mark.parametrize("role", ROLES_OF_PEOPLE)
def test_it_has_no_role_of_people(actor, role):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(user=actor).update(role=role)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=actor, role=role)


def test_it_acts_in_its_own_area_only(actor):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=actor, role=Role.MACHINE, area_id=OTHER_AREA)


def test_people_neither_have_its_role_nor_become_one(actor, administrator):
    person = member()
    terms = Terms(area_id=HOME_AREA, unit_id=None, role=Role.MACHINE)

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=person, role=Role.MACHINE)
    set_context(user=person.pk, areas=[HOME_AREA])
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_active=False, password="!", machine=actor.machine_id)
    act_as(administrator)
    with pytest.raises(Refusal):
        give_membership(actor=administrator, person_id=person.pk, terms=terms)


def test_it_is_none_of_the_people_an_administrator_keeps(actor, administrator):
    held = actor.memberships.get()
    act_as(administrator)

    assert not people_of(administrator).filter(pk=actor.pk).exists()
    for step in (
        lambda: membership_of(administrator, held.pk),
        lambda: rename(actor=administrator, person_id=actor.pk, version=1, name="Mine"),
        lambda: reactivate(actor=administrator, person_id=actor.pk, version=1, reason=REASON),
        lambda: reset_sign_in(actor=administrator, user_id=actor.pk, reason=REASON),
        lambda: change_membership(
            actor=administrator,
            membership_id=held.pk,
            version=1,
            terms=Terms(area_id=HOME_AREA, unit_id=None, role=Role.SUPERVISOR),
        ),
    ):
        with pytest.raises(NotFound):
            step()
    with pytest.raises(Refusal):
        invite(
            actor=administrator,
            email=actor.email,
            name="Mine",
            language="fi",
            terms=Terms(area_id=HOME_AREA, unit_id=None, role=Role.SUPERVISOR),
        )


def test_an_administrator_makes_one_with_rights_and_ends_it(administrator):
    act_as(administrator)
    machine, _credentials = register_machine(
        actor=administrator,
        area_id=HOME_AREA,
        name="Desk",
        scopes=[ApiScope.CASES_READ, ApiScope.CASES_WRITE],
        rights=[Right.NON_DISCLOSURE],
        valid_to=None,
    )
    actor = User.objects.get(machine=machine)
    before = actor.memberships_today()

    end_machine(actor=administrator, machine_id=machine.pk, version=1)

    assert [(one.role, one.rights) for one in before] == [("kone", ["turva"])]
    assert User.objects.get(pk=actor.pk).memberships_today() == []


def test_the_command_gives_scopes_and_rights():
    said = io.StringIO()
    call_command(
        "issue_api_token", "Desk", "--scopes", "cases:read", "cases:write", "--area", str(HOME_AREA),
        "--rights", "turva", stdout=said, stderr=io.StringIO(),
    )  # fmt: skip

    set_context(user=None, areas=[HOME_AREA])
    assert said.getvalue().strip()
    assert Membership.objects.get(user__machine__name="Desk").rights == ["turva"]


def test_the_command_refuses_rights_to_no_clients():
    with translation.override("en"), pytest.raises(CommandError, match="works with clients"):
        call_command(
            "issue_api_token", "Desk", "--scopes", "indicators:read", "--area", str(HOME_AREA), "--rights", "turva"
        )
