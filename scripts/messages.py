"""Bring locale/*.po up to date with every string of the Python files and templates; run it after changing a text.

The catalogues are sorted and hold neither line numbers nor dates, so a change shows only what was said anew.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("fi", "sv")
APPS = ("config", *sorted(path.parent.name for path in ROOT.glob("*/apps.py")))
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# What Django's templatize() leaves of a template: calls with Python literals amid crossed-out text.
LITERAL = r"""(?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)
METADATA = {
    "Project-Id-Version": "Täsmä",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True, order=True)
class Text:
    """A string to translate, as its source says it."""

    singular: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.singular


def texts() -> dict[tuple[str, str], Text]:
    """Every string of the product; where one is said both alone and with a plural, the plural is kept."""
    found: dict[tuple[str, str], Text] = {}
    for text in sorted({*_of_python(), *_of_templates()}):
        found[text.key] = text
    return found


def _of_python() -> Iterator[Text]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _of_source(path.read_bytes())


def _of_source(source: bytes) -> Iterator[Text]:
    for _line, said, _comments, context in extract(
        "python", BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"}
    ):
        singular, plural = (said[-2], said[-1]) if isinstance(said, tuple) else (said, "")
        if singular:
            yield Text(singular=singular, plural=plural or "", context=context or "")


def _of_templates() -> Iterator[Text]:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            yield from of_template(path.read_text(encoding="utf-8"))


def of_template(template: str) -> Iterator[Text]:
    from django.utils.translation.template import templatize

    for name, arguments in CALL.findall(templatize(template)):
        words = list(ast.literal_eval(f"[{arguments}]"))
        context = words.pop(0) if "p" in name.removesuffix("gettext") else ""
        yield Text(singular=words[0], plural=words[1] if name.startswith("n") else "", context=context)


def catalogue_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def merge(*, language: str, wanted: dict[tuple[str, str], Text]) -> polib.POFile:
    """A catalogue of the wanted texts with what was translated before; anything else is gone."""
    path = catalogue_path(language)
    before = {_key(entry): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {**METADATA, "Language": language}
    for key in sorted(wanted, key=lambda key: (key[1], key[0])):
        catalogue.append(_entry(text=wanted[key], before=before.get(key)))
    return catalogue


def _key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def _entry(*, text: Text, before: polib.POEntry | None) -> polib.POEntry:
    flags = ["python-format"] if re.search(r"%(\(\w+\))?[sdf]", text.singular + text.plural) else []
    entry = polib.POEntry(msgid=text.singular, msgctxt=text.context or None, flags=flags)
    if before and before.fuzzy:
        entry.flags.append("fuzzy")
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = dict(before.msgstr_plural) if before and before.msgstr_plural else {0: "", 1: ""}
    else:
        entry.msgstr = before.msgstr if before else ""
    return entry


def main() -> int:
    wanted = texts()
    for language in LANGUAGES:
        catalogue = merge(language=language, wanted=wanted)
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {len(catalogue.untranslated_entries())} to translate")
    return 0


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
sys.path.insert(0, str(ROOT))

if __name__ == "__main__":
    sys.exit(main())
