"""Celery's doors of the clients: files checked, imported, undone, forgotten; reading watched, tasks reminded of."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from accounts.context import acting
from accounts.models import Area
from clients.policies import can_import
from clients.services.chasing import tell_of_chase_list
from clients.services.follow_up import follow_employments
from clients.services.importing import batches
from clients.services.pairing import scan_duplicates
from clients.services.participating.drafts import living_marks, sweep_drafts
from clients.services.referral_mail import mail_link
from clients.services.referral_sweeping import sweep_referrals
from clients.services.reminders import remind_of_tasks
from clients.services.transfer_sweeping import sweep_transfers
from clients.services.watching import watch_reading
from ledger.services.execution import Work, outbox_task

KEPT_FOR = timedelta(days=2)
READING = "reading"


@outbox_task("clients.check_import", may=can_import)
def check_import_task(work: Work) -> Mapping[str, int]:
    return batches.check_batch(
        batch_id=_batch_id(work), progress=lambda rows, total: work.progress(rows, total, READING)
    )


@outbox_task("clients.run_import", may=can_import)
def run_import_task(work: Work) -> Mapping[str, int]:
    return batches.run_batch(batch_id=_batch_id(work), progress=lambda rows, total: work.progress(rows, total, READING))


@outbox_task("clients.undo_import", may=can_import)
def undo_import_task(work: Work) -> Mapping[str, int]:
    return batches.undo_batch(batch_id=_batch_id(work))


@outbox_task("clients.expire_uploads")
def expire_uploads_task(work: Work) -> Mapping[str, int]:
    before = timezone.now() - KEPT_FOR
    expired = 0
    for area_id in Area.objects.values_list("id", flat=True):
        with acting(areas=[area_id]):
            expired += batches.expire_uploads(area_id=area_id, before=before)
    return {"expired": expired}


@outbox_task("clients.sweep_drafts")
def sweep_drafts_task(_work: Work) -> Mapping[str, int]:
    """Drafts that are a day old, and those of sessions that ended by themselves."""
    living, swept = living_marks(), 0
    for area_id in Area.objects.values_list("id", flat=True):
        with acting(areas=[area_id]):
            swept += sweep_drafts(area_id=area_id, living=living)
    return {"swept": swept}


@outbox_task("clients.watch_reading")
def watch_reading_task(work: Work) -> Mapping[str, int]:
    """Yesterday's reading: by the clock after midnight, when nobody adds to it any more."""
    return {"anomalies": watch_reading(day=timezone.localdate() - timedelta(days=1))}


@outbox_task("clients.scan_duplicates")
def scan_duplicates_task(_work: Work) -> Mapping[str, int]:
    """By night: what imports and changes of records brought; a client taken in is looked at at once."""
    found = 0
    for area_id in Area.objects.values_list("id", flat=True):
        with acting(areas=[area_id]):
            found += scan_duplicates(area_id=area_id)
    return {"pairs": found}


@outbox_task("clients.remind_of_tasks")
def remind_of_tasks_task(work: Work) -> Mapping[str, int]:
    """In the morning; one that comes late tells of the day on which it comes."""
    return {"told": remind_of_tasks(day=timezone.localdate())}


@outbox_task("clients.follow_employments")
def follow_employments_task(_work: Work) -> Mapping[str, int]:
    """In the morning, before people are reminded: employments that came by another door than the page."""
    return {"employments": follow_employments()}


@outbox_task("clients.mail_referral_link")
def mail_referral_link_task(work: Work) -> Mapping[str, int]:
    """Tried again, each time later, while no mail server takes it."""
    return {"mailed": mail_link(link_id=UUID(str(work.arguments["link"])))}


@outbox_task("clients.sweep_referrals")
def sweep_referrals_task(_work: Work) -> Mapping[str, int]:
    """Early in the morning, so that whoever is told of it finds it when the day begins."""
    swept = sweep_referrals(day=timezone.localdate())
    return {"reminded": swept.reminded, "expired": swept.expired}


@outbox_task("clients.sweep_transfers")
def sweep_transfers_task(_work: Work) -> Mapping[str, int]:
    """Early in the morning, so that whoever is told of it finds it when the day begins."""
    swept = sweep_transfers(day=timezone.localdate())
    return {"reminded": swept.reminded, "expired": swept.expired}


@outbox_task("clients.tell_of_chase_list")
def tell_of_chase_list_task(_work: Work) -> Mapping[str, int]:
    """In the morning; one that comes late tells of the day on which it comes."""
    return {"told": tell_of_chase_list()}


def _batch_id(work: Work) -> UUID:
    return UUID(str(work.arguments["batch"]))
