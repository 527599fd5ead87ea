from employers.models.register import Employer, Establishment
from employers.models.vacancies import Vacancy

__all__ = [
    "Employer",
    "Establishment",
    "Vacancy",
]
