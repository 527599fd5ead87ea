"""A consent recorded and withdrawn, a share refused, feedback and its receipt: in a browser, without a fault of axe."""

from playwright.sync_api import expect

from tests.browser.looks import fine

FIRST = "table.data tbody th a"


def test_a_consent_from_the_clients_page_to_its_withdrawal(signed_in, own_client: str) -> None:
    page = signed_in("supervisor")
    page.goto(f"{own_client}consents/")

    page.get_by_role("link", name="Record a decision").click()
    page.get_by_label("Service provider").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Name of the recipient").fill("Kuntoutus Oy")
    page.get_by_label("Work history").check()
    page.get_by_label("Health: how illness or injury limits work").check()
    page.get_by_label("How the client decided").select_option("oral")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("The law wants a written consent")
    page.get_by_label("How the client decided").select_option("paper")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.locator("#history + .table-region tbody tr")).to_have_count(1)
    fine(page)
    page.get_by_role("link", name="The client withdraws it").click()
    fine(page)
    page.get_by_role("button", name="Withdraw the consent").click()
    expect(page.locator("#history + .table-region tbody tr")).to_have_count(2)

    expect(page.get_by_role("link", name="The client withdraws it")).to_have_count(0)


def test_a_share_without_its_ground_is_refused_and_what_was_typed_stays(signed_in, own_client: str) -> None:
    page = signed_in("supervisor")
    page.goto(f"{own_client}disclosures/new/")

    page.locator("#id_recipient_kind").select_option("employer")
    page.get_by_label("Name of the recipient").fill("Konepaja Oy")
    page.get_by_label("Work history").check()
    page.locator("#id_ground").select_option("118")
    page.get_by_label("What for").fill("A vacancy")
    page.get_by_role("button", name="Check the ground and record").click()

    expect(page.get_by_role("alert")).to_contain_text("has not decided on this recipient")
    expect(page.get_by_label("What for")).to_have_value("A vacancy")
    fine(page)


def test_anybody_gives_feedback_and_an_administrator_answers(new_context, signed_in) -> None:
    sender = new_context().new_page()
    sender.goto("/accessibility/feedback/")
    sender.get_by_role("button", name="English").click()

    sender.get_by_label("What is wrong, or what do you need?").fill("The chart has no name.")
    sender.get_by_role("button", name="Send").click()
    expect(sender.locator("h1")).to_have_text("Receipt")
    fine(sender)

    answering = signed_in("administrator")
    answering.goto("/administration/feedback/?state=waiting")
    answering.locator(FIRST).last.click()
    fine(answering)
    answering.get_by_label("Answered").check()
    answering.locator("#id_answer").fill("It has a name now.")
    answering.get_by_role("button", name="Answer").click()

    expect(answering).to_have_url("/administration/feedback/")
    sender.reload()
    expect(sender.get_by_text("It has a name now.")).to_be_visible()
    fine(sender)
