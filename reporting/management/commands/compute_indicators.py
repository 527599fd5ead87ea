"""Have the numbers of a programme computed, as the page's button does."""

import time
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.context import acting
from ledger.enums import JobState
from ledger.models import Job, Outbox
from ledger.selectors.jobs import jobs_of_run
from ledger.services.execution import perform
from network.models import Programme
from network.selectors.programmes import areas_of_programme
from reporting import tasks  # noqa: F401 - so that the work can be done here
from reporting.services.computing import request_computation

PAUSE = 0.2
PATIENCE = 5.0


class Command(BaseCommand):
    help = "Ask for the values of a programme to be computed in all its areas, and print the key of the run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, metavar="CODE")
        parser.add_argument("--wait", action="store_true", help="until it has ended; fails when a job did not succeed")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(code=options["programme"]).first()
        if programme is None:
            raise CommandError(_("There is no programme with the code “%(code)s”.") % {"code": options["programme"]})
        areas = areas_of_programme(programme)
        if not areas:
            raise CommandError(_("No area takes part in %(code)s yet.") % {"code": programme.code})
        with acting(areas=areas):
            run = request_computation(actor=None, programme=programme, areas=areas)
        self.stdout.write(str(run))
        if options["wait"]:
            self._await(run, areas)

    def _await(self, run: UUID, areas: set[int]) -> None:
        """Returns when every job succeeded. Work that nobody hands on is done here, claimed like anywhere."""
        asked = time.monotonic()
        told = False
        while unfinished := [job for job in _jobs(run, areas) if not job.is_finished]:
            late = time.monotonic() - asked > PATIENCE
            waiting = [job for job in unfinished if job.state == JobState.QUEUED]
            if late and waiting and not told:
                self.stderr.write(_("No worker has taken all of the work up yet; waiting."))
                told = True
            if late and self._do_unsent(waiting):
                continue
            time.sleep(PAUSE)
        self._report(_jobs(run, areas))

    def _do_unsent(self, waiting: list[Job]) -> bool:
        """True after doing one piece of work that no relay has handed to the workers."""
        unsent = Outbox.objects.unsent().filter(pk__in=[job.pk for job in waiting]).first()
        if unsent is None:
            return False
        self.stderr.write(_("Nothing hands work to the workers (is `make run` on?), so it is done here."))
        perform(outbox_id=unsent.pk)
        return True

    def _report(self, jobs: list[Job]) -> None:
        failed = [job for job in jobs if job.state != JobState.DONE]
        for job in failed:
            self.stderr.write(f"{job.area.code} {job.area}: {job.get_state_display()}. {job.error}".rstrip())
        counts = {"failed": len(failed), "all": len(jobs)}
        if failed:
            raise CommandError(_("Areas that were not computed: %(failed)d of %(all)d.") % counts)
        self.stderr.write(_("Areas computed: %(all)d.") % counts)


def _jobs(run: UUID, areas: set[int]) -> list[Job]:
    with acting(areas=areas):
        return list(jobs_of_run(run))
