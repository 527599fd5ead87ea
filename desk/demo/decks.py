"""Exact quotas dealt by chance: how a printed figure is met and everything else stays plausible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

Row = dict[str, str]
Weight = Callable[[Row], float]


def deck(dice: Random, quotas: Mapping[str, int]) -> list[str]:
    """Each value as often as its quota says, shuffled."""
    cards = [value for value, count in quotas.items() for _ in range(count)]
    dice.shuffle(cards)
    return cards


def pick(dice: Random, people: Sequence[Row], count: int, weight: Weight) -> list[Row]:
    """Exactly `count` different people, likelier by `weight`; nobody of weight zero."""
    drawn = [(dice.random() ** (1 / weight(person)), order) for order, person in enumerate(people) if weight(person)]
    if len(drawn) < count:
        raise ValueError(f"only {len(drawn)} people for {count} places")
    chosen = sorted(order for _, order in sorted(drawn, reverse=True)[:count])
    return [people[order] for order in chosen]


def deal(
    dice: Random,
    people: Sequence[Row],
    column: str,
    quotas: Mapping[str, int],
    weights: Mapping[str, Weight] | None = None,
) -> None:
    """Writes `column` so that each value of `quotas` stands in exactly so many rows, in the order of `quotas`.

    The last value takes whoever is left; its quota must be what is left.
    """
    left = list(people)
    *firsts, last = quotas
    for value in firsts:
        taken = pick(dice, left, quotas[value], (weights or {}).get(value, alike))
        for person in taken:
            person[column] = value
        chosen = {id(person) for person in taken}
        left = [person for person in left if id(person) not in chosen]
    if len(left) != quotas[last]:
        raise ValueError(f"{len(left)} people are left for {quotas[last]} places of {column}")
    for person in left:
        person[column] = last


def alike(_person: Row) -> float:
    return 1.0
