import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import import_string

from ledger.management.loop import Loop
from ledger.services.beating import fire_due
from ledger.services.signs import show_life_seldom

PAUSE = 1.0


class Command(BaseCommand):
    requires_system_checks = ()  # neither pages nor URLs are served here
    help = (
        "Ask for the work of the schedule when its time comes, until told to stop. Several may run; one has the turn."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--schedule", default="config.schedule.SCHEDULE", help="dotted path of the entries")

    def handle(self, *_args: Any, **options: Any) -> None:
        entries, holder = import_string(options["schedule"]), uuid.uuid4()

        def step() -> float:
            fire_due(entries=entries, holder=holder)
            show_life_seldom("beat")
            return PAUSE

        Loop(name="beat").run(step)
