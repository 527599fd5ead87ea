"""The client's report: in plain words, without names until that is decided, on a page and on paper."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.context import set_context
from accounts.enums import Role, Surface
from accounts.services.reading import log_read
from clients.models import NamesDecision
from clients.services.handling import handled_paper
from tests.factories.accounts import OTHER_AREA, UnitFactory, member
from tests.factories.clients import ClientFactory
from tests.factories.signin import fresh_second_factor

pytestmark = pytest.mark.django_db
EVERY = range(1, 47)


@pytest.fixture
def client():
    return ClientFactory(last_name="Mallikas", first_names="Malla", unit=UnitFactory(name="North"))


@pytest.fixture
def reader(client):
    return member(role=Role.COORDINATOR, unit=client.unit)


@pytest.fixture
def supervisor():
    return member(role=Role.SUPERVISOR)


def browser(user) -> Browser:
    found = Browser()
    found.cookies["tasma_language"] = "en"
    set_context(user=user.pk)
    found.force_login(user)
    fresh_second_factor(found, user)
    return found


def asked(user, name: str, client, **query):
    response = browser(user).get(reverse(f"clients:{name}", args=[client.pk]), query)
    set_context(user=None, areas=EVERY)
    return response


def decided(user, client, **data):
    response = browser(user).post(reverse("clients:names_decide", args=[client.pk]), data)
    set_context(user=None, areas=EVERY)
    return response


def read(reader, client, *, times: int = 1) -> None:
    set_context(user=None, areas=EVERY)
    for _time in range(times):
        log_read(
            actor=reader,
            area_id=client.area_id,
            clients=[client.pk],
            surface=Surface.PAGE,
            purpose="clients:client",
            field_groups=["client", "health"],
            ground="unit",
        )


def lines(response) -> list[list[str]]:
    return [[str(cell.text) for cell in row.cells][1:] for row in response.context["table"].rows]


@pytest.mark.capability("PB-07")
def test_the_page_says_it_in_plain_words_without_names(client, reader, supervisor):
    read(reader, client)

    response = asked(supervisor, "handled", client)

    assert lines(response) == [
        [
            "Telling the client who has handled the data",
            "the whole area",
            "Supervisor",
            "basic data, who has handled the data",
            "View",
            "Page",
        ],
        [
            "Serving the client",
            "North",
            "Work-ability coordinator",
            "basic data, health and work ability",
            "View",
            "Page",
        ],
    ]
    assert reader.name not in response.content.decode()


def test_whoever_may_not_see_the_client_finds_nothing(client, reader):
    for user in (member(role=Role.SUPERVISOR, area=OTHER_AREA), member(role=Role.DATA_PROTECTION)):
        assert [asked(user, name, client).status_code for name in ("handled", "handled_pdf", "names_decide")] == [
            404
        ] * 3


def test_names_come_only_after_a_decision_to_tell_them(client, reader, supervisor):
    read(reader, client)
    before = asked(supervisor, "handled_pdf", client, language="fi", named="on")
    refused = decided(supervisor, client, is_given="no", ground="13 § 1 mom.")
    still = asked(supervisor, "handled_pdf", client, language="fi", named="on")
    empty = decided(supervisor, client, is_given="yes", ground=" ")
    given = decided(supervisor, client, is_given="yes", ground="The client has shown a reason.")

    page = asked(supervisor, "handled", client)
    paper = asked(supervisor, "handled_pdf", client, language="fi", named="on")

    assert [one.status_code for one in (before, refused, still, empty, given, paper)] == [403, 302, 403, 422, 302, 200]
    assert reader.name in [line[-1] for line in lines(page)]
    assert list(NamesDecision.objects.values_list("is_given", "decided_by").order_by("decided_at", "is_given")) == [
        (False, supervisor.pk),
        (True, supervisor.pk),
    ]


def test_only_a_supervisor_decides_on_names(client, reader):
    assert asked(reader, "names_decide", client).status_code == 403
    assert decided(reader, client, is_given="yes", ground="Because.").status_code == 403
    assert not NamesDecision.objects.exists()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_paper_is_accessible_and_in_the_clients_language(client, reader, supervisor, language):
    read(reader, client, times=3)  # alike and on one day: one line of the paper

    response = asked(supervisor, "handled_pdf", client, language=language)

    assert response["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(response.content)) as paper:
        assert str(paper.Root.Lang).startswith(language)
        assert bool(paper.Root.MarkInfo.Marked)
        assert paper.Root.ViewerPreferences.DisplayDocTitle
        with paper.open_metadata() as said:
            assert said["pdfuaid:part"] == "1"
            assert said["dc:title"]
        tags = list(structure(paper.Root.StructTreeRoot))
    assert (tags.count("/TR"), tags.count("/TH"), tags.count("/H1")) == (1 + 1 + 1, 7, 1)


def structure(element):
    """Names of the structure's elements, one after another."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S)
            yield from structure(kid)


def test_the_same_data_make_the_same_paper(client, reader):
    read(reader, client)
    since = timezone.localdate() - timedelta(days=365)

    papers = {handled_paper(client, since=since, language="fi", named=False) for _paper in range(2)}

    assert len(papers) == 1


def test_names_of_clients_are_text_and_no_markup(client, reader):
    client.last_name = "#panic() *bold* [x] $y$"
    client.save()

    assert handled_paper(client, since=timezone.localdate(), language="sv", named=False).startswith(b"%PDF")


def test_the_list_is_paged_and_sorted(client, reader, supervisor):
    read(reader, client, times=60)

    first, last = (asked(supervisor, "handled", client, page=page, sort="at", period="1") for page in (1, 2))

    assert [len(lines(page)) for page in (first, last)] == [50, 12]
    times = [row.cells[0].value for row in first.context["table"].rows]
    assert times == sorted(times)


def test_the_clients_page_leads_to_it(client, reader):
    read(reader, client, times=2)

    page = browser(reader).get(reverse("clients:client_tab", args=[client.pk, "access"])).content.decode()

    assert reverse("clients:handled", args=[client.pk]) in page
    assert "Handled 2 times in two years." in page
