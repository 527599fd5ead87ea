"""Papers: Typst templates printed as accessible PDF."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst


def printed(paper: Path, told: Mapping[str, Any], *, day: date) -> bytes:
    """The template with what it is told, as a tagged PDF (PDF/UA-1) dated `day`; equal data make equal bytes.

    `told` is plain data that JSON knows. Fonts are those that the library carries, never the machine's.
    """
    made: bytes = typst.compile(
        str(paper),
        root=str(paper.parent),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(told)},
        timestamp=datetime.combine(day, datetime.min.time(), tzinfo=UTC),
    )
    return made
