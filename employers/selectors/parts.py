"""What an employer's page is made of: parts, each a heading with facts, a table, a sentence and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.selectors.administration import Step
from config.kernel.tables import Table


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of an employer's page; `key` is its anchor. Nothing in it tells of a client."""

    key: str
    heading: Any
    table: Table | None = None
    facts: tuple[tuple[Any, Any], ...] = ()
    note: Any = ""
    steps: tuple[Step, ...] = ()
