"""Commands that do by hand what the clock does for a day."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _


class DayCommand(BaseCommand):
    """A command for one day (`--day`, today unless told otherwise) that tells in a line what it did.

    Raises CommandError for a day that is none. With `can_simulate` it takes `--dry-run`, which does nothing.
    """

    can_simulate = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", metavar="YYYY-MM-DD", default="")
        if self.can_simulate:
            parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["day"]) if options["day"] else timezone.localdate()
        except ValueError:
            raise CommandError(_("Give the day as YYYY-MM-DD.")) from None
        self.stdout.write(self.do(day, simulate=options.get("dry_run", False)))

    def do(self, day: date, *, simulate: bool) -> str:
        """Do the day's work, or only count it, and say what was done."""
        raise NotImplementedError
