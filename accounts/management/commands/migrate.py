"""Migrate as the owner, then harden what triggers and grants the migrations left."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate

from accounts.services.hardening import harden


class Command(DjangoMigrate):
    help = "Bring the database up to date, with the owner's login."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        harden(using=options["database"])
