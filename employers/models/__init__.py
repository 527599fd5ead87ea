from employers.models.job_referrals import JobReferral, JobReferralStep
from employers.models.placements import Placement, PlacementContract
from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy

__all__ = [
    "Employer",
    "Establishment",
    "JobReferral",
    "JobReferralStep",
    "Placement",
    "PlacementContract",
    "Vacancy",
]
