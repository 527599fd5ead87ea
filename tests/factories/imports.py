"""Rows and files as senders make them."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import xlsxwriter

from clients.services.importing.columns import NAMES

COMPLETE = {
    "started_on": "2018-01-15",
    "gender": "1",
    "birth_date": "1980-06-15",
    "municipality": "091",
    "start_status": "11",
    "unemployed_months": "14",
    "in_education": "0",
    "isced": "3",
    "household": "1",
    "adults": "1",
    "working_members": "0",
    "dependent_children": "0",
    "foreign_background": "0",
    "disability": "1",
    "other_disadvantage": "8",
    "housing_exclusion": "0",
}
ENDED = {
    **COMPLETE,
    "ended_on": "2018-09-30",
    "end_observed_on": "2018-10-10",
    "end_status": "21",
    "end_in_education": "0",
    "end_qualification": "1",
    "end_job_kind": "2",
    "end_reason": "10",
    "end_path": "1a",
}
FOLLOWED = {**ENDED, "followup_observed_on": "2019-03-30", "followup_status": "21", "followup_improved": "a"}


def row(reference: str = "r1", base: Mapping[str, str] = COMPLETE, **changes: str) -> dict[str, str]:
    """A row of a participation with a complete start form, with these changes."""
    return {"client_ref": reference, **base, **changes}


def csv_text(rows: Iterable[Mapping[str, str]], *, names: Iterable[str] = NAMES, delimiter: str = ",") -> str:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(names), restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def csv_file(rows: Iterable[Mapping[str, str]], **options: Any) -> io.BytesIO:
    return io.BytesIO(csv_text(rows, **options).encode())


def workbook_file(rows: Iterable[Iterable[Any]], **options: Any) -> io.BytesIO:
    """A workbook with one sheet of these rows; dates become date cells."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, **options})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "d.m.yyyy"})
    for number, values in enumerate(rows):
        for place, value in enumerate(values):
            if isinstance(value, datetime):
                sheet.write_datetime(number, place, value, book.add_format({"num_format": "d.m.yyyy hh:mm"}))
            elif isinstance(value, date):
                sheet.write_datetime(number, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            elif value is not None:
                sheet.write(number, place, value)
    book.close()
    written.seek(0)
    return written
