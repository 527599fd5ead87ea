"""Fields and values of participations in words, for pages, previews and reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Code, Municipality, Unit

ABSENT = "–"
LABELS: dict[str, Any] = {
    "client_ref": gettext_lazy("Reference"),
    "unit": gettext_lazy("Unit"),
    "first_started_on": gettext_lazy("First start"),
    "started_on": gettext_lazy("Latest start"),
    "gender": gettext_lazy("Gender"),
    "birth_date": gettext_lazy("Date of birth"),
    "municipality": gettext_lazy("Municipality"),
    "client_municipality": gettext_lazy("Municipality of the client"),
    "start_municipality": gettext_lazy("Municipality at the start"),
    "start_status": gettext_lazy("Labour-market status at the start"),
    "unemployed_months": gettext_lazy("Months unemployed"),
    "in_education": gettext_lazy("In education at the start"),
    "isced": gettext_lazy("Highest education"),
    "household": gettext_lazy("Household"),
    "adults": gettext_lazy("Adults in the household"),
    "working_members": gettext_lazy("Somebody in the household works"),
    "dependent_children": gettext_lazy("Dependent children"),
    "foreign_background": gettext_lazy("Foreign background or minority"),
    "disability": gettext_lazy("Disability or long-term illness"),
    "other_disadvantage": gettext_lazy("Other disadvantage"),
    "housing_exclusion": gettext_lazy("Homeless or at risk of it"),
    "ended_on": gettext_lazy("Ended"),
    "end_observed_on": gettext_lazy("Situation at the end observed"),
    "end_status": gettext_lazy("Labour-market status at the end"),
    "end_in_education": gettext_lazy("In education at the end"),
    "end_qualification": gettext_lazy("Gained a qualification"),
    "end_job_kind": gettext_lazy("Kind of work at the end"),
    "end_reason": gettext_lazy("Reason of ending"),
    "end_path": gettext_lazy("Path at the end"),
    "end_missing_reason": gettext_lazy("Why there is no end form"),
    "followup_observed_on": gettext_lazy("Situation at the follow-up observed"),
    "followup_status": gettext_lazy("Labour-market status at the follow-up"),
    "followup_improved": gettext_lazy("Situation improved"),
}
# What only the client's own page tells.
CLIENT_LABELS: dict[str, Any] = {
    "last_name": gettext_lazy("Last name"),
    "first_names": gettext_lazy("First names"),
    "street_address": gettext_lazy("Street address"),
    "postal_code": gettext_lazy("Postal code"),
    "post_office": gettext_lazy("Post office"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "service_language": gettext_lazy("Language of service"),
    "non_disclosure": gettext_lazy("Non-disclosure"),
}
CODE_LISTS = {
    "gender": "gender",
    "start_status": "labour_market_status",
    "isced": "isced",
    "household": "household",
    "foreign_background": "sensitive_answer",
    "disability": "sensitive_answer",
    "other_disadvantage": "sensitive_answer",
    "housing_exclusion": "sensitive_answer",
    "end_status": "labour_market_status",
    "end_job_kind": "job_kind",
    "end_reason": "ending_reason",
    "end_path": "path",
    "end_missing_reason": "missing_reason",
    "followup_status": "labour_market_status",
    "followup_improved": "improvement",
}
MUNICIPALITIES = frozenset({"municipality", "client_municipality", "start_municipality"})


class Wording:
    """Values in the reader's language, from lists that are read once."""

    def __init__(self, *, areas: list[int], new_units: Mapping[str, str] | None = None) -> None:
        self._codes = {(code.list, code.code): code.name for code in Code.objects.filter(list__in=CODE_LISTS.values())}
        self._municipalities = {
            place.code: place.name for place in Municipality.objects.only("code", "name_fi", "name_sv")
        }
        self._units = {str(unit.pk): unit.name for unit in Unit.objects.filter(area_id__in=areas)}
        self._units |= new_units or {}

    def value(self, name: str, value: Any) -> str:
        """The value of the field `name` as people read it; a dash when nothing is given."""
        if value is None or value == "":
            return ABSENT
        if name in CODE_LISTS:
            return self._codes.get((CODE_LISTS[name], value), value)
        if name in MUNICIPALITIES:
            return f"{value} {self._municipalities.get(value, '')}".strip()
        if name == "unit":
            return self._units.get(str(value), ABSENT)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return day_text(value)


def day_text(value: Any) -> str:
    """A day, or a day as JSON keeps it, in the reader's way; anything else as it is."""
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    return str(value)


def label(name: str) -> str:
    """The field in words; the unit of a state is the unit."""
    return str({**LABELS, **CLIENT_LABELS}.get("unit" if name == "unit_id" else name, name))
