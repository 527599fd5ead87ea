"""Pages speak the reader's language, and write numbers, dates and lists as that language does."""

import re
from datetime import date

import pytest

from accounts.models import Unit
from network.models import Programme
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA
from tests.factories.network import ProgrammeFactory
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

NBSP = "\u00a0"


@pytest.fixture
def programme(db) -> Programme:
    """More than a thousand people, in a programme with dates."""
    made = ProgrammeFactory(code="S20784", starts_on=date(2016, 8, 1), ends_on=date(2019, 6, 30))
    load_rows(random_rows(7, 1100), programme=made, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=made.pk)
    return made


@pytest.fixture
def read(signed_in, programme):
    """The text of a page of the programme in a language, tags left out."""

    def page(language: str, address: str) -> str:
        browser = signed_in("supervisor")
        browser.cookies["tasma_language"] = language
        response = browser.get(f"/programmes/S20784/{address}")
        assert response.headers["Content-Language"] == language
        html = response.content.decode()
        assert f'<html lang="{language}">' in html
        return re.sub(r"\s*<[^>]+>\s*", "\n", html)

    return page


@pytest.mark.parametrize(
    ("language", "words", "period", "number", "share"),
    [
        ("fi", "Osallistujat", "1.8.2016 – 30.6.2019", f"1{NBSP}100", rf"\d,\d{NBSP}%"),
        ("sv", "Deltagare", "1.8.2016 – 30.6.2019", f"1{NBSP}100", rf"\d,\d{NBSP}%"),
        ("en", "Participants", "1 Aug 2016 – 30 Jun 2019", "1,100", rf"\d\.\d{NBSP}%"),
    ],
)
def test_dashboard_follows_the_language(read, language, words, period, number, share):
    lines = read(language, "").splitlines()

    assert {words, period, number} - set(lines) == set()
    assert any(re.search(share, line) for line in lines)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_units_are_in_the_order_of_the_alphabet(read, language):
    names = ["Ähtäri", "aalto", "Öljymäki", "Åbo", "Zeta"]
    Unit.objects.bulk_create(Unit(area_id=HOME_AREA, name=name) for name in names)

    lines = read(language, "figures/").splitlines()

    assert [line for line in lines if line in names] == ["aalto", "Zeta", "Åbo", "Ähtäri", "Öljymäki"]
