"""What the database lets an administrator do, with every check of the application left out."""

import pytest
from django.db import DatabaseError, transaction

from accounts.context import set_context
from accounts.enums import ROLES_OF_PEOPLE, Role
from accounts.models import Code, Membership, User
from network.models import Programme, ProgrammeArea
from reporting.models import Target
from tests.factories.accounts import HOME_AREA, OTHER_AREA, MembershipFactory, UserFactory, member
from tests.factories.network import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return member(role=Role.ADMINISTRATOR)


def act_as(user: User, *areas: int) -> None:
    set_context(user=user.pk, areas=areas)


def refused(write) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def test_administrator_neither_reads_nor_changes_people_of_another_area(administrator):
    stranger = member(area=OTHER_AREA)
    act_as(administrator, HOME_AREA)

    assert not User.objects.filter(pk=stranger.pk).exists()
    assert User.objects.filter(pk=stranger.pk).update(name="Taken") == 0
    assert Membership.objects.filter(user=stranger).update(role=Role.PARTNER) == 0


def test_administrator_changes_people_of_the_own_area(administrator):
    colleague = member()
    act_as(administrator, HOME_AREA)

    assert User.objects.filter(pk=colleague.pk).update(is_active=False) == 1
    assert Membership.objects.filter(user=colleague).update(role=Role.COORDINATOR) == 1


@pytest.mark.parametrize("role", [role for role in ROLES_OF_PEOPLE if role != Role.ADMINISTRATOR])
def test_others_change_nobody(role):
    actor, colleague = member(role=role), member()
    newcomer = UserFactory()
    act_as(actor, HOME_AREA)

    assert User.objects.filter(pk=colleague.pk).update(is_active=False) == 0
    assert Membership.objects.filter(user=colleague).update(role=Role.ADMINISTRATOR) == 0
    refused(lambda: MembershipFactory(user=newcomer))
    refused(lambda: Code.objects.update(position=1))


def test_nobody_gives_oneself_rights(administrator):
    act_as(administrator, HOME_AREA)

    assert Membership.objects.filter(user=administrator).update(rights=["turva"]) == 0
    refused(lambda: MembershipFactory(user=administrator, role=Role.COORDINATOR))


def test_of_a_person_of_both_areas_only_the_own_memberships_are_seen_and_changed(administrator):
    shared = member()
    MembershipFactory(user=shared, area_id=OTHER_AREA)
    act_as(administrator, HOME_AREA)

    assert Membership.objects.filter(user=shared).update(role=Role.COORDINATOR) == 1
    refused(lambda: User.objects.filter(pk=shared.pk).update(is_active=False))


def test_nobody_sets_the_address_or_password_of_another(administrator):
    colleague = member()
    act_as(administrator, HOME_AREA)

    refused(lambda: User.objects.filter(pk=colleague.pk).update(email="mine@test.invalid"))
    refused(lambda: User.objects.filter(pk=colleague.pk).update(password="argon2$mine"))
    assert User.objects.filter(pk=colleague.pk).update(password="!unusable") == 1


def test_history_of_people_of_another_area_is_not_read(administrator):
    stranger, colleague = member(area=OTHER_AREA), member()
    act_as(administrator, HOME_AREA)

    seen = set(User.pgh_event_model.objects.values_list("pgh_obj_id", flat=True))

    assert (stranger.pk in seen, colleague.pk in seen) == (False, True)


def test_programmes_and_targets_are_changed_by_administrators_of_their_areas_alone(administrator):
    own, other = ProgrammeFactory(), ProgrammeFactory(areas=[OTHER_AREA])
    coordinator = member(role=Role.COORDINATOR)
    target = {"indicator": "A01", "value": 1, "source": "Test"}

    act_as(administrator, HOME_AREA)
    assert Programme.objects.filter(pk=own.pk).update(funder="X") == 1
    Target.objects.create(programme=own, **target)
    refused(lambda: Programme.objects.filter(pk=other.pk).update(funder="X"))
    refused(lambda: Target.objects.create(programme=other, **target))
    refused(lambda: ProgrammeArea.objects.create(programme=own, area_id=OTHER_AREA))
    act_as(coordinator, HOME_AREA)
    refused(lambda: Programme.objects.filter(pk=own.pk).update(funder="Y"))
    refused(ProgrammeFactory)
    refused(lambda: Target.objects.filter(programme=own).update(value=2))
