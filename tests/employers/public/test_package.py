"""The public pages: read by anybody, found by search engines, without a cookie; a wage reckoned step by step."""

import io
import re
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
import time_machine
from django.test import Client as Browser
from django.utils import translation

from accounts.context import set_context
from clients.enums.employment import SubsidyGround
from employers.selectors.service_package import subsidies_table, supports
from employers.selectors.subsidy_reckoning import reckon
from tests.factories.accounts import OTHER_AREA
from tests.factories.network import OrganisationFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.capability("EM-05")]
LANGUAGES = ("fi", "sv", "en")
PAGES = [f"/employer-services/{code}/{page}" for code in LANGUAGES for page in ("", "calculator/", "interest/")]
OTHERS = ["/employer-services/en/interest/sent/", "/employer-services/en/interest/wrong/"]
FILES = [
    "/robots.txt",
    "/employer-services/sitemap.xml",
    *(f"/employer-services/{code}/package.pdf" for code in LANGUAGES),
]
ASKED = {
    "ground": "87",
    "wage": "2500",
    "side_costs": "500.50",
    "hours": "100",
    "begins_on": "2026-12-01",
    "months": "3",
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-12-01 10:00+02:00", tick=False) as moving:
        yield moving


@pytest.fixture
def stranger():
    return Browser()


def test_no_page_sets_a_cookie_whatever_comes_with_the_request(stranger):
    stranger.cookies["tasma_language"] = "sv"
    answers = [stranger.get(address) for address in [*PAGES, *OTHERS, *FILES]]
    answers += [stranger.get(PAGES[7], ASKED), stranger.get(PAGES[7], {"ground": "x"})]
    answers += [stranger.post("/employer-services/en/interest/", data) for data in ({}, {"website": "x"})]
    answers += [
        stranger.get("/employer-services/xx/"),
        stranger.get("/employer-services/"),
        stranger.post("/employer-services/en/interest/wrong/"),
    ]

    assert [one.status_code for one in answers] == [200] * 10 + [410] + [200] * 6 + [422, 422, 302, 302, 302, 410]
    assert {len(one.cookies) for one in answers} == {0}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_found_in_its_three_languages(stranger, settings, address):
    settings.BASE_URL = "https://tasma.example"
    code, page = re.match(r"/employer-services/(\w+)/(.*)", address).groups()

    response = stranger.get(address, headers={"Accept-Language": "de"})

    text = response.content.decode()
    links = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', text))
    expected = {one: f"https://tasma.example/employer-services/{one}/{page}" for one in LANGUAGES}
    assert (response["Content-Language"], response["X-Robots-Tag"]) == (code, "index, follow")
    assert links == expected | {"x-default": expected["fi"]}
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', text) == [expected[code]]
    assert f'<html lang="{code}">' in text
    assert '<meta name="robots" content="index, follow">' in text
    assert "<script" not in text


def test_search_engines_find_the_public_pages_and_no_others(stranger, settings):
    settings.BASE_URL = "https://tasma.example"

    robots = stranger.get("/robots.txt").content.decode().splitlines()
    found = re.findall(r"<loc>(.*?)</loc>", stranger.get("/employer-services/sitemap.xml").content.decode())

    assert robots == [
        "User-agent: *",
        "Allow: /employer-services/",
        "Disallow: /",
        "Sitemap: https://tasma.example/employer-services/sitemap.xml",
    ]
    assert sorted(found) == sorted(f"https://tasma.example{address}" for address in PAGES)
    assert stranger.get("/sign-in/")["X-Robots-Tag"] == "noindex, nofollow"
    assert stranger.get("/employer-services/en/interest/wrong/")["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_the_package_says_sections_amounts_and_its_version(stranger):
    text = stranger.get("/employer-services/en/").content.decode()

    with translation.override("en"):
        table = [[str(cell.text) for cell in row.cells] for row in subsidies_table(date(2026, 12, 1)).rows]
        codes = {one.code for one in supports(date(2026, 12, 1))}
    assert [row[1:] for row in table] == [
        ["380/2023 82 §", "50 %", "5 months, in some cases 10", "1,260\u00a0€"],
        ["380/2023 87 §", "70 %", "10 months", "2,770\u00a0€"],
        ["380/2023 87 §", "70 %", "24 months", "2,770\u00a0€"],
        ["380/2023 88 §", "100 %", "10 months", "2,020\u00a0€"],
        ["380/2023 89 §", "50 %", "24 months", "1,260\u00a0€"],
        ["380/2023 90 §", "50 %", "as long as the apprenticeship", "1,260\u00a0€"],
        ["380/2023 95 §", "70 %", "10 months", "2,770\u00a0€"],
    ]
    assert codes == {
        "apprenticeship",
        "arrangement",
        "coaching",
        "management",
        "shaping",
        "try-out",
        "tyokanava",
    }
    for words in ("1 Dec 2026", "1 Jan 2025", "at most 4,000\u00a0€", "20 hours a month for 18 months", "54–57 §"):
        assert words in text, words


def test_partners_stand_there_when_their_area_shows_them(stranger):
    set_context(user=None, areas=range(1, 47))
    shown = {"is_for_employers": True}
    ServiceFactory(name="Oma palvelu", **shown)
    ServiceFactory(name="Vieras palvelu", organisation=OrganisationFactory(area_id=OTHER_AREA), **shown)
    ServiceFactory(name="Salattu palvelu")
    ServiceFactory(name="Päättynyt palvelu", valid_to="2026-11-30", **shown)
    ServiceFactory(name="Lopettanut palvelu", organisation=OrganisationFactory(valid_to="2026-11-30"), **shown)

    text = stranger.get("/employer-services/fi/").content.decode()

    assert re.findall(r"(\w+) palvelu<", text) == ["Vieras", "Oma"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_paper_is_accessible_and_in_the_language_asked_for(stranger, code):
    response = stranger.get(f"/employer-services/{code}/package.pdf")

    with pikepdf.open(io.BytesIO(response.content)) as paper:
        assert str(paper.Root.Lang) == code
        assert paper.Root.MarkInfo.Marked is True or bool(paper.Root.MarkInfo.Marked)
        assert "pdfuaid:part" in str(paper.open_metadata())
    assert response["Content-Disposition"] == f'attachment; filename="employer-services-{code}.pdf"'


def told(**changes):
    given = {
        "ground": SubsidyGround.REDUCED,
        "wage": Decimal(2500),
        "side_costs": Decimal("500.50"),
        "hours": Decimal(100),
        "begins_on": date(2027, 1, 31),
        "months": 3,
    }
    return reckon(**(given | changes))


@pytest.mark.parametrize(
    ("_case", "changes", "amounts", "is_cut"),
    [
        ("under the ceiling", {}, ["2,500", "500.50", "3,000.50", "2,100.35", "2,770", "2,100.35", "900.15"], False),
        (
            "just at the ceiling",
            {"wage": Decimal("3957.14"), "side_costs": Decimal(0)},
            ["3,957.14", "0", "3,957.14", "2,770", "2,770", "2,770", "1,187.14"],
            False,
        ),
        (
            "a cent over it",
            {"wage": Decimal("3957.16"), "side_costs": Decimal(0)},
            ["3,957.16", "0", "3,957.16", "2,770.01", "2,770", "2,770", "1,187.16"],
            True,
        ),
        (
            "an association, by the factor and 65 per cent of the hours",
            {"ground": SubsidyGround.FULL, "wage": Decimal(2000)},
            ["2,000", "1,300", "1,599", "1,599", "2,020", "1,599", "861"],
            False,
        ),
    ],
)
def test_a_wage_is_reckoned_with_every_step_on_the_way(_case, changes, amounts, is_cut):
    found = told(**changes)

    assert [amount.replace("\u00a0€", "") for _words, amount in found.steps] == amounts
    assert found.ceiling.startswith("The ceiling of") is is_cut
    assert found.subsidy.is_at_ceiling is is_cut


def test_it_is_shown_month_by_month_from_the_first_day():
    months = [[cell.text for cell in row.cells] for row in told().months.rows]

    assert months == [
        [1, "31 Jan 2027", "2,100.35\u00a0€", "900.15\u00a0€", "2,100.35\u00a0€"],
        [2, "28 Feb 2027", "2,100.35\u00a0€", "900.15\u00a0€", "4,200.70\u00a0€"],
        [3, "31 Mar 2027", "2,100.35\u00a0€", "900.15\u00a0€", "6,301.05\u00a0€"],
    ]


def test_no_more_months_are_counted_than_the_ground_allows():
    assert [len(told(months=most).months.rows) for most in (9, 10, 11)] == [9, 10, 10]


def test_the_page_reckons_from_its_address_and_keeps_nothing(stranger):
    page = stranger.get("/employer-services/en/calculator/", ASKED)

    text = page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert "2,100.35\u00a0€ a month for 3 months, 6,301.05\u00a0€ in all." in text
    assert "This is an estimate and no decision" in text
    assert 'value="500.50"' in text or 'value="500.5"' in text


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("ground", "999"),
        ("wage", ""),
        ("wage", "much"),
        ("wage", "-1"),
        ("wage", "20001"),
        ("wage", "NaN"),
        ("side_costs", "x"),
        ("hours", "0"),
        ("hours", "101"),
        ("begins_on", "2026-02-30"),
        ("begins_on", "1926-02-01"),
        ("months", "0"),
        ("months", "37"),
    ],
)
def test_bad_input_is_told_at_its_field(stranger, field, wrong):
    page = stranger.get("/employer-services/en/calculator/", ASKED | {field: wrong})

    text = page.content.decode()
    assert page.status_code == 422
    assert f'<a href="#id_{field}">' in text
    assert text.count('<li><a href="#id_') == 1


def test_a_finn_writes_amounts_as_in_finland(stranger):
    page = stranger.get("/employer-services/fi/calculator/", ASKED | {"wage": "2 500,00", "side_costs": "500,5"})

    with translation.override("fi"):
        assert page.status_code == 200
        assert "2\u00a0100,35\u00a0€" in page.content.decode()
