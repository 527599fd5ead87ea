"""What a page tells of the reader's own memberships, which are read before the areas of the request are known."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.context import set_context
from accounts.enums import Role
from tests.factories.accounts import UnitFactory, member


@pytest.mark.django_db
def test_profile_names_the_unit_of_a_membership():
    person = member(role=Role.COORDINATOR, unit=UnitFactory(name="Pohjoinen toimisto"))
    browser = Client()
    set_context(user=person.pk)
    browser.force_login(person)

    page = browser.get(reverse("accounts:profile")).content.decode()

    assert "Pohjoinen toimisto" in page
