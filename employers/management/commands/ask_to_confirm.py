"""Ask whether employers marked as willing long ago still are, as the clock does each morning."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.services.willingness import ask_to_confirm


class Command(BaseCommand):
    help = "Tell those who look after employers which of them are to be asked whether they still hire."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", metavar="YYYY-MM-DD", default="")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["day"]) if options["day"] else timezone.localdate()
        except ValueError:
            raise CommandError(_("Give the day as YYYY-MM-DD.")) from None
        asked = ask_to_confirm(day=day, simulate=options["dry_run"])
        words = _("To confirm: %(stale)s. People told: %(told)s.")
        self.stdout.write(words % {"stale": asked.stale, "told": asked.told})
