"""Load the shipped areas, geography and code lists."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.services.reference import load_reference_data


class Command(BaseCommand):
    help = "Loads the shipped areas, geography and code lists; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        for loaded in load_reference_data():
            if options["verbosity"]:
                self.stdout.write(
                    f"{loaded.table}: {loaded.created} created, {loaded.updated} updated, {loaded.unchanged} unchanged"
                )
