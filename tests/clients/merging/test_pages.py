"""Pages of duplicates, merges, documents and people around: who opens them, what they show, that steps are steps."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from clients.enums.merging import MatchReason, PairState
from clients.models import Client, ClientMerge, Document, DuplicateCandidate, PersonAround
from tests.factories.clients import ClientFactory
from tests.factories.merging import (
    DocumentFactory,
    DocumentVersionFactory,
    DuplicateCandidateFactory,
    PersonAroundFactory,
)

KNOWING = {"responsible", "colleague", "supervisor", "trusted"}
EVERYBODY = sorted({*KNOWING, "outsider"})
PDF = b"%PDF-1.7 something"


@pytest.fixture
def found(pair, people) -> DuplicateCandidate:
    return DuplicateCandidateFactory(of=pair)


@pytest.fixture
def choices(pair) -> dict[str, str]:
    return {"kept_version": 1, "absorbed_version": 1, "last_name": "kept", "first_names": "kept", "phone": "kept",
            "email": "absorbed"}  # fmt: skip


@pytest.mark.parametrize("persona", EVERYBODY)
def test_a_pair_opens_to_those_who_know_both(signed_in, found, persona):
    browser = signed_in(persona)

    listed = browser.get("/duplicates/").content.decode()
    response = browser.get(f"/duplicates/{found.pk}/")

    assert ("Keksitty" in listed) is (persona in KNOWING)
    assert response.status_code == (200 if persona in KNOWING else 404)
    if persona in KNOWING:
        text = response.content.decode()
        assert "Keksitty" in text
        assert "Keksity" in text
        assert ("Merge the records" in text) is (persona in {"responsible", "supervisor"})


def test_nobody_is_sent_to_sign_in(client, found):
    assert client.get("/duplicates/").status_code == 302
    assert client.get(f"/duplicates/{found.pk}/").status_code == 302


def test_the_list_costs_the_same_for_one_pair_and_for_three(signed_in, pair, found):
    browser = signed_in("supervisor")
    browser.get("/duplicates/")
    counts = []

    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/duplicates/").status_code == 200
        counts.append(len(queries))
        for _more in range(2):
            DuplicateCandidateFactory(of=(pair[0], ClientFactory(unit=pair[0].unit, last_name="Kolmas")))

    assert counts[0] == counts[1]


def test_the_list_filters_sorts_and_pages(signed_in, pair, found):
    DuplicateCandidateFactory(
        of=(pair[0], ClientFactory(unit=pair[0].unit, last_name="Parted")),
        state=PairState.NOT_DUPLICATE,
        decided_at=timezone.now(),
        decided_by=User.objects.first(),
    )
    browser = signed_in("supervisor")

    texts = {
        query: browser.get(f"/duplicates/?{query}").content.decode()
        for query in ("state=open&sort=first", "state=different", "strength=certain", "strength=likely&sort=-found")
    }

    assert ["Keksity" in text for text in texts.values()] == [True, False, False, True]
    assert ["Parted" in text for text in texts.values()] == [False, True, False, False]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_files_need_a_fresh_second_factor(signed_in, found, kind):
    stale, fresh = (signed_in("supervisor", fresh=fresh).get(f"/duplicates.{kind}") for fresh in (False, True))

    assert (stale.status_code, fresh.status_code) == (302, 200)


def test_a_withheld_telephone_is_no_reason_told(signed_in, pair, found):
    DuplicateCandidate.objects.filter(pk=found.pk).update(reasons=[MatchReason.PHONE, MatchReason.NAME])
    Client.objects.filter(pk=pair[0].pk).update(non_disclosure=True, phone="0405550101")

    texts = {who: signed_in(who).get(f"/duplicates/{found.pk}/").content.decode() for who in ("supervisor", "trusted")}

    assert ["same telephone" in text for text in texts.values()] == [False, True]
    assert "0405550101" not in texts["supervisor"]


def test_merging_and_undoing_go_by_the_pages(signed_in, pair, found, choices):
    browser = signed_in("supervisor")

    merged = browser.post(f"/duplicates/{found.pk}/merge/", choices)
    merge = ClientMerge.objects.get()
    led = browser.get(f"/clients/{merge.absorbed_id}/")
    page = browser.get(merged["Location"]).content.decode()
    undone = browser.post(f"/merges/{merge.pk}/undo/", {"version": merge.version})

    assert merged["Location"] == f"/merges/{merge.pk}/"
    assert led["Location"] == f"/clients/{merge.kept_id}/"
    assert "Undo the merge" in page
    assert undone.status_code == 302
    assert Client.objects.filter(merged_into=None).count() == 2


@pytest.mark.parametrize("keep", ["", "?keep=second"])
def test_either_record_can_be_kept(signed_in, pair, found, choices, keep):
    signed_in("supervisor").post(f"/duplicates/{found.pk}/merge/{keep}", choices)

    assert ClientMerge.objects.get().kept_id == pair[1 if keep else 0].pk


def test_merging_asks_for_a_fresh_second_factor(signed_in, found, choices):
    signed_in("supervisor", fresh=False).post(f"/duplicates/{found.pk}/merge/", choices)

    assert not ClientMerge.objects.exists()


def test_a_missing_choice_is_told_and_the_others_stay(signed_in, found, choices):
    choices.pop("last_name")

    response = signed_in("supervisor").post(f"/duplicates/{found.pk}/merge/", {**choices, "first_names": "absorbed"})

    text = response.content.decode()
    assert response.status_code == 422
    assert "Choose which value is right." in text
    assert 'value="absorbed" id="id_first_names_1" checked' in text or "checked" in text
    assert not ClientMerge.objects.exists()


def test_two_people_are_not_proposed_again(signed_in, found):
    browser = signed_in("supervisor")

    response = browser.post(f"/duplicates/{found.pk}/different/", {"version": 1})

    found.refresh_from_db()
    assert (response.status_code, found.state) == (302, PairState.NOT_DUPLICATE)
    assert "Keksity" not in browser.get("/duplicates/").content.decode()


def test_an_undo_that_is_refused_says_what_was_changed(signed_in, pair, found, choices):
    browser = signed_in("supervisor")
    PersonAroundFactory(client=pair[1])
    browser.post(f"/duplicates/{found.pk}/merge/", choices)
    merge = ClientMerge.objects.get()
    PersonAround.objects.update(note="changed")

    response = browser.post(f"/merges/{merge.pk}/undo/", {"version": merge.version})

    assert response.status_code == 422
    assert "People around the client" in response.content.decode()


@pytest.mark.parametrize("persona", EVERYBODY)
def test_documents_open_to_those_who_know_the_client(signed_in, pair, persona):
    file = DocumentVersionFactory(document=DocumentFactory(client=pair[0]))
    root = f"/clients/{pair[0].pk}/documents"
    browser = signed_in(persona)

    answers = [
        browser.get(address).status_code
        for address in (f"{root}/", f"{root}/all/", f"{root}/{file.document_id}/", f"{root}/{file.document_id}/edit/")
    ]

    assert answers == [200 if persona in KNOWING else 404] * 4


def test_documents_of_health_are_neither_listed_nor_counted(signed_in, pair):
    document = DocumentFactory(client=pair[0], kind="statement", is_health=True, title="CANARY-HEALTH")
    DocumentVersionFactory(document=document)
    root = f"/clients/{pair[0].pk}/documents"

    for persona, known in (("trusted", True), ("supervisor", False)):
        browser = signed_in(persona)
        texts = [
            browser.get(address).content.decode() for address in (f"{root}/", f"{root}/all/", f"{root}/documents.csv")
        ]
        one, file = browser.get(f"{root}/{document.pk}/"), browser.get(f"{root}/{document.pk}/versions/1/file/")
        assert [("CANARY-HEALTH" in text) for text in texts] == [known] * 3
        assert ("1 document" in texts[1]) is known
        assert (one.status_code, file.status_code) == ((200, 200) if known else (404, 404))


def test_a_file_is_uploaded_and_comes_back_as_an_attachment(signed_in, pair):
    browser = signed_in("colleague")
    given = {"title": "Todistus", "kind": "certificate", "file": SimpleUploadedFile("Anna Keksitty.pdf", PDF)}

    made = browser.post(f"/clients/{pair[0].pk}/documents/new/", given)
    document = Document.objects.get()
    newer = {"file": SimpleUploadedFile("newer.pdf", PDF + b"2")}
    more = browser.post(f"/clients/{pair[0].pk}/documents/{document.pk}/versions/new/", newer)
    file = browser.get(f"/clients/{pair[0].pk}/documents/{document.pk}/versions/1/file/")

    assert (made.status_code, more.status_code, document.versions.count()) == (302, 302, 2)
    assert file.content == PDF
    assert file["Content-Disposition"] == 'attachment; filename="document-1.pdf"'
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


def test_a_wrong_file_is_told_at_its_field_and_the_words_stay(signed_in, pair):
    given = {"title": "Todistus", "kind": "certificate", "file": SimpleUploadedFile("a.pdf", b"<html>")}

    response = signed_in("colleague").post(f"/clients/{pair[0].pk}/documents/new/", given)

    text = response.content.decode()
    assert response.status_code == 422
    assert "does not begin like one" in text
    assert 'value="Todistus"' in text


def test_the_list_of_documents_costs_the_same_for_one_and_for_three(signed_in, pair):
    browser = signed_in("colleague")
    DocumentVersionFactory(document=DocumentFactory(client=pair[0]))
    counts = []

    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/clients/{pair[0].pk}/documents/all/")
        counts.append(len(queries))
        for _more in range(2):
            DocumentVersionFactory(document=DocumentFactory(client=pair[0]))

    assert counts[0] == counts[1]


def test_an_expired_document_is_marked(signed_in, pair):
    DocumentFactory(client=pair[0], expires_on=timezone.localdate() - timedelta(days=1))

    assert "Expired</span>" in signed_in("colleague").get(f"/clients/{pair[0].pk}/documents/").content.decode()


def test_people_around_are_added_changed_and_ended_by_the_pages(signed_in, pair):
    browser, root = signed_in("colleague"), f"/clients/{pair[0].pk}/people"
    today = timezone.localdate().isoformat()
    given = {"name": "Sanni Sosiaali", "role": "social", "started_on": today}

    browser.post(f"{root}/new/", given)
    made = PersonAround.objects.get()
    listed = browser.get(f"{root}/").content.decode()
    browser.post(f"{root}/{made.pk}/", {**given, "organisation": "Hyvinvointialue", "version": 1})
    wrong = browser.post(f"{root}/{made.pk}/end/", {"ended_on": "2999-01-01", "version": 2})
    browser.post(f"{root}/{made.pk}/end/", {"ended_on": today, "version": 2})

    made.refresh_from_db()
    assert "Sanni Sosiaali" in listed
    assert wrong.status_code == 422
    assert (made.organisation, made.ended_on.isoformat()) == ("Hyvinvointialue", today)
    assert browser.get(f"{root}/{made.pk}/").status_code == 409
    assert signed_in("outsider").get(f"{root}/new/").status_code == 404
