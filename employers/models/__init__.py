from employers.models.analyses import TaskAnalysis, WorkTask
from employers.models.contacts import ContactPerson, EmployerContact
from employers.models.job_referrals import JobReferral, JobReferralStep
from employers.models.leads import Lead
from employers.models.matching import MatchRecord, MatchSearch
from employers.models.placements import Placement, PlacementContract
from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy
from employers.models.willingness import EmployerFilter, EmployerOwner, WillingKeyword
from employers.models.wishes import JobWish

__all__ = [
    "ContactPerson",
    "Employer",
    "EmployerContact",
    "EmployerFilter",
    "EmployerOwner",
    "Establishment",
    "JobReferral",
    "JobReferralStep",
    "JobWish",
    "Lead",
    "MatchRecord",
    "MatchSearch",
    "Placement",
    "PlacementContract",
    "TaskAnalysis",
    "Vacancy",
    "WillingKeyword",
    "WorkTask",
]
