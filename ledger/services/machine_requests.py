"""What machines write, each request once: a repeated one changes nothing and is answered alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from accounts.models import ApiClient
from ledger.services.idempotency import Answer, once

CREATED = 201


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Which request it is: whose, its key, what it says, and how what it makes is addressed."""

    machine: ApiClient
    key: str
    body_hash: bytes
    address: Callable[[UUID], str]

    def once(self, effect: Callable[[], tuple[UUID, int]]) -> Answer:
        """The effect has happened once; the answer has the key and version of what it made, and no data of it."""

        def told() -> Answer:
            made, version = effect()
            body = {"id": str(made), "version": version, "url": self.address(made)}
            return Answer(status=CREATED, body=body)

        return once(owner=f"api:{self.machine.client_id}", key=self.key, body_hash=self.body_hash, effect=told)
