import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clients.enums import ImportState
from clients.models import ImportBatch, ImportUpload, Participation
from clients.services.importing.batches import check_batch
from ledger.models import Job
from tests.clients.views.conftest import PERSONAS, finish_jobs
from tests.factories.accounts import HOME_AREA, OTHER_AREA
from tests.factories.imports import ENDED, csv_text, row

pytestmark = pytest.mark.django_db

PAGES = ("", "errors/", "notes/", "changes/", "progress/", "errors.csv", "undo/", "errors/?code=x&column=y&page=z")
IMPORTERS = {"coordinator", "supervisor"}


def posted(client: Client, programme, *rows, content: bytes | None = None, **changes):
    file = SimpleUploadedFile("people.csv", csv_text(rows).encode() if content is None else content)
    return client.post(
        "/imports/new/", {"programme": programme.pk, "area": HOME_AREA, "file": file, "create_units": "on", **changes}
    )


@pytest.mark.parametrize("persona", PERSONAS)
def test_pages_of_an_import_open_to_those_who_may_import_in_the_area(signed_in, uploaded, persona):
    batch = uploaded(row(unit="North"), row("r2", gender="x"), row("r3", start_status=""))
    browser = signed_in(persona)

    answers = {page: browser.get(f"/imports/{batch.pk}/{page}") for page in PAGES}

    expected = 200 if persona in IMPORTERS else 404
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(PAGES, expected)
    assert all(b"UNDEFINED(" not in answer.content for answer in answers.values())


def test_pages_of_imports_ask_to_sign_in(uploaded):
    batch = uploaded(row())

    answers = [Client().get(f"/imports/{page}") for page in ("", "new/", *(f"{batch.pk}/{page}" for page in PAGES))]

    assert {(answer.status_code, answer["Location"].partition("?")[0]) for answer in answers} == {(302, "/sign-in/")}


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_list_shows_imports_of_own_areas(signed_in, uploaded, persona):
    batch = uploaded(row())

    response = signed_in(persona).get("/imports/?sort=-file&state=checked&name=people&page=1")

    assert response.status_code == 200
    assert (str(batch.pk).encode() in response.content) is (persona in IMPORTERS)
    assert (b"/imports/new/" in response.content) is (persona in IMPORTERS | {"outsider"})


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(signed_in, uploaded, django_assert_num_queries, count):
    for _ in range(count):
        uploaded(row())
    browser = signed_in("supervisor")

    with django_assert_num_queries(8):
        browser.get("/imports/")


@pytest.mark.parametrize("count", [1, 3])
def test_changes_ask_as_much_for_many_as_for_one(signed_in, uploaded, django_assert_num_queries, count):
    batch = uploaded(*(row(f"r{number}") for number in range(count)), imported=True)
    browser = signed_in("supervisor")

    with django_assert_num_queries(13):
        browser.get(f"/imports/{batch.pk}/changes/")


@pytest.mark.parametrize("persona", ["coordinator", "supervisor"])
def test_an_upload_waits_encrypted_and_is_about_to_be_checked(signed_in, programme, persona):
    response = posted(signed_in(persona), programme, row("secret-reference"))

    batch = ImportBatch.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/imports/{batch.pk}/"
    assert (batch.state, batch.area_id, batch.create_units) == (ImportState.UPLOADED, HOME_AREA, True)
    assert list(Job.objects.values_list("kind", "run", "state")) == [("import_check", batch.pk, "queued")]
    assert b"secret-reference" not in bytes(ImportUpload.objects.get().cipher)


@pytest.mark.parametrize("persona", ["colleague", "nobody"])
def test_those_who_may_not_import_may_not_upload(signed_in, programme, persona):
    browser = signed_in(persona)

    assert browser.get("/imports/new/").status_code == 403
    assert posted(browser, programme, row()).status_code == 403
    assert ImportBatch.objects.count() == 0


def test_another_area_is_no_choice(signed_in, programme):
    answers = [
        posted(signed_in("outsider"), programme, row()),
        posted(signed_in("supervisor"), programme, row(), area=OTHER_AREA),
        posted(signed_in("supervisor"), programme, content=b""),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert ImportBatch.objects.count() == 0


def test_a_file_over_the_limit_is_refused_without_being_kept(signed_in, programme, monkeypatch):
    monkeypatch.setattr("clients.views.uploading.MAX_BYTES", 100_000)
    monkeypatch.setattr("clients.forms.imports.MAX_BYTES", 100_000)

    response = posted(signed_in("supervisor"), programme, content=b"a" * 150_000)

    assert response.status_code == 422
    assert b"larger than 50 megabytes" in response.content
    assert ImportUpload.objects.count() == 0


def test_an_upload_without_token_is_refused(signed_in, programme):
    browser = signed_in("supervisor")
    browser.handler.enforce_csrf_checks = True

    assert posted(browser, programme, row()).status_code == 403
    assert ImportBatch.objects.count() == 0


def test_the_new_page_explains_every_column(signed_in):
    response = signed_in("supervisor").get("/imports/new/")

    assert response.status_code == 200
    assert b"followup_improved" in response.content


def test_the_report_tells_counts_errors_and_changes(signed_in, uploaded):
    uploaded(row("r1"), row("r2"), imported=True)
    batch = uploaded(row("r1", isced="5"), row("r2"), row("r3"), row("r4", gender="x"))
    browser = signed_in("supervisor")

    summary = browser.get(f"/imports/{batch.pk}/").content.decode()
    errors = browser.get(f"/imports/{batch.pk}/errors/").content.decode()
    changes = browser.get(f"/imports/{batch.pk}/changes/").content.decode()

    assert batch.report["rows"] == 4
    assert "Import 2 participations" in summary
    assert "unknown_code" in errors
    assert "Highest education:" in changes
    assert "r3" in changes


def test_changes_are_logged_as_read(signed_in, uploaded):
    uploaded(row("r1"), imported=True)
    batch = uploaded(row("r1", isced="5"))
    browser = signed_in("supervisor")

    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/imports/{batch.pk}/changes/")

    logged = [query["sql"] for query in asked.captured_queries if "INTO accounts_readlog" in query["sql"]]
    assert len(logged) == 1
    assert Participation.objects.get().client_id.hex in logged[0]
    assert "clients:import_changes" in logged[0]


def test_changes_of_another_unit_are_not_shown(signed_in, uploaded):
    uploaded(row("north", unit="North"), row("west", unit="West"), imported=True)
    batch = uploaded(row("north", unit="North", isced="5"), row("west", unit="West", isced="5"))

    shown = signed_in("coordinator").get(f"/imports/{batch.pk}/changes/").content.decode()

    assert "north" in shown
    assert ">west<" not in shown


def test_an_import_is_confirmed_once_and_shown_live(signed_in, uploaded):
    batch = uploaded(row())
    browser = signed_in("supervisor")

    answers = [browser.post(f"/imports/{batch.pk}/import/") for _ in range(2)]
    page = browser.get(f"/imports/{batch.pk}/").content.decode()

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Job.objects.filter(kind="import_run").count() == 1
    assert f'hx-get="/imports/{batch.pk}/progress/"' in page


def test_the_live_part_has_the_page_loaded_anew_when_the_work_ends(signed_in, uploaded):
    batch = uploaded(row())
    browser = signed_in("supervisor")
    browser.post(f"/imports/{batch.pk}/import/")

    running = browser.get(f"/imports/{batch.pk}/progress/", headers={"HX-Request": "true"})
    finish_jobs()
    ended = browser.get(f"/imports/{batch.pk}/progress/", headers={"HX-Request": "true"})

    assert "HX-Refresh" not in running
    assert ended["HX-Refresh"] == "true"


@pytest.mark.parametrize("persona", ["colleague", "outsider", "nobody"])
@pytest.mark.parametrize("step", ["import/", "discard/", "undo/", "cancel/"])
def test_no_step_is_open_to_those_who_may_not_import(signed_in, uploaded, persona, step):
    batch = uploaded(row())

    response = signed_in(persona).post(f"/imports/{batch.pk}/{step}")

    batch.refresh_from_db()
    assert response.status_code == 404
    assert batch.state == ImportState.CHECKED


def test_a_file_is_discarded_with_all_that_was_kept_of_it(signed_in, uploaded):
    batch = uploaded(row(), row("r2", gender="x"))

    response = signed_in("supervisor").post(f"/imports/{batch.pk}/discard/")

    batch.refresh_from_db()
    assert response.status_code == 302
    assert (batch.state, batch.report) == (ImportState.DISCARDED, {})
    assert (batch.pieces.count(), batch.changes.count(), batch.problems.count()) == (0, 0, 0)


@pytest.mark.parametrize("step", ["import/", "discard/"])
def test_what_is_imported_is_neither_imported_nor_discarded_again(signed_in, uploaded, step):
    batch = uploaded(row(), imported=True)

    response = signed_in("supervisor").post(f"/imports/{batch.pk}/{step}")

    assert response.status_code == 409
    assert Participation.objects.count() == 1


def test_a_running_job_can_be_cancelled(signed_in, uploaded):
    batch = uploaded(row())
    browser = signed_in("supervisor")
    browser.post(f"/imports/{batch.pk}/import/")

    browser.post(f"/imports/{batch.pk}/cancel/")

    assert Job.objects.get(kind="import_run").state == "cancelled"
    assert b"Nothing was written" in browser.get(f"/imports/{batch.pk}/").content


def test_errors_as_a_file_are_plain_and_harmless(signed_in, uploaded):
    batch = uploaded(row("r1", gender="=1+1"), row("r2", base=ENDED, end_missing_reason="1"))

    response = signed_in("supervisor").get(f"/imports/{batch.pk}/errors.csv")

    lines = response.content.decode().splitlines()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert lines[0] == "row,column,code,message"
    assert [line.split(",")[:3] for line in lines[1:]] == [
        ["2", "gender", "unknown_code"],
        ["3", "end_missing_reason", "contradiction"],
    ]


def test_a_file_that_is_no_table_is_refused_on_its_page(signed_in, programme):
    browser = signed_in("supervisor")
    posted(browser, programme, content="Töölö".encode("utf-16"))
    batch = ImportBatch.objects.get()
    check_batch(batch_id=batch.pk)
    finish_jobs()

    assert b"Nothing of the file was imported" in browser.get(f"/imports/{batch.pk}/").content
    assert b"bad_file" in browser.get(f"/imports/{batch.pk}/errors/").content
    assert ImportUpload.objects.count() == 0
