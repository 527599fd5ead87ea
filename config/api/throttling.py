"""How often a token may ask: so many times a minute, counted in the broker's store for all web processes together.

When the store is away the limit is not held: the numbers are for reading, and the token has been checked. A broker
that is no Redis or Valkey has no such store; then each web process counts for itself.
"""

import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import redis
import structlog
from allauth.idp.oidc.models import Token
from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

if TYPE_CHECKING:  # the framework reads this class while it makes its own views
    from rest_framework.views import APIView

WINDOW = 60
PATIENCE = 0.2
PAUSE_AFTER_FAILURE = 10.0

log = structlog.get_logger(__name__)


class TokenThrottle(BaseThrottle):
    """`settings.API_REQUESTS_PER_MINUTE` for each token, in minutes of the clock."""

    def allow_request(self, request: Request, view: "APIView") -> bool:  # noqa: ARG002 - the framework's signature
        self._wait = 0.0
        if not isinstance(request.auth, Token):
            return True
        now = time.time()
        window = int(now // WINDOW)
        self._wait = max(1.0, (window + 1) * WINDOW - now)
        return counter()(f"{request.auth.hash[:32]}:{window}") <= settings.API_REQUESTS_PER_MINUTE

    def wait(self) -> float:
        return self._wait


@cache
def counter() -> Callable[[str], int]:
    """How requests are counted in this installation."""
    scheme = urlsplit(settings.CELERY_BROKER_URL).scheme
    return SharedCount() if scheme in {"redis", "rediss", "redis+socket"} else OwnCount()


def connect(url: str) -> redis.Redis:
    """A client of the broker's store; Celery's way of writing a socket address is not redis-py's."""
    parts = urlsplit(url)
    if parts.scheme != "redis+socket":
        return redis.Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
    return redis.Redis(
        unix_socket_path=unquote(parts.path),
        db=int(parse_qs(parts.query).get("virtual_host", ["0"])[0]),
        password=parts.password,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
    )


class SharedCount:
    """Counts in the broker's store; 0 while it is away, and it is then left alone for some seconds."""

    def __init__(self) -> None:
        self._store = connect(settings.CELERY_BROKER_URL)
        self._away_until = 0.0

    def __call__(self, key: str) -> int:
        if time.monotonic() < self._away_until:
            return 0
        name = f"tasma:api:{key}"
        try:
            with self._store.pipeline(transaction=False) as pipe:
                pipe.incr(name)
                pipe.expire(name, 2 * WINDOW)
                seen = pipe.execute()[0]
        except redis.RedisError as error:
            self._away_until = time.monotonic() + PAUSE_AFTER_FAILURE
            log.warning("api_limit_not_held", error=type(error).__name__)
            return 0
        return int(seen)


class OwnCount:
    """Counts in this process; keys of past minutes are forgotten."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, int] = {}
        self._window = ""

    def __call__(self, key: str) -> int:
        window = key.rpartition(":")[2]
        with self._lock:
            if window != self._window:
                self._counts, self._window = {}, window
            self._counts[key] = self._counts.get(key, 0) + 1
            return self._counts[key]
