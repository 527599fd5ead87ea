"""The service package on paper: tagged PDF (PDF/UA-1) in the language asked for, with the day of its version."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from config.kernel.papers import printed
from config.kernel.tables import Table
from employers.selectors import service_package as package

PAPER = Path(__file__).resolve().parent.parent / "papers" / "package.typ"


@lru_cache(maxsize=6)
def package_paper(language: str, *, day: date) -> bytes:
    """The package as a PDF; made once a day and language, as anybody may ask for it again and again."""
    with override(language):
        told = _told(language, day)
    return printed(PAPER, told, day=package.WRITTEN_ON)


def _told(language: str, day: date) -> dict[str, object]:
    table: Table = package.subsidies_table(day)
    return {
        "language": language,
        "title": _("Support for employers who hire"),
        "author": "Täsmä",
        "page": _("Page"),
        "facts": [
            [_("Version of"), package.day_text(package.WRITTEN_ON)],
            [_("Amounts in force since"), package.day_text(package.amounts_since(day))],
        ],
        "caution": _("This is general information. The authority decides on each application."),
        "table_title": str(table.caption),
        "columns": [str(column.label) for column in table.columns],
        "rows": [[_cell(cell.text, cell.note) for cell in row.cells] for row in table.rows],
        "words": [_("Section"), _("Who gives it"), _("How to get it")],
        "supports": [
            {
                "title": one.title,
                "about": one.about,
                "facts": one.facts,
                "rows": [one.section, one.giver, one.how],
            }
            for one in package.supports(day)
        ],
    }


def _cell(text: object, note: object) -> str:
    return f"{text}. {note}" if note else str(text)
