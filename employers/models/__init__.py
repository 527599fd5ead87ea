from employers.models.contacts import ContactPerson, EmployerContact
from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy
from employers.models.willingness import EmployerFilter, EmployerOwner, WillingKeyword

__all__ = [
    "ContactPerson",
    "Employer",
    "EmployerContact",
    "EmployerFilter",
    "EmployerOwner",
    "Establishment",
    "Vacancy",
    "WillingKeyword",
]
