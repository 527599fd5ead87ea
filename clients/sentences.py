"""What an import says of a file, a row or a cell: the sentences, and the code of the report each stands under."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SENTENCES: Mapping[str, str] = {
    "missing_value": gettext_noop("A value is required here."),
    "missing_observed_on": gettext_noop("A status needs the date on which it was observed."),
    "unknown_code": gettext_noop("“%(value)s” is not in the list. Expected one of: %(expected)s."),
    "unknown_municipality": gettext_noop(
        "“%(value)s” is not the three-digit code of a present or former municipality."
    ),
    "bad_date": gettext_noop("“%(value)s” is not a date. Expected a date such as 2018-05-31 or 31.5.2018."),
    "bad_number": gettext_noop("“%(value)s” is not accepted. Expected a whole number from 0 to %(maximum)s."),
    "too_long": gettext_noop("The value has %(length)s characters. At most %(maximum)s are kept."),
    "too_wide": gettext_noop("The row has more values than the header has columns. Check its separators and quotes."),
    "identity_code": gettext_noop("This holds an identity code. Use a reference that tells nothing of the person."),
    "birth_after_start": gettext_noop("The date of birth is later than the start date %(started_on)s."),
    "end_before_start": gettext_noop("The end date is earlier than the start date %(started_on)s."),
    "observation_outside_28_days": gettext_noop(
        "The situation at the end must be observed from %(earliest)s to %(latest)s, within 28 days of the end."
    ),
    "end_without_start": gettext_noop("A status at the end needs a status at the start on the same row."),
    "followup_without_end": gettext_noop("A follow-up status needs a status at the end on the same row."),
    "followup_too_early": gettext_noop("The follow-up may be observed on %(earliest)s at the earliest: six months on."),
    "contradiction": gettext_noop("The row has a status at the end and also a reason why it is missing."),
    "duplicate_ref": gettext_noop("This reference is already on row %(first)s. Only its first row is imported."),
    "unknown_unit": gettext_noop("There is no office or team “%(value)s” in this area."),
    "not_kept": gettext_noop("Not imported, as the row has no status for the form they belong to: %(columns)s."),
    "missing_column": gettext_noop("The header row lacks a required column."),
    "repeated_column": gettext_noop("The header row names this column more than once."),
    "empty_file": gettext_noop("The file is empty. Expected a header row and the rows below it."),
    "too_big": gettext_noop("The file is larger than %(maximum)s megabytes. Divide it into smaller files."),
    "too_many_rows": gettext_noop("The file has more than %(maximum)s rows. Divide it into smaller files."),
    "not_utf8": gettext_noop("Row %(row)s is not UTF-8 text. Save the file as “CSV UTF-8” or as an XLSX workbook."),
    "binary": gettext_noop("Row %(row)s has characters that no text has. Expected a CSV file or an XLSX workbook."),
    "old_excel": gettext_noop(
        "This is an old Excel file or a locked one. Save it as an XLSX workbook without a password."
    ),
    "line_too_long": gettext_noop("Row %(row)s is too long for a table. Check its quotes and line ends."),
    "too_many_columns": gettext_noop("Row %(row)s has more than %(maximum)s columns."),
    "broken_quotes": gettext_noop("A quote that begins on row %(row)s is not closed as it should be."),
    "not_workbook": gettext_noop("This is not an XLSX workbook that can be read."),
    "unsafe_archive": gettext_noop("The workbook contains something no table needs, so it was not opened."),
    "inflates": gettext_noop("The workbook unpacks to far more than a table would. It was not opened."),
    "broken_workbook": gettext_noop("The workbook is damaged near row %(row)s and cannot be read."),
}
# Several sentences may stand under one code of the report.
CODE_OF = {
    "missing_observed_on": "missing_value",
    "unknown_municipality": "unknown_code",
    "too_wide": "too_long",
    "missing_column": "bad_header",
    "repeated_column": "bad_header",
    **dict.fromkeys(
        (
            "empty_file", "too_big", "too_many_rows", "not_utf8", "binary", "old_excel", "line_too_long",
            "too_many_columns", "broken_quotes", "not_workbook", "unsafe_archive", "inflates", "broken_workbook",
        ),
        "bad_file",
    ),
}  # fmt: skip


def code_of(sentence: str) -> str:
    """The code of the report that the sentence stands under."""
    return CODE_OF.get(sentence, sentence)


def said(sentence: str, details: Mapping[str, Any]) -> str:
    """The sentence in the active language, with its details."""
    return _(SENTENCES[sentence]) % details
