"""End job referrals that nobody answered in thirty days, as the clock does each morning."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.services.job_referral_sweeping import sweep_job_referrals


class Command(BaseCommand):
    help = "End job referrals that nobody answered in thirty days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", metavar="YYYY-MM-DD", default="")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["day"]) if options["day"] else timezone.localdate()
        except ValueError:
            raise CommandError(_("Give the day as YYYY-MM-DD.")) from None
        expired = sweep_job_referrals(day=day, simulate=options["dry_run"])
        self.stdout.write(_("Expired: %(expired)s.") % {"expired": expired})
