"""What is wrong with a file, a row or a cell, as a value; the words are in clients.sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from clients.sentences import code_of, said

EXCERPT_LENGTH = 16
IDENTITY_CODE = re.compile(r"[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-Z]", re.IGNORECASE)
LAST_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: where, and which sentence; the row and the column are None when it is the whole file."""

    sentence: str
    row: int | None = None
    column: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code of the report that the sentence stands under."""
        return code_of(self.sentence)

    @property
    def message(self) -> str:
        """The sentence in the active language."""
        return said(self.sentence, self.details)


class FileRefused(Exception):
    """The file as a whole cannot be imported; nothing of it was."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].sentence)
        self.problems = problems


def refusal(sentence: str, **details: Any) -> FileRefused:
    """The refusal of a whole file for one reason."""
    return FileRefused(Problem(sentence, details=details))


def holds_identity_code(value: str) -> bool:
    """Some part of the text is an identity code: a day, a century's sign, a number and the right last character."""
    return any(_is_identity_code(found.group().upper()) for found in IDENTITY_CODE.finditer(value))


def _is_identity_code(code: str) -> bool:
    day, month, number = int(code[:2]), int(code[2:4]), int(code[:6] + code[7:10])
    return 1 <= day <= 31 and 1 <= month <= 12 and LAST_CHARACTERS[number % 31] == code[10]


def excerpt(value: str) -> str:
    """The beginning of a value, safe to show: printable characters only, and nothing of an identity code."""
    if IDENTITY_CODE.search(value):
        return "…"
    shown = "".join(mark if mark.isprintable() else " " for mark in value[:EXCERPT_LENGTH])
    return shown + ("…" if len(value) > EXCERPT_LENGTH else "")
