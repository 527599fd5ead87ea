"""What the administration pages share: their tabs, the steps a page offers, and the lists of kept records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.enums import Right
from accounts.models import ApiClient, Area, Code, Membership, Notice, Unit, User
from accounts.policies import areas_administered, can_administer
from accounts.selectors.record_history import plain_text
from config.kernel.alphabet import alphabetical, alphabetical_key
from config.kernel.models import name_field
from config.kernel.tables import Cell, Column, Row, Table

TABS = (
    ("accounts:people", gettext_lazy("People")),
    ("accounts:reviews", gettext_lazy("Reviews")),
    ("accounts:units", gettext_lazy("Units")),
    ("network:programmes", gettext_lazy("Programmes")),
    ("network:partners", gettext_lazy("Partners")),
    ("accounts:codes", gettext_lazy("Code lists")),
    ("accounts:machines", gettext_lazy("API clients")),
    ("accounts:notices", gettext_lazy("Notices")),
    ("ledger:webhooks", gettext_lazy("Webhooks")),
    ("accounts:feedbacks", gettext_lazy("Feedback")),
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A button: a link, or a form of its own when it changes the record at `version`."""

    label: Any
    url: str
    tone: str = "secondary"
    version: int | None = None


def tabs(user: User, current: str) -> list[tuple[Any, str, bool]]:
    """The parts of the administration that the person may open; none for those who see people only."""
    if not can_administer(user):
        return []
    return [(label, reverse(name), name == current) for name, label in TABS]


def own_areas(user: User) -> QuerySet[Area]:
    """The areas the person administers."""
    return Area.objects.filter(pk__in=areas_administered(user)).order_by(alphabetical(name_field()))


def own_units(user: User) -> QuerySet[Unit]:
    """Units of the areas the person administers, in the order of their names."""
    found = Unit.objects.filter(area_id__in=areas_administered(user)).select_related("area", "parent")
    return found.order_by("area_id", alphabetical("name"), "pk")


def period_state(valid_from: date | None, valid_to: date | None) -> Cell:
    """Whether something is in force today, as a badge."""
    today = timezone.localdate()
    if valid_to and valid_to < today:
        return Cell(text=pgettext("valid time", "Ended"), tone="plain")
    if valid_from and valid_from > today:
        return Cell(text=pgettext("valid time", "To come"), tone="info")
    return Cell(text=pgettext("valid time", "In force"), tone="good")


def units_table(units: Iterable[Unit]) -> Table:
    """Units as a tree: each under the one above it, by an indent that is read aloud too."""
    columns = (
        Column(label=_("Unit")),
        Column(label=_("Under")),
        Column(label=_("Kind")),
        Column(label=_("Area")),
        Column(label=_("State")),
        Column(label=_("Last day")),
        Column(label=_("What comes in its place")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=f"{'– ' * depth}{unit.name}", url=reverse("accounts:unit", args=[unit.pk]), header=True),
                Cell(text=unit.parent.name if unit.parent else "–"),
                Cell(text=unit.get_kind_display()),
                Cell(text=unit.area.name),
                period_state(unit.valid_from, unit.valid_to),
                Cell(text=plain_text(unit.valid_to) if unit.valid_to else "–", value=unit.valid_to),
                Cell(text=unit.successor or "–"),
            )
        )
        for depth, unit in _tree(list(units))
    )
    return Table(caption=_("Units"), columns=columns, rows=rows, empty=_("There are no units yet, or none fits."))


def _tree(units: list[Unit]) -> list[tuple[int, Unit]]:
    """Units with their depth, each right after the one above it; one whose parent is not here begins a tree."""
    below: dict[Any, list[Unit]] = {}
    here = {unit.pk for unit in units}
    for unit in sorted(units, key=lambda one: (one.area_id, alphabetical_key(one.name))):
        below.setdefault(unit.parent_id if unit.parent_id in here else None, []).append(unit)
    found: list[tuple[int, Unit]] = []
    waiting = [(0, unit) for unit in reversed(below.get(None, []))]
    while waiting:
        depth, unit = waiting.pop()
        found.append((depth, unit))
        waiting.extend((depth + 1, one) for one in reversed(below.get(unit.pk, [])))
    return found


def code_lists() -> list[str]:
    """The names of the code lists."""
    return list(Code.objects.order_by("list").values_list("list", flat=True).distinct())


def codes_table(codes: Iterable[Code]) -> Table:
    """Codes of a list with their names and valid time."""
    columns = (
        Column(label=_("List")),
        Column(label=_("Code")),
        Column(label=_("Name")),
        Column(label=_("State")),
        Column(label=_("Valid from")),
        Column(label=_("Last day")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=code.list),
                Cell(text=code.code, url=reverse("accounts:code", args=[code.pk]), header=True),
                Cell(text=code.name),
                period_state(code.valid_from, code.valid_to),
                Cell(text=plain_text(code.valid_from) if code.valid_from else "–", value=code.valid_from),
                Cell(text=plain_text(code.valid_to) if code.valid_to else "–", value=code.valid_to),
            )
        )
        for code in codes
    )
    return Table(caption=_("Codes"), columns=columns, rows=rows, empty=_("No code fits."))


def machines_of(user: User) -> QuerySet[ApiClient]:
    """API clients of the areas the person administers."""
    found = ApiClient.objects.filter(area_id__in=areas_administered(user)).select_related("area", "client")
    return found.order_by("ended_at", alphabetical("name"), "pk")


def machines_table(machines: Iterable[ApiClient]) -> Table:
    """API clients: whose numbers, what for, until when."""
    columns = (
        Column(label=_("Name")),
        Column(label=_("Area")),
        Column(label=_("May")),
        Column(label=_("State")),
        Column(label=_("Last day")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.name, url=reverse("accounts:machine", args=[one.pk]), header=True),
                Cell(text=one.area.name if one.area else _("All areas")),
                Cell(text=" ".join(one.client.get_scopes())),
                machine_state(one),
                Cell(text=plain_text(one.valid_to) if one.valid_to else "–", value=one.valid_to),
            )
        )
        for one in machines
    )
    return Table(caption=_("API clients"), columns=columns, rows=rows, empty=_("There are no API clients yet."))


def rights_text(machine: ApiClient) -> str:
    """The rights beyond its scopes by which a machine sees more of clients, in words."""
    held = Membership.objects.filter(user__machine=machine).first()
    return ", ".join(str(Right(one).label) for one in held.rights) if held and held.rights else "–"


def machine_state(machine: ApiClient) -> Cell:
    """Whether the client may still pull, as a badge."""
    if machine.ended_at:
        return Cell(text=pgettext("valid time", "Ended"), tone="plain")
    return period_state(None, machine.valid_to)


def notices_table(notices: Iterable[Notice]) -> Table:
    """Notices with what they say and when."""
    now = timezone.now()
    columns = (
        Column(label=_("Key")),
        Column(label=_("Text")),
        Column(label=_("Tone")),
        Column(label=_("State")),
        Column(label=_("From")),
        Column(label=_("Until")),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.key, url=reverse("accounts:notice", args=[one.pk]), header=True),
                Cell(text=one.text),
                Cell(text=one.get_tone_display(), tone=one.tone),
                _notice_state(one, now),
                Cell(text=plain_text(one.valid_from), value=one.valid_from),
                Cell(text=plain_text(one.valid_to) if one.valid_to else "–", value=one.valid_to),
            )
        )
        for one in notices
    )
    return Table(caption=_("Notices"), columns=columns, rows=rows, empty=_("There are no notices."))


def _notice_state(notice: Notice, now: Any) -> Cell:
    if notice.valid_to and notice.valid_to <= now:
        return Cell(text=pgettext("valid time", "Ended"), tone="plain")
    if notice.valid_from > now:
        return Cell(text=pgettext("valid time", "To come"), tone="info")
    return Cell(text=pgettext("valid time", "In force"), tone="good")
