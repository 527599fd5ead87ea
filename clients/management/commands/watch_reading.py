"""Look through a day's reading now, as the clock does for the day before."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.services.watching import watch_reading


class Command(BaseCommand):
    help = "Look through a day's reading (today unless told otherwise) for what the data-protection officer should see."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", metavar="YYYY-MM-DD", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["day"]) if options["day"] else timezone.localdate()
        except ValueError:
            raise CommandError(_("Give the day as YYYY-MM-DD.")) from None
        new = watch_reading(day=day)
        told = ngettext("%(count)s new anomaly.", "%(count)s new anomalies.", new)
        self.stdout.write(told % {"count": new})
