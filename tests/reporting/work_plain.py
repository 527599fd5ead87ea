"""Referee: the numbers of client work worked out again, a client at a time, in plain Python.

Nothing of the engine is imported. A world is a list of clients, each a dict of what is on record of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any

FIRST, TODAY = date(2026, 1, 1), date(2026, 8, 20)
TARGET = {"tasmatyo", "tasmatyokykyinen"}
REMOTE = {"phone", "video", "chat", "message", "webinar", "letter"}
CHANNELS = ["visit", "phone", "video", "letter", "message"]
DIRECTIONS = ["", "1", "1b", "2a", "3", "4", "9"]
STATUSES = ["suspected", "identified", "confirmed"]
MONTHS = [date(2026, number, 1) for number in range(1, 9)]


def some_day(dice: random.Random, since: date = FIRST) -> date:
    return since + timedelta(days=dice.randint(0, max((TODAY - since).days, 0)))


def span(dice: random.Random, since: date = FIRST) -> tuple[date, date | None]:
    begin = some_day(dice, since)
    return begin, some_day(dice, begin) if dice.random() < 0.6 else None


def random_world(seed: int, clients: int) -> list[dict[str, Any]]:
    """Clients with keywords, diagnoses, statuses, a case, contacts and statements; some of each set in error."""
    dice = random.Random(seed)
    return [one_client(dice) for _ in range(clients)]


def one_client(dice: random.Random) -> dict[str, Any]:
    client: dict[str, Any] = {"keywords": [], "diagnoses": [], "statuses": [], "contacts": [], "statements": []}
    client |= {"unit": dice.choice(["", "North", "South"]), "gender": dice.choice(["1", "2", ""]), "case": None}
    for kind in sorted(TARGET):
        if dice.random() < 0.5:
            client["keywords"].append((kind, *span(dice), dice.random() < 0.1))
    for _ in range(dice.randint(0, 2)):
        client["diagnoses"].append((*span(dice), dice.random() < 0.1))
    if dice.random() < 0.6:
        client["statuses"].append((dice.choice(STATUSES), *span(dice)))
    if dice.random() < 0.8:
        opened, closed = span(dice)
        client["case"] = {
            "opened": opened,
            "closed": closed,
            "jobseeking": dice.choice([None, opened - timedelta(days=dice.randint(0, 40))]),
            "employed": dice.random() < 0.4,
            "sickness": dice.choice([None, some_day(dice)]),
            "direction": dice.choice(DIRECTIONS),
            "directed": some_day(dice, opened),
        }
    for _ in range(dice.randint(0, 3)):
        client["contacts"].append((some_day(dice), dice.choice(CHANNELS), dice.random() < 0.2))
    for _ in range(dice.randint(0, 2)):
        requested = some_day(dice)
        client["statements"].append((requested, dice.choice([None, some_day(dice, requested)])))
    return client


def month_end(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def stands(begin: date, end: date | None, day: date) -> bool:
    """In force at the end of the day: from the first day, to before the last."""
    return begin <= day and (end is None or end > day)


def basis_on(client: dict[str, Any], day: date) -> str:
    word = any(kind in TARGET and not error and stands(b, e, day) for kind, b, e, error in client["keywords"])
    diagnosis = any(not error and stands(b, e, day) for b, e, error in client["diagnoses"])
    return {(True, True): "both", (True, False): "keyword", (False, True): "diagnosis"}.get((word, diagnosis), "")


def days_to_identification(client: dict[str, Any]) -> tuple[date, int] | None:
    """The day and how many after the beginning, of a client with a case."""
    case = client["case"]
    if case is None:
        return None
    began = case["jobseeking"] or case["opened"]
    marks = [(b, e) for kind, b, e, error in client["keywords"] if kind in TARGET and not error]
    marks += [(b, e) for status, b, e in client["statuses"] if status in {"identified", "confirmed"}]
    days = [max(b, began) for b, e in marks if e is None or e > began]
    days = [day for day in days if case["closed"] is None or day <= case["closed"]]
    return (min(days), (min(days) - began).days) if days else None


def case_stands(client: dict[str, Any], day: date, since: date | None = None) -> bool:
    case = client["case"]
    return case is not None and stands(max(case["opened"], since or case["opened"]), case["closed"], day)


def in_month(day: date | None, month: date) -> bool:
    return day is not None and day.replace(day=1) == month


Numbers = dict[tuple[str, str, str], Any]


def numbers(world: list[dict[str, Any]], month: date) -> Numbers:
    """(indicator, class, part) → number of the month."""
    found: Numbers = {}
    for code, klass, part, number in _all(world, month):
        found[code, klass, part] = number
    return found


def _all(world: list[dict[str, Any]], month: date) -> Iterator[tuple[str, str, str, Any]]:
    end = month_end(month)
    bases = [basis_on(client, end) for client in world]
    yield "W01", "", "numerator", len([one for one in bases if one])
    for basis in ("diagnosis", "keyword", "both"):
        yield "W02", basis, "numerator", bases.count(basis)
    words = [w for client in world for w in client["keywords"] if not w[3] and in_month(w[1], month)]
    yield "W03", "", "numerator", len(words)
    yield from _identified(world, month)
    yield from _cases(world, month, end)
    yield from _events(world, month)


def _identified(world: list[dict[str, Any]], month: date) -> Iterator[tuple[str, str, str, Any]]:
    found = [known for client in world if (known := days_to_identification(client)) and in_month(known[0], month)]
    days = [waited for _day, waited in found]
    yield "W04", "", "value", median(days) if days else None
    for code, most in (("W05", 14), ("W06", 30)):
        yield code, "", "numerator", len([one for one in days if one <= most])
        yield code, "", "base", len(days)


def _cases(world: list[dict[str, Any]], month: date, end: date) -> Iterator[tuple[str, str, str, Any]]:
    cases = [client["case"] for client in world if client["case"]]
    open_now = [client for client in world if case_stands(client, end)]
    closed = len([one for one in cases if in_month(one["closed"], month)])
    yield "W07", "", "numerator", len(open_now)
    yield "W08", "", "numerator", len([one for one in cases if in_month(one["opened"], month)])
    yield "W09", "", "numerator", closed
    yield "W10", "", "value", 100 * closed / len(open_now) if open_now else None
    yield "W14", "", "numerator", len([one for one in open_now if one["case"]["employed"]])
    reached = [
        client
        for client in world
        if client["case"] and client["case"]["sickness"] and case_stands(client, end, client["case"]["sickness"])
    ]
    yield "W15", "", "numerator", len(reached)
    yield "W16", "", "numerator", len([one for one in reached if one["case"]["employed"]])
    heading = [
        {"9": "unclear"}.get(one["case"]["direction"][0], one["case"]["direction"][0])
        for one in world
        if one["case"] and one["case"]["direction"] and case_stands(one, end, one["case"]["directed"])
    ]
    for code in ("1", "2", "3", "4", "unclear"):
        yield "W17", code, "numerator", heading.count(code)


def _events(world: list[dict[str, Any]], month: date) -> Iterator[tuple[str, str, str, Any]]:
    contacts = [one for client in world for one in client["contacts"] if not one[2] and in_month(one[0], month)]
    yield "W13", "", "numerator", len([one for one in contacts if one[1] in REMOTE])
    yield "W13", "", "base", len(contacts)
    waited = [
        (received - requested).days
        for client in world
        for requested, received in client["statements"]
        if in_month(received, month)
    ]
    yield "W18", "", "value", median(waited) if waited else None
