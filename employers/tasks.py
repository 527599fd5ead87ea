"""Celery's doors of the employers."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from employers.services.interest import mail_interest, sweep_interest
from employers.services.job_referral_sweeping import sweep_job_referrals
from employers.services.vacancy_sweeping import sweep_vacancies
from employers.services.willingness import ask_to_confirm
from ledger.services.execution import Work, outbox_task


@outbox_task("employers.ask_to_confirm")
def ask_to_confirm_task(_work: Work) -> Mapping[str, int]:
    """Early in the morning, so that whoever is told of it finds it when the day begins."""
    asked = ask_to_confirm(day=timezone.localdate())
    return {"stale": asked.stale, "told": asked.told}


@outbox_task("employers.sweep_job_referrals")
def sweep_job_referrals_task(_work: Work) -> Mapping[str, int]:
    """Job referrals without an answer in thirty days."""
    return {"expired": sweep_job_referrals(day=timezone.localdate())}


@outbox_task("employers.sweep_vacancies")
def sweep_vacancies_task(_work: Work) -> Mapping[str, int]:
    """By night: vacancies whose last day was yesterday are closed, and old searches of matching are dropped."""
    swept = sweep_vacancies(day=timezone.localdate())
    return {"closed": swept.closed, "searches": swept.searches}


@outbox_task("employers.mail_interest")
def mail_interest_task(work: Work) -> Mapping[str, int]:
    return {"mailed": mail_interest(interest_id=UUID(str(work.arguments["interest"])))}


@outbox_task("employers.sweep_interest")
def sweep_interest_task(_work: Work) -> Mapping[str, int]:
    swept = sweep_interest(moment=timezone.now())
    return {"expired": swept.expired, "forgotten": swept.forgotten}
