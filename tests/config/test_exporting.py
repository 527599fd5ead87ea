"""Files hold plain data: typed, harmless to spreadsheets, and explained."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.kernel.exporting import FORMULA_STARTS, OVERLOOKED, csv_line, table_csv, table_xlsx
from config.kernel.tables import Cell, Column, Row, Table


def table(*values):
    row = Row(cells=tuple(Cell(text=str(value), value=value) for value in values))
    return Table(caption="Tried", columns=tuple(Column(label=f"c{n}") for n in range(len(values))), rows=(row,))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1))
def test_csv_text_never_starts_a_formula(text):
    content = csv_line([text]).decode()

    (read,) = next(csv.reader(io.StringIO(content, newline="")))
    is_formula = text.lstrip(OVERLOOKED).startswith(FORMULA_STARTS)
    assert not read.lstrip(OVERLOOKED).startswith(FORMULA_STARTS)
    assert read == (f"'{text}" if is_formula else text)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (-12, "-12"),
        (-0.5, "-0.5"),
        (1234567, "1234567"),
        (date(2018, 1, 2), "2018-01-02"),
        (datetime(2018, 1, 2, 10, tzinfo=UTC), "2018-01-02T12:00:00+02:00"),
        ("=1+1", "'=1+1"),
        ("åäö", "åäö"),
    ],
)
def test_csv_prints_plain_values(value, printed):
    assert table_csv(table(value)) == f"c0\r\n{printed}\r\n".encode()


def test_csv_leaves_headings_of_groups_out():
    rows = (Row(cells=(Cell(text="Group"),), group=True), Row(cells=(Cell(text="a"),)))

    assert table_csv(Table(caption="", columns=(Column(label="c"),), rows=rows)) == b"c\r\na\r\n"


def test_xlsx_keeps_types_and_formulas_stay_text():
    made = table("=SUM(A1)", 12, 1.5, date(2018, 1, 2), "https://example.invalid", "007")

    book = openpyxl.load_workbook(io.BytesIO(table_xlsx(table=made, about=[("Shows", "=1+1"), ("Count", 3)])))

    cells = [(cell.data_type, str(cell.value)) for cell in book.worksheets[0][2]]
    assert cells == [
        ("s", "=SUM(A1)"),
        ("n", "12"),
        ("n", "1.5"),
        ("d", "2018-01-02 00:00:00"),
        ("s", "https://example.invalid"),
        ("s", "007"),
    ]
    assert [(cell.data_type, cell.value) for cell in book.worksheets[1]["B"]] == [("s", "=1+1"), ("n", 3)]
