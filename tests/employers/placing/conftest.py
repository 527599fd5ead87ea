"""A client of one unit with its people, an employer with a place and a vacancy, and browsers."""

import pytest

from employers.models import Employer, Vacancy
from tests.clients.referrals.conftest import clock, known, people, signed_in
from tests.factories.accounts import member
from tests.factories.employers import EmployerFactory, EstablishmentFactory, VacancyFactory

__all__ = ["clock", "known", "people", "signed_in"]


@pytest.fixture
def employer(known) -> Employer:
    made = EmployerFactory(name="Leipomo Oy")
    EstablishmentFactory(employer=made)
    return made


@pytest.fixture
def vacancy(employer) -> Vacancy:
    return VacancyFactory(employer=employer, title="Pakkaaja")


@pytest.fixture
def specialist(people):
    """Works with employers of the home area and knows no client."""
    people["specialist"] = member(role="yritys")
    return people["specialist"]
