"""The 774 participants of the demo, as rows of an import file."""

from __future__ import annotations

import csv
import io
from datetime import date
from random import Random

from desk.demo.decks import Row, deck
from desk.demo.end_forms import fill_end_dates, fill_end_forms
from desk.demo.sites import SITES, Site
from desk.demo.start_forms import FORMS, INCOMPLETE, birth_date, fill_incomplete_form, fill_start_forms

SEED = 20784
PARTICIPANTS = 774
WITHOUT_FORM = {"1": 27, "2": 26}
INCOMPLETE_FORMS = 9
LAST_START = date(2019, 5, 31)
MOST_STARTS = date(2017, 11, 15)
BUSY_MONTHS = {1: 1.25, 2: 1.1, 6: 0.75, 7: 0.25, 8: 1.1, 9: 1.3, 10: 1.2, 12: 0.55}

COLUMNS = (
    "client_ref",
    "unit",
    "started_on",
    "gender",
    "birth_date",
    "municipality",
    "start_status",
    "unemployed_months",
    "in_education",
    "isced",
    "household",
    "adults",
    "working_members",
    "dependent_children",
    "foreign_background",
    "disability",
    "other_disadvantage",
    "housing_exclusion",
    "ended_on",
    "end_observed_on",
    "end_status",
    "end_in_education",
    "end_qualification",
    "end_job_kind",
    "end_reason",
    "end_path",
    "end_missing_reason",
    "followup_observed_on",
    "followup_status",
    "followup_improved",
)


def demo_rows() -> list[Row]:
    """All participants in the order of their starts; the same rows every time."""
    dice = Random(SEED)  # noqa: S311 - invented people, not secrets
    people = [dict.fromkeys(COLUMNS, "") for _ in range(PARTICIPANTS)]
    _fill_starts(dice, people)
    mixed = dice.sample(people, len(people))
    with_form, without = mixed[:FORMS], mixed[FORMS:]
    fill_start_forms(dice, with_form)
    fill_end_forms(dice, with_form)
    _fill_without_form(dice, without)
    for person in people:
        _fill_birth(dice, person)
        fill_end_dates(dice, person)
    return [{column: person[column] for column in COLUMNS} for person in people]


def demo_file() -> bytes:
    """The rows as the file a site would send."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(demo_rows())
    return text.getvalue().encode()


def _fill_starts(dice: Random, people: list[Row]) -> None:
    starts = sorted(
        ((_start(dice, site), site) for site in SITES for _ in range(site.people)),
        key=lambda start: (start[0], start[1].unit),
    )
    for number, (person, (on, site)) in enumerate(zip(people, starts, strict=True), start=1):
        person |= {"client_ref": f"TKK-{number:04d}", "order": f"{number:03d}", "unit": site.unit}
        person |= {"started_on": on.isoformat(), "municipality": _home(dice, site)}


def _start(dice: Random, site: Site) -> date:
    """A weekday between the site's opening and the last intake: few at first, most in the middle, then fewer."""
    while True:
        day = round(dice.triangular(site.opened.toordinal(), LAST_START.toordinal(), MOST_STARTS.toordinal()))
        on = date.fromordinal(day)
        if on.weekday() < 5 and dice.random() < BUSY_MONTHS.get(on.month, 1.0) / 1.3:
            return on


def _home(dice: Random, site: Site) -> str:
    return dice.choices(list(site.homes), list(site.homes.values()))[0]


def _fill_without_form(dice: Random, people: list[Row]) -> None:
    """Nobody knows much of these 53: nine gave a form that lacks an answer, the others none."""
    for place, (person, gender) in enumerate(zip(people, deck(dice, WITHOUT_FORM), strict=True)):
        person |= {"gender": gender, "age": str(dice.choice([dice.randint(18, 29), dice.randint(18, 63)]))}
        if place < INCOMPLETE_FORMS:
            fill_incomplete_form(dice, person, INCOMPLETE[place % len(INCOMPLETE)])
        elif place % 9 == 0:
            person["age"] = ""
        if place % 5:
            person["end_missing_reason"] = dice.choice("1129")
            person["end_reason"] = {"1": "61", "2": "60", "9": "99"}[person["end_missing_reason"]]


def _fill_birth(dice: Random, person: Row) -> None:
    if person["age"]:
        started = date.fromisoformat(person["started_on"])
        person["birth_date"] = birth_date(dice, started, int(person["age"])).isoformat()
