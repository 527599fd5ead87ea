from employers.models.analyses import TaskAnalysis, WorkTask
from employers.models.contacts import ContactPerson, EmployerContact
from employers.models.interest import InterestRequest
from employers.models.job_referrals import JobReferral, JobReferralStep
from employers.models.leads import Lead
from employers.models.matching import MatchRecord, MatchSearch
from employers.models.occasions import (
    Occasion,
    OccasionClient,
    OccasionDecision,
    OccasionEmployer,
    OccasionOrganiser,
    OccasionStaff,
)
from employers.models.placements import Placement, PlacementContract
from employers.models.register import Employer, Establishment
from employers.models.serving import (
    EmployerFeedback,
    EmployerService,
    EmployerTeam,
    ServiceMeeting,
    ServiceRole,
    ServiceStage,
    ServiceVacancy,
    TeamOwner,
    TeamPlace,
)
from employers.models.vacancies import Vacancy
from employers.models.willingness import EmployerFilter, EmployerOwner, WillingKeyword
from employers.models.wishes import JobWish

__all__ = [
    "ContactPerson",
    "Employer",
    "EmployerContact",
    "EmployerFeedback",
    "EmployerFilter",
    "EmployerOwner",
    "EmployerService",
    "EmployerTeam",
    "Establishment",
    "InterestRequest",
    "JobReferral",
    "JobReferralStep",
    "JobWish",
    "Lead",
    "MatchRecord",
    "MatchSearch",
    "Occasion",
    "OccasionClient",
    "OccasionDecision",
    "OccasionEmployer",
    "OccasionOrganiser",
    "OccasionStaff",
    "Placement",
    "PlacementContract",
    "ServiceMeeting",
    "ServiceRole",
    "ServiceStage",
    "ServiceVacancy",
    "TaskAnalysis",
    "TeamOwner",
    "TeamPlace",
    "Vacancy",
    "WillingKeyword",
    "WorkTask",
]
