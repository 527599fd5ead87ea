"""Answers as bytes with a strong ETag: made once for each state of what they show, and not sent to who has them."""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

JSON = "application/json"
CSV = "text/csv; charset=utf-8"
MOST_BYTES = 32_000_000


@dataclass(frozen=True)
class Representation:
    """One form of an answer; `next` is the address of the page after it."""

    body: bytes
    media_type: str
    etag: str
    next: str | None = None


def represent(*, body: bytes, media_type: str, audience: Hashable, next_page: str | None = None) -> Representation:
    """The ETag is that of the bytes and of whom they are for: two scopes never share one, equal or not."""
    digest = hashlib.sha256(repr((media_type, audience)).encode() + b"\0" + body).hexdigest()
    return Representation(body=body, media_type=media_type, etag=f'"{digest[:40]}"', next=next_page)


def as_json(payload: Any) -> bytes:
    """The payload in compact JSON."""
    text = json.dumps(payload, cls=JSONEncoder, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


class Shelf:
    """The representations used last, by the state they are of, up to `MOST_BYTES` in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Representation] = OrderedDict()
        self._size = 0

    def get(self, state: Hashable) -> Representation | None:
        with self._lock:
            found = self._kept.get(state)
            if found is not None:
                self._kept.move_to_end(state)
            return found

    def put(self, state: Hashable, made: Representation) -> None:
        with self._lock:
            before = self._kept.pop(state, None)
            self._size += len(made.body) - (len(before.body) if before else 0)
            self._kept[state] = made
            while self._size > MOST_BYTES:
                self._size -= len(self._kept.popitem(last=False)[1].body)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._size = 0


shelf = Shelf()


def answer(request: Request, *, state: Hashable, make: Callable[[], Representation]) -> HttpResponse:
    """What `make` gives for this state, made again only for another one; 304 without a body when the asker has it.

    `state` holds everything the answer depends on: the question, whom it is for, and how fresh what it shows is.
    """
    made = shelf.get(state)
    if made is None:
        made = make()
        shelf.put(state, made)
    return known_or_body(request, made)


def known_or_body(request: Request, made: Representation) -> HttpResponse:
    """The representation, or 304 without a body when the asker has it; kept by nobody on the way."""
    response = HttpResponseNotModified() if _is_known(request, made) else HttpResponse(made.body, made.media_type)
    response["ETag"] = made.etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Authorization", "Accept"))
    if made.next:
        response["Link"] = f'<{made.next}>; rel="next"'
    return response


def _is_known(request: Request, made: Representation) -> bool:
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    return bool(known & {made.etag, "*"})
