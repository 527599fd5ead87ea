from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from desk.operations import manifest
from desk.operations.backup import back_up
from desk.operations.postgres import Trouble


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Back the whole database up into a new folder, with what is needed to prove a restore. Runs beside all else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, help="where to put the folder (default: backups in TASMA_VAR)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            folder = back_up(to=options["to"] or Path(settings.VAR_DIR) / "backups", say=self._say(options))
            self._tell(folder)
        except Trouble as trouble:
            raise CommandError(str(trouble)) from None

    def _say(self, options: dict[str, Any]) -> Any:
        return self.stderr.write if options["verbosity"] else lambda _sentence: None

    def _tell(self, folder: Path) -> None:
        told = manifest.read(folder)
        rows = sum(content.rows for content in told.tables.values())
        self.stdout.write(f"Backed up: {len(told.tables)} tables, {rows:,} rows, {told.size:,} bytes.")
        names = [f"field key {key_id}" for key_id in told.keys]
        names += [f"look-up hash key {slot}" for slot, made in told.hash_keys.items() if made]
        if names:
            self.stdout.write(
                f"It holds no key. Without these it cannot be read in full, so keep them elsewhere: {', '.join(names)}."
            )
        self.stdout.write(
            "It is encrypted: keep TASMA_BACKUP_KEY elsewhere too."
            if told.encrypted
            else "It is not encrypted (TASMA_BACKUP_KEY is not set): keep it on encrypted storage that few can read."
        )
        self.stdout.write(str(folder))
