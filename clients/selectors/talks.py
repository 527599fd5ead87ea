"""When the talks of a jobseeker's service process are due (380/2023 31–33 §), from the day jobseeking began.

What was due before the case was opened here is taken as held: it was another's to hold, and is on record elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clients.calendar_days import DAY, months_after, working_days_after
from clients.deadline_rules import Rule, rule_on
from clients.enums.deadlines import DeadlineRule, TalkKind


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A talk that was held."""

    on: date
    kind: str


@dataclass(frozen=True, kw_only=True)
class Leave:
    """Talks that need not be held on the days from `since` to `until`."""

    rules: frozenset[str]
    since: date
    until: date
    ground: str


@dataclass(frozen=True, kw_only=True)
class Jobseeking:
    """From when, when an earlier one ended, and since when the case has been here."""

    began_on: date
    opened_on: date
    earlier_ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TalkDue:
    """A talk that is due: the last day, which of how many, and the exception that has put it off."""

    rule: DeadlineRule
    due_on: date
    section: str
    number: int = 1
    times: int = 1
    leave: Leave | None = None


def talks_due(
    jobseeking: Jobseeking, *, talks: Sequence[Talk], leaves: Iterable[Leave] = (), day: date
) -> list[TalkDue]:
    """The talks that are due next as of the day, of each rule at most one; those left out are due when that ends."""
    initial = rule_on(DeadlineRule.INITIAL, jobseeking.began_on)
    if initial is None:
        return []
    since = sorted((one for one in talks if jobseeking.began_on <= one.on <= day), key=lambda one: one.on)
    first = _first_rule(jobseeking, initial)
    due = working_days_after(jobseeking.began_on, initial.working_days)
    held = next((one.on for one in since if one.kind == first.value), None)
    if held is None and due >= jobseeking.opened_on:
        found = [TalkDue(rule=first, due_on=due, section=initial.section)]
    else:
        base = held or due
        later = [one for one in since if one.on > base]
        parts = (_complementary, _periodic, _pair)
        found = [one for part in parts if (one := part(base, later, jobseeking, day)) is not None]
    return sorted((_put_off(one, leaves) for one in found), key=lambda one: (one.due_on, one.rule))


def _first_rule(jobseeking: Jobseeking, initial: Rule) -> DeadlineRule:
    """The initial talk, or a complementary one when the jobseeking before ended less than six months earlier."""
    ended = jobseeking.earlier_ended_on
    if ended is not None and jobseeking.began_on < months_after(ended, initial.gap_months):
        return DeadlineRule.COMPLEMENTARY
    return DeadlineRule.INITIAL


def _complementary(base: date, later: list[Talk], jobseeking: Jobseeking, day: date) -> TalkDue | None:
    """The next of the five, two weeks after the one before; not asked for any more when the pairs begin."""
    rule, pair = rule_on(DeadlineRule.COMPLEMENTARY, base), rule_on(DeadlineRule.PAIR, base)
    if rule is None or (pair is not None and day >= months_after(base, pair.months)):
        return None
    elsewhere = min(rule.times, max(0, (jobseeking.opened_on - base).days // rule.days))
    held = [one.on for one in later if one.kind == TalkKind.COMPLEMENTARY]
    number = elsewhere + len([on for on in held if on >= jobseeking.opened_on])
    if number >= rule.times:
        return None
    last = max([base + timedelta(days=rule.days * elsewhere), *held])
    return TalkDue(
        rule=rule.rule,
        due_on=last + timedelta(days=rule.days),
        section=rule.section,
        number=number + 1,
        times=rule.times,
    )


def _periodic(base: date, later: list[Talk], jobseeking: Jobseeking, _day: date) -> TalkDue | None:
    """Three months after the last job-search talk, or after the first talk of all."""
    rule = rule_on(DeadlineRule.PERIODIC, base)
    if rule is None:
        return None
    held = [one.on for one in later if one.kind == TalkKind.PERIODIC]
    last, times = max([base, *held]), 1
    while (due := months_after(last, rule.months * times)) < jobseeking.opened_on:
        times += 1
    return TalkDue(rule=rule.rule, due_on=due, section=rule.section)


def _pair(base: date, later: list[Talk], jobseeking: Jobseeking, day: date) -> TalkDue | None:
    """Two complementary talks in the month that begins six months after the first talk, and every six months on."""
    rule = rule_on(DeadlineRule.PAIR, base)
    if rule is None:
        return None
    turn = 1
    while True:
        begins, next_begins = (months_after(base, rule.months * one) for one in (turn, turn + 1))
        ends = months_after(begins, rule.within_months)
        held = [one for one in later if one.kind == TalkKind.COMPLEMENTARY and begins <= one.on < next_begins]
        if ends >= jobseeking.opened_on and len(held) < rule.times and day < next_begins:
            return TalkDue(rule=rule.rule, due_on=ends, section=rule.section, number=len(held) + 1, times=rule.times)
        turn += 1


def _put_off(due: TalkDue, leaves: Iterable[Leave]) -> TalkDue:
    """The talk after the exceptions that hold on its day, one after the other."""
    for leave in sorted(leaves, key=lambda one: one.since):
        if due.rule in leave.rules and leave.since <= due.due_on <= leave.until:
            due = replace(due, due_on=leave.until + DAY, leave=leave)
    return due
