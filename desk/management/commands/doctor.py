import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desk.operations.doctor import examine
from desk.operations.findings import Finding, State

MARKS = {State.WELL: "well   ", State.NOTE: "note   ", State.TROUBLE: "TROUBLE"}


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Say in words what is right and what is wrong with this installation; changes nothing; fails on trouble."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="findings for a machine")

    def handle(self, *args: Any, **options: Any) -> None:
        found = examine()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], indent=1))
        else:
            for one in found:
                self._tell(one)
        count = sum(one.state == State.TROUBLE for one in found)
        if count:
            raise CommandError(f"{count} of {len(found)} findings are trouble.")

    def _tell(self, one: Finding) -> None:
        self.stdout.write(f"{MARKS[one.state]}  {one.subject}: {one.sentence}")
        if one.advice:
            self.stdout.write(f"         → {one.advice}")
