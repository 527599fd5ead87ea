"""How alike two people are, from what is known of each: names, date of birth, identity code, telephone.

Names are folded as the database folds them (migrations/sql/matching.py) before they are compared, so that spelling,
accents, order and double names do not hide that they are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from clients.enums.merging import MatchReason, MatchStrength

BETWEEN = re.compile(r"[\s.‐–-]+")
LETTERS = str.maketrans("øæœđðłþŋŧ", "oaoddltnt", "'’`´")
SOUNDS = (("sch", "s"), ("sh", "s"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("x", "ks"))
ALIKE = str.maketrans(dict(zip("wczqdgby", "vksktkpi", strict=True)))
DOUBLED = re.compile(r"(.)\1+")
NEAR = 0.8
WEIGHTS = {
    MatchReason.IDENTITY: 100,
    MatchReason.NAME: 45,
    MatchReason.NAME_VARIANT: 35,
    MatchReason.BIRTH_DATE: 40,
    MatchReason.BIRTH_NEAR: 20,
    MatchReason.PHONE: 35,
}
# Two identity codes that differ say that these are two people, unless everything else says otherwise.
OTHER_IDENTITY = 50
# So do two dates of birth that are not nearly the same, unless the identity code says otherwise.
OTHER_DAY = 25
LIKELY, POSSIBLE = 75, 35
ONLY_DAY = {MatchReason.BIRTH_DATE, MatchReason.BIRTH_NEAR}


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a person; empty where nothing is."""

    last_name: str = ""
    first_names: str = ""
    birth_date: date | None = None
    identity_code: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """What two have in common and how much it says."""

    score: int
    reasons: tuple[MatchReason, ...]

    @property
    def strength(self) -> MatchStrength:
        return strength_of(self.score)


def strength_of(score: int) -> MatchStrength:
    """The score in one word."""
    if score >= WEIGHTS[MatchReason.IDENTITY]:
        return MatchStrength.CERTAIN
    return MatchStrength.LIKELY if score >= LIKELY else MatchStrength.POSSIBLE


def fold(said: str) -> str:
    """The name as it sounds, nearly: equal for what is commonly spelled in several ways."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", said) if not unicodedata.combining(mark))
    plain = plain.lower().translate(LETTERS)
    for written, heard in SOUNDS:
        plain = plain.replace(written, heard)
    return DOUBLED.sub(r"\1", plain.translate(ALIKE))


def tokens(said: str) -> list[str]:
    """The parts of a name, folded; a double name has two."""
    return [folded for part in BETWEEN.split(said.strip()) if (folded := fold(part))]


def phone_key(said: str) -> str:
    """The digits that tell one number from another, without the country's or the trunk's; empty when too few."""
    digits = re.sub(r"[^0-9]", "", said)
    digits = re.sub(r"^(00)?358", "", digits).lstrip("0")
    return digits if len(digits) >= 6 else ""


def likeness(one: Known, other: Known) -> Likeness | None:
    """What the two have in common; None when it is not enough to ask whether they are one."""
    reasons = [reason for reason in (_identity(one, other), _name(one, other), _day(one, other)) if reason]
    if (key := phone_key(one.phone)) and key == phone_key(other.phone):
        reasons.append(MatchReason.PHONE)
    score = sum(WEIGHTS[reason] for reason in reasons)
    if one.identity_code and other.identity_code and one.identity_code != other.identity_code:
        score -= OTHER_IDENTITY
    if one.birth_date and other.birth_date and not set(reasons) & {MatchReason.IDENTITY, *ONLY_DAY}:
        score -= OTHER_DAY
    if score < POSSIBLE or set(reasons) <= ONLY_DAY:
        return None
    return Likeness(score=score, reasons=tuple(reasons))


def _identity(one: Known, other: Known) -> MatchReason | None:
    return MatchReason.IDENTITY if one.identity_code and one.identity_code == other.identity_code else None


def _name(one: Known, other: Known) -> MatchReason | None:
    mine, theirs = (
        (tokens(one.last_name), tokens(one.first_names)),
        (tokens(other.last_name), tokens(other.first_names)),
    )
    if not all(mine) or not all(theirs):
        return None
    straight = min(_near(mine[0], theirs[0]), _near(mine[1], theirs[1]))
    swapped = min(_near(mine[0], theirs[1]), _near(mine[1], theirs[0]))
    nearness = max(straight, swapped)
    if nearness < NEAR:
        return None
    said = {" ".join(BETWEEN.split(f"{who.last_name} {who.first_names}".lower().strip())) for who in (one, other)}
    return MatchReason.NAME if len(said) == 1 else MatchReason.NAME_VARIANT


def _near(mine: Iterable[str], theirs: Iterable[str]) -> float:
    """How alike the nearest parts are: a double name is like either of its halves."""
    others = list(theirs)
    return max(_ratio(part, other) for part in mine for other in others)


def _ratio(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if min(len(one), len(other)) > 2 else 0.0


def _day(one: Known, other: Known) -> MatchReason | None:
    mine, theirs = one.birth_date, other.birth_date
    if mine is None or theirs is None:
        return None
    if mine == theirs:
        return MatchReason.BIRTH_DATE
    turned = (mine.year, mine.day, mine.month) == (theirs.year, theirs.month, theirs.day)
    differing = sum(a != b for a, b in zip(mine.strftime("%Y%m%d"), theirs.strftime("%Y%m%d"), strict=True))
    return MatchReason.BIRTH_NEAR if turned or differing == 1 else None
