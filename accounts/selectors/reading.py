"""The read log as the data-protection officer sees it. PostgreSQL decides whose: the areas of the officer's role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts.enums import LINK_READER, ReadEvent, Role, Surface
from accounts.models import ReadLog, Unit, User, machine_name
from accounts.policies import areas_with_role
from accounts.reading_words import ground_text, groups_text, purpose_text
from config.kernel.alphabet import alphabetical
from config.kernel.errors import NotAllowed, NotFound, Refusal
from config.kernel.tables import Cell, Column, Row, Table, sortable

MOST_IN_A_FILE = 20_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PAGE = "SELECT * FROM accounts_reads_to_review(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


def review_areas(user: User) -> set[int]:
    """Areas whose logs the user reviews; nobody else has business here."""
    areas = areas_with_role(user, frozenset({Role.DATA_PROTECTION}))
    if not areas:
        raise NotAllowed(_("The logs are for the area's data-protection officer."))
    return areas


def people_of(areas: Iterable[int]) -> QuerySet[User]:
    """Everybody who has or had a role in the areas, by name."""
    found = User.objects.people().filter(memberships__area_id__in=areas).distinct()
    return found.order_by(alphabetical("name"), "pk")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What of the log is asked for; days are days of Finland, both included."""

    since: date
    until: date
    person: UUID | None = None
    event: str = ""
    surface: str = ""
    client: UUID | None = None
    oldest_first: bool = False


@dataclass(frozen=True)
class Place:
    """The entry after which a page goes on."""

    at: datetime
    key: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}.{self.key}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        moment, _point, key = text.partition(".")
        if not (moment.isdecimal() and key.isdecimal() and len(text) < 36):
            return None
        try:
            return cls(EPOCH + timedelta(microseconds=int(moment)), int(key))
        except OverflowError:
            return None


def entries(asked: Asked, *, past: Place | None, most: int) -> list[ReadLog]:
    """At most `most` entries that follow the place."""
    return list(
        ReadLog.objects.raw(
            PAGE,
            [
                day_begins(asked.since),
                day_begins(asked.until + timedelta(days=1)),
                asked.person,
                asked.event,
                asked.surface,
                asked.client,
                past.at if past else None,
                past.key if past else None,
                asked.oldest_first,
                most,
            ],
        )
    )


def all_entries(asked: Asked) -> list[ReadLog]:
    """Every entry asked for, as long as a file holds them."""
    found = entries(asked, past=None, most=MOST_IN_A_FILE + 1)
    if len(found) > MOST_IN_A_FILE:
        most = number_format(MOST_IN_A_FILE)
        raise Refusal(_("A file holds %(most)s entries at most. Choose a shorter period.") % {"most": most})
    return found


def entry_for(entry_id: int) -> ReadLog:
    """One entry of the officer's areas; hidden and absent look the same."""
    found = list(ReadLog.objects.raw("SELECT * FROM accounts_read_to_review(%s)", [entry_id]))
    if not found:
        raise NotFound
    return found[0]


def day_begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Names:
    """Names of the people and units of some entries, found at once."""

    people: dict[UUID, str]
    units: dict[UUID, str]

    @classmethod
    def of(cls, found: Iterable[ReadLog]) -> Names:
        shown = list(found)
        people = User.objects.filter(pk__in={one.actor_id for one in shown if one.actor_id})
        units = Unit.objects.filter(pk__in={one.unit_id for one in shown if one.unit_id})
        return cls(dict(people.values_list("pk", "name")), dict(units.values_list("pk", "name")))

    def person(self, entry: ReadLog) -> str:
        if entry.actor_id is None:
            return impersonal_reader(entry) or _("the operator")
        return self.people.get(entry.actor_id, _("a person of another area"))

    def unit(self, entry: ReadLog) -> str:
        return self.units.get(entry.unit_id, "") if entry.unit_id else ""


def impersonal_reader(entry: ReadLog) -> str:
    """Whose link it was when somebody outside read by one, or which machine; else nothing. No person's name."""
    if not entry.api_client.startswith(LINK_READER):
        return machine_name(entry.api_client) if entry.api_client else ""
    return _("%(partner)s, by the link") % {"partner": entry.api_client.removeprefix(LINK_READER)}


def role_text(role: str) -> str:
    return str(Role(role).label) if role in Role.values else "–"


def moment_of(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def log_table(found: list[ReadLog], *, sort: str, address: str, linked: bool = True) -> Table:
    """Entries as a list: when, who, in which role, what, through what, for what, of how many clients."""
    names = Names.of(found)
    columns = (
        sortable(_("When"), "at", sort=sort, address=address) if linked else Column(label=_("When")),
        Column(label=_("Who")),
        Column(label=_("Role")),
        Column(label=_("Unit")),
        Column(label=_("What happened")),
        Column(label=_("Through what")),
        Column(label=_("For what")),
        Column(label=_("Data")),
        Column(label=_("By what right")),
        Column(label=_("Clients"), numeric=True),
    )
    rows = tuple(Row(cells=_cells(one, names, linked=linked)) for one in found)
    return Table(caption=_("Reading log"), columns=columns, rows=rows, empty=_("Nothing was read in this period."))


def _cells(entry: ReadLog, names: Names, *, linked: bool) -> tuple[Cell, ...]:
    url = reverse("accounts:log_entry", args=[entry.pk]) if linked else ""
    refused = entry.event == ReadEvent.REFUSED
    return (
        Cell(text=moment_of(entry.at), value=entry.at, url=url, header=True, tight=True),
        Cell(text=names.person(entry)),
        Cell(text=role_text(entry.role)),
        Cell(text=names.unit(entry) or "–"),
        Cell(text=entry.get_event_display(), tone="warn" if refused else "plain"),
        Cell(text=entry.get_surface_display()),
        Cell(text=purpose_text(entry.purpose)),
        Cell(text=groups_text(entry.field_groups) or "–"),
        Cell(text=ground_text(entry.ground) if entry.clients else "–"),
        Cell(text=number_format(entry.found), value=entry.found, numeric=True),
    )


def entry_facts(entry: ReadLog) -> list[tuple[Any, Any]]:
    """One entry in full, without the clients."""
    names = Names.of([entry])
    return [
        (_("When"), date_format(timezone.localtime(entry.at), "j.n.Y H:i:s")),
        (_("Who"), names.person(entry)),
        (_("Role"), role_text(entry.role)),
        (_("Unit"), names.unit(entry) or "–"),
        (_("What happened"), entry.get_event_display()),
        (_("Through what"), entry.get_surface_display()),
        (_("For what"), purpose_text(entry.purpose)),
        (_("Data"), groups_text(entry.field_groups) or "–"),
        (_("By what right"), ground_text(entry.ground) if entry.clients else "–"),
        (_("Clients"), number_format(entry.found)),
        (_("Request"), entry.request_id or "–"),
    ]


EVENTS, SURFACES = ReadEvent.choices, Surface.choices
