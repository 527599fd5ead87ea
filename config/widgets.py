"""Form fields drawn without templates: the same elements as Django's own widget templates make, in a tenth of the time.

A select of forty choices is eighty templates in Django, and the list of clients has twenty selects. What is not drawn
here (files, several widgets in one, whole forms) is left to Django's templates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from config.drawing import joined, shown

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
            return draw(context["widget"])
        if template_name == ERRORS and not context["errors"]:
            return ""
        return super().render(template_name, context, request)


def _is_usual(widget: Widget) -> bool:
    """No choice of the widget has a template of its own."""
    groups = widget.get("optgroups", ())
    return all(option["template_name"] in OPTIONS for _name, options, _at in groups for option in options)


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    return joined(
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, _plain(value))
        for name, value in attributes.items()
        if value is not False
    )


def _plain(value: Any) -> SafeString:
    """As it is, whatever the language; escaped."""
    return conditional_escape(value if isinstance(value, str) else str(value))


def _input(widget: Widget) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', _plain(widget["value"]))
    kind, name = widget["type"], shown(widget["name"])
    return format_html('<input type="{}" name="{}"{}{}>', kind, name, value, _attributes(widget["attrs"]))


def _select(widget: Widget) -> SafeString:
    inside = _grouped(widget, '<optgroup label="{}">{}</optgroup>', _option)
    return format_html('<select name="{}"{}>{}</select>', shown(widget["name"]), _attributes(widget["attrs"]), inside)


def _option(one: Widget) -> SafeString:
    attributes = _attributes(one["attrs"]) if one["attrs"] else ""
    return format_html('<option value="{}"{}>{}</option>', _plain(one["value"]), attributes, shown(one["label"]))


def _choices(widget: Widget) -> SafeString:
    attributes = {name: value for name in ("id", "class") if (value := widget["attrs"].get(name))}
    inside = _grouped(widget, "<div><label>{}</label>{}</div>", _choice)
    return format_html("<div{}>{}</div>", _attributes(attributes), inside)


def _choice(option: Widget) -> SafeString:
    key = option["attrs"].get("id")
    described = format_html(' for="{}"', key) if key else ""
    if not option["wrap_label"]:
        return format_html("<div>{}</div>", _input(option))
    return format_html("<div><label{}>{} {}</label></div>", described, _input(option), shown(option["label"]))


def _grouped(widget: Widget, frame: str, draw: Callable[[Widget], SafeString]) -> SafeString:
    """The choices, those of a named group inside its frame."""
    groups = ((name, joined(draw(one) for one in options)) for name, options, _at in widget["optgroups"])
    return joined(format_html(frame, shown(name), inside) if name else inside for name, inside in groups)


DRAWN: dict[str, Callable[[Widget], SafeString]] = {
    **{f"{FOLDER}/{name}.html": _input for name in INPUTS},
    f"{FOLDER}/select.html": _select,
    f"{FOLDER}/checkbox_select.html": _choices,
    f"{FOLDER}/radio.html": _choices,
}
