"""Which kinds of tasks are part of the work in an area, since when, and what share of the work they are (CA-21)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Area, User
from accounts.selectors.history import Source, events_of, history_table, plain_word
from clients import policies
from clients.enums.contacts import OFF_BY_DEFAULT, TaskKind
from clients.models import Task, TaskSetting
from clients.selectors.cells import decimal_text, number_cell
from config.kernel.tables import Cell, Column, Row, Table

SHARE_DAYS = 90
"""The share is of the tasks done in so many days up to today."""


@dataclass(frozen=True, kw_only=True)
class AreaTasks:
    """A kind that may be put on or off in one area: how it is now, what it was, and its share where it is on."""

    area: Area
    kind: TaskKind
    setting: TaskSetting | None
    history: Table
    share: Table | None

    @property
    def is_on(self) -> bool:
        """Whether the kind is part of the work now."""
        return self.setting is not None and self.setting.is_on

    @property
    def version(self) -> int | str:
        """What a change is made against; nothing before the first."""
        return self.setting.version if self.setting else ""


def kinds_offered(areas: Iterable[int], *, also: str = "") -> list[tuple[str, str]]:
    """The kinds of tasks to choose from in these areas; those off by default only where one of them has put them on."""
    on = set(TaskSetting.objects.put_on().filter(area_id__in=list(areas)).values_list("kind", flat=True))
    return [
        (one.value, str(one.label)) for one in TaskKind if one not in OFF_BY_DEFAULT or one in on or one.value == also
    ]


def task_sets(user: User) -> list[AreaTasks]:
    """The settings of the areas whose task sets the user decides on."""
    areas = Area.objects.filter(pk__in=policies.areas_of_task_sets(user)).order_by("pk")
    held = {(one.area_id, one.kind): one for one in TaskSetting.objects.filter(area__in=areas)}
    return [
        _area_tasks(area, TaskKind(kind), held.get((area.pk, kind)))
        for area in areas
        for kind in sorted(OFF_BY_DEFAULT)
    ]


def _area_tasks(area: Area, kind: TaskKind, setting: TaskSetting | None) -> AreaTasks:
    share = share_table(area.pk, kind) if setting is not None and setting.is_on else None
    return AreaTasks(area=area, kind=kind, setting=setting, history=_history(setting), share=share)


def _history(setting: TaskSetting | None) -> Table:
    named = {"is_on": "is_on", "reason": "reason"}
    sources = [Source(model=TaskSetting, whose={"pgh_obj_id": setting.pk}, fields=named)] if setting else []
    return history_table(events_of(sources, label=_label, word=_word))


def _label(name: str) -> str:
    return {"is_on": _("Part of the work"), "reason": _("Reason")}[name]


def _word(name: str, value: object) -> str:
    if name == "is_on":
        return _("yes") if value else _("no")
    return plain_word(name, value)


def share_table(area_id: int, kind: TaskKind) -> Table:
    """Tasks done in the area in the last 90 days by person, those of the kind, and their share; all of them last."""
    since = timezone.now() - timedelta(days=SHARE_DAYS)
    found = list(
        Task.objects.filter(area_id=area_id, done_at__gte=since)
        .order_by()
        .values("done_by__name")
        .annotate(done=Count("pk"), own=Count("pk", filter=Q(kind=kind)))
        .order_by("done_by__name", "done_by_id")
    )
    rows = [_row(one["done_by__name"], one["own"], one["done"]) for one in found]
    if found:
        rows.append(_row(_("All"), sum(one["own"] for one in found), sum(one["done"] for one in found)))
    caption = _("Tasks done in the last %(days)s days") % {"days": SHARE_DAYS}
    columns = (
        Column(label=_("Who")),
        Column(label=str(kind.label), numeric=True),
        Column(label=_("All tasks"), numeric=True),
        Column(label=_("Share, %"), numeric=True),
    )
    return Table(caption=caption, columns=columns, rows=tuple(rows), empty=_("No tasks were done in this time."))


def _row(name: str, own: int, done: int) -> Row:
    share = 100 * own / done
    text = decimal_text(share, 1)
    cells = (
        Cell(text=name, header=True),
        number_cell(own),
        number_cell(done),
        Cell(text=text, value=round(share, 1), numeric=True),
    )
    return Row(cells=cells)
