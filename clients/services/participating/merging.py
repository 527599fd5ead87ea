"""Two people changed one form: field by field, what each changed since both opened it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """What the form is to say; where both changed an answer differently, a person has to choose."""

    values: dict[str, Any]
    taken: tuple[str, ...]
    contested: tuple[str, ...]


def merge_answers(*, base: State, mine: State, theirs: State) -> Merged:
    """Answers only one side changed are that side's; those both changed to the same are so; others are contested.

    A contested answer is mine in `values` until somebody chooses. Names are those of `mine`.
    """
    values, taken, contested = {}, [], []
    for name, wanted in mine.items():
        was, now = base[name], theirs[name]
        if wanted == now:
            values[name] = wanted
        elif wanted == was:
            values[name] = now
            taken.append(name)
        else:
            values[name] = wanted
            if now != was:
                contested.append(name)
    return Merged(values=values, taken=tuple(taken), contested=tuple(contested))
