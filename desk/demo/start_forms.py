"""Start forms of the demo: the printed figures of 721 forms, dealt to plausible people."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from desk.demo.decks import Row, Weight, alike, deal, deck, pick

FORMS = 721
EMPLOYED = {"21", "22", "23"}
UNEMPLOYED = {"11", "12"}

GENDERS = {"1": 375, "2": 346}
AGES = {"17-24": 158, "25-29": 116, "30-54": 241, "55-63": 206}
EDUCATION = {"7": 13, "6": 41, "5": 38, "4": 33, "3": 371, "0": 6, "1": 14, "2": 205}
STATUSES = {"23": 3, "22": 6, "21": 18, "31": 25, "12": 16, "32": 41, "33": 52, "11": 560}
HOUSEHOLDS = {"1": 344, "2": 377}
CHILDREN = {"1": 173, "": 11, "0": 537}
SENSITIVE = {
    "foreign_background": {"1": 22, "8": 16, "": 4, "0": 679},
    "disability": {"0": 172, "8": 31, "": 6, "1": 512},
    "other_disadvantage": {"1": 128, "8": 22, "": 5, "0": 566},
    "housing_exclusion": {"1": 7, "8": 9, "": 4, "0": 701},
}
INCOMPLETE = ("unemployed_months", "isced", "household")


def fill_start_forms(dice: Random, people: list[Row]) -> None:
    """721 complete forms as printed: gender, education, household, children, status, sensitive answers."""
    for person, gender in zip(people, deck(dice, GENDERS), strict=True):
        person["gender"] = gender
    _fill_ages(dice, people)
    deal(dice, people, "isced", EDUCATION, {level: _can_have(level) for level in EDUCATION})
    deal(dice, people, "start_status", STATUSES, {status: _can_be(status) for status in STATUSES})
    for person in people:
        person["unemployed_months"] = _months(dice, person)
        person["in_education"] = "1" if person["start_status"] in {"22", "31"} else "0"
    for person in pick(dice, people, 7, lambda one: float(one["start_status"] in UNEMPLOYED)):
        person["in_education"] = "1"
    _fill_households(dice, people)
    for column, quotas in SENSITIVE.items():
        deal(dice, people, column, quotas)


def fill_incomplete_form(dice: Random, person: Row, gap: str) -> None:
    """A form that lacks one required answer, and therefore counts only among the participants."""
    person |= {
        "start_status": "11",
        "unemployed_months": str(dice.randint(3, 40)),
        "in_education": "0",
        "isced": dice.choice("233"),
        "household": dice.choice("12"),
        "adults": "1",
        "working_members": "0",
        "dependent_children": "0",
        "foreign_background": "0",
        "disability": "1",
        "other_disadvantage": "0",
        "housing_exclusion": "0",
    }
    person[gap] = ""


def birth_date(dice: Random, started_on: date, age: int) -> date:
    """A day of birth that makes the person `age` whole years old on `started_on`."""
    latest = date(started_on.year - age, started_on.month, min(started_on.day, 28))
    return latest - timedelta(days=dice.randrange(364))


def years(person: Row) -> int:
    """The age dealt to the person; kept in the row under a column the import never sees."""
    return int(person["age"])


def _fill_ages(dice: Random, people: list[Row]) -> None:
    for person, limits in zip(people, deck(dice, AGES), strict=True):
        low, high = (int(limit) for limit in limits.split("-"))
        person["age"] = str(dice.randint(low, high))


def _can_have(level: str) -> Weight:
    youngest = {"7": 27, "6": 24, "5": 33, "4": 28, "3": 19, "0": 17, "1": 40, "2": 17}[level]
    return lambda person: float(years(person) >= youngest)


def _can_be(status: str) -> Weight:
    ages = {"23": (28, 60), "22": (18, 40), "21": (22, 63), "31": (17, 33), "12": (24, 62), "33": (20, 63)}
    low, high = ages.get(status, (17, 63))
    return lambda person: float(low <= years(person) <= high)


def _months(dice: Random, person: Row) -> str:
    """Long spells are common; nobody was unemployed before the age of 17."""
    if person["start_status"] not in UNEMPLOYED:
        return ""
    typical = 4 if person["start_status"] == "12" else 16
    return str(min(int(dice.expovariate(1 / typical)), 144, (years(person) - 17) * 12 + 6))


def _fill_households(dice: Random, people: list[Row]) -> None:
    deal(dice, people, "household", HOUSEHOLDS, {"1": lambda one: 0.5 if years(one) < 21 else 1.0})
    deal(
        dice,
        people,
        "dependent_children",
        CHILDREN,
        {"1": lambda one: (4.0 if 25 <= years(one) <= 54 else 0.5) if one["household"] == "2" else 0.0},
    )
    for person in people:
        person["adults"] = _adults(dice, person)
        person["working_members"] = _working(dice, person)
    for column, gaps in (("adults", 9), ("working_members", 14)):
        for person in pick(dice, people, gaps, alike):
            person[column] = ""


def _adults(dice: Random, person: Row) -> str:
    if person["household"] == "1":
        return "1"
    if person["dependent_children"] == "1":
        return dice.choices("123", (26, 70, 4))[0]
    return dice.choices("23", (82, 18))[0]


def _working(dice: Random, person: Row) -> str:
    if person["start_status"] in EMPLOYED:
        return "1"
    return "0" if person["adults"] == "1" else dice.choices("01", (52, 48))[0]
