from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desk.operations.contents import say_nothing
from desk.operations.postgres import Trouble, connect
from desk.operations.rotation import BATCH, Rotated, rotate, unused_keys


class Command(BaseCommand):
    requires_system_checks = ()
    help = (
        "Bring every encrypted value under the first key of TASMA_FIELD_KEYS and every look-up hash under the hash "
        "keys that are set, while people work. A run that was stopped is taken up by the next one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count what a run would change")
        parser.add_argument("--batch", type=int, default=BATCH, help="rows of one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stderr.write if options["verbosity"] else say_nothing
        try:
            done = rotate(dry_run=options["dry_run"], batch=options["batch"], say=say)
            if options["dry_run"]:
                self._tell_waiting(done)
                return
            self._tell(done)
        except Trouble as trouble:
            raise CommandError(str(trouble)) from None

    def _tell_waiting(self, done: Rotated) -> None:
        for table, count in done.waiting.items():
            self.stdout.write(f"{table}: {count:,} values are not under the present keys.")
        if not done.waiting:
            self.stdout.write("Everything is under the present keys.")

    def _tell(self, done: Rotated) -> None:
        total = sum(done.changed.values())
        pace = f", {total / done.seconds:,.0f} a second" if total and done.seconds else ""
        self.stdout.write(f"{total:,} values are under the present keys now, in {done.seconds:.1f} s{pace}.")
        if done.closed:
            said = "; ".join(f"{count:,} of {table}" for table, count in done.closed.items())
            raise CommandError(
                f"These open with none of the keys held here and stay as they are: {said}. A key is missing or "
                "wrong, or somebody altered them: look at TASMA_FIELD_KEYS, then at a backup. Remove no key now."
            )
        if done.waiting:
            said = "; ".join(f"{count:,} of {table}" for table, count in done.waiting.items())
            raise CommandError(f"Others held these all the while: {said}. Run this again; remove no key yet.")
        with connect("owner") as line:
            for name in unused_keys(line):
                self.stdout.write(f"Nothing needs this any more but backups made before now: {name}.")
