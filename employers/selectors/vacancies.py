"""Vacancies as lists, files and pages show them; those of other areas are read too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Region, User
from accounts.selectors.history import Source, events_of, history_table, plain_word
from clients.enums.demands import Adjustment
from clients.selectors.cells import ABSENT, day_cell, day_text, listed, number_cell, text_cell
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable
from employers.enums.jobs import OVER, VACANCY_STEPS, VacancyEnd, VacancyState
from employers.enums.register import JobTrait
from employers.models import Employer, Vacancy
from employers.policies import areas_of_employers
from employers.selectors.demand_words import demands_text, hours_text, plain_number

OWN, EVERY = "own", "all"
ENDED = "over"
STATES = ((VacancyState.OPEN.value, gettext_lazy("Open ones")), (VacancyState.DRAFT.value, gettext_lazy("Drafts")),
          (ENDED, gettext_lazy("All that are over")), (EVERY, gettext_lazy("All")))  # fmt: skip
TONES = {
    VacancyState.DRAFT: "plain",
    VacancyState.OPEN: "good",
    VacancyState.FILLED: "info",
    VacancyState.CLOSED: "plain",
}
# What a step is called on its button.
STEP_WORDS = {
    VacancyState.OPEN: gettext_lazy("Open the vacancy"),
    VacancyState.FILLED: gettext_lazy("Mark as filled"),
    VacancyState.CLOSED: gettext_lazy("Close without filling"),
}
FIELD_WORDS = {
    "title": pgettext_lazy("vacancy", "Title"),
    "occupation": gettext_lazy("Occupation"),
    "description": gettext_lazy("Description"),
    "contract": gettext_lazy("Contract"),
    "hours_from": gettext_lazy("Hours a week at least"),
    "hours_to": gettext_lazy("Hours a week at most"),
    "municipality_id": gettext_lazy("Municipality"),
    "places": gettext_lazy("Places to fill"),
    "traits": gettext_lazy("What the work is like"),
    "accommodations": gettext_lazy("Accommodations offered"),
    "demands": gettext_lazy("What the work demands"),
    "subsidy_possible": gettext_lazy("Wage subsidy possible"),
    "state": gettext_lazy("State"),
    "opened_on": gettext_lazy("Opened on"),
    "closes_on": gettext_lazy("Last day of applying"),
    "starts_on": gettext_lazy("Work begins"),
    "ended_on": gettext_lazy("Ended on"),
    "end_reason": gettext_lazy("Why it was closed"),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which vacancies, in what order."""

    whose: str = OWN
    state: str = VacancyState.OPEN.value
    text: str = ""
    occupation: str = ""
    region: int | None = None
    trait: str = ""
    employer: UUID | None = None
    sort: str = "-opened"


def chosen_vacancies(user: User, choice: Choice) -> QuerySet[Vacancy]:
    """The vacancies the user asked for; drafts of other areas are not shown."""
    own = areas_of_employers(user)
    found = Vacancy.objects.exclude(~Q(area_id__in=own), state=VacancyState.DRAFT)
    if choice.whose == OWN:
        found = found.filter(area_id__in=own)
    if choice.state == ENDED:
        found = found.filter(state__in=sorted(OVER))
    elif choice.state != EVERY:
        found = found.filter(state=choice.state)
    if choice.text:
        found = found.filter(Q(title__icontains=choice.text) | Q(employer__name__icontains=choice.text))
    if choice.occupation:
        found = found.filter(occupation=choice.occupation)
    if choice.region is not None:
        found = found.filter(municipality__region_id=choice.region)
    if choice.trait:
        found = found.filter(traits__contains=[choice.trait])
    if choice.employer is not None:
        found = found.filter(employer_id=choice.employer)
    return _in_order(found.select_related("employer", "municipality", "area"), choice.sort)


def _in_order(found: QuerySet[Vacancy], sort: str) -> QuerySet[Vacancy]:
    columns: dict[str, Any] = {
        "title": alphabetical("title"),
        "employer": alphabetical("employer__name"),
        "municipality": alphabetical("municipality__name_fi"),
        "hours": F("hours_from"),
        "opened": F("opened_on"),
        "closes": F("closes_on"),
        "state": F("state"),
    }
    column = columns.get(sort.removeprefix("-"), columns["opened"])
    order = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return found.order_by(order, "pk")


def vacancy_for(user: User, *, vacancy_id: UUID) -> Vacancy:
    """A vacancy of any area; a draft of another area is not there."""
    found = Vacancy.objects.select_related("employer", "establishment", "municipality", "area").filter(pk=vacancy_id)
    vacancy = found.first()
    own = areas_of_employers(user)
    if vacancy is None or not own or (vacancy.state == VacancyState.DRAFT and vacancy.area_id not in own):
        raise NotFound
    return vacancy


def is_own(user: User, vacancy: Vacancy) -> bool:
    """Whether the user's areas recorded it, and so may change it."""
    return vacancy.area_id in areas_of_employers(user)


def steps_of(vacancy: Vacancy) -> list[VacancyState]:
    """The steps that may be taken now, in their order."""
    return [state for state in VacancyState if state in VACANCY_STEPS[VacancyState(vacancy.state)]]


def vacancies_table(found: Iterable[Vacancy], *, sort: str = "", address: str = "") -> Table:
    """Vacancies as rows; with an address the headings sort."""
    columns = (
        sortable(_("Vacancy"), "title", sort=sort, address=address),
        sortable(_("Employer"), "employer", sort=sort, address=address),
        sortable(_("Municipality"), "municipality", sort=sort, address=address),
        sortable(_("Hours"), "hours", sort=sort, address=address),
        sortable(_("State"), "state", sort=sort, address=address),
        sortable(_("Opened on"), "opened", sort=sort, address=address),
        sortable(_("Last day of applying"), "closes", sort=sort, address=address),
        Column(label=_("Places"), numeric=True),
        Column(label=_("What the work is like")),
        Column(label=_("Area")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.title, url=reverse("employers:vacancy", args=[one.pk]), header=True),
                Cell(text=one.employer.name),
                Cell(text=one.municipality.name),
                text_cell(hours_text(one.hours_from, one.hours_to)),
                state_cell(one),
                day_cell(one.opened_on),
                day_cell(one.closes_on),
                number_cell(one.places),
                text_cell(listed(JobTrait, one.traits)),
                Cell(text=one.area.name),
            )
        )
        for one in found
    )
    return Table(caption=_("Vacancies"), columns=columns, rows=rows, empty=_("No vacancies here."))


def state_cell(one: Vacancy) -> Cell:
    """Where the vacancy stands, as a badge."""
    return Cell(text=one.get_state_display(), value=one.state, tone=TONES[VacancyState(one.state)])


def vacancy_facts(one: Vacancy) -> list[tuple[str, str]]:
    """The vacancy in words."""
    facts = [
        (_("Employer"), one.employer.name),
        (_("Establishment"), one.establishment.name if one.establishment else ""),
        (_("Municipality"), one.municipality.name),
        (_("Occupation"), one.get_occupation_display() if one.occupation else ""),
        (_("Contract"), one.get_contract_display() if one.contract else ""),
        (_("Hours"), hours_text(one.hours_from, one.hours_to)),
        (_("Places to fill"), plain_number(one.places)),
        (_("What the work is like"), listed(JobTrait, one.traits)),
        (_("Accommodations offered"), listed(Adjustment, one.accommodations)),
        (_("Wage subsidy possible"), _("Yes") if one.subsidy_possible else _("No")),
        (_("Opened on"), day_text(one.opened_on)),
        (_("Last day of applying"), day_text(one.closes_on)),
        (_("Work begins"), day_text(one.starts_on)),
        (_("Ended on"), day_text(one.ended_on)),
        (_("Why it was closed"), VacancyEnd(one.end_reason).label if one.end_reason else ""),
        (_("Description"), one.description),
        (_("Area"), one.area.name),
    ]
    return [(label, str(value)) for label, value in facts if value]


def vacancy_history(one: Vacancy) -> Table:
    """What was changed of the vacancy, the newest first."""
    source = Source(model=Vacancy, whose={"pgh_obj_id": one.pk}, fields={name: name for name in FIELD_WORDS})
    found = events_of([source], label=lambda name: str(FIELD_WORDS[name]), word=_word)
    return history_table([event for event in found if event.changes])


def _word(name: str, value: Any) -> str:
    if name == "demands":
        return demands_text(value or {}) or str(ABSENT.text)
    base: Any = Vacancy._meta.get_field(name.removesuffix("_id"))
    choices = dict(getattr(base, "base_field", base).flatchoices)
    if isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) for one in value) or str(ABSENT.text)
    return str(choices[value]) if choices and value in choices and value else plain_word(name, value)


def regions_to_choose() -> list[tuple[str, str]]:
    """Regions by name."""
    return sorted(((str(one.pk), one.name) for one in Region.objects.all()), key=lambda pair: pair[1])


def employer_for(*, employer_id: UUID | None) -> Employer | None:
    """The employer of the register, or nothing."""
    return None if employer_id is None else Employer.objects.filter(pk=employer_id).first()
