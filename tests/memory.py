"""Where tests write: in memory, where the machine has room. A copy of a database takes a tenth of the time there.

Otherwise nothing changes: services and temporary folders are on the disk, as the product's are.
"""

import hashlib
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 6 * 2**30
SERVICES = Path(__file__).resolve().parent.parent / "var" / "test-services"


def keep_in_memory() -> None:
    """Temporary folders are in memory, and `var/test-services` leads there unless it is a folder already."""
    if has_room():
        _lead_there()
    if SERVICES.is_symlink():
        SERVICES.resolve().mkdir(exist_ok=True)  # gone when the machine has started anew


def _lead_there() -> None:
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = None
    mark = hashlib.sha256(str(SERVICES).encode()).hexdigest()[:12]
    kept = MEMORY / f"tasma-tests-{os.geteuid()}-{mark}"
    if not os.path.lexists(SERVICES):
        SERVICES.parent.mkdir(exist_ok=True)
        with suppress(FileExistsError):
            SERVICES.symlink_to(kept)


def has_room() -> bool:
    return MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ENOUGH
