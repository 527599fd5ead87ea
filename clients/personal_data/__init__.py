"""The clients' part of the registry of personal data (config.kernel.personal), a module for each noun."""

from clients.personal_data import (
    cases,
    contacts,
    employment,
    feedback,
    handovers,
    keywords,
    lists,
    merging,
    plans,
    question_path,
    records,
    service_referrals,
    work_ability,
)

__all__ = [
    "cases",
    "contacts",
    "employment",
    "feedback",
    "handovers",
    "keywords",
    "lists",
    "merging",
    "plans",
    "question_path",
    "records",
    "service_referrals",
    "work_ability",
]
