"""Remove interest that nobody confirmed and forget who wrote what was decided long ago, as the clock does by night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.services.interest import sweep_interest


class Command(BaseCommand):
    help = "Remove interest of employers not confirmed in 7 days, and forget who wrote half a year after the decision."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        swept = sweep_interest(moment=timezone.now(), simulate=options["dry_run"])
        words = _("Removed: %(expired)s. Forgotten: %(forgotten)s.")
        self.stdout.write(words % {"expired": swept.expired, "forgotten": swept.forgotten})
