"""Signs of life of the processes that nobody talks to: written while they work, so that their silence is noticed."""

import time

from django.db.models.functions import Now

from ledger.models import SignOfLife

PAUSE = 10.0
_shown: dict[str, float] = {}


def show_life(name: str, *, using: str = "default") -> None:
    """The row of `name` says that it was alive just now."""
    SignOfLife.objects.using(using).bulk_create(
        [SignOfLife(name=name, at=Now())], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def show_life_seldom(name: str) -> None:
    """The same at most every PAUSE seconds of this process; for loops that turn faster."""
    now = time.monotonic()
    if now - _shown.get(name, -PAUSE) >= PAUSE:
        show_life(name)
        _shown[name] = now
