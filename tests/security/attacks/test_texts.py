"""Texts as an attacker stores them, on every page and in every file: shown as they are, never run."""

import csv
import io
import re
from html.parser import HTMLParser

import openpyxl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from accounts.models import RateLimit
from config.kernel.exporting import FORMULA_STARTS, OVERLOOKED, csv_line, table_csv, table_xlsx
from config.kernel.tables import Cell, Column, Row, Table
from tests.factories.accounts import HOME_AREA
from tests.security.attacks.conftest import address, body_of, open_context, pages
from tests.security.test_source import calls

QUERIES = {
    "reporting:indicator": "?by=unit",
    "reporting:case_figure_rows": "?indicator=W01",
    "reporting:people": "?indicator=A15&part=numerator&period=all",
    "reporting:people_csv": "?indicator=A15&part=numerator&period=all",
    "reporting:people_xlsx": "?indicator=A15&part=numerator&period=all",
}
FILES = re.compile(r"(_csv|_xlsx)$")
STORED = re.compile(r"<script>alert|settings\.SECRET_KEY|\{%\s*now")
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;{{ settings.SECRET_KEY }}{% now &#x27;Y&#x27; %}"
NASTY = (
    "<script>alert(1)</script>\"><img src=x onerror=alert(1)>'><svg/onload=alert(1)>{{ 7|add:7 }}{% load i18n %}"
    "%(name)s %s {0} ${7*7} #{7*7}' OR 1=1 --\u2028\u2029</script>"
)


class Scripts(HTMLParser):
    """Everything of a page that a browser would run, and every attribute it would read as one."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and not given.get("src") and given.get("type") != "application/json":
            self.found.append("script")
        self.found += [name for name in given if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action", "formaction"):
            if (given.get(name) or "").strip().lower().startswith(("javascript:", "data:text", "vbscript:")):
                self.found.append(f"{name}={given[name]}")


def answers(world, kind):
    """Every page (or file) the role may open, by name."""
    for name, pattern in pages().items():
        if bool(FILES.search(name)) != (kind == "file"):
            continue
        place = address(name, pattern, world.home, HOME_AREA) + QUERIES.get(name, "")
        for role in ("supervisor", "administrator"):
            RateLimit.objects.all().delete()  # more files are asked for here than a person may in an hour
            response = world.browser(role).get(place)
            open_context()
            if response.status_code == 200:
                yield name, response
                break


def test_stored_markup_and_templates_are_shown_as_they_are(world):
    shown = set()
    for name, response in answers(world, "page"):
        if not response["Content-Type"].startswith("text/html"):
            continue
        text = body_of(response)
        assert "<script>alert" not in text, name
        assert Scripts(text).found == [], name
        if SHOWN in text:
            shown.add(name)
        assert "tests-only-" not in text, name

    assert {"clients:import_errors", "clients:consents", "reporting:programme"} <= shown, "the texts were there"


def test_what_is_asked_for_is_shown_as_it_is(world):
    """Each page with a form, its own fields filled with the text: escaped, and never a failure."""
    tried = 0
    for name, response in answers(world, "page"):
        if response["Content-Type"] != "text/html; charset=utf-8":
            continue
        fields = set(re.findall(r'<(?:input|select)[^>]*\bname="([a-z_]+)"', body_of(response)))
        if not fields - {"csrfmiddlewaretoken", "language", "next"}:
            continue
        again = response.client.get(response.request["PATH_INFO"], dict.fromkeys(fields, NASTY))
        open_context()
        text = body_of(again)
        assert again.status_code < 500, (name, fields)
        assert Scripts(text).found == [], name
        assert "<script>alert" not in text, name
        tried += 1

    assert tried > 3


def cells_of(response):
    """Each cell of a file as text, with whether a spreadsheet would work it out."""
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    if "csv" in response["Content-Type"]:
        for line in csv.reader(io.StringIO(whole.decode(), newline="")):
            for value in line:
                yield value, value.lstrip(OVERLOOKED).startswith(FORMULA_STARTS) and not is_number(value)
        return
    for sheet in openpyxl.load_workbook(io.BytesIO(whole)).worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                yield str(cell.value), cell.data_type == "f" or cell.hyperlink is not None


def is_number(value: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


def test_no_file_holds_a_formula(world):
    names, texts = set(), ""
    for name, response in answers(world, "file"):
        found = list(cells_of(response))
        assert [value for value, runs in found if runs] == [], name
        assert response["Content-Disposition"].startswith("attachment; "), name
        names.add(name)
        texts += " ".join(value for value, _runs in found)

    assert {"clients:import_errors_csv", "reporting:figures_csv", "reporting:figures_xlsx"} <= names
    assert "HYPERLINK" in texts or "script" in texts, "the texts were there"


LURES = st.one_of(
    st.text(min_size=1, max_size=40),
    st.builds(
        "".join, st.tuples(st.sampled_from(["", *OVERLOOKED]), st.sampled_from(FORMULA_STARTS), st.text(max_size=20))
    ),
)


@settings(max_examples=60, phases=[Phase.generate], deadline=None)
@given(st.lists(LURES, min_size=1, max_size=4))
def test_no_text_becomes_a_formula_in_any_writer(texts):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    row = Row(cells=tuple(Cell(text=text) for text in texts))
    table = Table(caption="Tried", columns=tuple(Column(label=text) for text in texts), rows=(row,))

    written = [csv_line(texts), table_csv(table)]
    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(table=table, about=[(texts[0], texts[0])])))

    for content in written:
        for line in csv.reader(io.StringIO(content.decode(), newline="")):
            for value in line:
                assert not value.lstrip(OVERLOOKED).startswith(FORMULA_STARTS)
    kinds = {cell.data_type for sheet in book.worksheets for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds


def test_files_are_written_in_one_place():
    """So that what is shown of the writers here is true of every file; the demo writes what it then imports."""
    writers = {"csv.writer", "csv.DictWriter", "xlsxwriter.Workbook", "Workbook"}
    found = {name for name, called, _call in calls() if called in writers}

    assert found == {"config/kernel/exporting.py", "desk/demo/people.py"}
