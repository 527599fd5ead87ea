"""Fields and values of participations in words, for pages, previews and reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Code, Municipality, Unit
from clients.enums.employment import Industry, Occupation
from clients.enums.forms import EducationKind, FilledBy, Planned, SituationKnown
from clients.enums.spells import Benefit

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
# What the pages of forms ask beside.
FORM_LABELS: dict[str, Any] = {
    "registered_jobseeker": gettext_lazy("Registered as a jobseeker"),
    "jobseeker_since": gettext_lazy("Jobseeker since"),
    "third_country": gettext_lazy("Citizen of a country outside the EU"),
    "informed_on": gettext_lazy("Informed of the use of the data on"),
    "notice_version": gettext_lazy("Version of the notice"),
    "filled_by": gettext_lazy("Who filled the form in"),
    "start_benefit": gettext_lazy("Benefit at the start"),
    "start_path": gettext_lazy("Direction aimed at"),
    "start_work_ability": gettext_lazy("Own rating of work ability at the start, 0–10"),
    "start_functioning": gettext_lazy("Own rating of functioning at the start, 0–10"),
    "start_life_satisfaction": gettext_lazy("Satisfaction with life at the start, 0–10"),
    "end_job_search": gettext_lazy("Began to seek work"),
    "end_education_kind": gettext_lazy("Kind of education"),
    "qualification_name": gettext_lazy("Name of the qualification"),
    "qualification_level": gettext_lazy("Level of the qualification"),
    "qualified_on": gettext_lazy("Qualified on"),
    "industry": gettext_lazy("Industry (TOL 2008)"),
    "occupation": gettext_lazy("Occupation (classification of 2010)"),
    "ended_as_planned": gettext_lazy("As planned or interrupted"),
    "end_benefit": gettext_lazy("Benefit at the end"),
    "end_work_ability": gettext_lazy("Own rating of work ability at the end, 0–10"),
    "end_functioning": gettext_lazy("Own rating of functioning at the end, 0–10"),
    "end_life_satisfaction": gettext_lazy("Satisfaction with life at the end, 0–10"),
    "followup_contact": gettext_lazy("How the situation is known"),
    "followup_same_employer": gettext_lazy("Same employer as at the end"),
    "followup_hours": gettext_lazy("Working hours a week"),
    "followup_adjustments": gettext_lazy("Adjustments in use at work"),
    "followup_support": gettext_lazy("Support is still needed"),
    "followup_support_note": gettext_lazy("What support"),
    "followup_missing_reason": gettext_lazy("Why there is no follow-up"),
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
    "third_country": "sensitive_answer",
    "start_path": "path",
    "qualification_level": "isced",
    "followup_missing_reason": "missing_reason",
}
CHOICES: dict[str, type[models.TextChoices]] = {
    "filled_by": FilledBy,
    "start_benefit": Benefit,
    "end_benefit": Benefit,
    "end_education_kind": EducationKind,
    "industry": Industry,
    "occupation": Occupation,
    "ended_as_planned": Planned,
    "followup_contact": SituationKnown,
}
MUNICIPALITIES = frozenset({"municipality", "client_municipality", "start_municipality"})


class Wording:
    """Values in the reader's language, from lists that are read once."""

    def __init__(self, *, areas: list[int], new_units: Mapping[str, str] | None = None) -> None:
        found = Code.objects.filter(list__in=CODE_LISTS.values())
        self._codes = {(code.list, code.code): code.name for code in found}
        self._words = {name: dict(self.choices(name)) for name in (*CODE_LISTS, *CHOICES)}
        self._municipalities = {
            place.code: place.name for place in Municipality.objects.only("code", "name_fi", "name_sv")
        }
        self._units = {str(unit.pk): unit.name for unit in Unit.objects.filter(area_id__in=areas)}
        self._units |= new_units or {}

    def value(self, name: str, value: Any) -> str:
        """The value of the field `name` as people read it; a dash when nothing is given."""
        if value is None or value == "":
            return ABSENT
        if name in CODE_LISTS or name in CHOICES:
            return self._words[name].get(value, value)
        if name in MUNICIPALITIES:
            return f"{value} {self._municipalities.get(value, '')}".strip()
        if name == "unit":
            return self._units.get(str(value), ABSENT)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return day_text(value)

    def choices(self, name: str) -> list[tuple[str, str]]:
        """The codes one may choose for the field `name`, in their order."""
        if name in CHOICES:
            return [(code, str(words)) for code, words in CHOICES[name].choices]
        if name in MUNICIPALITIES:
            return [(code, f"{place} ({code})") for code, place in sorted(self._municipalities.items(), key=_by_name)]
        return [(code, words) for (kept, code), words in self._codes.items() if kept == CODE_LISTS[name]]


def _by_name(place: tuple[str, str]) -> str:
    return place[1]


def day_text(value: Any) -> str:
    """A day, or a day as JSON keeps it, in the reader's way; anything else as it is."""
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    return str(value)


def label(name: str) -> str:
    """The field in words; the unit of a state is the unit."""
    return str({**LABELS, **FORM_LABELS, **CLIENT_LABELS}.get("unit" if name == "unit_id" else name, name))
