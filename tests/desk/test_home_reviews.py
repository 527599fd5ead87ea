"""The supervisor's day begins with overdue reviews, and with nothing else while there are any."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import Role
from tests.factories.accounts import member
from tests.factories.clients import ClientFactory
from tests.factories.relations import BreakGlassFactory


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "told"), [(7, False), (8, True)])
def test_overdue_reviews_are_counted_on_the_first_page(days, told):
    supervisor = member(role=Role.SUPERVISOR)
    opened = timezone.now() - timedelta(days=days)
    BreakGlassFactory(client=ClientFactory(), user=member(role=Role.OWN_COACH), opened_at=opened)
    browser = Browser()
    set_context(user=supervisor.pk)
    browser.force_login(supervisor)
    browser.cookies["tasma_language"] = "en"

    response = browser.get("/")

    assert (b"1 review is overdue." in response.content) is told
