"""Employers, establishments and vacancies in the registry of personal data."""

from config.kernel.personal import not_personal

not_personal(
    "employers.Employer",
    "employers.Establishment",
    "employers.Vacancy",
    because="employers, their places and their vacancies; contact persons are kept apart",
)
