"""The compiled message catalogues beside their sources, made with Babel alone; git holds only the sources."""

import os
import tempfile
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_if_stale(locale: Path = LOCALE) -> list[Path]:
    """Every catalogue is compiled and at least as new as its source; gives the ones that were made now."""
    stale = stale_catalogues(locale)
    for source in stale:
        _compile(source)
    return [source.with_suffix(".mo") for source in stale]


def stale_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Sources whose compiled catalogue is missing or older."""
    return [source for source in sorted(locale.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    """Readers meet the old file or the new one, never half of it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    handle, name = tempfile.mkstemp(dir=source.parent, suffix=".part.mo")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalogue)
        draft.chmod(0o644)
        draft.replace(source.with_suffix(".mo"))
    finally:
        draft.unlink(missing_ok=True)
