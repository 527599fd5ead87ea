"""What a participation and its forms may say together: the same for a row of an import and a form on a page.

Values go by the names of a participation's state (services.importing.states); None and "" are nothing. No database.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from clients.calendar_days import months_after

OBSERVATION_DAYS = 28
"""The situation at the end is that within 28 days of leaving (domain/05, 5.2; SFC-28)."""
FOLLOW_UP_MONTHS = 6
"""The follow-up is due six months after leaving (domain/05, 5.3)."""


class Broken(NamedTuple):
    """A rule that the values break: at which of them, the sentence (clients.sentences), and its details."""

    name: str
    sentence: str
    details: dict[str, Any]


def last_observation(ended_on: date) -> date:
    """The last day on which the situation at the end may be observed."""
    return ended_on + timedelta(days=OBSERVATION_DAYS)


def follow_up_due(ended_on: date) -> date:
    """The day on which the follow-up is due, and may be made at the earliest."""
    return months_after(ended_on, FOLLOW_UP_MONTHS)


def is_return(*, started_on: date, stored_first: date, stored_start: date, stored_end: date | None) -> bool:
    """The given start is of a return: after the stored end, or, once the client has returned, after the first start."""
    after_end = stored_end is not None and started_on > stored_end
    return after_end or (stored_start > stored_first and started_on > stored_first)


def broken_rules(values: Mapping[str, Any], *, unread: Collection[str] = ()) -> list[Broken]:
    """Every rule that the values break; those named in `unread` were not understood and say nothing."""
    return [*_order_of_dates(values), *_forms(values, unread=unread)]


def _order_of_dates(values: Mapping[str, Any]) -> list[Broken]:
    broken = []
    started, ended, born = values["started_on"], values["ended_on"], values["birth_date"]
    if started and born and born > started:
        broken.append(Broken("birth_date", "birth_after_start", {"started_on": started.isoformat()}))
    if started and ended and ended < started:
        broken.append(Broken("ended_on", "end_before_start", {"started_on": started.isoformat()}))
    if ended is None:
        return broken
    observed, followed = values["end_observed_on"], values["followup_observed_on"]
    latest = last_observation(ended)
    if observed and not ended <= observed <= latest:
        days = {"earliest": ended.isoformat(), "latest": latest.isoformat()}
        broken.append(Broken("end_observed_on", "observation_outside_28_days", days))
    if followed and followed < (earliest := follow_up_due(ended)):
        broken.append(Broken("followup_observed_on", "followup_too_early", {"earliest": earliest.isoformat()}))
    return broken


def _forms(values: Mapping[str, Any], *, unread: Collection[str]) -> list[Broken]:
    broken = []
    end, follow_up = values["end_status"], values["followup_status"]
    if end and not values["start_status"] and "start_status" not in unread:
        broken.append(Broken("end_status", "end_without_start", {}))
    if end and values["end_observed_on"] is None and "end_observed_on" not in unread:
        broken.append(Broken("end_observed_on", "missing_observed_on", {}))
    if end and values["end_missing_reason"]:
        broken.append(Broken("end_missing_reason", "contradiction", {}))
    if follow_up and not end and "end_status" not in unread:
        broken.append(Broken("followup_status", "followup_without_end", {}))
    if follow_up and values["followup_observed_on"] is None and "followup_observed_on" not in unread:
        broken.append(Broken("followup_observed_on", "missing_observed_on", {}))
    return broken


# What a start form needs to be complete (S26): only complete ones count in the funder's figures. Reporting says the
# same in SQL (reporting.services.facts), and a test holds both together. Nothing sensitive is among them.
REQUIRED = ("gender", "birth_date", "start_status", "in_education", "isced", "household")
UNEMPLOYED = frozenset({"11", "12"})
KNOWN = {"gender": frozenset("123"), "isced": frozenset("012345678")}


def required_answers(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The answers that this start form needs: months without work only of those who are unemployed."""
    return (*REQUIRED, "unemployed_months") if values.get("start_status") in UNEMPLOYED else REQUIRED


def is_answered(name: str, value: Any) -> bool:
    """The answer is given; “not known” is none where something is to be known."""
    return value in KNOWN[name] if name in KNOWN else value not in (None, "")


def missing_answers(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The required answers that are not given; none when the start form is complete."""
    return tuple(name for name in required_answers(values) if not is_answered(name, values.get(name)))
