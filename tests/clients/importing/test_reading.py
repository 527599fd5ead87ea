import csv
import io
from datetime import date, datetime

import pytest

from clients.services.importing.columns import NAMES, REQUIRED
from clients.services.importing.problems import FileRefused
from clients.services.importing.reading import Sheet, read_sheet
from clients.services.importing.records import MAX_ROWS
from tests.factories.imports import csv_file, csv_text, row, workbook_file

HEADER = ["client_ref", "started_on", "municipality"]


def read(content: bytes | io.BytesIO) -> Sheet:
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    return read_sheet(source, known=NAMES, required=REQUIRED)


def rows(content: bytes | io.BytesIO) -> list[tuple[int, dict[str, str]]]:
    return [
        (number, {name: value for name, value in cells.items() if value}) for number, cells, _ in read(content).rows
    ]


def refused(content: bytes | io.BytesIO) -> tuple[str, str]:
    with pytest.raises(FileRefused) as caught:
        list(read(content).rows)
    problem = caught.value.problems[0]
    assert problem.message
    return problem.code, problem.sentence


def test_columns_may_stand_in_any_order_and_case():
    sheet = read(b"Started_On, CLIENT_REF ,colour\n2018-01-15,r1,red\n")

    assert sheet.columns == ("started_on", "client_ref")
    assert sheet.unknown == ("colour",)
    assert [(row.number, row.cells, row.surplus) for row in sheet.rows] == [
        (2, {"client_ref": "r1", "started_on": "2018-01-15"}, False)
    ]


@pytest.mark.parametrize(
    ("_case", "text"),
    [
        ("comma", "client_ref,unit,started_on\nr1,Åbo,2018-01-15\n"),
        ("semicolon", "client_ref;unit;started_on\nr1;Åbo;2018-01-15\n"),
        ("mark", "\ufeffclient_ref,unit,started_on\nr1,Åbo,2018-01-15\n"),
        ("mark and quotes", '\ufeff"client_ref";"unit";"started_on"\n"r1";"Åbo";"2018-01-15"'),
        ("carriage returns", "client_ref,unit,started_on\r\nr1,Åbo,2018-01-15\r\n"),
        ("old ends", "client_ref,unit,started_on\rr1,Åbo,2018-01-15\r"),
    ],
)
def test_text_is_read_however_it_was_saved(_case, text):
    assert rows(text.encode()) == [(2, {"client_ref": "r1", "unit": "Åbo", "started_on": "2018-01-15"})]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    text = 'client_ref,unit,started_on\r\nr1,"two\nlines",2018-01-15\n\n ,,\nr2,,2018-01-16\r\nr3,,2018-01-17'

    assert [number for number, _ in rows(text.encode())] == [2, 5, 6]


def test_a_comma_inside_a_semicolon_file_is_text():
    assert rows(b"client_ref;unit;started_on\nr1;a, b, c, d, e;2018-01-15\n")[0][1]["unit"] == "a, b, c, d, e"


def test_formulas_are_text():
    assert rows(b"client_ref,started_on\n=1+1,2018-01-15\n")[0][1]["client_ref"] == "=1+1"


def test_short_rows_end_in_empty_cells_and_long_ones_are_marked():
    sheet = read(b"client_ref,started_on,unit\nr1,2018-01-15\nr2,2018-01-15,a,,\nr3,2018-01-15,a,b\n")

    assert [(row.cells["unit"], row.surplus) for row in sheet.rows] == [("", False), ("a", False), ("a", True)]


@pytest.mark.parametrize(
    ("_case", "header", "expected"),
    [
        ("absent", "client_ref,unit", [("missing_column", "started_on")]),
        ("both absent", "a,b", [("missing_column", "client_ref"), ("missing_column", "started_on")]),
        ("twice", "client_ref,started_on,unit,Unit", [("repeated_column", "unit")]),
    ],
)
def test_a_bad_header_is_refused(_case, header, expected):
    with pytest.raises(FileRefused) as caught:
        read(f"{header}\n".encode())

    assert [(problem.sentence, problem.column) for problem in caught.value.problems] == expected
    assert {(problem.code, problem.row) for problem in caught.value.problems} == {("bad_header", 1)}


GOOD = csv_text([row("r1"), row("r2")]).encode()


@pytest.mark.parametrize(
    ("_case", "content", "sentence"),
    [
        ("empty", b"", "empty_file"),
        ("blank", b"\n\n  \n", "empty_file"),
        ("UTF-16", GOOD.decode().encode("utf-16"), "not_utf8"),
        ("UTF-16 without a mark", GOOD.decode().encode("utf-16-le"), "binary"),
        ("Latin-1", GOOD + "r3,Töölö\n".encode("latin-1"), "not_utf8"),
        ("NUL", GOOD + b"r3,\0\n", "binary"),
        ("half a letter", GOOD + b"r3,\xc3", "not_utf8"),
        ("unclosed quote", GOOD + b'"r3,2018-01-15\n' + GOOD, "broken_quotes"),
        ("unclosed quote before much", GOOD + b'"r3,2018-01-15\n' + GOOD * 500, "line_too_long"),
        ("text after a quote", GOOD + b'"r3"x,2018-01-15\n', "broken_quotes"),
        ("one long line", GOOD + b"r" * 30_000_000, "line_too_long"),
        ("a million columns", b"client_ref,started_on" + b"," * 1_000_000 + b"\n", "line_too_long"),
        ("a thousand columns", b"client_ref,started_on" + b",a" * 1_000 + b"\n", "too_many_columns"),
        ("blank lines for ever", b"client_ref,started_on\n" + b"\n" * 1_100_000, "too_many_rows"),
        ("old Excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        ("a zip of nothing", b"PK\x03\x04", "not_workbook"),
        ("a picture", b"\x89PNG\r\n\x1a\n", "not_utf8"),
    ],
)
def test_what_is_no_table_is_refused(_case, content, sentence):
    assert refused(content) == ("bad_file", sentence)


def test_the_row_that_is_not_text_is_named():
    with pytest.raises(FileRefused) as caught:
        list(read(GOOD + "r3,Töölö\n".encode("latin-1")).rows)

    assert caught.value.problems[0].details == {"row": 4}


def test_a_large_file_is_refused_before_it_is_read():
    class Large(io.BytesIO):
        def seek(self, offset: int, whence: int = 0) -> int:
            return 50 * 1024 * 1024 + 1 if whence == 2 else super().seek(offset, whence)

        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError(size)

    assert refused(Large()) == ("bad_file", "too_big")


def test_as_many_rows_as_are_allowed_and_no_more():
    line = b"r,2018-01-15\n"
    most = b"client_ref,started_on\n" + line * MAX_ROWS

    assert sum(1 for _ in read(most).rows) == MAX_ROWS
    assert refused(most + line) == ("bad_file", "too_many_rows")


def test_cells_of_a_workbook_become_text():
    book = workbook_file(
        [
            ["client_ref", "started_on", "municipality", "adults", "unit", "birth_date", "isced", "in_education"],
            [5.0, date(2018, 1, 15), 91, 2, "Åbo", datetime(1980, 6, 15, 12, 30), "3", True],  # noqa: DTZ001
            ["r2", "2018-01-16", "091", 1.5, None, None, None, None],
        ]
    )

    assert rows(book) == [
        (2, {
            "client_ref": "5", "started_on": "2018-01-15", "municipality": "91", "adults": "2", "unit": "Åbo",
            "birth_date": "1980-06-15T12:30:00", "isced": "3", "in_education": "1",
        }),
        (3, {"client_ref": "r2", "started_on": "2018-01-16", "municipality": "091", "adults": "1.5"}),
    ]  # fmt: skip


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}, {"date_1904": True}, {"use_zip64": True}])
def test_workbooks_of_every_make_are_read(options):
    book = workbook_file([HEADER, ["r1", date(2018, 1, 15), "091"], [None, None], ["r2", date(2018, 1, 16)]], **options)

    assert rows(book) == [
        (2, {"client_ref": "r1", "started_on": "2018-01-15", "municipality": "091"}),
        (4, {"client_ref": "r2", "started_on": "2018-01-16"}),
    ]


def test_a_workbook_of_another_library_is_read():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["r1", date(2018, 1, 15), 91])
    written = io.BytesIO()
    book.save(written)

    assert rows(written) == [(2, {"client_ref": "r1", "started_on": "2018-01-15", "municipality": "91"})]


def test_a_file_that_was_read_says_the_same_as_the_csv_of_it():
    table = [row("r1"), row("r2", unit='Åbo; ”x” "y"')]
    book = workbook_file([NAMES, *[[values.get(name) for name in NAMES] for values in table]])

    assert rows(book) == rows(csv_file(table)) == rows(csv_file(table, delimiter=";"))
    assert csv.field_size_limit() == 131_072
