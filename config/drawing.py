"""Template tags for what a page has hundreds of: cells of tables, drawn without a template each.

A piece is markup of the program with places for values, and the values; what is drawn is all pieces in one, each value
escaped. No value ever becomes part of the markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.template.base import render_value_in_context
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.kernel.tables import Cell, Row

register = template.Library()
ICONS = "vendor/bootstrap-icons/icons.svg"
Piece = tuple[str, tuple[Any, ...]]


@register.simple_tag
def row_cells(row: Row, span: int) -> SafeString:
    """The cells of a row; a heading over the rows below covers `span` columns."""
    if row.group:
        return drawn(('<th scope="rowgroup" colspan="{}">{}</th>', (span, shown(cell.text))) for cell in row.cells)
    return drawn(piece for cell in row.cells for piece in _cell(cell))


def drawn(pieces: Iterable[Piece]) -> SafeString:
    """All pieces one after another, every value escaped unless it was drawn before."""
    markup: list[str] = []
    values: list[Any] = []
    for one, given in pieces:
        markup.append(one)
        values += given
    return format_html("".join(markup) + "{}", *values, "")  # which refuses markup without any value


def shown(value: Any) -> Any:
    """The value as people read it in their language."""
    return value if isinstance(value, str) else render_value_in_context(value, Context())


def _cell(cell: Cell) -> Iterable[Piece]:
    kind = ' class="numeric"' if cell.numeric else ' class="nowrap"' if cell.tight else ""
    yield f'<th scope="row"{kind}>' if cell.header else f"<td{kind}>", ()
    yield _inside(cell)
    if cell.note:
        yield '<span class="cell-note">{}</span>', (shown(cell.note),)
    yield "</th>" if cell.header else "</td>", ()


def _inside(cell: Cell) -> Piece:
    text = shown(cell.text)
    if cell.kind == "hidden":
        return '<span class="hidden-value">{}{}</span>', (_icon("eye-slash", static(ICONS)), text)
    if cell.kind == "absent":
        return '<span class="absent-value">{}</span>', (text,)
    if cell.tone:
        return '<span class="tag{}">{}</span>', ("" if cell.tone == "plain" else f" tag-{cell.tone}", text)
    if cell.url:
        return '<a href="{}">{}</a>', (cell.url, text)
    return ('<span lang="{}">{}</span>', (cell.lang, text)) if cell.lang else ("{}", (text,))


@cache
def _icon(name: str, address: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', address, name
    )
