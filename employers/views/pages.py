"""What the pages of employers' events, services and interest share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.refusals import add_refusal
from accounts.requests import PersonRequest
from accounts.selectors.administration import Step
from config.kernel.errors import Refusal
from config.kernel.tables import Table


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A form on the page of a record, which posts to an address of its own."""

    key: str
    heading: Any
    form: forms.Form
    submit: Any
    action: str
    tone: str = "secondary"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A table on the page of a record, with a sentence under its heading or none."""

    key: str
    heading: Any
    table: Table
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """The page of a record: facts, tables, and the forms by which it goes on."""

    title: str
    trail: list[tuple[str, str]]
    facts: list[tuple[str, str]]
    sections: tuple[Section, ...] = ()
    pieces: tuple[Piece, ...] = ()
    steps: tuple[Step, ...] = ()
    history: Table | None = None


def pieces(
    offered: Iterable[tuple[str, Any, forms.Form, Any]], *, of: str, record_id: Any, wrong: forms.Form | None
) -> tuple[Piece, ...]:
    """The forms offered (key, heading, form, submit), each posting to its own step; `wrong` in place of its kind."""
    return tuple(
        Piece(
            key=key,
            heading=heading,
            form=wrong if wrong is not None and type(wrong) is type(form) else form,
            submit=submit,
            action=reverse(f"employers:{of}_{key}", args=[record_id]),
        )
        for key, heading, form, submit in offered
    )


TABS: tuple[tuple[str, Any], ...] = (
    ("employers:services", gettext_lazy("Services")),
    ("employers:occasions", gettext_lazy("Events")),
    ("employers:teams", gettext_lazy("Teams")),
    ("employers:feedbacks", gettext_lazy("Feedback")),
    ("employers:interests", pgettext_lazy("tab", "Interest")),
)


def tabs_of(current: str) -> list[tuple[Any, str, bool]]:
    """The lists of work with employers, beside each other."""
    return [(label, reverse(name), name == current) for name, label in TABS]


def record_page(request: PersonRequest, record: Record, *, status: int = 200) -> HttpResponse:
    """The record as a page."""
    return render(request, "employers/record.html", {"record": record}, status=status)


def of_key(key: str) -> dict[str, Any]:
    """The ids of a form's fields, as several forms stand on one page."""
    return {"auto_id": f"id_{key}_%s"}


def take_step(
    request: PersonRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], Any],
    *,
    back: str,
    again: Callable[[forms.Form], HttpResponse],
) -> HttpResponse:
    """The step is taken and its record shown, or the page says why not, with all that was typed."""
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    return again(form)
