"""How often something may be tried: counted in the database for all processes together, under keyed hashes.

Counting happens outside any transaction, so that what is rolled back later was tried all the same.
"""

from dataclasses import dataclass

from django.db import connection

from config.kernel.encryption import lookup_hash

COUNT = """
    INSERT INTO accounts_ratelimit AS kept (key, window_start, count) VALUES (%(key)s, clock_timestamp(), 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN kept.window_start <= clock_timestamp() - make_interval(secs => %(seconds)s)
            THEN 1 ELSE least(kept.count + 1, 1000000) END,
        window_start = CASE WHEN kept.window_start <= clock_timestamp() - make_interval(secs => %(seconds)s)
            THEN clock_timestamp() ELSE kept.window_start END
    RETURNING count, extract(epoch FROM window_start + make_interval(secs => %(seconds)s) - clock_timestamp())
"""
FORGET = "DELETE FROM accounts_ratelimit WHERE window_start < clock_timestamp() - interval '1 day'"


@dataclass(frozen=True)
class Limit:
    """At most `most` attempts in `seconds` that begin with the first of them."""

    name: str
    most: int
    seconds: int


def count_attempt(*, limit: Limit, value: str) -> int:
    """The attempt is counted for `value`; returns the seconds to wait when there were too many, else 0.

    One statement: two processes at once cannot both be the last one allowed. Raises the database's error when it is
    away, and the caller refuses.
    """
    key = lookup_hash(value, place=f"limit:{limit.name}")
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "seconds": limit.seconds})
        tried, left = cursor.fetchone()
    return max(1, int(left) + 1) if tried > limit.most else 0


def forget_attempts() -> int:
    """Counts whose time has long passed are gone; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        return cursor.rowcount
