"""One counting engine: page, rows behind, file and API give the same number for whatever one asks."""

import csv
import io
import itertools
import re
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client, override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.context import set_context
from accounts.models import RateLimit, Unit
from accounts.services.api_clients import issue_token
from reporting.enums import Breakdown, PeriodKind
from reporting.selectors.values import Ask, Scope, scope_for_operator, values
from reporting.services.computing import compute_area
from tests.factories.accounts import HOME_AREA, member
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows
from tests.reporting.views.conftest import Browser, open_context

KEY = ("indicator", "value_unit", "period", "by", "category", "class")
COMPARED = ("numerator", "denominator", "value", "missing", "base")


class Numbers(HTMLParser):
    """Links of a page that open a number, with the text of each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and "/people/?" in href:
            self.open = href

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.found.append((self.open, data.strip()))
            self.open = None


def key_of(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[name] or "") for name in KEY)


def as_numbers(row: dict[str, Any]) -> dict[str, float | None]:
    return {name: None if row[name] in {None, ""} else float(row[name]) for name in COMPARED}


@pytest.fixture
def asked(db):
    programme = ProgrammeFactory(code="S20784")
    load_rows(random_rows(31, 80), programme=programme, area=HOME_AREA)
    compute_area(area_id=HOME_AREA, programme_id=programme.pk)
    user, browser = member(), Browser(headers={"Accept-Language": "en"})
    set_context(user=user.pk, areas=range(1, 47))
    browser.force_login(user)
    fresh_second_factor(browser, user)
    open_context()
    token = issue_token(name="Surfaces", scopes=["indicators:read"], area=None, days=1)
    machine = Client(headers={"Authorization": f"Bearer {token}"})
    return programme, browser, machine


def questions() -> Any:
    return st.fixed_dictionaries(
        {
            "period": st.sampled_from(PeriodKind.values),
            "by": st.sampled_from(Breakdown.values),
            "unit": st.integers(min_value=-2, max_value=3),
            "years": st.sampled_from([("", ""), ("2017-01-01", ""), ("2016-06-01", "2018-03-31")]),
            "pick": st.integers(min_value=0, max_value=10_000),
        }
    )


@override_settings(EXPORTS_PER_HOUR=10_000, READ_STOP_PER_HOUR=10_000)
def test_every_surface_gives_the_engines_number(asked):
    programme, browser, machine = asked
    units = list(Unit.objects.filter(area_id=HOME_AREA).order_by("name"))

    @settings(
        max_examples=10,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(question=questions())
    def agree(question: dict[str, Any]) -> None:
        open_context()
        unit = units[question["unit"] % len(units)] if question["unit"] >= 0 else None
        starts, ends = question["years"] if question["period"] != "all" else ("", "")
        if question["period"] == PeriodKind.MONTH:
            starts, ends = "2017-01-01", "2017-09-30"  # a file of every month and class has tens of thousands of lines
        query = {"period": question["period"], "by": question["by"], "unit": str(unit.pk) if unit else ""}
        ask = Ask(
            programme=programme, period=question["period"], by=question["by"], unit=unit.pk if unit else None,
            starts=day(starts), ends=day(ends),
        )  # fmt: skip
        inside = {key_of(item.as_dict()): item.as_dict() for item in values(ask, scope_for_operator(programme))}
        file_agrees(browser, {**query, "starts": starts, "ends": ends}, inside)
        page_agrees(browser, {**query, "starts": starts, "ends": ends}, question["pick"])
        api_agrees(machine, {**query, "from": starts, "to": ends}, ask)

    agree()


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def file_agrees(browser: Client, query: dict[str, str], inside: dict[tuple[str, ...], dict[str, Any]]) -> None:
    response = browser.get("/programmes/S20784/figures.csv", query)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    rows = {key_of(row): row for row in csv.DictReader(io.StringIO(body.decode()))}
    assert rows.keys() == inside.keys()
    for key, row in rows.items():
        assert as_numbers(row) == pytest.approx(as_numbers(inside[key]), nan_ok=True), key


def page_agrees(browser: Client, query: dict[str, str], pick: int) -> None:
    """A number of the page, chosen by `pick`, opens to as many people, and to as many rows of a file."""
    pages = browser.get("/programmes/S20784/figures/", query)
    found = Numbers()
    found.feed(pages.content.decode())
    whole = [(href, text) for href, text in found.found if re.fullmatch(r"[\d,]+", text)]
    for href, text in itertools.islice(whole[pick % max(len(whole), 1) :], 2):
        number = int(text.replace(",", ""))
        opened = browser.get(href)
        assert opened.context["found"].number == number, href
        assert opened.context["found"].visible == number, href
        parts = urlsplit(href)
        RateLimit.objects.all().delete()  # more files of people are asked for here than a person may in an hour
        file = browser.get(parts.path.replace("/people/", "/people.csv"), dict(parse_qsl(parts.query)))
        rows = list(csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode())))
        assert len(rows) == number, href


def api_agrees(machine: Client, query: dict[str, str], ask: Ask) -> None:
    """A machine gets what the engine gives readers outside, page after page."""
    open_context()
    expected = [item.as_dict() for item in values(ask, Scope(areas=(HOME_AREA,), whole=True, outside=True))]
    got: list[dict[str, Any]] = []
    address = "/api/v1/values/"
    parameters: dict[str, str] | None = {
        "programme": "S20784",
        "limit": "2500",
        **{k: v for k, v in query.items() if v},
    }
    while address:
        answer = machine.get(address, parameters)
        assert answer.status_code == 200, answer.content
        body = answer.json()
        got += body["items"]
        address, parameters = body["next"], None
    assert {key_of(item): as_numbers(item) for item in got} == {key_of(item): as_numbers(item) for item in expected}
    assert len(got) == len(expected)
