import os
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desk.operations import restore as restoring
from desk.operations.contents import say_nothing
from desk.operations.postgres import Trouble
from ledger.services.signs import show_life

DRILL = "tasma_drill"


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Restore a backup into a new database (or the installation's own, empty one) and prove that all is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that backup made")
        parser.add_argument("--database", default="", help="name of a database to make")
        parser.add_argument("--drill", action="store_true", help="into a database made for it and dropped afterwards")
        parser.add_argument("--without-keys", action="store_true", help="restore although keys are missing")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            done = restoring.restore(
                folder=options["folder"],
                database=f"{DRILL}_{os.getpid()}_{int(time.time())}" if options["drill"] else options["database"],
                without_keys=options["without_keys"],
                say=self.stderr.write if options["verbosity"] else say_nothing,
            )
            if options["drill"]:
                restoring.drop(done.database)
                show_life("drill", using="owner")
        except Trouble as trouble:
            raise CommandError(str(trouble)) from None
        for sentence in (*done.proofs, *done.warnings):
            self.stdout.write(sentence)
        self.stdout.write(self._end(done, time.monotonic() - began, drill=options["drill"]))
        if done.warnings:
            raise CommandError("All else was restored, but look at what is said above.")

    def _end(self, done: restoring.Restored, seconds: float, *, drill: bool) -> str:
        size = f"{done.tables} tables with {done.rows:,} rows in {seconds:.0f} s"
        if drill:
            return f"The drill succeeded: {size}; the database made for it is dropped."
        return (
            f"Restored into {done.database}: {size}. Run migrate, then point DATABASE_URL and DATABASE_OWNER_URL at it."
        )
