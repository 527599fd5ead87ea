from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import MessageKind, Right, Role
from accounts.models import Membership, Message
from accounts.services.memberships import Terms, change_membership, end_membership, give_membership
from config.kernel.errors import Conflict, NotAllowed, NotFound, Refusal
from tests.accounts.administration.conftest import open_context
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, UnitFactory, member

pytestmark = pytest.mark.django_db


def terms(**changes) -> Terms:
    return Terms(**({"area_id": HOME_AREA, "unit_id": None, "role": Role.OWN_COACH} | changes))


def act_as(user, *areas) -> None:
    set_context(user=user.pk, areas=areas or [HOME_AREA])


def test_role_is_given_from_today_and_the_person_told(people):
    act_as(people["administrator"])

    membership = give_membership(
        actor=people["administrator"], person_id=people["coordinator"].pk, terms=terms(rights=[Right.HEALTH])
    )

    assert (membership.valid_from, membership.rights) == (timezone.localdate(), ["terveys"])
    assert Message.objects.get(user=people["coordinator"]).kind == MessageKind.RIGHTS_CHANGED


def test_change_holds_at_once_and_stands_in_the_history(browse, people):
    membership = people["coordinator"].memberships.get()
    browser = browse("administrator")
    address = f"/administration/memberships/{membership.pk}/"

    answer = browser.post(
        address,
        {"version": 1, "area": HOME_AREA, "role": Role.SUPERVISOR, "rights": ["turva"], "valid_to": "2035-01-01"},
    )

    page = browser.get(address).content.decode()
    open_context()
    changed = Membership.objects.get(pk=membership.pk)
    assert answer.status_code == 302
    assert (changed.role, changed.rights, changed.valid_to, changed.unit, changed.version) == (
        Role.SUPERVISOR,
        ["turva"],
        date(2035, 1, 1),
        None,
        2,
    )
    assert "Work-ability coordinator → Supervisor" in page
    assert people["administrator"].name in page


def test_end_takes_the_role_away_at_the_next_request(browse, people):
    membership = people["supervisor"].memberships.get()
    theirs = browse("supervisor")
    assert theirs.get("/administration/people/").status_code == 200
    browser = browse("administrator")

    browser.post(f"/administration/memberships/{membership.pk}/end/", {"version": 1})

    open_context()
    assert Membership.objects.get(pk=membership.pk).valid_to == timezone.localdate() - timedelta(days=1)
    assert theirs.get("/administration/people/").status_code in {302, 403}


@pytest.mark.parametrize("step", ["give", "change", "end"])
def test_nobody_changes_the_own_rights(people, step):
    actor = people["administrator"]
    own = actor.memberships.get()
    act_as(actor)
    steps = {
        "give": lambda: give_membership(actor=actor, person_id=actor.pk, terms=terms()),
        "change": lambda: change_membership(actor=actor, membership_id=own.pk, version=1, terms=terms()),
        "end": lambda: end_membership(actor=actor, membership_id=own.pk, version=1),
    }

    with pytest.raises(NotAllowed):
        steps[step]()

    assert list(actor.memberships.values_list("role", "version")) == [(Role.ADMINISTRATOR, 1)]


@pytest.mark.parametrize(
    ("_case", "changes"),
    [
        ("a unit of another area", {"unit": True}),
        ("rights without clients", {"role": Role.ADMINISTRATOR, "rights": [Right.HEALTH]}),
        ("ends before it begins", {"valid_from": date(2030, 1, 2), "valid_to": date(2030, 1, 1)}),
    ],
)
def test_terms_that_cannot_be_are_refused(people, _case, changes):
    if changes.get("unit"):
        changes = {"unit_id": UnitFactory(area_id=OTHER_AREA).pk}
    act_as(people["administrator"])

    with pytest.raises(Refusal):
        give_membership(actor=people["administrator"], person_id=people["coordinator"].pk, terms=terms(**changes))

    assert people["coordinator"].memberships.count() == 1


def test_area_without_an_administrator_cannot_come_about(people):
    first, second = people["administrator"], people["second"]
    last = second.memberships.get()
    Membership.objects.filter(user=first).update(role=Role.SUPERVISOR)
    first = type(first).objects.get(pk=first.pk)
    act_as(first)

    with pytest.raises(NotFound):
        end_membership(actor=first, membership_id=last.pk, version=1)

    assert Membership.objects.get(pk=last.pk).version == 1


def test_two_administrators_cannot_end_each_other(people):
    """The second of two acts on rights that the first took away meanwhile: what is left is counted under a lock."""
    first, second = people["administrator"], people["second"]
    own, other = first.memberships.get(), second.memberships.get()
    assert [one.role for one in first.memberships_today()] == [Role.ADMINISTRATOR]
    Membership.objects.filter(pk=own.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    act_as(second)
    set_context(user=None, areas=[HOME_AREA])

    with pytest.raises(Refusal, match="administrator"):
        end_membership(actor=first, membership_id=other.pk, version=1)


def test_of_a_person_of_two_areas_the_own_memberships_are_changed_alone(people):
    shared = member(role=Role.COORDINATOR)
    theirs = MembershipFactory(user=shared, area_id=OTHER_AREA, role=Role.COORDINATOR)
    act_as(people["administrator"])

    with pytest.raises(NotFound):
        end_membership(actor=people["administrator"], membership_id=theirs.pk, version=1)
    end_membership(actor=people["administrator"], membership_id=shared.memberships.get(area_id=HOME_AREA).pk, version=1)

    open_context()
    assert Membership.objects.get(pk=theirs.pk).valid_to is None


def test_change_against_an_old_version_is_a_conflict(people):
    membership = people["coordinator"].memberships.get()
    act_as(people["administrator"])
    change_membership(actor=people["administrator"], membership_id=membership.pk, version=1, terms=terms())

    with pytest.raises(Conflict) as conflict:
        change_membership(
            actor=people["administrator"], membership_id=membership.pk, version=1, terms=terms(role=Role.SUPERVISOR)
        )

    assert any("Own coach" in str(triple) or "Omavalmentaja" in str(triple) for triple in conflict.value.differences)


def test_memberships_nobody_looked_at_for_a_year_wait_for_review(browse, people):
    membership = people["coordinator"].memberships.get()
    Membership.objects.exclude(pk=membership.pk).update(reviewed_on=timezone.localdate())
    browser = browse("administrator")

    before = browser.get("/administration/memberships/").content.decode()
    browser.post(f"/administration/memberships/{membership.pk}/confirm/", {"version": 1})
    after = browser.get("/administration/memberships/").content.decode()

    assert people["coordinator"].name in before
    assert people["coordinator"].name not in after


@pytest.mark.parametrize("count", [1, 3])
def test_the_review_list_asks_as_much_for_many_as_for_one(browse, people, django_assert_num_queries, count):
    Membership.objects.update(reviewed_on=timezone.localdate())
    for _number in range(count):
        member(role=Role.COORDINATOR)
    browser = browse("administrator")

    with django_assert_num_queries(6):
        answer = browser.get("/administration/memberships/")

    assert answer.status_code == 200
