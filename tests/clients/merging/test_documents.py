"""Documents and the people around a client: who keeps what, what is refused, and health for those with the right."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clients.enums.merging import AroundRole, DocumentKind
from clients.models import Document, DocumentPiece, DocumentVersion, PersonAround
from clients.selectors.documents import chosen_documents, documents_of
from clients.services import documents
from clients.services.documents import (
    PIECE,
    Described,
    Upload,
    add_document,
    add_version,
    content_of,
    describe_document,
)
from clients.services.importing.scanning import NotScanned
from clients.services.people_around import add_person_around, change_person_around, end_person_around
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from tests.factories.merging import DocumentFactory, PersonAroundFactory

PDF = Upload(name="../CV of somebody.PDF", content=b"%PDF-1.7 " + b"x" * PIECE)
CV = Described(kind=DocumentKind.CV, title="Ansioluettelo")
STATEMENT = Described(kind=DocumentKind.STATEMENT, title="B-lausunto")


def kept(actor, client, described=CV, upload=PDF) -> Document:
    return add_document(actor=actor, client_id=client.pk, described=described, upload=upload)


def test_a_document_is_kept_encrypted_and_read_back(people, pair):
    document = kept(people["colleague"], pair[0])

    file = document.versions.get()
    pieces = DocumentPiece.objects.filter(file=file)
    assert content_of(file) == PDF.content
    assert (file.file_name, file.media_type, file.number) == ("CV of somebody.PDF", "application/pdf", 1)
    assert pieces.count() == 2
    assert b"xxxx" not in bytes(pieces.first().cipher)


def test_a_new_version_leaves_the_old_as_it_was(people, pair):
    document = kept(people["colleague"], pair[0])
    newer = Upload(name="cv.docx", content=b"PK\x03\x04 rest")

    made = add_version(actor=people["supervisor"], client_id=pair[0].pk, document_id=document.pk, upload=newer)

    assert made.number == 2
    assert [content_of(one) for one in document.versions.order_by("number")] == [PDF.content, newer.content]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b""),
        ("a.exe", b"MZ"),
        ("noname", b"%PDF-1.7"),
        ("a.pdf", b"<html>"),
        ("a.png", b"%PDF-1.7"),
        ("a.pdf", b"%PDF-" + b"x" * documents.MAX_BYTES),
    ],
    ids=["empty", "kind", "ending", "beginning", "other", "large"],
)
def test_files_that_are_not_documents_are_refused(people, pair, name, content):
    with pytest.raises(Refusal) as refused:
        kept(people["colleague"], pair[0], upload=Upload(name=name, content=content))

    assert refused.value.field == "file"
    assert not DocumentVersion.objects.exists()


def test_without_an_answer_of_the_scanner_nothing_is_kept(people, pair, settings, tmp_path):
    settings.CLAMD = str(tmp_path / "nobody.sock")

    with pytest.raises(NotScanned):
        kept(people["colleague"], pair[0])

    assert not Document.objects.exists()


@pytest.mark.parametrize(("persona", "error"), [("outsider", NotFound), ("glass", NotAllowed)])
def test_others_keep_no_documents(people, pair, persona, error):
    actor = people["outsider"]
    if persona == "glass":
        pair[0].relations.create(
            area_id=pair[0].area_id, user=actor, kind="consultation", valid_from=timezone.localdate()
        )

    with pytest.raises(error):
        kept(actor, pair[0])

    assert not Document.objects.exists()


def test_a_document_of_health_is_there_only_by_the_right(people, pair):
    with pytest.raises(NotAllowed):
        kept(people["colleague"], pair[0], STATEMENT)
    document = kept(people["trusted"], pair[0], STATEMENT)

    known = [documents_of(people[who], pair[0]).count() for who in ("trusted", "colleague", "supervisor")]

    assert document.is_health
    assert known == [1, 0, 0]
    for step in (
        lambda: add_version(actor=people["colleague"], client_id=pair[0].pk, document_id=document.pk, upload=PDF),
        lambda: describe_document(
            actor=people["colleague"], client_id=pair[0].pk, document_id=document.pk, version=1, described=CV
        ),
    ):
        with pytest.raises(NotFound):
            step()


def test_a_document_is_described_anew(people, pair):
    document = kept(people["colleague"], pair[0])
    given = {"actor": people["colleague"], "client_id": pair[0].pk, "document_id": document.pk}
    described = Described(kind=DocumentKind.PLAN, title="Suunnitelma", expires_on=timezone.localdate())

    describe_document(**given, version=1, described=described)
    with pytest.raises(Conflict):
        describe_document(**given, version=1, described=CV)

    document.refresh_from_db()
    assert (document.title, document.version, document.is_expired_on(timezone.localdate())) == ("Suunnitelma", 2, False)


def test_expired_ones_are_told_apart(people, pair):
    today = timezone.localdate()
    old = DocumentFactory(client=pair[0], expires_on=today - timedelta(days=1))
    DocumentFactory(client=pair[0], expires_on=today)
    DocumentFactory(client=pair[0])

    expired = chosen_documents(people["colleague"], pair[0], state="expired")

    assert [one.pk for one in expired] == [old.pk]
    assert chosen_documents(people["colleague"], pair[0], state="valid").count() == 2


AROUND = {
    "name": " Sanni Sosiaali ",
    "role": AroundRole.SOCIAL_WORKER,
    "organisation": "Hyvinvointialue",
    "phone": "",
    "email": "",
    "note": "",
    "started_on": timezone.localdate(),
}


def test_a_person_around_is_added_changed_and_ended(people, pair):
    made = add_person_around(actor=people["colleague"], client_id=pair[0].pk, values=AROUND)
    given = {"actor": people["supervisor"], "client_id": pair[0].pk, "person_id": made.pk}

    change_person_around(**given, version=1, values={**AROUND, "phone": "050 555 0303"})
    end_person_around(**given, version=2, ended_on=timezone.localdate())

    found = PersonAround.objects.get()
    assert (found.name, found.phone, found.ended_on) == ("Sanni Sosiaali", "050 555 0303", timezone.localdate())
    for step in (
        lambda: change_person_around(**given, version=3, values=AROUND),
        lambda: end_person_around(**given, version=3, ended_on=timezone.localdate()),
    ):
        with pytest.raises(OutOfOrder):
            step()


@pytest.mark.parametrize("days", [1, -900])
def test_a_person_around_ends_within_its_time(people, pair, days):
    made = PersonAroundFactory(client=pair[0])

    with pytest.raises(Refusal):
        end_person_around(
            actor=people["colleague"],
            client_id=pair[0].pk,
            person_id=made.pk,
            version=1,
            ended_on=timezone.localdate() + timedelta(days=days),
        )

    made.refresh_from_db()
    assert made.ended_on is None


@pytest.mark.parametrize("owner", ["hidden", "other"])
def test_people_around_of_others_are_not_found(people, pair, owner):
    made = PersonAroundFactory(client=pair[0])
    actor = people["outsider"] if owner == "hidden" else people["colleague"]
    client = pair[0] if owner == "hidden" else pair[1]

    with pytest.raises(NotFound):
        change_person_around(actor=actor, client_id=client.pk, person_id=made.pk, version=1, values=AROUND)
