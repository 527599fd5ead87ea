"""Template tags for what a page has hundreds of: cells of tables, drawn without a template each."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import template
from django.template.base import render_value_in_context
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from config.kernel.tables import Cell, Row

register = template.Library()
ICONS = "vendor/bootstrap-icons/icons.svg"


@register.simple_tag
def row_cells(row: Row, span: int) -> SafeString:
    """The cells of a row; a heading over the rows below covers `span` columns."""
    if row.group:
        return joined(
            format_html('<th scope="rowgroup" colspan="{}">{}</th>', span, shown(cell.text)) for cell in row.cells
        )
    return joined(_cell(cell) for cell in row.cells)


def shown(value: Any) -> SafeString:
    """The value as people read it in their language, escaped."""
    return conditional_escape(value if isinstance(value, str) else render_value_in_context(value, Context()))


def joined(parts: Any) -> SafeString:
    """Pieces of markup one after another."""
    return format_html_join("", "{}", ((part,) for part in parts))


def _cell(cell: Cell) -> SafeString:
    frame = '<th scope="row"{}>{}{}</th>' if cell.header else "<td{}>{}{}</td>"
    kind = NUMERIC if cell.numeric else TIGHT if cell.tight else ""
    note = format_html('<span class="cell-note">{}</span>', shown(cell.note)) if cell.note else ""
    return format_html(frame, kind, _inside(cell), note)


NUMERIC, TIGHT = format_html(' class="{}"', "numeric"), format_html(' class="{}"', "nowrap")


def _inside(cell: Cell) -> SafeString:
    text = shown(cell.text)
    if cell.kind == "hidden":
        return format_html('<span class="hidden-value">{}{}</span>', _icon("eye-slash", static(ICONS)), text)
    if cell.kind == "absent":
        return format_html('<span class="absent-value">{}</span>', text)
    if cell.tone:
        return format_html('<span class="tag{}">{}</span>', "" if cell.tone == "plain" else f" tag-{cell.tone}", text)
    if cell.url:
        return format_html('<a href="{}">{}</a>', cell.url, text)
    return format_html('<span lang="{}">{}</span>', cell.lang, text) if cell.lang else text


@cache
def _icon(name: str, address: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', address, name
    )
