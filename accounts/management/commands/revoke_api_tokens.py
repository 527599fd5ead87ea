"""Take a machine's tokens away."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.services.api_clients import revoke_tokens
from config.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Make every token and the secret of an API client void, at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            revoked = revoke_tokens(name=options["name"])
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(_("Tokens that are void now: %(count)d.") % {"count": revoked})
