import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from clients.services.importing.operator import Order, import_as_operator
from clients.services.importing.problems import FileRefused, Problem
from clients.services.importing.running import Outcome
from config.kernel.errors import Refusal

NOTHING = {"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}


class Command(BaseCommand):
    requires_system_checks = ()  # no pages or URLs are served here
    help = "Import participations from a CSV or XLSX file; the last line printed is the result as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--programme", required=True, metavar="CODE")
        parser.add_argument("--area", required=True, metavar="CODE", help="code or name of the employment area")
        parser.add_argument("--dry-run", action="store_true", help="tell what would happen and write nothing")
        parser.add_argument("--create-programme", action="store_true", help="make the programme if there is none")
        parser.add_argument("--create-units", action="store_true", help="make the units that the area lacks")

    def handle(self, *, file: Path, programme: str, area: str, **options: Any) -> None:
        wanted = ("dry_run", "create_programme", "create_units")
        order = Order(programme=programme, area=area, **{name: options[name] for name in wanted})
        try:
            outcome = import_as_operator(path=file, order=order)
        except FileRefused as refused:
            self._tell({**NOTHING, "errors": [_as_json(problem) for problem in refused.problems]})
            raise CommandError(" ".join(problem.message for problem in refused.problems), returncode=1) from refused
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        self._tell(_result(outcome))

    def _tell(self, result: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(result, ensure_ascii=False))


def _result(outcome: Outcome) -> dict[str, Any]:
    return {
        **outcome.counts(),
        "errors": [_as_json(problem) for problem in outcome.intake.errors],
        "error_count": outcome.intake.error_count,
        "warnings": [_as_json(note) for note in outcome.intake.notes],
        "unknown_columns": list(outcome.unknown),
        "new_units": sorted(outcome.intake.new_units.values()),
    }


def _as_json(problem: Problem) -> dict[str, Any]:
    return {"row": problem.row, "column": problem.column, "code": problem.code, "message": problem.message}
