"""The administrator's pages of webhooks."""

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import Role
from ledger.models import WebhookDelivery, WebhookEndpoint
from ledger.services.webhooks import announce
from tests.factories.accounts import HOME_AREA, member
from tests.factories.ledger import WebhookEndpointFactory, webhook_words
from tests.factories.signin import fresh_second_factor
from tests.ledger.services.test_webhooks import ABOUT, WILLING

WANTED = {"area": HOME_AREA, "name": "Data warehouse", "url": "https://hooks.example/in", "kinds": ["vacancy.opened"]}


@pytest.fixture
def browser(db, settings) -> Browser:
    settings.WEBHOOK_HOSTS = ["hooks.example", "localhost"]
    made, user = Browser(), member(role=Role.ADMINISTRATOR)
    set_context(user=user.pk)
    made.force_login(user)
    fresh_second_factor(made, user)
    return made


def test_a_webhook_is_added_shows_its_secret_once_and_keeps_what_was_typed_when_refused(browser):
    page = browser.post(reverse("ledger:webhook_new"), WANTED | {"url": "https://elsewhere.example/in"})

    assert (page.status_code, b"https://elsewhere.example/in" in page.content) == (422, True)
    page = browser.post(reverse("ledger:webhook_new"), WANTED)
    set_context(user=None, areas=[HOME_AREA])
    endpoint = WebhookEndpoint.objects.get()
    assert (page.status_code, b"whsec_" in page.content, endpoint.name) == (200, True, "Data warehouse")
    assert b"whsec_" not in browser.get(reverse("ledger:webhook", args=[endpoint.pk])).content


def test_each_step_of_a_webhook_leads_back_to_it(browser):
    set_context(user=None, areas=[HOME_AREA])
    words = webhook_words(HOME_AREA)
    address = reverse("ledger:webhook", args=[words["endpoint_id"]])

    for name, version in (("try", 1), ("again", 1), ("stop", 1), ("resume", 2)):
        answer = browser.post(reverse(f"ledger:webhook_{name}", args=[words["endpoint_id"]]), {"version": version})
        assert (name, answer.status_code, answer.get("location")) == (name, 302, address)
    changed = browser.post(address, WANTED | {"version": 3})
    assert changed.status_code == 302
    set_context(user=None, areas=[HOME_AREA])
    assert WebhookEndpoint.objects.get().name == "Data warehouse"


def test_deliveries_are_filtered_sorted_filed_and_cost_as_many_queries_for_three_as_for_one(browser):
    set_context(user=None, areas=[HOME_AREA])
    endpoint = WebhookEndpointFactory()
    announce(area_id=HOME_AREA, kind=WILLING, about=ABOUT)
    address = reverse("ledger:webhook_deliveries")
    browser.get(address)
    with CaptureQueriesContext(connection) as one:
        browser.get(address)
    set_context(user=None, areas=[HOME_AREA])
    for _time in range(2):
        announce(area_id=HOME_AREA, kind=WILLING, about=ABOUT)
    WebhookDelivery.objects.filter(pk=WebhookDelivery.objects.first().pk).update(
        state="dead", settled_at=timezone.now()
    )

    with CaptureQueriesContext(connection) as three:
        page = browser.get(f"{address}?sort=-state")

    assert len(three) == len(one)
    assert [row.cells[3].tone for row in page.context["table"].rows] == ["info", "info", "bad"]
    assert browser.get(f"{address}?state=dead").context["table"].rows[0].cells[3].tone == "bad"
    lines = browser.get(f"{reverse('ledger:webhook_deliveries_csv')}?endpoint={endpoint.pk}").content.splitlines()
    assert len(lines) == 4
