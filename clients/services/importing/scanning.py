"""Uploads on their way in pass a virus scanner (clamd's INSTREAM), where the installation has one.

Of the clients on PyPI, clamd (2014) and pyclamd (2017) are no longer kept up; what is needed of the protocol is here.
"""

import socket
import struct
from collections.abc import Iterable, Iterator

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from config.kernel.errors import Refusal

PATIENCE = 60.0
LONGEST_ANSWER = 4_096
CLEAN = "stream: OK"
FOUND = " FOUND"

log = structlog.get_logger(__name__)


class Infected(Refusal):
    """The scanner knows the file, or a part of it, as harmful."""

    code = "infected"
    sentence = _(
        "The virus scanner found something harmful in the file, so it was not kept. "
        "Tell the people who look after your computers."
    )


class NotScanned(Refusal):
    """The scanner did not say that the file is clean; nothing is let in unseen."""

    status = 503
    code = "not_scanned"
    sentence = _("The virus scanner does not answer, so the file was not kept. Try again later.")


def scanned(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same chunks; when all have passed, the scanner has said that the file is clean, or the file is refused.

    Whoever keeps the chunks must do so in a transaction that the refusal takes back. Without a scanner they just pass.
    """
    if not settings.CLAMD:
        yield from chunks
        return
    passed = True
    try:
        with _connect(settings.CLAMD) as line:
            line.sendall(b"zINSTREAM\0")
            for chunk in filter(None, chunks):
                line.sendall(struct.pack("!L", len(chunk)) + chunk)
                yield chunk
            line.sendall(struct.pack("!L", 0))
            passed = _is_clean(_answer(line))
    except OSError as error:
        log.error("virus_scanner_away", error=type(error).__name__)
        raise NotScanned from error
    if not passed:
        raise Infected


def _connect(address: str) -> socket.socket:
    """A line to the scanner, by a socket file or by host:port."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)


def _answer(line: socket.socket) -> str:
    """What the scanner says, up to the null character that ends it."""
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("ascii", "replace").strip()


def _is_clean(said: str) -> bool:
    """Only the one answer means clean; one that is neither clean nor found (a limit, an error) means not scanned."""
    if said == CLEAN:
        return True
    if said.startswith("stream: ") and said.endswith(FOUND):
        log.warning("virus_found", name=said.removeprefix("stream: ").removesuffix(FOUND)[:80])
        return False
    log.error("virus_scanner_answered", said=said[:80])
    raise NotScanned
