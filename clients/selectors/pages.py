"""What the page of one import says and offers, from its state, its report and its latest job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from clients.enums import ImportState
from clients.models import ImportBatch
from clients.selectors.imports import TONES, latest_job
from ledger.enums import JobState
from ledger.models import Job
from ledger.policies import can_cancel

DOING = {
    "import_check": gettext_lazy("Checking the file"),
    "import_run": gettext_lazy("Importing the file"),
    "import_undo": gettext_lazy("Undoing the import"),
}
ICONS = {
    "info": "clock-history",
    "good": "check-circle",
    "warn": "exclamation-triangle",
    "bad": "x-circle",
    "plain": "",
}


@dataclass(frozen=True)
class Tile:
    """A count with its words."""

    label: str
    number: str
    state: str
    url: str


@dataclass(frozen=True)
class ImportPage:
    """A batch and its latest job in words."""

    batch: ImportBatch
    job: Job | None
    may_cancel: bool

    @property
    def report(self) -> dict[str, Any]:
        return self.batch.report

    @property
    def live(self) -> bool:
        """Work on the file goes on."""
        return self.job is not None and not self.job.is_finished

    @property
    def state(self) -> str:
        if self.live and self.job is not None:
            return str(DOING[self.job.kind]) if self.job.state == JobState.RUNNING else self.job.get_state_display()
        return self.batch.get_state_display()

    @property
    def tone(self) -> str:
        return "info" if self.live else TONES[ImportState(self.batch.state)]

    @property
    def icon(self) -> str:
        return ICONS[self.tone]

    @property
    def detail(self) -> str:
        """How many rows are read."""
        if self.job is None or not self.live or not self.job.processed:
            return ""
        count = self.job.processed
        return ngettext("%(count)s row read", "%(count)s rows read", count) % {"count": number_format(count)}

    @property
    def stopped(self) -> str:
        """Why the latest work came to nothing, or an empty text."""
        if self.job is None or self.live or self.job.state == JobState.DONE:
            return ""
        if self.job.state == JobState.CANCELLED:
            return _("The work was cancelled. Nothing was written.")
        return str(self.job.error)

    @property
    def tiles(self) -> list[Tile]:
        """The rows by what becomes, or became, of them."""
        if "rows" not in self.report:
            return []
        rejected = self.report["rejected"]
        words = (
            (_("Rows"), "rows", ""),
            (_("New participations"), "created", ""),
            (_("Changed"), "updated", ""),
            (_("Unchanged"), "unchanged", ""),
            (_("Rejected"), "rejected", "bad" if rejected else "good"),
        )
        return [Tile(text, number_format(self.report[name]), state, self._url(name)) for text, name, state in words]

    def _url(self, name: str) -> str:
        """Where the count opens to its rows."""
        pages = {"created": "import_changes", "updated": "import_changes", "rejected": "import_errors"}
        return reverse(f"clients:{pages[name]}", args=[self.batch.pk]) if name in pages and self.report[name] else ""

    @property
    def changes(self) -> int:
        """How many participations are, or would be, written."""
        return int(self.report.get("created", 0)) + int(self.report.get("updated", 0))

    @property
    def may_import(self) -> bool:
        return not self.live and self.batch.state == ImportState.CHECKED and self.changes > 0

    @property
    def may_discard(self) -> bool:
        waiting = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.REFUSED)
        return not self.live and self.batch.state in waiting

    @property
    def may_undo(self) -> bool:
        return not self.live and self.batch.state == ImportState.IMPORTED and self.changes > 0

    @property
    def has_actions(self) -> bool:
        return self.may_import or self.may_discard or self.may_undo

    @property
    def nothing_to_write(self) -> bool:
        return self.batch.state == ImportState.CHECKED and self.changes == 0

    @property
    def tabs(self) -> list[tuple[str, str, int]]:
        """The pages of the import: label, name, and how many things it lists."""
        errors, notes = self.report.get("errors", 0), self.report.get("notes", 0)
        return [
            (_("Summary"), "import", 1),
            (_("Errors (%(count)s)") % {"count": number_format(errors)}, "import_errors", errors),
            (_("Not imported (%(count)s)") % {"count": number_format(notes)}, "import_notes", notes),
            (_("Changes (%(count)s)") % {"count": number_format(self.changes)}, "import_changes", self.changes),
        ]

    @property
    def unknown_columns(self) -> str:
        return ", ".join(self.report.get("unknown_columns", ()))

    @property
    def absent_columns(self) -> str:
        return ", ".join(self.report.get("absent_columns", ()))

    @property
    def new_units(self) -> str:
        return ", ".join(sorted(self.report.get("new_units", {}).values()))

    @property
    def undone(self) -> dict[str, Any]:
        return dict(self.report.get("undone", {}))

    @property
    def left_references(self) -> str:
        return ", ".join(self.undone.get("left_refs", ()))


def import_page(batch: ImportBatch, *, user: User) -> ImportPage:
    """The page of the batch for this person."""
    job = latest_job(batch)
    return ImportPage(batch, job, may_cancel=job is not None and not job.is_finished and can_cancel(user, job))
