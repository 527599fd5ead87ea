"""Every text of the product speaks Finnish and Swedish, and no text slips past the catalogues."""

import ast
import gettext
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.template.base import Lexer, TokenType

from config.catalogues import compile_if_stale
from config.kernel.alphabet import alphabetical_key

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = ROOT / "scripts"
# Names and words that are the same in every language.
SAME_EVERYWHERE = {
    "Täsmä", "– Täsmä", "XLSX", "CSV", "Suomi", "Svenska", "English", "API", "PDF", "www.saavutettavuusvaatimukset.fi",
}  # fmt: skip
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "placeholder", "title"}
SPOKEN_ARGUMENTS = {
    "label", "help_text", "caption", "empty", "empty_label", "title", "sub", "tag", "absent", "violation_error_message",
}  # fmt: skip
REFUSALS = {"Refusal", "NotFound", "NotAllowed", "OutOfOrder", "Conflict", "ValidationError"}
# The documentation of the API is in English for everybody.
SPOKEN_IN_ENGLISH = {"api/docs.html"}


@pytest.fixture(scope="module")
def scripts():
    """The modules of scripts/, as they see one another when run."""
    sys.path.insert(0, str(SCRIPTS))
    try:
        import check_translations
        import messages

        yield messages, check_translations
    finally:
        sys.path.remove(str(SCRIPTS))


def test_catalogues_are_complete():
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "check_translations.py")], capture_output=True, text=True, check=False, cwd=ROOT
    )

    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("singular", "plural", "translated", "expected"),
    [
        ("%(count)s rows.", "", "%(count)s riviä.", []),
        ("%(count)s row", "%(count)s rows", {0: "%(count)s rivi", 1: "%(count)s riviä"}, []),
        ("One row", "%(count)s rows", {0: "Yksi rivi", 1: "%(count)s riviä"}, []),
        ("%(count)s rows", "", "", ["not translated"]),
        ("%(count)s row", "%(count)s rows", {0: "%(count)s rivi", 1: ""}, ["not translated"]),
        ("%(count)s rows", "", "%(määrä)s riviä", ["other placeholders than the source"]),
        ("“{input}” is not known", "", "Ei tunneta", ["other placeholders than the source"]),
        ("5 %% of it", "", "5 % siitä", ["other placeholders than the source"]),
        ("Rows.", "", "Rivit", ["begins or ends otherwise than the source"]),
        ("Rows", "", "Rivit ", ["begins or ends otherwise than the source"]),
    ],
)
def test_check_finds_the_fault(scripts, singular, plural, translated, expected):
    messages, check = scripts
    entry = polib.POEntry(msgid=singular, msgid_plural=plural)
    entry.msgstr, entry.msgstr_plural = ("", translated) if plural else (translated, {})

    found = check.faults(text=messages.Text(singular=singular, plural=plural), entry=entry)

    assert found == expected


def test_check_finds_a_fuzzy_translation(scripts):
    messages, check = scripts
    entry = polib.POEntry(msgid="Rows", msgstr="Rivit", flags=["fuzzy"])

    assert check.faults(text=messages.Text(singular="Rows"), entry=entry) == ["fuzzy"]


def test_check_finds_lacking_and_left_over_texts(scripts):
    messages, check = scripts
    kept = {
        (entry.msgctxt or "", entry.msgid): messages.Text(entry.msgid, entry.msgid_plural, entry.msgctxt or "")
        for entry in polib.pofile(str(messages.catalogue_path("fi")))
        if entry.msgid != "Participants"
    }
    wanted = kept | {("", "Said anew"): messages.Text(singular="Said anew")}

    found = list(check.catalogue_complaints(language="fi", wanted=wanted))

    assert found == [
        "locale/fi/LC_MESSAGES/django.po: lacking: 'Said anew'",
        "locale/fi/LC_MESSAGES/django.po: in no source any more: 'Participants'",
    ]


def test_texts_of_templates_are_found(scripts):
    messages, _check = scripts
    template = (
        '{% load i18n %}<p title="{% translate \'It’s\' %}">{% translate "Month" context "of a calendar" as label %}'
        "{% blocktranslate count number=rows trimmed %}\n  {{ number }} row\n{% plural %}\n  {{ number }} rows\n"
        "{% endblocktranslate %}{% blocktranslate with code=x.code %}About 5 % of {{ code }}{% endblocktranslate %}</p>"
    )

    found = set(messages.of_template(template))

    assert found == {
        messages.Text(singular="It’s"),
        messages.Text(singular="Month", context="of a calendar"),
        messages.Text(singular="%(number)s row", plural="%(number)s rows"),
        messages.Text(singular="About 5 %% of %(code)s"),
    }


def test_extraction_changes_nothing_when_nothing_was_said(scripts):
    messages, _check = scripts
    path = messages.catalogue_path("sv")

    again = messages.merge(language="sv", wanted=messages.texts())

    assert str(again) == path.read_text(encoding="utf-8")


def test_catalogue_is_compiled_when_its_source_is_newer(tmp_path):
    folder = tmp_path / "fi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source, compiled = folder / "django.po", folder / "django.mo"
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    source.write_text(f'{header}msgid "Rows"\nmsgstr "Rivit"\n', encoding="utf-8")

    first = compile_if_stale(tmp_path)
    second = compile_if_stale(tmp_path)
    source.write_text(f'{header}msgid "Rows"\nmsgstr "Rivejä"\n', encoding="utf-8")
    os.utime(source, ns=(compiled.stat().st_mtime_ns + 1, compiled.stat().st_mtime_ns + 1))
    third = compile_if_stale(tmp_path)

    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Rows") == "Rivejä"
    assert (first, second, third) == ([compiled], [], [compiled])
    assert sorted(path.name for path in folder.iterdir()) == ["django.mo", "django.po"]


def test_names_sort_as_finnish_and_swedish_readers_expect():
    names = ["Öljymäki", "aalto", "Åbo", "Zeta", "Äänekoski", "Alajärvi", "Ähtäri", "Vöyri", "Vaasa"]

    assert sorted(names, key=alphabetical_key) == [
        "aalto", "Alajärvi", "Vaasa", "Vöyri", "Zeta", "Åbo", "Ähtäri", "Äänekoski", "Öljymäki",
    ]  # fmt: skip


class Spoken(HTMLParser):
    """Collects the words a person would read or hear in a template."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"script", "style", "code"}
        self.words += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style", "code"}

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


def bare_words(template: str) -> list[str]:
    """Words of a template that no translation tag holds."""
    plain, inside = [], False
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK and token.contents.split()[0] in {"blocktranslate", "blocktrans"}:
            inside = True
        elif token.token_type == TokenType.BLOCK and token.contents in {"endblocktranslate", "endblocktrans"}:
            inside = False
        elif token.token_type == TokenType.TEXT and not inside:
            plain.append(token.contents)
    reader = Spoken()
    reader.feed("".join(plain))
    said = {" ".join(words.split()) for words in reader.words}
    return sorted(words for words in said if re.search(r"[^\W\d_]{2}", words) and words not in SAME_EVERYWHERE)


def test_bare_words_are_found():
    template = (
        "<p>{# Accepts: nothing. #}Näe tämä {{ x }}</p><img alt=\"Kuva\"><p>{% translate 'ok' %} – {{ y }} / 2</p>"
        "{% blocktranslate %}ok{% endblocktranslate %}<code>manage.py</code>"
    )

    assert bare_words(template) == ["Kuva", "Näe tämä"]


def test_templates_have_no_bare_words():
    templates = ROOT / "templates"
    found = {
        str(path.relative_to(templates)): words
        for path in sorted(templates.rglob("*.html"))
        if str(path.relative_to(templates)) not in SPOKEN_IN_ENGLISH
        and (words := bare_words(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def untranslated(source: str) -> list[str]:
    """Literals given to readers as they stand: words of forms, tables and refusals outside any translating call."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    given = [word.value for call in calls for word in call.keywords if word.arg in SPOKEN_ARGUMENTS]
    given += [call.args[0] for call in calls if call.args and getattr(call.func, "id", "") in REFUSALS]
    literals = [node for node in given if isinstance(node, ast.Constant | ast.JoinedStr)]
    return [ast.unparse(node) for node in literals if re.search(r"[^\W\d_]{3}", _plain(node))]


def _plain(node: ast.Constant | ast.JoinedStr) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return " ".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def test_untranslated_words_of_python_are_found():
    source = (
        'Column(label=_("Row"))\nColumn(label="Row", numeric=True)\nraise Refusal(f"No {x} here.")\nTile(sub=f"{a} %")'
    )

    assert untranslated(source) == ["'Row'", "f'No {x} here.'"]


def test_words_for_readers_are_translated(scripts):
    messages, _check = scripts
    found = {
        str(path.relative_to(ROOT)): words
        for app in messages.APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if not {"migrations", "api"} & set(path.parts) and (words := untranslated(path.read_text(encoding="utf-8")))
    }

    assert found == {}
