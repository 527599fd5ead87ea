"""The numbers of a programme for the operator: whole, unsuppressed."""

import json
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.context import acting
from accounts.models import Unit
from config.api.errors import first_fault
from config.kernel.errors import Refusal
from network.models import Programme
from network.selectors.programmes import areas_of_programme
from reporting.api.lines import items_csv
from reporting.api.parameters import ValuesParameters, as_key
from reporting.selectors.values import Ask, scope_for_operator, values

ASKED = ("programme", "indicator", "period", "by", "unit", "from", "to", "format")


class Command(BaseCommand):
    help = "Print the values of a programme, unsuppressed: as JSON one array on the last line, or as CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, metavar="CODE")
        parser.add_argument("--indicator", action="append", metavar="CODES", help="may be repeated; all when absent")
        parser.add_argument("--period", help="all, year, quarter or month")
        parser.add_argument("--by", help="a breakdown, such as gender")
        parser.add_argument("--unit", help="name or id of one unit")
        parser.add_argument("--from", help="first period: a date, 2018, 2018-Q1 or 2018-01")
        parser.add_argument("--to", help="last period")
        parser.add_argument("--format", help="json or csv")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._print(options)
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        except ValidationError as error:
            fault = first_fault(error)["error"]
            raise CommandError(f"--{fault['field']}: {fault['message']}") from error

    def _print(self, options: dict[str, Any]) -> None:
        given = {name: options[name] for name in ASKED if options.get(name) is not None}
        if "indicator" in given:
            given["indicator"] = ",".join(given["indicator"])
        asked = ValuesParameters.checked(given)
        programme = Programme.objects.filter(code=asked["programme"]).first()
        if programme is None:
            raise CommandError(_("There is no programme with the code “%(code)s”.") % {"code": asked["programme"]})
        with acting(areas=areas_of_programme(programme), programmes=[programme.pk]):
            ask = Ask(
                programme=programme,
                indicators=asked["indicator"],
                period=asked["period"],
                by=asked["by"],
                unit=_unit(programme, asked["unit"]),
                starts=asked["from"],
                ends=asked["to"],
            )
            items = values(ask, scope_for_operator(programme))
        if asked["format"] == "csv":
            self.stdout.write(items_csv(items).decode(), ending="")
        else:
            self.stdout.write(json.dumps([item.as_dict() for item in items], ensure_ascii=False, allow_nan=False))


def _unit(programme: Programme, named: str) -> UUID | None:
    if not named:
        return None
    key = as_key(named)
    units = Unit.objects.filter(area_id__in=areas_of_programme(programme))
    found = units.filter(name=named) if key is None else units.filter(pk=key)
    keys = list(found.values_list("pk", flat=True)[:2])
    if len(keys) != 1:
        several, none = (
            _("Several units are called “%(unit)s”: give an id."),
            _("There is no unit “%(unit)s” in its areas."),
        )
        raise CommandError((several if keys else none) % {"unit": named})
    return keys[0]
