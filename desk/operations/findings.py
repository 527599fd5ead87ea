"""What the doctor says: each finding a sentence, and with trouble what to do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Trouble makes the doctor's visit a failure; a note is for thinking about."""

    WELL = "well"
    NOTE = "note"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class Finding:
    subject: str
    state: State
    sentence: str
    advice: str = ""


Findings = Iterator[Finding]
Check = Callable[[], Findings]


def well(subject: str, sentence: str) -> Finding:
    return Finding(subject, State.WELL, sentence)


def note(subject: str, sentence: str, advice: str = "") -> Finding:
    return Finding(subject, State.NOTE, sentence, advice)


def trouble(subject: str, sentence: str, advice: str) -> Finding:
    return Finding(subject, State.TROUBLE, sentence, advice)
