"""Look for records of the same person now, as the clock does by night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import ngettext

from accounts.context import acting
from accounts.models import Area
from clients.services.pairing import scan_duplicates


class Command(BaseCommand):
    help = "Put every pair of records that may be of one person on the list, in every area or in one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--area", type=int, default=None)
        parser.add_argument("--dry-run", action="store_true", help="count the new pairs and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        areas = Area.objects.order_by("id")
        if options["area"] is not None:
            areas = areas.filter(pk=options["area"])
        found = 0
        for area_id in areas.values_list("id", flat=True):
            with acting(areas=[area_id]):
                found += scan_duplicates(area_id=area_id, dry_run=options["dry_run"])
        told = ngettext("%(count)s new pair.", "%(count)s new pairs.", found)
        self.stdout.write(told % {"count": found})
