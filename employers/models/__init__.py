from employers.models.analyses import TaskAnalysis, WorkTask
from employers.models.leads import Lead
from employers.models.matching import MatchRecord, MatchSearch
from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy
from employers.models.wishes import JobWish

__all__ = [
    "Employer",
    "Establishment",
    "JobWish",
    "Lead",
    "MatchRecord",
    "MatchSearch",
    "TaskAnalysis",
    "Vacancy",
    "WorkTask",
]
