from employers.models.analyses import TaskAnalysis, WorkTask
from employers.models.leads import Lead
from employers.models.matching import MatchRecord, MatchSearch
from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy
from employers.models.wishes import JobWish
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
    "JobWish",
    "Lead",
    "MatchRecord",
    "MatchSearch",
    "TaskAnalysis",
    "Vacancy",
    "WorkTask",
    "WillingKeyword",
]
