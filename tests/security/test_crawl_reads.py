"""Every route opened by everybody: what shows a client has its row in the read log, and canaries are nowhere else.

The addresses come from the resolver: a new route is opened without anybody writing it down here, and a word of an
address that is not known here fails the test. Rows of the log are read as the owner, by the answer's request id.
"""

import html
import io
import logging
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.context import acting
from accounts.enums import AnomalyRule, MessageKind, Right, Role
from accounts.models import Anomaly, Area, Code, Membership, Message, Notice, ServiceFeedback, User
from accounts.services.anomalies import note_anomaly
from accounts.services.api_clients import issue_token, make_machine
from clients import models as clients
from clients.enums import ImportState
from clients.services.assignments import assign_clients
from clients.services.handling import decide_names
from clients.services.saved_filters import FilterText, save_filter
from config.embedded import Endpoints
from config.logs import formatter
from config.signin.limits import FILES
from reporting.models import Target
from reporting.services.client_work import compute_client_work
from reporting.services.computing import compute_area, request_computation
from tests.conftest import own_database
from tests.factories.accounts import HOME_AREA, OTHER_AREA, UnitFactory, member
from tests.factories.cases import case_words
from tests.factories.clients import ParticipationFactory, StartFormFactory
from tests.factories.consents import ConsentFactory, DisclosureFactory
from tests.factories.contacts import contact_words
from tests.factories.employer_work import work_words
from tests.factories.employers import employer_words
from tests.factories.employment import employment_words
from tests.factories.feedback import ServiceFeedbackFactory
from tests.factories.handovers import handover_words
from tests.factories.jobs import job_words
from tests.factories.keywords import keyword_words
from tests.factories.ledger import webhook_words
from tests.factories.merging import merging_words
from tests.factories.network import ProgrammeFactory, network_words
from tests.factories.placing import placing_words
from tests.factories.plans import plan_words
from tests.factories.question_path import question_words
from tests.factories.relations import BreakGlassFactory, CaseRelationFactory
from tests.factories.service_referrals import service_words
from tests.factories.signin import fresh_second_factor
from tests.factories.work_ability import ability_words
from tests.house.test_addresses import endpoint, patterns
from tests.reporting.loading import load_rows
from tests.reporting.plain import random_rows

EVERY_AREA = range(1, 47)
# Everybody takes every file once, which is more than an hour allows; other limits are met as they are shipped.
LIMITS = {"EXPORTS_PER_HOUR": sum(name.endswith(FILES) for name, _pattern in patterns())}
PEOPLE = "indicator=A01&part=numerator&period=all"
QUERIES = {
    **dict.fromkeys(("reporting:people", "reporting:people_csv", "reporting:people_xlsx"), f"?{PEOPLE}"),
    "reporting:case_figure_rows": "?indicator=W01",
}
QUERIES["clients:clients"] = QUERIES["clients:clients_csv"] = QUERIES["clients:clients_xlsx"] = "?whose=all"
QUERIES["clients:handled_pdf"] = "?language=en&named=on"
QUERIES |= dict.fromkeys(("api:values", "api:indicators"), "?programme=S20784")
# Offers exceptional access for whatever key stands in its address, whether or not there is such a client.
ASKS_FOR_ANY_KEY = {"clients:glass_open"}
# Papers on which no client stands: what employers can get, and the tasks of a workplace.
OF_NOBODY = {"employers:analysis_pdf", "employers:package_paper"}
# What is written of clients, none of which may stand in a line of the log or in an address.
FREE_TEXT = "kanarialause"
# The second factor is fresh for five minutes, and a busy machine may need more for all the routes.
FRESH_EVERY = 40
SURNAME, CODE = "Kanarianen", "010180-9026"
ADDRESS = re.compile(r"(?:href|action|src)=\"([^\"]*)\"")


@dataclass
class World:
    """A row of everything an address can name, people of every role, and what tells each client."""

    words: dict[str, Any] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    marks: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """Who opened what, and what came back as text."""

    who: str
    route: str
    address: str
    status: int
    request_id: str
    text: str
    is_paper: bool


@dataclass
class Crawl:
    """Everything that was opened, the lines that were logged meanwhile, and the read log by request."""

    visits: list[Visit]
    lines: list[str]
    read: dict[str, set[UUID]]
    marks: dict[str, UUID]


@pytest.fixture(scope="module")
def crawl(
    services: Endpoints, template: str, worker_database: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Crawl]:
    with own_database(services, template, worker_database, "crawl"), django_db_blocker.unblock():
        with acting(areas=EVERY_AREA):
            world = make_world()
        yield crawled(world)


def make_world() -> World:
    world = World()
    programme = ProgrammeFactory(code="S20784", areas=[HOME_AREA, OTHER_AREA])
    load_rows(random_rows(3, 20), programme=programme, area=HOME_AREA)
    unit = UnitFactory(name="North")
    for role in (Role.SUPERVISOR, Role.COORDINATOR, Role.ADMINISTRATOR, Role.DATA_PROTECTION):
        world.people[role.name.lower()] = member(role=role, unit=unit if role == Role.COORDINATOR else None)
    Membership.objects.filter(user=world.people["supervisor"]).update(rights=[Right.HEALTH])
    world.people["outsider"] = member(area=OTHER_AREA)
    participation = ParticipationFactory(programme=programme, unit=unit, client_ref="KANARIA-REF")
    StartFormFactory(participation=participation)
    for number, one in enumerate(clients.Client.objects.order_by("pk")):
        one.last_name, one.first_names = f"{SURNAME}{number:03}", f"Malla{number:03}"
        one.street_address = f"{FREE_TEXT}katu {number}"
        if one.pk == participation.client_id:
            one.keep_identity_code(CODE)
        one.save()
    world.words = words_of(world, participation, programme)
    compute_area(area_id=HOME_AREA, programme_id=programme.pk)
    compute_client_work(area_id=HOME_AREA)
    world.marks = marks()
    home = Area.objects.get(pk=HOME_AREA)
    scopes = {"machine": ["indicators:read", "indicators:run"], "case_machine": ["cases:read"]}
    world.tokens = {who: issue_token(name=who, scopes=found, area=home, days=9) for who, found in scopes.items()}
    return world


def words_of(world: World, participation: Any, programme: Any) -> dict[str, Any]:
    """What an address can name, by the word of its pattern."""
    client, people = participation.client, world.people
    supervisor, coordinator = people["supervisor"], people["coordinator"]
    consent = ConsentFactory(client=client, recipient_name=f"{FREE_TEXT} Oy")
    DisclosureFactory(client=client, purpose=FREE_TEXT)
    relation = CaseRelationFactory(client=client, user=coordinator)
    glass = BreakGlassFactory(client=client, user=coordinator, reason=f"{FREE_TEXT} long enough to be a reason")
    with acting(user=supervisor, areas=[HOME_AREA]):
        decide_names(actor=supervisor, client_id=client.pk, is_given=True, ground=FREE_TEXT)
    note_anomaly(
        area_id=HOME_AREA,
        user_id=coordinator.pk,
        rule=AnomalyRule.NIGHT,
        details={"clients": [str(client.pk)], "count": 1},
    )
    batch = imported(programme, participation)
    return {
        **ability_words(client, recorder=coordinator, text=FREE_TEXT),
        **case_words(client, unit=participation.unit, text=FREE_TEXT),
        **contact_words(client, user=coordinator, text=FREE_TEXT),
        **merging_words(client, user=coordinator, text=FREE_TEXT),
        **employer_words(user=coordinator),
        **work_words(client, user=coordinator),
        **employment_words(client, user=coordinator, text=FREE_TEXT),
        **job_words(client, user=supervisor),
        **handover_words(client, user=coordinator, text=FREE_TEXT),
        **keyword_words(client, user=coordinator, text=FREE_TEXT),
        **placing_words(client, user=coordinator, text=FREE_TEXT),
        **plan_words(client, user=coordinator, text=FREE_TEXT),
        **network_words(HOME_AREA),
        **webhook_words(HOME_AREA),
        **service_words(client, user=coordinator, text=FREE_TEXT),
        **question_words(client, user=supervisor, text="Questions"),
        "anomaly_id": Anomaly.objects.get().pk,
        "assignment_id": assign_clients(
            actor=supervisor, client_ids=[client.pk], area_id=HOME_AREA, to=coordinator.pk
        ).pk,
        "batch_id": batch.pk,
        "client_id": client.pk,
        "code": programme.code,
        "code_id": Code.objects.first().pk,
        "consent_id": consent.pk,
        "entry_id": 1,
        "factor_id": 1,
        "filter_id": save_filter(
            actor=supervisor, area_id=HOME_AREA, text=FilterText(name="Waiting", facets={"waiting": "client"})
        ).pk,
        "form_kind": "start",
        "later_kind": "end",
        "feedback_id": ServiceFeedbackFactory(text="The table cannot be read aloud.").pk,
        "glass_id": glass.pk,
        "indicator": "A15",
        "machine_id": make_machine(
            name="Statistics", area=Area.objects.get(pk=HOME_AREA), scopes=["indicators:read"]
        ).pk,
        "membership_id": coordinator.memberships.get().pk,
        "message_id": Message.objects.create(user=supervisor, kind=MessageKind.CODES_MADE).pk,
        "notice_id": Notice.objects.create(
            key="outage", text_fi="a", text_sv="b", text_en="c", valid_from=timezone.now()
        ).pk,
        "participation_id": participation.pk,
        "person_id": coordinator.pk,
        "receipt": ServiceFeedback.objects.first().receipt if hasattr(ServiceFeedback, "receipt") else "AAAA-AAAA",
        "relation_id": relation.pk,
        "run": request_computation(actor=None, programme=programme, areas=[HOME_AREA]),
        "tab": "forms",
        "session_id": 1,
        "target_id": Target.objects.create(programme=programme, indicator="A01", value=700, source="Plan").pk,
        "token": "wrong",
        "unit_id": participation.unit_id,
    }


def imported(programme: Any, participation: Any) -> clients.ImportBatch:
    batch = clients.ImportBatch.objects.create(
        area_id=HOME_AREA,
        programme=programme,
        file_name="spring.csv",
        state=ImportState.IMPORTED,
        report={"rows": 1, "created": 1, "updated": 0, "unchanged": 0, "rejected": 1, "errors": 1, "notes": 0},
    )
    clients.ImportChange.objects.create(
        area_id=HOME_AREA,
        batch=batch,
        participation_id=participation.pk,
        row=2,
        after={
            "client_ref": participation.client_ref,
            "client_id": str(participation.client_id),
            "participation_id": str(participation.pk),
            "unit_id": str(participation.unit_id),
            "started_on": date(2018, 1, 15).isoformat(),
        },
    )
    clients.ImportProblem.objects.create(
        area_id=HOME_AREA, batch=batch, row=3, column="status", code="unknown", sentence="missing_value", details={}
    )
    return batch


def marks() -> dict[str, UUID]:
    """Everything that tells a client, and whom: keys, references, names, identity codes."""
    found: dict[str, UUID] = {CODE: clients.Client.objects.get(identity_cipher__isnull=False).pk}
    for one in clients.Client.objects.all():
        found |= dict.fromkeys((str(one.pk), one.last_name, one.first_names), one.pk)
    for one in clients.Participation.objects.all():
        found |= dict.fromkeys((str(one.pk), one.client_ref), one.client_id)
    return found


class Kept(logging.Handler):
    """Lines as they would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(formatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def crawled(world: World) -> Crawl:
    kept = Kept()
    logging.getLogger().addHandler(kept)
    try:
        with override_settings(**LIMITS):
            visits = [visit for who in world.people for visit in opened_by(world, who)]
            visits += [visit for who in world.tokens for visit in opened_by_machine(world, who)]
    finally:
        logging.getLogger().removeHandler(kept)
    return Crawl(visits, kept.lines, read_log(), world.marks)


def opened_by(world: World, who: str) -> Iterator[Visit]:
    person = world.people[who]
    with acting(user=person, areas=[]):
        browser = Client(raise_request_exception=False)
        browser.cookies["tasma_language"] = "en"
        browser.force_login(person)
        fresh_second_factor(browser, person)
        session = browser.cookies
    for number, (route, pattern) in enumerate(patterns()):
        if endpoint(pattern) is None and route != "accounts:signout":
            browser.cookies = session.copy()
            if number % FRESH_EVERY == 0:
                with acting(user=person, areas=[]):
                    fresh_second_factor(browser, person)
            address = address_of(world, route, pattern)
            yield visit(who, route, address, browser.get(address))


def opened_by_machine(world: World, who: str) -> Iterator[Visit]:
    headers = {"Authorization": f"Bearer {world.tokens[who]}"}
    nothing = reverse("api:run", args=[uuid4()])
    yield visit(who, "api:run", nothing, Client().get(nothing, headers=headers))
    for route, pattern in patterns():
        if endpoint(pattern) is not None:
            address = address_of(world, route, pattern)
            yield visit(who, route, address, Client().get(address, headers=headers))


def address_of(world: World, route: str, pattern: Any) -> str:
    unknown = set(pattern.pattern.converters) - world.words.keys()
    assert not unknown, f"{route}: give the crawl a row for {unknown} in words_of"
    values = {word: world.words[word] for word in pattern.pattern.converters}
    return reverse(route, kwargs=values) + QUERIES.get(route, "")


def visit(who: str, route: str, address: str, response: HttpResponseBase) -> Visit:
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    kind = response.headers.get("Content-Type", "")
    text = unzipped(body) if "spreadsheet" in kind else body.decode("utf-8", "replace")
    return Visit(
        who, route, address, response.status_code, response["X-Request-ID"], html.unescape(text), "pdf" in kind
    )


def unzipped(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def read_log() -> dict[str, set[UUID]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT request_id, coalesce(array_agg(DISTINCT one) FILTER (WHERE one IS NOT NULL), '{}')"
            " FROM accounts_readlog LEFT JOIN LATERAL unnest(clients) AS one ON true GROUP BY 1"
        )
        return {request: set(found) for request, found in cursor.fetchall()}


def shown_in(visit: Visit, known: dict[str, UUID]) -> set[UUID]:
    """Whose marks the answer holds, as whole words. A refusal may repeat the key asked for, which tells nothing."""
    words = set(re.findall(r"[\w-]+", visit.text))
    if visit.status != 200 or visit.route in ASKS_FOR_ANY_KEY:
        words -= set(re.findall(r"[\w-]+", visit.address))
    return {key for mark, key in known.items() if mark in words}


def disclosing(crawl: Crawl) -> list[tuple[Visit, set[UUID]]]:
    return [(one, found) for one in crawl.visits if (found := shown_in(one, crawl.marks))]


def test_every_answer_that_shows_a_client_has_its_row(crawl):
    missing = [
        (one.who, one.route, one.status, len(found - crawl.read.get(one.request_id, set())))
        for one, found in disclosing(crawl)
        if not found <= crawl.read.get(one.request_id, set())
    ]

    assert missing == []


def test_a_paper_about_a_client_has_its_row(crawl):
    papers = [one for one in crawl.visits if one.is_paper and one.route not in OF_NOBODY]

    assert {one.who for one in papers} >= {"supervisor", "coordinator"}
    assert [one.who for one in papers if not crawl.read.get(one.request_id)] == []


def test_the_crawl_met_clients_in_every_kind_of_answer(crawl):
    """Data that could leak were there; without them the tests beside this one say nothing."""
    met = {one.route for one, _found in disclosing(crawl) if one.who == "supervisor"}

    assert met >= {
        "clients:client",
        "clients:clients",
        "clients:clients_csv",
        "clients:clients_xlsx",
        "clients:handled",
        "clients:import_changes",
        "clients:participation_detail",
        "reporting:people",
        "reporting:people_csv",
        "reporting:people_xlsx",
    }


def test_the_machine_of_cases_met_clients_by_every_endpoint_of_theirs(crawl):
    met = {one.route for one, _found in disclosing(crawl) if one.who == "case_machine" and one.status == 200}

    assert met == {
        *("api:client", "api:client_contacts", "api:clients", "api:contact", "api:contacts"),
        *("api:client_participations", "api:participation", "api:participations", "api:start_form"),
        *("api:client_plans", "api:plan", "api:plan_version", "api:plans"),
        *("api:client_service_referrals", "api:service_referral", "api:service_referrals"),
        *("api:client_job_referrals", "api:job_referral", "api:job_referrals"),
        *("api:placements", "api:support_decisions"),
    }


def test_who_has_no_clients_meets_none(crawl):
    """The officer sees keys in the log, and nothing else."""
    met = {
        (one.who, one.route)
        for one, _found in disclosing(crawl)
        if one.who in {"outsider", "administrator", "data_protection", "machine"} and one.status == 200
    }

    assert {(who, route) for who, route in met if who != "data_protection"} == set()
    assert {route for _who, route in met} <= {"accounts:anomaly", "accounts:log_entry"}


def test_nothing_of_a_client_is_in_a_line_of_the_log(crawl):
    names = (SURNAME, CODE, FREE_TEXT, "KANARIA-REF", "Malla0")

    assert [line[:200] for line in crawl.lines if any(name in line for name in names)] == []
    assert [line[:200] for line in crawl.lines if '"status": 500' in line or '"level": "error"' in line] == []


def test_nothing_of_a_client_is_in_an_address(crawl):
    names = (SURNAME, CODE, FREE_TEXT, "Malla0")

    found = {
        (one.route, address)
        for one in crawl.visits
        for address in ADDRESS.findall(one.text)
        if any(name in address for name in names)
    }

    assert found == set()


def test_every_route_answers(crawl):
    assert [(one.who, one.route, one.status) for one in crawl.visits if one.status >= 500] == []


def test_refusals_are_in_the_log(crawl):
    refused = {one.request_id: one.route for one in crawl.visits if one.status in {403, 404}}

    unlogged = {route for request, route in refused.items() if request not in crawl.read}

    assert {"clients:client", "accounts:logs", "api:run"} <= set(refused.values())
    assert unlogged <= {"directory", "directory_back"}
