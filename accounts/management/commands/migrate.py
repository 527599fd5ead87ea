"""Migrate as the owner, then harden what triggers and grants the migrations left."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from accounts.services.hardening import harden


class Command(DjangoMigrate):
    help = "Bring the database up to date, with the owner's login."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_part_of_a_history(using=options["database"])
        super().handle(*args, **options)
        harden(using=options["database"])


def refuse_part_of_a_history(*, using: str) -> None:
    """A database that has some, and not all, of the migrations that one now stands for is left as it is.

    Django itself leaves such a migration out and goes on as if it had no tables.
    """
    applied = MigrationRecorder(connections[using]).applied_migrations()
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for (app, name), migration in sorted(on_disk.items()):
        folded = set(migration.replaces) - on_disk.keys()
        missing = sorted(folded - applied.keys())
        if missing and len(missing) < len(folded):
            raise CommandError(
                f"The database has only part of what the migration {app}.{name} stands for: "
                f"{missing[0][0]}.{missing[0][1]} was never applied, and is no longer here. Run migrate of the last "
                "version that has it first; a demo is made anew when its data directory is removed."
            )
