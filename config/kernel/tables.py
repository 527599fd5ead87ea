"""Plain tables for pages and files: what `templates/components/table.html` and the exports are given."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Column:
    label: Any
    numeric: bool = False
    sort_url: str = ""
    sorted: str = ""  # "", "ascending" or "descending"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: `text` is what people read, `value` the typed value of files; `hidden` and `absent` are not zero."""

    text: Any = ""
    value: Any = None
    url: str = ""
    note: Any = ""
    numeric: bool = False
    header: bool = False
    tight: bool = False  # never broken over two lines
    kind: str = ""  # "", "hidden" or "absent"
    lang: str = ""  # of the text, when it is not the page's
    tone: str = ""  # "", "good", "warn", "bad", "info", "plain": shown as a badge


@dataclass(frozen=True, kw_only=True)
class Row:
    cells: tuple[Cell, ...]
    group: bool = False  # a heading row over the rows that follow


@dataclass(frozen=True, kw_only=True)
class Table:
    caption: Any
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: Any = ""


def sortable(label: Any, name: str, *, sort: str, address: str) -> Column:
    """A column whose heading sorts by `name`, or turns the order when `sort` is that already; in a file, without an
    address, a plain one."""
    if not address:
        return Column(label=label)
    here = sort.removeprefix("-") == name
    ascending = here and not sort.startswith("-")
    state = ("ascending" if ascending else "descending") if here else ""
    return Column(label=label, sorted=state, sort_url=f"{address}sort={'-' if ascending else ''}{name}")
