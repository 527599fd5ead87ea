"""Imports as pages show them: the list, one batch, its problems, and what it changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, UUIDField, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.enums import Right
from accounts.models import User
from accounts.policies import has_right, row_scope
from clients.enums import ImportState
from clients.models import ImportBatch, ImportChange, ImportProblem, Participation
from clients.selectors.contacts import CONTACTS, withheld_words
from clients.selectors.wording import LABELS, Wording, label
from clients.sentences import said
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotFound
from config.kernel.models import name_field
from config.kernel.tables import Cell, Column, Row, Table, sortable
from ledger.models import Job

TONES = {
    ImportState.UPLOADED: "info",
    ImportState.CHECKED: "info",
    ImportState.REFUSED: "bad",
    ImportState.IMPORTED: "good",
    ImportState.UNDONE: "warn",
    ImportState.DISCARDED: "plain",
}
SORTS = {
    "created": "created_at",
    "file": "file_name",
    "programme": "programme__code",
    "state": "state",
}
# What identifies a participation is not among what changes in it.
NOT_SHOWN = frozenset({"participation_id", "client_id", "client_ref", "client_identified"})


# Of a new participation these say what another field says too.
SAID_TWICE = frozenset({"first_started_on", "client_municipality"})
_PLACES = {"unit_id" if name == "unit" else name: place for place, name in enumerate(LABELS)}


FORM_FIELDS = {
    "start_status": frozenset(
        {
            "start_municipality",
            "unemployed_months",
            "in_education",
            "isced",
            "household",
            "adults",
            "working_members",
            "dependent_children",
            "foreign_background",
            "disability",
            "other_disadvantage",
            "housing_exclusion",
        }
    ),
    "end_status": frozenset({"end_observed_on", "end_in_education", "end_qualification", "end_job_kind"}),
    "followup_status": frozenset({"followup_observed_on", "followup_improved"}),
}


def batches(user: User) -> QuerySet[ImportBatch]:
    """The imports the user may see, with what a list shows of them."""
    return ImportBatch.objects.visible_to(user).select_related("area", "programme", "actor")


def batch_for(user: User, *, batch_id: UUID) -> ImportBatch:
    """One import; hidden and absent look the same."""
    batch = batches(user).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound
    return batch


def in_order(found: QuerySet[ImportBatch], sort: str) -> QuerySet[ImportBatch]:
    """The imports by the chosen column; equal ones stay in one order from page to page."""
    name = sort.removeprefix("-")
    order = alphabetical(f"area__{name_field()}") if name == "area" else F(SORTS.get(name, "created_at"))
    return found.order_by(order.desc() if sort.startswith("-") else order.asc(), "pk")


def latest_job(batch: ImportBatch) -> Job | None:
    """The newest job of the batch."""
    return Job.objects.of_run(batch.pk).select_related("requested_by").order_by("-created_at", "pk").first()


def moment_text(moment: datetime | None) -> str:
    """A moment in the reader's way."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else "–"


def batches_table(found: Iterable[ImportBatch], *, sort: str, address: str) -> Table:
    """Imports as a list; `address` makes the sortable columns links."""
    columns = (
        sortable(_("File"), "file", sort=sort, address=address),
        sortable(_("Programme"), "programme", sort=sort, address=address),
        sortable(_("Area"), "area", sort=sort, address=address),
        sortable(_("State"), "state", sort=sort, address=address),
        Column(label=_("Rows"), numeric=True),
        Column(label=_("New"), numeric=True),
        Column(label=_("Changed"), numeric=True),
        Column(label=_("Rejected"), numeric=True),
        sortable(_("Uploaded"), "created", sort=sort, address=address),
        Column(label=_("By")),
    )
    return Table(
        caption=_("Imports"),
        columns=columns,
        rows=tuple(Row(cells=_batch_cells(batch)) for batch in found),
        empty=_("No file has been imported, or none fits the filter."),
    )


def _batch_cells(batch: ImportBatch) -> tuple[Cell, ...]:
    return (
        Cell(text=batch.file_name, url=reverse("clients:import", args=[batch.pk]), header=True),
        Cell(text=batch.programme.code),
        Cell(text=batch.area.name),
        Cell(text=batch.get_state_display(), tone=TONES[ImportState(batch.state)]),
        *(_count(batch, name) for name in ("rows", "created", "updated", "rejected")),
        Cell(text=moment_text(batch.created_at)),
        Cell(text=batch.actor.name if batch.actor else _("the operator")),
    )


def _count(batch: ImportBatch, name: str) -> Cell:
    if name not in batch.report:
        return Cell(text="–", kind="absent", numeric=True)
    return Cell(text=number_format(batch.report[name]), value=batch.report[name], numeric=True)


def problems(batch: ImportBatch, *, notes: bool, code: str = "", column: str = "") -> QuerySet[ImportProblem]:
    """Errors of the batch, or its notes, in the order of the file; narrowed by code and column."""
    chosen = {name: value for name, value in (("code", code), ("column", column)) if value}
    return batch.problems.filter(is_note=notes, **chosen).order_by("row", "id")


def problem_choices(batch: ImportBatch, field: str) -> list[str]:
    """The codes, or the columns, that the errors of the batch have."""
    found = batch.problems.filter(is_note=False).exclude(**{field: ""}).order_by(field)
    return list(found.values_list(field, flat=True).distinct())


PROBLEM_COLUMNS = ("row", "column", "code", "message")


def problem_message(problem: ImportProblem, *, batch: ImportBatch, user: User) -> str:
    """The problem in words. A contact in the file may be of a person under non-disclosure, so only whoever sent the
    file, and those with that right, read the value itself.
    """
    sender = batch.actor_id == user.pk
    if sender or problem.column not in CONTACTS or has_right(user, area_id=batch.area_id, right=Right.NON_DISCLOSURE):
        return problem.message
    return said(problem.sentence, {**problem.details, "value": withheld_words()} if problem.details else {})


def problems_table(found: Iterable[ImportProblem], *, caption: str, batch: ImportBatch, user: User) -> Table:
    """Problems as a list: where, which, and in words."""
    columns = (
        Column(label=_("Row"), numeric=True),
        Column(label=_("Column")),
        Column(label=_("Code")),
        Column(label=_("What is wrong")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=_whole_number(problem.row), value=problem.row, numeric=True),
                Cell(text=problem.column or "–", kind="" if problem.column else "absent"),
                Cell(text=problem.code),
                Cell(text=problem_message(problem, batch=batch, user=user)),
            )
        )
        for problem in found
    )
    return Table(caption=caption, columns=columns, rows=rows, empty=_("None."))


def _whole_number(value: int | None) -> str:
    return "–" if value is None else str(value)


def visible_changes(batch: ImportBatch, user: User) -> QuerySet[ImportChange]:
    """Changes of participations that the user may open; a file not imported yet also shows what it would create.

    What it would create is shown to whoever sent the file, and to those who know the unit it goes to.
    """
    unit = Cast(KeyTextTransform("unit_id", "after"), UUIDField())
    seen = Q(participation_id__in=Participation.objects.visible_to(user).values("pk"))
    shown = seen
    if batch.state not in {ImportState.IMPORTED, ImportState.UNDONE}:
        new = Q() if batch.actor_id == user.pk else row_scope(user)
        shown |= Q(before__isnull=True) & new
    found = batch.changes.annotate(unit_id=unit).filter(shown)
    return found.annotate(opens=Case(When(seen, then=True), default=False)).order_by("row", "id")


@dataclass(frozen=True)
class Changed:
    """Which field became what."""

    name: str
    before: str
    after: str


def changed_fields(change: ImportChange, wording: Wording, *, hidden: frozenset[str] = frozenset()) -> list[Changed]:
    """The fields in which the row differs from what was stored; for a new participation those that are given.

    The values of `hidden` fields are withheld, as they were and as they are.
    """
    before = change.before or {}
    left_out = set(NOT_SHOWN if change.before else NOT_SHOWN | SAID_TWICE)
    for status, fields in FORM_FIELDS.items():
        if before.get(status) and not change.after[status]:  # the whole form goes; its status says so
            left_out |= fields
    return [
        Changed(label(name), withheld_words(), withheld_words())
        if name in hidden
        else Changed(
            label(name), _in_words(wording, name, before.get(name)), _in_words(wording, name, change.after[name])
        )
        for name in sorted(change.after.keys() - left_out, key=_place)
        if _given(before.get(name)) != _given(change.after[name])
    ]


def _place(name: str) -> tuple[int, str]:
    """As the columns of a file; what only pages ask comes after them."""
    return _PLACES.get(name, len(_PLACES)), name


def _given(value: Any) -> Any:
    return None if value == "" else value


def _in_words(wording: Wording, name: str, value: Any) -> str:
    if name in FORM_FIELDS and not value:
        return _("no form")
    return wording.value("unit" if name == "unit_id" else name, value)


def changes_table(
    found: Iterable[ImportChange], *, wording: Wording, linked: bool, protected: Collection[UUID] = ()
) -> Table:
    """What becomes of each row: new or changed, and in which fields; of `protected` clients without their contacts."""
    columns = (
        Column(label=_("Row"), numeric=True),
        Column(label=_("Reference")),
        Column(label=_("What happens")),
        Column(label=_("Fields")),
    )
    rows = tuple(Row(cells=_change_cells(change, wording, protected, linked=linked)) for change in found)
    return Table(caption=_("What the rows change"), columns=columns, rows=rows, empty=_("Nothing changes."))


def _change_cells(
    change: ImportChange, wording: Wording, protected: Collection[UUID], *, linked: bool
) -> tuple[Cell, ...]:
    hidden = CONTACTS if UUID(change.after["client_id"]) in protected else frozenset()
    is_new = change.before is None
    opens = change.opens and (linked or not is_new)  # type: ignore[attr-defined]  # annotated by visible_changes
    url = reverse("clients:participation_detail", args=[change.participation_id]) if opens else ""
    fields = changed_fields(change, wording, hidden=hidden)
    return (
        Cell(text=str(change.row), value=change.row, numeric=True),
        Cell(text=change.after["client_ref"], url=url, header=True, tight=True),
        Cell(text=_("New") if is_new else _("Changed"), tone="info" if is_new else "warn"),
        Cell(text="; ".join(_field_text(field, is_new=is_new) for field in fields)),
    )


def _field_text(field: Changed, *, is_new: bool) -> str:
    return f"{field.name}: {field.after}" if is_new else f"{field.name}: {field.before} → {field.after}"


def clients_shown(found: Iterable[ImportChange]) -> list[UUID]:
    """Whose stored data the changes show, for the read log."""
    return [UUID(change.after["client_id"]) for change in found]
