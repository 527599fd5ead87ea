"""Form fields drawn without templates: the same elements as Django's own widget templates make, in a tenth of the time.

A select of forty choices is eighty templates in Django, and the list of clients has twenty selects. What is not drawn
here (files, several widgets in one, whole forms) is left to Django's templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates

from config.drawing import Piece, drawn, shown

Widget = Mapping[str, Any]
FOLDER = "django/forms/widgets"
INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "hidden", "input", "number", "password", "search", "tel", "text",
    "time", "url",
)  # fmt: skip
OPTIONS = frozenset({f"{FOLDER}/checkbox_option.html", f"{FOLDER}/radio_option.html", f"{FOLDER}/select_option.html"})
ERRORS = "django/forms/errors/list/default.html"


class Renderer(DjangoTemplates):
    """Django's renderer of forms, for which the usual fields need no template."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        if draw is not None and _is_usual(context["widget"]):
            return drawn(draw(context["widget"]))
        if template_name == ERRORS and not context["errors"]:
            return ""
        return super().render(template_name, context, request)


def _is_usual(widget: Widget) -> bool:
    """No choice of the widget has a template of its own."""
    groups = widget.get("optgroups", ())
    return all(option["template_name"] in OPTIONS for _name, options, _at in groups for option in options)


def _attributes(attributes: Mapping[str, Any]) -> Iterator[Piece]:
    for name, value in attributes.items():
        if value is True:
            yield " {}", (name,)
        elif value is not False:
            yield ' {}="{}"', (name, _plain(value))


def _plain(value: Any) -> str:
    """As it is, whatever the language."""
    return value if isinstance(value, str) else str(value)


def _input(widget: Widget) -> Iterator[Piece]:
    yield '<input type="{}" name="{}"', (widget["type"], shown(widget["name"]))
    if widget["value"] is not None:
        yield ' value="{}"', (_plain(widget["value"]),)
    yield from _attributes(widget["attrs"])
    yield ">", ()


def _select(widget: Widget) -> Iterator[Piece]:
    yield '<select name="{}"', (shown(widget["name"]),)
    yield from _attributes(widget["attrs"])
    yield ">", ()
    yield from _grouped(widget, ('<optgroup label="{}">', "</optgroup>"), _option)
    yield "</select>", ()


def _option(one: Widget) -> Iterator[Piece]:
    yield '<option value="{}"', (_plain(one["value"]),)
    yield from _attributes(one["attrs"])
    yield ">{}</option>", (shown(one["label"]),)


def _choices(widget: Widget) -> Iterator[Piece]:
    yield "<div", ()
    yield from _attributes({name: value for name in ("id", "class") if (value := widget["attrs"].get(name))})
    yield ">", ()
    yield from _grouped(widget, ("<div><label>{}</label>", "</div>"), _choice)
    yield "</div>", ()


def _choice(option: Widget) -> Iterator[Piece]:
    key = option["attrs"].get("id")
    if option["wrap_label"]:
        yield ('<div><label for="{}">', (key,)) if key else ("<div><label>", ())
        yield from _input(option)
        yield " {}</label></div>", (shown(option["label"]),)
    else:
        yield "<div>", ()
        yield from _input(option)
        yield "</div>", ()


def _grouped(widget: Widget, frame: tuple[str, str], draw: Callable[[Widget], Iterator[Piece]]) -> Iterator[Piece]:
    """The choices, those of a named group inside its frame."""
    for name, options, _at in widget["optgroups"]:
        if name:
            yield frame[0], (shown(name),)
        for one in options:
            yield from draw(one)
        if name:
            yield frame[1], ()


DRAWN: dict[str, Callable[[Widget], Iterator[Piece]]] = {
    **{f"{FOLDER}/{name}.html": _input for name in INPUTS},
    f"{FOLDER}/select.html": _select,
    f"{FOLDER}/checkbox_select.html": _choices,
    f"{FOLDER}/radio.html": _choices,
}
