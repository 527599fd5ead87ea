"""Where each form of a participation stands, in codes: filled, explained, due or later, and what a filled one lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from clients.enums.forms import FormKind
from clients.models import Participation
from clients.participation_rules import follow_up_due, is_answered, last_observation
from clients.selectors.form_pages import needed_answers
from clients.selectors.participation_states import State, form_of, state_of

FILLED, EXPLAINED, DUE, LATER = "filled", "explained", "due", "later"
STANDINGS = (FILLED, EXPLAINED, DUE, LATER)


@dataclass(frozen=True, slots=True)
class Standing:
    """One form: `by` is the last day for observing an end, or the day from which a follow-up is made."""

    kind: FormKind
    state: str
    by: date | None
    version: int | None
    missing: tuple[str, ...]


def standings(participation: Participation) -> list[Standing]:
    """The three forms in their order; `missing` names the needed answers that a filled one lacks (S26)."""
    state = state_of(participation)
    return [standing(participation, kind, state) for kind in FormKind]


def standing(participation: Participation, kind: FormKind, state: State) -> Standing:
    """One of them, of a participation that says `state`."""
    form: Any = form_of(participation, kind)
    by = _by(participation, kind)
    if form is None:
        return Standing(kind, _unfilled(participation, kind, by), by, None, ())
    missing = tuple(name for name in needed_answers(kind, state) if not is_answered(name, state.get(name)))
    return Standing(kind, FILLED, by, form.version, missing)


def _by(participation: Participation, kind: FormKind) -> date | None:
    if kind == FormKind.START or participation.ended_on is None:
        return None
    return last_observation(participation.ended_on) if kind == FormKind.END else follow_up_due(participation.ended_on)


def _unfilled(participation: Participation, kind: FormKind, by: date | None) -> str:
    reasons = {
        FormKind.END: participation.end_missing_reason,
        FormKind.FOLLOW_UP: participation.followup_missing_reason,
    }
    if reasons.get(kind):
        return EXPLAINED
    if kind == FormKind.START or (kind == FormKind.END and by is not None):
        return DUE
    return DUE if by is not None and by <= timezone.localdate() else LATER
