"""Give a machine a token, or what it asks for tokens with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.enums import ApiScope, Right
from accounts.models import Area
from accounts.services.api_clients import area_of, issue_token, renew_credentials
from config.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Give a machine a token for the API; the token alone is the last line, and it is shown only now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what the machine is called; the same name and areas get a further token")
        parser.add_argument("--scopes", nargs="+", required=True, metavar="SCOPE", help=" ".join(ApiScope.values))
        parser.add_argument("--area", metavar="CODE", help="code or name of the one area whose numbers it reads")
        parser.add_argument("--all-areas", action="store_true", help="it reads the numbers of all areas")
        parser.add_argument(
            "--rights",
            nargs="+",
            default=[],
            choices=Right.values,
            metavar="RIGHT",
            help=f"what else of clients it sees: {', '.join(f'{one.value} ({one.label})' for one in Right)}",
        )
        parser.add_argument("--days", type=int, default=90, help="how long the token is good, 1 to 366 (90)")
        parser.add_argument(
            "--client",
            action="store_true",
            help="instead of a token, print client id and secret, with which it asks for short tokens itself",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scopes = [scope for word in options["scopes"] for scope in word.replace(",", " ").split()]
        rights = [Right(one) for one in options["rights"]]
        try:
            given = {"name": options["name"], "scopes": scopes, "area": self._area(options), "rights": rights}
            if options["client"]:
                self._show_credentials(**given)
            else:
                self._show_token(**given, days=options["days"])
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal

    def _area(self, options: dict[str, Any]) -> Area | None:
        if (options["area"] is not None) == options["all_areas"]:
            raise CommandError(_("Give either --area CODE or --all-areas."))
        return None if options["all_areas"] else area_of(options["area"])

    def _show_token(self, *, name: str, scopes: list[str], area: Area | None, rights: list[Right], days: int) -> None:
        token = issue_token(name=name, scopes=scopes, area=area, rights=rights, days=days)
        about = {"name": name, "scopes": ", ".join(scopes), "areas": area or _("all areas"), "days": days}
        self.stderr.write(_("%(name)s: %(scopes)s; %(areas)s; %(days)d days.") % about)
        self.stderr.write(_("Only the token's hash is kept: copy it now."))
        self.stdout.write(token)

    def _show_credentials(self, *, name: str, scopes: list[str], area: Area | None, rights: list[Right]) -> None:
        credentials = renew_credentials(name=name, scopes=scopes, area=area, rights=rights)
        about = {"name": name, "scopes": ", ".join(scopes), "areas": area or _("all areas")}
        self.stderr.write(_("%(name)s: %(scopes)s; %(areas)s.") % about)
        self.stderr.write(_("Only the secret's hash is kept, and an older secret is void: copy it now."))
        self.stdout.write(f"client_id={credentials.client_id}")
        self.stdout.write(f"client_secret={credentials.secret}")
