"""What the client's page says of documents, of the people around the client and of merges."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Client, PersonAround
from clients.policies import can_work_on
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.documents import documents_of, documents_table, groups_of
from clients.selectors.duplicate_list import merges_of
from config.kernel.tables import Cell, Column, Row, Table

SHOWN = 10
MOST = 100


@registered(order=10, tab="documents")
def documents_section(user: User, client: Client) -> ClientSection:
    """The latest documents, and the way to all of them and to a new one."""
    latest = list(documents_of(user, client).order_by("-created_at", "pk")[:SHOWN])
    return ClientSection(
        key="documents",
        title=_("Documents"),
        template="clients/_documents_section.html",
        context={"client": client, "table": documents_table(latest), "may_add": can_work_on(user, client)},
        field_groups=tuple(groups_of(latest)),
    )


@registered(order=20, tab="people")
def people_around_section(user: User, client: Client) -> ClientSection:
    """Who does what for the client; those who have ended after the others."""
    may_change = can_work_on(user, client)
    found = list(client.people_around.order_by("ended_on", "name", "pk")[:MOST])
    found.sort(key=lambda one: one.ended_on is not None)
    return ClientSection(
        key="people_around",
        title=_("People around the client"),
        template="clients/_people_around_section.html",
        context={"client": client, "table": _people_table(found, may_change=may_change), "may_add": may_change},
        field_groups=("people",),
    )


@registered(order=95, tab="access")
def merges_section(_user: User, client: Client) -> ClientSection | None:
    """Merges into this record that hold; the section is not there when there are none."""
    found = list(merges_of(client))
    if not found:
        return None
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=date_format(timezone.localtime(one.merged_at), "SHORT_DATETIME_FORMAT"),
                    header=True,
                    url=reverse("clients:merge", args=[one.pk]),
                ),
            )
        )
        for one in found
    )
    return ClientSection(
        key="merges",
        title=_("Records merged into this one"),
        template="clients/_client_table.html",
        context={"table": Table(caption=_("Merges"), columns=(Column(label=_("Merged")),), rows=rows)},
        field_groups=("client",),
    )


def _people_table(found: list[PersonAround], *, may_change: bool) -> Table:
    labels = [_("Name"), _("What the person does"), _("Organisation"), _("How to reach"), _("Note"), _("From"), _("To")]
    columns = [Column(label=label) for label in labels]
    if may_change:
        columns.append(Column(label=_("Step")))
    rows = []
    for one in found:
        steps = may_change and one.ended_on is None
        cells = [
            Cell(text=one.name, header=True, url=_address("person_around_edit", one) if steps else ""),
            Cell(text=one.get_role_display()),
            Cell(text=one.organisation or "–"),
            Cell(text=", ".join(part for part in (one.phone, one.email) if part) or "–"),
            Cell(text=one.note or "–"),
            Cell(text=date_format(one.started_on, "SHORT_DATE_FORMAT"), tight=True),
            Cell(text=date_format(one.ended_on, "SHORT_DATE_FORMAT") if one.ended_on else "–", tight=True),
        ]
        if may_change:
            cells.append(Cell(text=_("End") if steps else "–", url=_address("person_around_end", one) if steps else ""))
        rows.append(Row(cells=tuple(cells)))
    return Table(
        caption=_("People around the client"),
        columns=tuple(columns),
        rows=tuple(rows),
        empty=_("Nobody has been added."),
    )


def _address(route: str, person: PersonAround) -> str:
    return reverse(f"clients:{route}", args=[person.client_id, person.pk])
