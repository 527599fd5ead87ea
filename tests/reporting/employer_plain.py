"""Referee: work with employers, and what became of clients by it, worked out again in plain Python.

Nothing of the engine is imported. A world has employers and clients, each a dict of what is on record of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.reporting.work_plain import in_month, month_end, some_day, stands

A_DAY = timedelta(days=1)
UNDER_WAY, OTHERS = ("sent", "interested", "interview"), ("no_interest", "not_hired", "expired", "withdrawn")
ANSWERED = {"interested", "interview", "no_interest", "hired", "not_hired"}
RUNGS = ("rehab", "try_out", "subsidised", "part_time", "open")
INTERESTS = (None, 0, 1, 2, 3)


def random_world(seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    employers = [_employer(dice) for _ in range(12)]
    return {"employers": employers, "clients": [_client(dice, len(employers)) for _ in range(25)]}


def _employer(dice: random.Random) -> dict[str, Any]:
    words = [_word(dice, since=date(2026, 1, 1))]
    if words[0]["ended"]:
        words.append(_word(dice, since=words[0]["ended"]))
    return {
        "industry": dice.choice(["", "C", "G"]),
        "contacts": [_contact(dice) for _ in range(dice.randint(0, 4))],
        "words": words[: dice.randint(0, 2)],
        "vacancies": [_vacancy(dice) for _ in range(dice.randint(0, 2))],
        "leads": [_lead(dice) for _ in range(dice.randint(0, 2))],
    }


def _contact(dice: random.Random) -> dict[str, Any]:
    answered, raised = dice.random() < 0.7, dice.random() < 0.6
    day = some_day(dice, date(2025, 10, 1))
    interest = dice.choice(INTERESTS) if answered and raised else None
    return {"on": day, "answered": answered, "raised": answered and raised, "interest": interest,
            "withdrawn": dice.random() < 0.1}  # fmt: skip


def _word(dice: random.Random, since: date) -> dict[str, Any]:
    begun = some_day(dice, since)
    ended = some_day(dice, begun) if dice.random() < 0.6 else None
    return {"set": begun, "ended": ended, "error": bool(ended) and dice.random() < 0.2}


def _vacancy(dice: random.Random) -> dict[str, Any]:
    state = dice.choice(["draft", "open", "filled", "closed", "error"])
    opened = some_day(dice)
    ended = some_day(dice, opened) if state in {"filled", "closed", "error"} else None
    return {"state": state, "opened": None if state == "draft" else opened, "ended": ended}


def _lead(dice: random.Random) -> dict[str, Any]:
    return {"found": some_day(dice), "state": dice.choice(["open", "placement", "dropped", "error"])}


def _client(dice: random.Random, employers: int) -> dict[str, Any]:
    return {
        "opened": date(2025, 10, 1) + timedelta(days=dice.randint(0, 150)) if dice.random() < 0.9 else None,
        "referrals": [_referral(dice, employers) for _ in range(dice.randint(0, 3))],
        "placements": [_placement(dice, employers) for _ in range(dice.randint(0, 3))],
    }


def _referral(dice: random.Random, employers: int) -> dict[str, Any]:
    state = dice.choice(["draft", "refused", *UNDER_WAY, "hired", "hired", *OTHERS])
    sent = None if state in {"draft", "refused"} else some_day(dice)
    kind = dice.choice(["present", "offer", "refer"])
    return {"employer": dice.randrange(employers), "kind": kind, "state": state, "sent": sent,
            "mistaken": dice.random() < 0.5}  # fmt: skip


def _placement(dice: random.Random, employers: int) -> dict[str, Any]:
    begun = some_day(dice, date(2025, 11, 1))
    ended = begun + timedelta(days=dice.choice([5, 31, 100, 200])) if dice.random() < 0.6 else None
    rung = dice.choice(RUNGS)
    return {"employer": dice.randrange(employers), "rung": rung, "begun": begun, "ended": ended,
            "withdrawn": rung in {"part_time", "open"} and dice.random() < 0.2}  # fmt: skip


# --- what follows from it ---------------------------------------------------------------------------------------------


def month_later(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where it has no such day."""
    month = day.month - 1 + months
    last = month_end(date(day.year + month // 12, month % 12 + 1, 1))
    return last.replace(day=min(day.day, last.day))


def spells(client: dict[str, Any], today: date) -> list[tuple[date, date | None]]:
    """Days at work as spells: jobs at once, and one the day after another, are one."""
    at_work: set[date] = set()
    for one in client["placements"]:
        if one["rung"] in {"subsidised", "part_time", "open"} and not one["withdrawn"]:
            last = one["ended"] or today + timedelta(days=800)
            at_work |= {one["begun"] + timedelta(days=number) for number in range((last - one["begun"]).days + 1)}
    found = []
    for day in sorted(at_work):
        if day - A_DAY not in at_work:
            found.append([day, day])
        found[-1][1] = day
    return [(begun, None if last > today + timedelta(days=700) else last) for begun, last in found]


def kept(spell: tuple[date, date | None], months: int, today: date) -> bool | None:
    begun, last = spell
    day = month_later(begun, months)
    return None if day > today else last is None or day <= last


def placed_days(world: dict[str, Any], employer: int) -> list[date]:
    return [
        one["begun"] for client in world["clients"] for one in client["placements"]
        if one["employer"] == employer and not one["withdrawn"]
    ]  # fmt: skip


Told = Iterator[tuple[str, str, str, Any]]


def numbers(world: dict[str, Any], month: date, today: date) -> dict[tuple[str, str, str], Any]:
    """(indicator, class, part) → number of the month."""
    found = {}
    for told in (_offers, _placements, _kept, _contacts, _stocks, _leads):
        for code, klass, part, number in told(world, month, today):
            found[code, klass, part] = number
    return found


def _offers(world: dict[str, Any], month: date, _today: date) -> Told:
    sent = [
        one for client in world["clients"] for one in client["referrals"]
        if in_month(one["sent"], month) and not (one["state"] == "withdrawn" and one["mistaken"])
    ]  # fmt: skip
    yield "W44", "", "numerator", len(sent)
    for kind in ("present", "offer", "refer"):
        yield "W45", kind, "numerator", len([one for one in sent if one["kind"] == kind])
    yield "W46", "", "numerator", len([one for one in sent if one["state"] in ANSWERED])
    yield "W46", "", "missing", len([one for one in sent if one["state"] in {"sent", "withdrawn"}])
    yield "W47", "", "numerator", len([one for one in sent if one["state"] == "hired"])
    yield "W47", "", "missing", len([one for one in sent if one["state"] in UNDER_WAY])


def _placements(world: dict[str, Any], month: date, _today: date) -> Told:
    begun = [
        one["rung"] for client in world["clients"] for one in client["placements"]
        if in_month(one["begun"], month) and not one["withdrawn"]
    ]  # fmt: skip
    yield "W48", "", "numerator", len(begun)
    for rung in RUNGS:
        yield "W49", rung, "numerator", begun.count(rung)


def _kept(world: dict[str, Any], month: date, today: date) -> Told:
    begun = [
        spell for client in world["clients"] for spell in spells(client, today)
        if client["opened"] and client["opened"] <= spell[0] and in_month(spell[0], month)
    ]  # fmt: skip
    for code, months in (("W50", 1), ("W51", 3), ("W52", 6), ("W53", 12)):
        states = [kept(spell, months, today) for spell in begun]
        yield code, "", "numerator", states.count(True)
        yield code, "", "missing", states.count(None)
        yield code, "", "base", len(states)


def _contacts(world: dict[str, Any], month: date, today: date) -> Told:
    every = [one for employer in world["employers"] for one in employer["contacts"] if not one["withdrawn"]]
    held = [one for one in every if in_month(one["on"], month)]
    yield "W54", "", "numerator", len(held)
    yield "W55", "", "numerator", len([one for one in held if one["answered"]])
    yield "W56", "", "numerator", len([one for one in held if one["raised"]])
    yield "W56", "", "missing", len([one for one in held if not one["answered"]])
    for interest in (0, 1, 2, 3):
        yield "W57", f"i{interest}", "numerator", len([one for one in held if one["interest"] == interest])
    first = []
    for number, employer in enumerate(world["employers"]):
        days = [one["on"] for one in employer["contacts"] if not one["withdrawn"]]
        for year in {day.year for day in days}:
            first.append((min(day for day in days if day.year == year), number))
    ours = [(day, number) for day, number in first if in_month(day, month)]
    states = [
        True if any(day <= one <= month_later(day, 12) for one in placed_days(world, number))
        else False if month_later(day, 12) < today else None
        for day, number in ours
    ]  # fmt: skip
    yield "W58", "", "numerator", len(ours)
    yield "W59", "", "numerator", states.count(True)
    yield "W59", "", "missing", states.count(None)


def _stocks(world: dict[str, Any], month: date, _today: date) -> Told:
    last = month_end(month)
    words = [one for employer in world["employers"] for one in employer["words"] if not one["error"]]
    yield "W60", "", "numerator", len([one for one in words if stands(one["set"], one["ended"], last)])
    yield "W61", "", "numerator", len([one for one in words if in_month(one["set"], month)])
    open_ones = [
        one for employer in world["employers"] for one in employer["vacancies"]
        if one["opened"] and one["state"] != "error"
    ]  # fmt: skip
    yield "W62", "", "numerator", len([one for one in open_ones if in_month(one["opened"], month)])
    yield "W63", "", "numerator", len([one for one in open_ones if stands(one["opened"], one["ended"], last)])


def _leads(world: dict[str, Any], month: date, _today: date) -> Told:
    found = [
        one["state"] for employer in world["employers"] for one in employer["leads"]
        if in_month(one["found"], month) and one["state"] != "error"
    ]  # fmt: skip
    yield "W64", "", "numerator", len(found)
    yield "W65", "", "numerator", found.count("placement")
    yield "W65", "", "missing", found.count("open")
