"""List what keeps the catalogues from being whole, and fail: a text lacking, left over, empty, fuzzy or garbled."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import polib
from messages import LANGUAGES, ROOT, Text, catalogue_path, texts

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|</?[a-z]+>")
ENDS = (".", "?", ":", "…")


def main() -> int:
    wanted = texts()
    complaints = [line for language in LANGUAGES for line in catalogue_complaints(language=language, wanted=wanted)]
    print(*complaints, sep="\n", end="\n" if complaints else "")
    if complaints:
        print(f"{len(complaints)} to mend. `python scripts/messages.py` brings new texts into the catalogues.")
    return 1 if complaints else 0


def catalogue_complaints(*, language: str, wanted: dict[tuple[str, str], Text]) -> Iterator[str]:
    """What is wrong with the catalogue of one language, a line each."""
    path = catalogue_path(language)
    place = path.relative_to(ROOT)
    if not path.exists():
        yield f"{place}: the catalogue does not exist"
        return
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in polib.pofile(str(path)) if not entry.obsolete}
    for _context, singular in sorted(wanted.keys() - entries.keys()):
        yield f"{place}: lacking: {singular!r}"
    for _context, singular in sorted(entries.keys() - wanted.keys()):
        yield f"{place}: in no source any more: {singular!r}"
    for key in sorted(wanted.keys() & entries.keys()):
        for fault in faults(text=wanted[key], entry=entries[key]):
            yield f"{place}:{entries[key].linenum}: {fault}: {key[1]!r}"


def faults(*, text: Text, entry: polib.POEntry) -> list[str]:
    """What is wrong with one translation."""
    if text.plural != entry.msgid_plural:
        return ["the plural has changed"]
    forms = list(entry.msgstr_plural.values()) if text.plural else [entry.msgstr]
    found = ["fuzzy"] if entry.fuzzy else []
    if not all(form.strip() for form in forms) or (text.plural and len(forms) != 2):
        return [*found, "not translated"]
    originals = [text.singular, text.plural] if text.plural else [text.singular]
    if any(not _same_placeholders(originals, form) for form in forms):
        found.append("other placeholders than the source")
    if any(_edges(form) != _edges(text.singular) for form in forms):
        found.append("begins or ends otherwise than the source")
    return found


def _same_placeholders(originals: Iterable[str], form: str) -> bool:
    """Equal to those of the source, or of one of its forms."""
    return any(Counter(PLACEHOLDER.findall(form)) == Counter(PLACEHOLDER.findall(one)) for one in originals)


def _edges(form: str) -> tuple[bool, bool, str]:
    """Outer spaces and the closing mark, which translations keep."""
    return form[:1].isspace(), form[-1:].isspace(), form[-1] if form.endswith(ENDS) else ""


if __name__ == "__main__":
    sys.exit(main())
