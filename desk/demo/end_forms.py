"""End and follow-up forms of the demo: 404 pairs of which 86 work at the end, and what became of the rest."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from clients.participation_rules import follow_up_due
from desk.demo.decks import Row, alike, deal, deck, pick
from desk.demo.start_forms import EMPLOYED, years

STAYED, MOVED_IN, MOVED_OUT, NEITHER = 12, 74, 3, 315
"""The pairs. That 15 of the 27 employed at start have an end form and 12 of them still work is our assumption."""

NEVER_ENDED = 48
LAST_END = date(2019, 7, 3)
LAST_OBSERVATION = date(2019, 7, 31)
LAST_FOLLOW_UP = date(2019, 12, 31)

JOBS = {"23": 8, "22": 8, "21": 58}
WITHOUT_FORM = {"": 30, "1": 98, "2": 61, "3": 4, "4": 19, "5": 33, "9": 24}
REASON_WITHOUT_FORM = {"": "60", "1": "61", "2": "60", "3": "71", "4": "70", "5": "41", "9": "99"}


def fill_end_forms(dice: Random, people: list[Row]) -> None:
    """Of the complete start forms 404 get an end form; the others end without one, most with a documented reason."""
    employed = [person for person in people if person["start_status"] in EMPLOYED]
    others = [person for person in people if person["start_status"] not in EMPLOYED]
    settled = pick(dice, employed, STAYED + MOVED_OUT, alike)
    left = pick(dice, settled, MOVED_OUT, lambda one: float(one["start_status"] == "21"))
    for person in settled:
        person["end_status"] = dice.choice(["11", "33"]) if person in left else person["start_status"]
    paired = pick(dice, others, MOVED_IN + NEITHER, alike)
    found = pick(dice, paired, MOVED_IN, _chance_of_work)
    for person, status in zip(found, deck(dice, JOBS), strict=True):
        person["end_status"] = status
    for person in paired:
        person["end_status"] = person["end_status"] or _status_without_work(dice, person)
    _fill_missing(dice, [person for person in people if not person["end_status"]])
    for person in people:
        if person["end_status"]:
            _fill_answers(dice, person)


def fill_end_dates(dice: Random, person: Row) -> None:
    """The end, its observation within 28 days, and for about half of the old enough ends the follow-up."""
    if not (person["end_status"] or person["end_reason"]):
        return
    started = date.fromisoformat(person["started_on"])
    ended = started + timedelta(days=_length(dice, (LAST_END - started).days))
    person["ended_on"] = ended.isoformat()
    if person["end_status"]:
        person["end_observed_on"] = (ended + timedelta(days=min(dice.randint(0, 28), dice.randint(0, 28)))).isoformat()
        _fill_follow_up(dice, person, ended)


def _chance_of_work(person: Row) -> float:
    young = 1.5 if years(person) < 30 else 0.8 if years(person) > 54 else 1.1
    near = {"12": 3.0, "31": 1.3, "32": 0.8, "33": 0.25}.get(person["start_status"], 1.0)
    return young * near * (1.4 if person["isced"] >= "3" else 0.8)


def _status_without_work(dice: Random, person: Row) -> str:
    student = 5 if years(person) < 30 else 1
    statuses = {
        "31": {"31": 6, "11": 4, "32": 1, "33": 1},
        "32": {"11": 4, "32": 3, "31": student, "33": 2},
        "33": {"33": 7, "11": 3, "32": 1, "31": student},
    }.get(person["start_status"], {"11": 13, "31": student, "32": 2, "33": 4})
    return dice.choices(list(statuses), list(statuses.values()))[0]


def _fill_missing(dice: Random, people: list[Row]) -> None:
    unended = pick(dice, people, NEVER_ENDED, lambda one: 1.0 + 3.0 * (one["order"] >= "500"))
    gone = {id(person) for person in unended}
    ended = [person for person in people if id(person) not in gone]
    deal(dice, ended, "end_missing_reason", WITHOUT_FORM)
    for person in ended:
        person["end_reason"] = REASON_WITHOUT_FORM[person["end_missing_reason"]]
        person["end_path"] = "9"


def _fill_answers(dice: Random, person: Row) -> None:
    status = person["end_status"]
    person["end_in_education"] = "1" if status in {"22", "31"} else "0"
    person["end_qualification"] = dice.choices(["0", "1", ""], [88, 10, 2])[0]
    person["end_job_kind"] = _job_kind(dice, status)
    if dice.random() < 0.01 and status == "11":
        person["end_in_education"] = ""
    person["end_reason"], person["end_path"] = _reason_and_path(dice, person)


def _job_kind(dice: Random, status: str) -> str:
    if status in {"22", "23"}:
        return {"22": "5", "23": "6"}[status]
    if status == "21":
        return dice.choices("1234", (20, 22, 18, 40))[0]
    return "7" if status == "11" and dice.random() < 0.08 else ""


def _reason_and_path(dice: Random, person: Row) -> tuple[str, str]:
    if person["end_status"] == "21":
        return ("11", "1b") if person["end_job_kind"] == "4" else ("10", "1a")
    known = {"22": ("13", "1a"), "23": ("12", "1c"), "31": ("20", "4"), "32": ("42", "1")}
    if person["end_status"] in known:
        return known[person["end_status"]]
    if person["end_status"] == "33":
        return dice.choice([("32", "3a"), ("32", "3b"), ("31", "2a"), ("30", "2b"), ("33", "3d")])
    return dice.choices([("42", "1"), ("30", "2b"), ("30", "2c"), ("50", "1d"), ("40", "9")], (40, 20, 10, 10, 20))[0]


def _length(dice: Random, longest: int) -> int:
    """Days from start to end: nine months are usual; who started late had less time."""
    for _ in range(20):
        days = int(dice.lognormvariate(5.55, 0.55))
        if 21 <= days <= longest:
            return days
    return dice.randint(longest // 2, longest)


def _fill_follow_up(dice: Random, person: Row, ended: date) -> None:
    seen = follow_up_due(ended) + timedelta(days=int(dice.expovariate(1 / 12)))
    if seen > LAST_FOLLOW_UP or dice.random() > 0.58:
        return
    worked = person["end_status"] in EMPLOYED
    person["followup_observed_on"] = seen.isoformat()
    if dice.random() < (0.78 if worked else 0.09):
        person["followup_status"] = person["end_status"] if worked else "21"
    else:
        person["followup_status"] = "11" if worked else person["end_status"]
    if person["start_status"] in EMPLOYED:
        person["followup_improved"] = dice.choices(["a", "b", "c", "0"], [2, 2, 1, 5])[0]
