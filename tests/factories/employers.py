"""Employers, their establishments and vacancies; business ids are computed with the right check digit."""

from typing import Any

import factory
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from employers.enums.jobs import VacancyState
from employers.enums.register import EmployerClass
from employers.models import (
    ContactPerson,
    Employer,
    EmployerContact,
    EmployerFilter,
    EmployerOwner,
    Establishment,
    Vacancy,
    WillingKeyword,
)
from tests.factories.accounts import HOME_AREA, UserFactory, member

# Somebody who works with employers in the home area, made anew for each row.
STAFF = factory.LazyFunction(lambda: member(role=Role.EMPLOYER_SPECIALIST))


def business_id(number: int) -> str:
    """A well-formed business id of its own for each number."""
    seven = 9000000 + 2 * number
    while (remainder := _weighed(seven)) == 1:  # one in eleven has no check digit; its odd neighbour has
        seven += 1
    return f"{seven}-{0 if remainder == 0 else 11 - remainder}"


def _weighed(seven: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(str(seven), (7, 9, 10, 5, 8, 4, 2), strict=True)) % 11


class EmployerFactory(factory.django.DjangoModelFactory):
    """A company without establishments; `EstablishmentFactory` gives it one."""

    class Meta:
        model = Employer

    business_id = factory.Sequence(business_id)
    name = factory.Sequence(lambda n: f"Työpaja {n} Oy")
    kind = EmployerClass.COMPANY


class EstablishmentFactory(factory.django.DjangoModelFactory):
    """A place in Turku, of a new employer."""

    class Meta:
        model = Establishment

    employer = factory.SubFactory(EmployerFactory)
    name = factory.Sequence(lambda n: f"Toimipaikka {n}")
    municipality_id = "853"


class VacancyFactory(factory.django.DjangoModelFactory):
    """An open vacancy of the home area in Turku."""

    class Meta:
        model = Vacancy

    class Params:
        opened = factory.Trait(state=VacancyState.OPEN, opened_on="2026-01-05")

    area_id = HOME_AREA
    employer = factory.SubFactory(EmployerFactory)
    title = factory.Sequence(lambda n: f"Avustaja {n}")
    municipality_id = "853"
    opened = True
    created_by = factory.SubFactory(UserFactory)


class ContactPersonFactory(factory.django.DjangoModelFactory):
    """Somebody at a new employer whom the home area knows and does not share."""

    class Meta:
        model = ContactPerson

    area_id = HOME_AREA
    employer = factory.SubFactory(EmployerFactory)
    name = factory.Sequence(lambda n: f"Henkilö {n}")
    created_by = STAFF


class EmployerContactFactory(factory.django.DjangoModelFactory):
    """A telephone call of the home area in which nothing was raised."""

    class Meta:
        model = EmployerContact

    area_id = HOME_AREA
    employer = factory.SubFactory(EmployerFactory)
    held_on = factory.LazyFunction(timezone.localdate)
    channel = "phone"
    author = STAFF


class EmployerOwnerFactory(factory.django.DjangoModelFactory):
    """Somebody of the home area looks after a new employer from today."""

    class Meta:
        model = EmployerOwner

    area_id = HOME_AREA
    employer = factory.SubFactory(EmployerFactory)
    user = STAFF
    since = factory.LazyFunction(timezone.localdate)
    set_by = factory.SelfAttribute("user")


class WillingKeywordFactory(factory.django.DjangoModelFactory):
    """A new employer marked as willing by the home area today."""

    class Meta:
        model = WillingKeyword

    area_id = HOME_AREA
    employer = factory.SubFactory(EmployerFactory)
    set_on = factory.LazyFunction(timezone.localdate)
    set_by = STAFF
    confirmed_on = factory.SelfAttribute("set_on")
    confirmed_by = factory.SelfAttribute("set_by")


def employer_words(*, user: User) -> dict[str, Any]:
    """What addresses name of employers: one of each, by this person. Nothing of a client is in them."""
    place = EstablishmentFactory()
    contact = EmployerContactFactory(employer=place.employer, author=user)
    keyword = WillingKeywordFactory(employer=place.employer, contact=contact, set_by=user)
    kept = EmployerFilter.objects.create(area_id=HOME_AREA, owner=user, name="Uusimaa", values={"willing": ["fresh"]})
    return {
        "contact_person_id": ContactPersonFactory(employer=place.employer, created_by=user).pk,
        "employer_contact_id": contact.pk,
        "employer_filter_id": kept.pk,
        "employer_id": place.employer_id,
        "establishment_id": place.pk,
        "willing_id": keyword.pk,
    }
