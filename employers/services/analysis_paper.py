"""A task analysis on paper: tagged PDF (PDF/UA-1) in the reader's language."""

from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from config.kernel.papers import printed
from employers.models import TaskAnalysis
from employers.selectors.analyses import drawing_of, tasks_of, tasks_table

PAPER = Path(__file__).resolve().parent.parent / "papers" / "analysis.typ"


def analysis_paper(analysis: TaskAnalysis) -> bytes:
    """The analysis with its drawing and its tasks as a PDF; equal data make equal bytes."""
    return printed(PAPER, _told(analysis), day=timezone.localdate())


def _told(analysis: TaskAnalysis) -> dict[str, object]:
    tasks = tasks_of(analysis)
    table = tasks_table([one for one in tasks if not one.is_dropped], with_links=False)
    return {
        "language": (get_language() or "fi")[:2],
        "title": _("Task analysis: %(work)s") % {"work": analysis.title},
        "author": analysis.area.name,
        "page": _("Page"),
        "facts": [
            [_("Employer:"), analysis.employer.name],
            [_("Begun on:"), date_format(analysis.started_on, "SHORT_DATE_FORMAT")],
            [_("Phase:"), str(analysis.get_phase_display())],
            [_("Printed on:"), date_format(timezone.localdate(), "SHORT_DATE_FORMAT")],
        ],
        "drawing_title": _("The work as a drawing"),
        "piles": [
            {
                "label": f"{pile.label}: {pile.total}",
                "kind": pile.kind,
                "bars": [[bar.text, bar.width, bar.job] for bar in pile.bars],
            }
            for pile in drawing_of(tasks)
        ],
        "tasks_title": str(table.caption),
        "columns": [str(column.label) for column in table.columns],
        "rows": [[str(cell.text) for cell in row.cells] for row in table.rows],
        "empty": str(table.empty),
    }
