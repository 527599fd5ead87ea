"""Remind of referrals without an answer and end those that are too old, as the clock does each morning."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.services.referral_sweeping import sweep_referrals


class Command(BaseCommand):
    help = "Remind partners and senders of referrals without an answer, and end those that are too old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", metavar="YYYY-MM-DD", default="")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["day"]) if options["day"] else timezone.localdate()
        except ValueError:
            raise CommandError(_("Give the day as YYYY-MM-DD.")) from None
        swept = sweep_referrals(day=day, simulate=options["dry_run"])
        words = _("Reminded: %(reminded)s. Expired: %(expired)s.")
        self.stdout.write(words % {"reminded": swept.reminded, "expired": swept.expired})
