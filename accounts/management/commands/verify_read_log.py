"""Hold the read log against its seals: says in a sentence what was altered, removed, added or never sealed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.services.verifying import verify_read_log

MOST_SAID = 1_000


class Command(BaseCommand):
    help = "Verify the read log against its seals, as the owner of the database; fails when anything is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--known",
            action="append",
            default=[],
            metavar="NUMBER:DIGEST",
            help="a seal as the log lines kept it (read_log_sealed); may be given many times",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = 0
        for sentence in verify_read_log(known=dict(map(_known, options["known"]))):
            findings += 1
            if findings <= MOST_SAID:
                self.stdout.write(sentence)
        if findings:
            told = ngettext("%(count)s thing is wrong.", "%(count)s things are wrong.", findings)
            raise CommandError(told % {"count": findings}, returncode=1)
        self.stdout.write(_("The read log is whole: every row is as it was sealed."))


def _known(text: str) -> tuple[int, str]:
    number, _colon, digest = text.partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise CommandError(_("Give a seal as NUMBER:DIGEST, as the log line has it."))
    return int(number), digest
