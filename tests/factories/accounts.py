"""People, memberships and units; areas are the reference data's own."""

import factory

from accounts.enums import Role
from accounts.models import Membership, Unit, User

HOME_AREA = 41
OTHER_AREA = 39


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    area_id = HOME_AREA
    name = factory.Sequence(lambda n: f"Unit {n}")


class UserFactory(factory.django.DjangoModelFactory):
    """A person without any right; `member_of` gives one."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@test.invalid")
    name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"
    password = "!"


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    area_id = HOME_AREA
    role = Role.SUPERVISOR


def member(*, role: Role = Role.SUPERVISOR, area: int = HOME_AREA, unit: Unit | None = None) -> User:
    """A new person with one membership."""
    return MembershipFactory(role=role, area_id=area, unit=unit).user
