from employers.models.interest import InterestRequest
from employers.models.occasions import (
    Occasion,
    OccasionClient,
    OccasionDecision,
    OccasionEmployer,
    OccasionOrganiser,
    OccasionStaff,
)
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

__all__ = [
    "Employer",
    "EmployerFeedback",
    "EmployerService",
    "EmployerTeam",
    "Establishment",
    "InterestRequest",
    "Occasion",
    "OccasionClient",
    "OccasionDecision",
    "OccasionEmployer",
    "OccasionOrganiser",
    "OccasionStaff",
    "ServiceMeeting",
    "ServiceRole",
    "ServiceStage",
    "ServiceVacancy",
    "TeamOwner",
    "TeamPlace",
    "Vacancy",
]
