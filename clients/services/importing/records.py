"""A record as it stands in a file, and how large a file, a row and a cell may be."""

from collections.abc import Sequence
from typing import NamedTuple

MEGABYTE = 1024 * 1024
MAX_BYTES = 50 * MEGABYTE
MAX_ROWS = 200_000
MAX_COLUMNS = 500
# A spreadsheet cannot have more rows; what goes on longer is blank lines.
MAX_RECORDS = 1_048_576
# Characters of one record, over all the lines inside its quotes.
MAX_RECORD_LENGTH = 100_000


class Record(NamedTuple):
    """A row as it stands in the file, with the number a spreadsheet shows for it."""

    number: int
    values: Sequence[str]
