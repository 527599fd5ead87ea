"""Print a one-time sign-in link."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.services.signin import make_signin_token
from config.kernel.errors import NotFound


class Command(BaseCommand):
    help = "Print a link that signs the person in once within 24 hours; the link is the last line."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            token = make_signin_token(email=options["email"])
        except NotFound as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(settings.BASE_URL + reverse("accounts:signin_link", args=[token]))
