"""A file on its way in: refused, reported on, tried, imported, computed, and undone."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import HEADER, LOOKS, PATIENCE, open_dashboard, tile

GOOD = f"""{HEADER},ended_on,end_observed_on,end_status,end_in_education
TRE-0101,Tampere,2018-04-02,1,1991-01-02,11,0,5,3,1,2018-10-01,2018-10-02,21,0
TRE-0102,Tampere,2018-04-03,2,1971-02-03,21,0,,5,2,2018-10-01,2018-10-02,21,0
TRE-0103,Tampere,2018-05-04,2,1965-03-04,32,0,,2,1,,,,
"""
FAULTY = f"""{HEADER},ended_on,end_observed_on,end_status,end_in_education
TRE-0201,Tampere,2018-04-02,1,1991-01-02,11,0,5,3,1,2018-10-01,2018-10-02,21,0
TRE-0202,Tampere,31.2.2018,7,1991-01-02,11,0,-5,3,1,,,,
TRE-0203,Nowhere,2018-04-02,1,1991-01-02,11,0,5,3,1,2018-03-01,2018-03-02,21,0
TRE-0203,Tampere,2018-04-02,1,1991-01-02,11,0,5,3,1,2018-10-01,2018-12-02,21,0
"""
FAULTS = [
    ("3", "started_on", "bad_date"),
    ("3", "gender", "unknown_code"),
    ("3", "unemployed_months", "bad_number"),
    ("4", "unit", "unknown_unit"),
    ("4", "ended_on", "end_before_start"),
    ("5", "client_ref", "duplicate_ref"),
    ("5", "end_observed_on", "observation_outside_28_days"),
]


def test_file_without_a_required_column_is_refused_whole(signed_in, other_programme: str) -> None:
    page = signed_in("outsider")
    before = participants(page, other_programme)

    upload(page, other_programme, name="no-reference.csv", text="reference;started_on\nTRE-1;2018-01-02\n")

    expect(page.locator("main")).to_contain_text("Nothing of the file was imported")
    page.get_by_role("navigation", name="Pages of the import").get_by_role("link", name="Errors (1)").click()
    assert faults(page) == [("1", "client_ref", "bad_header")]
    assert page.get_by_role("link", name="Changes").count() == 0
    assert participants(page, other_programme) == before


def test_faulty_rows_are_listed_and_a_trial_writes_nothing(signed_in, other_programme: str) -> None:
    page = signed_in("outsider")
    before = participants(page, other_programme)

    upload(page, other_programme, name="faulty.csv", text=FAULTY)

    expect(page.locator("main")).to_contain_text("Checked, nothing written yet")
    assert counts(page) == {"Rows": "4", "New participations": "1", "Changed": "0", "Unchanged": "0", "Rejected": "3"}
    report = page.url
    page.get_by_role("link", name=f"Errors ({len(FAULTS)})").click()
    assert faults(page) == FAULTS
    expect(page.locator("tbody tr").first).to_contain_text("31.2.2018")
    page.goto(report)
    page.get_by_role("button", name="Discard the file").click()
    expect(page.get_by_role("row", name="faulty.csv").first).to_contain_text("Discarded")
    assert participants(page, other_programme) == before


def test_file_is_tried_imported_computed_and_undone(signed_in, other_programme: str) -> None:
    page = signed_in("outsider")
    before = participants(page, other_programme)

    upload(page, other_programme, name="good.csv", text=GOOD)
    batch = page.url
    assert counts(page) == {"Rows": "3", "New participations": "3", "Changed": "0", "Unchanged": "0", "Rejected": "0"}
    assert participants(page, other_programme) == before
    page.goto(batch)
    page.get_by_role("button", name="Import 3 participations").click()
    ended(page, "Imported")
    assert counts(page)["New participations"] == "3"
    await_participants(page, other_programme, before + 3)
    page.goto(batch)
    page.get_by_role("link", name="Undo the import").click()
    page.get_by_role("button", name="Undo the import").click()
    ended(page, "Undone")
    expect(page.get_by_role("region", name="What the undo did")).to_contain_text("Removed3")

    await_participants(page, other_programme, before)


def test_new_people_open_to_their_forms(signed_in, other_programme: str) -> None:
    page = signed_in("outsider")
    open_dashboard(page, other_programme)

    tile(page, "Participants").get_by_role("link").click()
    page.get_by_role("link", name="TRE-0001").click()

    expect(page.get_by_role("region", name="Start form")).to_contain_text("Unemployed")
    expect(page.get_by_role("region", name="End form")).not_to_contain_text("Situation")


def upload(page: Page, programme: str, *, name: str, text: str) -> None:
    """The file is checked; the page shows its report."""
    page.goto("/imports/new/")
    page.get_by_label("Programme").select_option(label=page.locator("option", has_text=programme).inner_text())
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("#progress [hx-get]").or_(page.locator("#progress[hx-get]"))).to_have_count(0, timeout=PATIENCE)


def ended(page: Page, state: str) -> None:
    expect(page.locator("#progress")).to_have_text(state, timeout=PATIENCE)


def counts(page: Page) -> dict[str, str]:
    labels = page.locator(".tile-label").all_inner_texts()
    return dict(zip(labels, page.locator(".tile-number").all_inner_texts(), strict=True))


def faults(page: Page) -> list[tuple[str, ...]]:
    expect(page.get_by_role("search", name="Filter errors")).to_be_visible()
    rows = page.locator("table.data tbody tr").all()
    return [tuple(row.locator("td, th").all_inner_texts()[:3]) for row in rows]


def participants(page: Page, programme: str) -> int:
    open_dashboard(page, programme)
    return int(tile(page, "Participants").inner_text())


def await_participants(page: Page, programme: str, expected: int) -> None:
    """The dashboard tells the number once the computation that follows an import is done."""
    for _look in range(LOOKS):
        if participants(page, programme) == expected:
            return
        page.wait_for_timeout(200)
    assert participants(page, programme) == expected
