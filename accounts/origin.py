"""Where the present request comes from, for the log of security events; an address is kept as a keyed hash only."""

from contextvars import ContextVar
from dataclasses import dataclass

from config.kernel.encryption import lookup_hash


@dataclass(frozen=True)
class Origin:
    request_id: str = ""
    address: str = ""

    @property
    def hash(self) -> bytes:
        """Equal addresses have equal hashes; nothing else is told of them."""
        return lookup_hash(self.address, place="origin") if self.address else b""


ORIGIN: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039 - cannot be changed
