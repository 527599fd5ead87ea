"""A client's documents, as pages show them; those of health only to those who hold the right to health."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from clients.models import Client, Document, DocumentVersion
from clients.policies import may_see_health
from clients.selectors.consents import in_order, names_of
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table, sortable

SORTS = {"created": "created_at", "title": "title", "kind": "kind", "expires": "expires_on"}
KILOBYTE = 1024


def documents_of(user: User, client: Client) -> QuerySet[Document]:
    """The client's documents that the user may know of, with how many versions each has and since when the latest."""
    found = client.documents.annotate(version_count=Count("versions"), latest_at=Max("versions__uploaded_at"))
    return found if may_see_health(user, client) else found.filter(is_health=False)


def chosen_documents(
    user: User, client: Client, *, kind: str = "", state: str = "", sort: str = "-created"
) -> QuerySet[Document]:
    """The documents of a kind, in force or expired, in the order asked for."""
    found, today = documents_of(user, client), timezone.localdate()
    if kind:
        found = found.filter(kind=kind)
    if state == "expired":
        found = found.filter(expires_on__lt=today)
    elif state == "valid":
        found = found.exclude(expires_on__lt=today)
    return in_order(found, sort, SORTS, default="-created_at")


def document_for(user: User, client: Client, *, document_id: UUID) -> Document:
    """One document of the client; hidden and absent look the same."""
    found = documents_of(user, client).filter(pk=document_id).first()
    if found is None:
        raise NotFound
    return found


def file_for(user: User, client: Client, *, document_id: UUID, number: int) -> DocumentVersion:
    """One version of a document of the client; hidden and absent look the same."""
    document = document_for(user, client, document_id=document_id)
    found = document.versions.filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def groups_of(documents: Iterable[Document]) -> list[str]:
    """The groups of fields that showing these discloses."""
    return ["documents", "health"] if any(one.is_health for one in documents) else ["documents"]


def state_cell(document: Document) -> Cell:
    """Whether the document still holds."""
    if document.is_expired_on(timezone.localdate()):
        return Cell(text=pgettext("document", "Expired"), value="expired", tone="warn")
    return Cell(text=pgettext("document", "In force"), value="valid", tone="good")


def documents_table(found: Iterable[Document], *, sort: str = "", address: str = "") -> Table:
    """Documents as a list, the newest first unless sorted."""
    columns = (
        sortable(_("Title"), "title", sort=sort, address=address),
        sortable(_("Kind"), "kind", sort=sort, address=address),
        sortable(_("Expires"), "expires", sort=sort, address=address),
        Column(label=_("State")),
        Column(label=_("Versions"), numeric=True),
        sortable(_("Added"), "created", sort=sort, address=address),
    )
    rows = tuple(
        Row(
            cells=(
                Cell(text=one.title, header=True, url=reverse("clients:document", args=[one.client_id, one.pk])),
                Cell(text=_kind_text(one)),
                Cell(text=_day(one.expires_on), value=one.expires_on, tight=True),
                state_cell(one),
                Cell(text=str(one.version_count), value=one.version_count, numeric=True),  # type: ignore[attr-defined]
                Cell(text=_day(timezone.localdate(one.created_at)), value=one.created_at, tight=True),
            )
        )
        for one in found
    )
    return Table(caption=_("Documents"), columns=columns, rows=rows, empty=_("There are no documents."))


def versions_table(document: Document) -> Table:
    """The document's versions, the newest first, each leading to its file."""
    found = list(document.versions.all())
    names = names_of(one.uploaded_by_id for one in found)
    labels = (_("Version"), _("File"), _("Size"), _("Uploaded"), _("Uploaded by"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=str(one.number), value=one.number, header=True),
                Cell(
                    text=one.file_name,
                    url=reverse("clients:document_file", args=[document.client_id, document.pk, one.number]),
                ),
                Cell(text=size_text(one.size), value=one.size, tight=True),
                Cell(text=date_format(timezone.localtime(one.uploaded_at), "SHORT_DATETIME_FORMAT"), tight=True),
                Cell(text=names.get(one.uploaded_by_id, "–")),
            )
        )
        for one in found
    )
    return Table(caption=_("Versions"), columns=tuple(Column(label=label) for label in labels), rows=rows)


def document_facts(document: Document) -> list[tuple[str, str]]:
    """The document in words."""
    return [
        (_("Kind"), _kind_text(document)),
        (_("State"), str(state_cell(document).text)),
        (_("Expires"), _day(document.expires_on)),
        (_("Added"), _day(timezone.localdate(document.created_at))),
        (_("Added by"), names_of([document.created_by_id]).get(document.created_by_id, "–")),
    ]


def size_text(size: int) -> str:
    """The size as people read it."""
    if size < KILOBYTE * KILOBYTE:
        return _("%(size)s kB") % {"size": max(1, round(size / KILOBYTE))}
    return _("%(size)s MB") % {"size": round(size / KILOBYTE / KILOBYTE, 1)}


def _kind_text(document: Document) -> str:
    kind = str(document.get_kind_display())
    return _("%(kind)s (health)") % {"kind": kind} if document.is_health else kind


def _day(day: object) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"  # type: ignore[arg-type]
