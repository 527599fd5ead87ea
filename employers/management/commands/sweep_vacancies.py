"""Close vacancies whose last day has passed and drop old searches of matching, as the clock does each night."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.services.vacancy_sweeping import sweep_vacancies


class Command(BaseCommand):
    help = "Close vacancies whose last day has passed, and drop searches of matching that are over 30 days old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--day", metavar="YYYY-MM-DD", default="")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            day = date.fromisoformat(options["day"]) if options["day"] else timezone.localdate()
        except ValueError:
            raise CommandError(_("Give the day as YYYY-MM-DD.")) from None
        swept = sweep_vacancies(day=day, simulate=options["dry_run"])
        words = _("Closed: %(closed)s. Searches dropped: %(searches)s.")
        self.stdout.write(words % {"closed": swept.closed, "searches": swept.searches})
