"""Pages by key: a cursor says after which item the next page begins, so nothing is left out or told twice."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

Item = TypeVar("Item")
Key = tuple[Any, ...]

DEFAULT_LIMIT = 500
LARGEST_LIMIT = 5000
LONGEST_CURSOR = 2000
PLACE = {"cursor", "limit"}

_signer = signing.Signer(salt="config.api.pagination")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Some items, and the address of the page after them."""

    items: Sequence[Item]
    next: str | None


def page_of(
    request: Request, *, items: Sequence[Item], key: Callable[[Item], Key], cursor: str, limit: int
) -> Page[Item]:
    """The items after the cursor, of a sequence sorted by `key`, which no two items share.

    A cursor holds for the question it came from; it is signed, so its key needs no other check.
    """
    begin = bisect_right(items, place_of(request, cursor), key=key) if cursor else 0
    chosen = items[begin : begin + limit]
    if begin + limit >= len(items):
        return Page(items=chosen, next=None)
    return Page(items=chosen, next=_address(request, cursor=_cursor(request, key(chosen[-1]))))


def _question(request: Request) -> str:
    """What is asked, apart from the place in the answer."""
    asked = sorted((name, values) for name, values in request.query_params.lists() if name not in PLACE)
    return hashlib.sha256(repr((request.path, asked)).encode()).hexdigest()[:16]


def _cursor(request: Request, key: Key) -> str:
    return _signer.sign_object([_question(request), list(key)])


def place_of(request: Request, cursor: str) -> Key:
    try:
        question, key = _signer.unsign_object(cursor) if len(cursor) <= LONGEST_CURSOR else ("", ())
    except (signing.BadSignature, ValueError):
        question, key = "", ()
    if question != _question(request):
        raise ValidationError({"cursor": [_("The cursor is not one this question was answered with. Begin anew.")]})
    return tuple(tuple(part) if isinstance(part, list) else part for part in key)


def _address(request: Request, *, cursor: str) -> str:
    query = request.query_params.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
