"""Tables as downloads, for the views of every app; a file's name says nothing of a person."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from config.kernel.exporting import table_csv, table_xlsx
from config.kernel.tables import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _named(response: HttpResponse | StreamingHttpResponse, name: str) -> None:
    response["Content-Disposition"] = f'attachment; filename="{name}"'


def csv_download(table: Table, *, name: str) -> HttpResponse:
    response = HttpResponse(table_csv(table), content_type="text/csv; charset=utf-8")
    _named(response, f"{name}.csv")
    return response


def csv_stream(lines: Iterable[bytes], *, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    _named(response, f"{name}.csv")
    return response


def xlsx_download(table: Table, *, about: Sequence[tuple[Any, Any]], name: str) -> HttpResponse:
    response = HttpResponse(table_xlsx(table=table, about=about), content_type=XLSX)
    _named(response, f"{name}.xlsx")
    return response


def file_of(table: Table, *, name: str, kind: str) -> HttpResponse:
    """The table as a download of this kind: csv, or xlsx with what it shows and its number of rows."""
    if kind == "csv":
        return csv_download(table, name=name)
    about = [(_("Shows"), table.caption), (_("Rows"), number_format(len(table.rows)))]
    return xlsx_download(table, about=about, name=name)


def pdf_of(paper: bytes, *, name: str) -> HttpResponse:
    """The paper as a download."""
    response = HttpResponse(paper, content_type="application/pdf")
    _named(response, f"{name}.pdf")
    return response
