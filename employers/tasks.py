"""Celery's doors of the employers."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from employers.services.interest import mail_interest, sweep_interest
from ledger.services.execution import Work, outbox_task


@outbox_task("employers.mail_interest")
def mail_interest_task(work: Work) -> Mapping[str, int]:
    return {"mailed": mail_interest(interest_id=UUID(str(work.arguments["interest"])))}


@outbox_task("employers.sweep_interest")
def sweep_interest_task(_work: Work) -> Mapping[str, int]:
    swept = sweep_interest(moment=timezone.now())
    return {"expired": swept.expired, "forgotten": swept.forgotten}
