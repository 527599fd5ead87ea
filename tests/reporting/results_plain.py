"""Referee: changes in clients' work and services worked out again, a day or a record at a time, in plain Python.

Nothing of the engine is imported. It adds to the clients of work_plain what is on record of work and services.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.reporting.work_plain import TODAY, basis_on, case_stands, in_month, month_end, some_day

A_DAY = timedelta(days=1)
OUT, IN = {"11", "12"}, {"21", "22", "23"}
STATUSES = ["11", "11", "12", "21", "21", "22", "23", "31", "33"]
REASONS = ["10", "11", "13", "20", "80", "99"]
TO_WORK = {"10", "11", "12", "13"}
GROUNDS = ["", "", "82", "87"]
SERVICES = ["B2", "B4", "D3"]
RESULTS = ["reached", "work", "unknown"]
EMPLOYERS = [("Mill", "2296962-1"), ("Bakery", ""), ("bakery ", ""), ("The Mill", "2296962-1")]
DECISIONS = ["waiting", "granted", "partly", "rejected", "lapsed"]


def add_results(world: list[dict[str, Any]], seed: int) -> None:
    """Each client of the world has spells of status, employments, referrals, services and supports."""
    dice = random.Random(seed)
    for client in world:
        client |= {
            "labour": list(_labour(dice)),
            "employments": [(some_day(dice), dice.choice(GROUNDS), dice.random() < 0.1) for _ in range(_few(dice))],
            "referrals": [_referral(dice) for _ in range(_few(dice))],
            "periods": [_period(dice) for _ in range(_few(dice))],
            "supports": [_support(dice) for _ in range(_few(dice))],
        }


def _few(dice: random.Random) -> int:
    return dice.randint(0, 2)


def _labour(dice: random.Random) -> Iterator[dict[str, Any]]:
    """Spells one after another, often without a day between; the last may go on. Some are withdrawn."""
    begin = date(2025, 11, 1) + timedelta(days=dice.randint(0, 120))
    for _ in range(dice.randint(0, 4)):
        end: date | None = begin + timedelta(days=dice.randint(0, 90))
        if end is not None and (end > TODAY or dice.random() < 0.2):
            end = None
        one = {"status": dice.choice(STATUSES), "begin": begin, "end": end, "withdrawn": dice.random() < 0.1}
        yield {**one, "reason": dice.choice(REASONS) if end else ""}
        if end is None:
            return
        begin = end + timedelta(days=dice.choice([1, 1, 1, 9]))


def _referral(dice: random.Random) -> dict[str, Any]:
    sent = some_day(dice)
    state = dice.choice(["sent", "accepted", "declined", "withdrawn", "expired", "started", "completed", "interrupted",
                         "result"])  # fmt: skip
    one: dict[str, Any] = {"service": dice.choice(SERVICES), "state": state, "sent": sent, "result": ""}
    one |= {"started": None, "ended": None, "closed": None}
    if state in {"started", "completed", "interrupted", "result"}:
        one["started"] = some_day(dice, sent)
    if state in {"completed", "interrupted", "result"}:
        one["ended"] = some_day(dice, one["started"])
    if state in {"declined", "withdrawn", "expired"}:
        one["closed"] = some_day(dice, sent)
    if state == "result":
        one |= {"closed": some_day(dice, one["ended"]), "result": dice.choice(RESULTS)}
    return one


def _period(dice: random.Random) -> dict[str, Any]:
    started = some_day(dice, date(2025, 10, 1))
    ended = some_day(dice, started) if dice.random() < 0.6 else None
    completed = dice.choice([True, False, None]) if ended else None
    return {"service": dice.choice(SERVICES), "started": started, "ended": ended, "completed": completed}


def _support(dice: random.Random) -> dict[str, Any]:
    kind, applied, decision = dice.choice(["wage", "arrangement"]), some_day(dice), dice.choice(DECISIONS)
    decided = None if decision == "waiting" else some_day(dice, applied)
    ground = dice.choice(["82", "87"] if kind == "wage" else ["1", "2"])
    employer = dice.choice(EMPLOYERS)
    withdrawn = dice.random() < 0.1
    return {"kind": kind, "applied": applied, "decision": decision, "decided": decided, "ground": ground,
            "employer": employer, "withdrawn": withdrawn}  # fmt: skip


# --- a client on a day ------------------------------------------------------------------------------------------------


def side(status: str) -> str:
    return "out" if status in OUT else "in" if status in IN else ""


def status_on(client: dict[str, Any], day: date) -> str:
    for one in client["labour"]:
        if not one["withdrawn"] and one["begin"] <= day and (one["end"] is None or day <= one["end"]):
            return str(one["status"])
    return ""


def since(client: dict[str, Any]) -> date:
    """From when changes count: the opening of the case; without one never."""
    return client["case"]["opened"] if client["case"] else date.max


def ends(client: dict[str, Any], which: str) -> list[dict[str, Any]]:
    """Spells of this side after whose last day the client is not on the side any more."""
    found = [one for one in client["labour"] if not one["withdrawn"] and one["end"] and side(one["status"]) == which]
    return [
        one for one in found if one["end"] >= since(client) and side(status_on(client, one["end"] + A_DAY)) != which
    ]


def starts(client: dict[str, Any], which: str) -> list[dict[str, Any]]:
    found = [one for one in client["labour"] if not one["withdrawn"] and side(one["status"]) == which]
    return [
        one for one in found if one["begin"] >= since(client) and side(status_on(client, one["begin"] - A_DAY)) != which
    ]


def basis(client: dict[str, Any], day: date) -> str:
    return basis_on(client, day) or "none"


# --- the numbers of a month -------------------------------------------------------------------------------------------

Told = Iterator[tuple[str, str, str, Any]]


def numbers(world: list[dict[str, Any]], month: date) -> dict[tuple[str, str, str], Any]:
    """(indicator, class, part) → number of the month."""
    found = {}
    for told in (_labour_numbers, _employment_numbers, _service_numbers, _support_numbers):
        for code, klass, part, number in told(world, month):
            found[code, klass, part] = number
    return found


def _labour_numbers(world: list[dict[str, Any]], month: date) -> Told:
    over = [one for client in world for one in ends(client, "out") if in_month(one["end"], month)]
    yield "W19", "", "numerator", len(over)
    for reason in REASONS:
        yield "W20", reason, "numerator", len([one for one in over if one["reason"] == reason])
    yield "W21", "", "numerator", len([one for one in over if one["reason"] in TO_WORK])
    yield "W21", "", "base", len(over)
    last = month_end(month)
    states = [status_on(client, last) for client in world if case_stands(client, last)]
    for status in sorted({*STATUSES}):
        yield "W22", status, "numerator", states.count(status)
    yield "W23", "", "numerator", states.count("")
    yield "W23", "", "base", len(states)
    yield "W24", "", "numerator", len([1 for c in world for one in starts(c, "in") if in_month(one["begin"], month)])
    yield "W25", "", "numerator", len([1 for c in world for one in ends(c, "in") if in_month(one["end"], month)])


def _employment_numbers(world: list[dict[str, Any]], month: date) -> Told:
    begun = [
        ground
        for client in world
        for begin, ground, withdrawn in client["employments"]
        if not withdrawn and begin >= since(client) and in_month(begin, month)
    ]
    yield "W26", "", "numerator", len(begun)
    for ground in ("", "82", "87"):
        yield "W27", ground or "none", "numerator", begun.count(ground)
    yield "W28", "", "numerator", len([ground for ground in begun if ground])


def _service_numbers(world: list[dict[str, Any]], month: date) -> Told:
    referrals = [one for client in world for one in client["referrals"]]
    sent = [one for one in referrals if in_month(one["sent"], month)]
    yield "W29", "", "numerator", len(sent)
    yield "W30", "", "numerator", len([one for one in referrals if one["sent"] <= month_end(month)])
    yield "W31", "", "numerator", len([one for one in sent if one["started"]])
    yield "W31", "", "missing", len([one for one in sent if one["state"] in {"sent", "accepted"}])
    own = [one for client in world for one in client["periods"] if one["started"] >= since(client)]
    begun = len([one for one in referrals if in_month(one["started"], month)])
    yield "W32", "", "numerator", begun + len([one for one in own if in_month(one["started"], month)])
    yield "W33", "", "numerator", begun
    over = [one["state"] != "interrupted" for one in referrals if in_month(one["ended"], month)]
    other = [
        one["completed"]
        for client in world
        for one in client["periods"]
        if in_month(one["ended"], month) and one["ended"] >= since(client)
    ]
    yield "W34", "", "numerator", [*over, *other].count(True)
    yield "W34", "", "missing", other.count(None)
    yield "W34", "", "base", len(over) + len(other)
    yield "W35", "", "numerator", over.count(True)
    yield "W36", "", "numerator", over.count(False)
    told = [one["result"] for one in referrals if one["result"] and in_month(one["closed"], month)]
    yield "W37", "", "numerator", len(told)
    for result in RESULTS:
        yield "W38", result, "numerator", told.count(result)


def standing_supports(world: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [one for client in world for one in client["supports"] if one["kind"] == kind and not one["withdrawn"]]


def _support_numbers(world: list[dict[str, Any]], month: date) -> Told:
    for kind, all_of_them, granted in (("wage", "W39", "W40"), ("arrangement", "W41", "W42")):
        decided = [one["decision"] for one in standing_supports(world, kind) if in_month(one["decided"], month)]
        yield all_of_them, "", "numerator", len([one for one in decided if one in {"granted", "partly", "rejected"}])
        yield granted, "", "numerator", len([one for one in decided if one in {"granted", "partly"}])
    first: dict[str, date] = {}
    for one in standing_supports(world, "arrangement"):
        name, business_id = one["employer"]
        key = business_id or name.strip().lower()
        first[key] = min(first.get(key, one["applied"]), one["applied"])
    yield "W43", "", "numerator", len([day for day in first.values() if in_month(day, month)])


def referrals_by(world: list[dict[str, Any]], day: date) -> dict[str, dict[str, int]]:
    """Service → step → how many by the end of the day."""
    found: dict[str, dict[str, int]] = {}
    for one in (one for client in world for one in client["referrals"]):
        happened = {
            "sent": one["sent"],
            "started": one["started"],
            "completed": one["ended"] if one["state"] != "interrupted" else None,
            "interrupted": one["ended"] if one["state"] == "interrupted" else None,
            "results": one["closed"] if one["result"] else None,
        }
        if one["sent"] <= day:
            counted = found.setdefault(one["service"], dict.fromkeys(happened, 0))
            for step, on in happened.items():
                counted[step] += on is not None and on <= day
    return found
