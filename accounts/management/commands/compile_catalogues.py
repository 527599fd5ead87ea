"""The texts of the interface are compiled, where their sources have changed since."""

from typing import Any

from django.core.management.base import BaseCommand

from config.catalogues import LOCALE, compile_if_stale


class Command(BaseCommand):
    help = "Compile the message catalogues whose sources are newer, without any tool of the system."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for compiled in compile_if_stale():
            self.stdout.write(f"Compiled {compiled.relative_to(LOCALE)}")
