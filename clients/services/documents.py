"""Documents about a client: brought in, described anew, added to by a new version, opened again.

A file passes the virus scanner and is kept encrypted in pieces, as an import is; nothing of it touches a disk in clear.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from clients.enums.merging import HEALTH_DOCUMENTS, DocumentKind
from clients.models import Client, Document, DocumentPiece, DocumentVersion
from clients.policies import can_work_on, may_see_health
from clients.services.importing.scanning import scanned
from config.kernel.encryption import decrypt, encrypt
from config.kernel.errors import NotAllowed, NotFound, Refusal

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_NAME = 200
PIECE = 256 * 1024
ZIP = b"PK\x03\x04"
OPEN_XML = "application/vnd.openxmlformats-officedocument"
# By the end of the name: what the file is, and how it must begin. What a browser says of a file is not believed.
TYPES: Mapping[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "docx": (f"{OPEN_XML}.wordprocessingml.document", (ZIP,)),
    "xlsx": (f"{OPEN_XML}.spreadsheetml.sheet", (ZIP,)),
    "odt": ("application/vnd.oasis.opendocument.text", (ZIP,)),
}


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as a person brings it."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Described:
    """What is said of a document."""

    kind: DocumentKind
    title: str
    is_health: bool = False
    expires_on: date | None = None

    @property
    def of_health(self) -> bool:
        return self.is_health or self.kind in HEALTH_DOCUMENTS


@transaction.atomic
def add_document(*, actor: User, client_id: UUID, described: Described, upload: Upload) -> Document:
    """The client has the document and its first version. Medical statements and assessments are of health always.

    Refused: a document of health without the right to health, a file too large, empty, of another kind or harmful.
    """
    client = _client(actor, client_id)
    _may_hold(actor, client, of_health=described.of_health)
    document = Document(
        area_id=client.area_id,
        client=client,
        kind=described.kind,
        title=described.title.strip(),
        is_health=described.of_health,
        expires_on=described.expires_on,
        created_by=actor,
    )
    add_record(document)
    _keep(document, upload, actor=actor, number=1)
    return document


@transaction.atomic
def add_version(*, actor: User, client_id: UUID, document_id: UUID, upload: Upload) -> DocumentVersion:
    """The document has one more version; those before stay as they are."""
    _owner, document = _held(actor, client_id, document_id)
    latest = document.versions.aggregate(latest=Max("number"))["latest"] or 0
    return _keep(document, upload, actor=actor, number=latest + 1)


@transaction.atomic
def describe_document(
    *, actor: User, client_id: UUID, document_id: UUID, version: int, described: Described
) -> Document:
    """The document is described so. What was of health may be said not to be only with the right to health."""
    client, document = _held(actor, client_id, document_id)
    _may_hold(actor, client, of_health=described.of_health or document.is_health)
    values: dict[str, Any] = {
        "kind": described.kind,
        "title": described.title.strip(),
        "is_health": described.of_health,
        "expires_on": described.expires_on,
    }
    change_record(document, version=version, values=values)
    return document


def content_of(file: DocumentVersion) -> bytes:
    """The file as it was brought."""
    pieces = DocumentPiece.objects.filter(file=file).order_by("position").values_list("position", "cipher")
    return b"".join(decrypt(bytes(cipher), place=_place(file.pk, position)) for position, cipher in pieces)


def _client(actor: User, client_id: UUID) -> Client:
    client = Client.objects.visible_to(actor).locked().filter(pk=client_id).first()
    if client is None:
        raise NotFound
    if not can_work_on(actor, client):
        raise NotAllowed(_("Only those who serve the client keep the client's documents."))
    return client


def _held(actor: User, client_id: UUID, document_id: UUID) -> tuple[Client, Document]:
    """The document, held; one of health is not there for those without the right."""
    client = _client(actor, client_id)
    document = client.documents.filter(pk=document_id).select_for_update(of=("self",)).first()
    if document is None or (document.is_health and not may_see_health(actor, client)):
        raise NotFound
    return client, document


def _may_hold(actor: User, client: Client, *, of_health: bool) -> None:
    if of_health and not may_see_health(actor, client):
        raise NotAllowed(_("Documents of health are kept by those who hold the right to health details."))


def _keep(document: Document, upload: Upload, *, actor: User, number: int) -> DocumentVersion:
    media_type = _media_type(upload)
    file = DocumentVersion(
        area_id=document.area_id,
        document=document,
        number=number,
        file_name=_safe_name(upload.name),
        media_type=media_type,
        size=len(upload.content),
        uploaded_by=actor,
    )
    add_record(file)
    for position, piece in enumerate(scanned(_pieces(upload.content))):
        cipher = encrypt(piece, place=_place(file.pk, position))
        DocumentPiece.objects.create(area_id=document.area_id, file=file, position=position, cipher=cipher)
    return file


def _media_type(upload: Upload) -> str:
    """What the file is, by the end of its name and its beginning; Refusal when it is not what it says, or too large."""
    if len(upload.content) > MAX_BYTES:
        raise Refusal(
            _("The file is larger than %(limit)s megabytes.") % {"limit": MAX_BYTES // MEGABYTE}, field="file"
        )
    if not upload.content:
        raise Refusal(_("The file is empty."), field="file")
    ending = upload.name.rpartition(".")[2].lower()
    media_type, beginnings = TYPES.get(ending, ("", ()))
    if not media_type:
        raise Refusal(_("Documents are kept as %(kinds)s.") % {"kinds": kinds_text()}, field="file")
    if not upload.content.startswith(beginnings):
        raise Refusal(_("The file is not what its name says: it does not begin like one."), field="file")
    return media_type


def kinds_text() -> str:
    """The kinds of files there may be, in one line."""
    return ", ".join(ending.upper() for ending in TYPES if ending != "jpeg")


def _safe_name(said: str) -> str:
    name = "".join(mark for mark in said.replace("\\", "/").rpartition("/")[2] if mark.isprintable())
    stem, _dot, ending = name.rpartition(".")
    return f"{stem[: MAX_NAME - 10]}.{ending[:9]}"


def _pieces(content: bytes) -> Iterable[bytes]:
    return (content[start : start + PIECE] for start in range(0, len(content), PIECE))


def _place(file_id: UUID, position: int) -> str:
    return f"clients.DocumentPiece:{file_id}:{position}"
