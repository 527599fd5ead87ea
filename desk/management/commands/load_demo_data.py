"""Load the synthetic people and public facts of the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from desk.demo.loading import load_demo


class Command(BaseCommand):
    help = "Loads the demo: programme S20784 with 774 synthetic participations and its staff. Only in the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not the demo (DEMO is off in the settings), so no demo people are loaded.")
        loaded = load_demo()
        if options["verbosity"]:
            self.stdout.write(f"participations: {loaded.participations} ({loaded.imported} imported now)")
