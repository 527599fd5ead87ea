"""What the three pages of administration are given: a list, a form, a record; nothing is left undefined."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE = 50


def query_of(request: HttpRequest, *left_out: str) -> str:
    """The other parameters of the address with all their values, empty or ending in an ampersand."""
    chosen = [
        (name, value) for name, values in request.GET.lists() for value in values if name not in left_out and value
    ]
    return f"{urlencode(chosen)}&" if chosen else ""


def page_of(request: HttpRequest, found: QuerySet[Any, Any] | Sequence[Any]) -> Page:
    """The page of the list that the address asks for."""
    return Paginator(found, PAGE).get_page(request.GET.get("page"))


def list_page(**given: Any) -> dict[str, Any]:
    """The context of administration/record_list.html."""
    empty: dict[str, Any] = {
        "lede": "",
        "tabs": [],
        "steps": [],
        "form": None,
        "reset_url": "",
        "query": "",
        "total": "",
        "files": "",
    }
    return {**empty, **given}


def form_page(**given: Any) -> dict[str, Any]:
    """The context of administration/record_form.html."""
    return {"lede": "", "tone": "primary", **given}


def record_page(**given: Any) -> dict[str, Any]:
    """The context of administration/record_page.html."""
    empty: dict[str, Any] = {
        "lede": "",
        "facts": [],
        "steps": [],
        "form": None,
        "form_title": "",
        "submit_label": "",
        "action": "",
        "parts": [],
        "history": None,
        "secrets": [],
    }
    return {**empty, **given}
