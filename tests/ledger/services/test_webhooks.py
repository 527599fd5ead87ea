"""Webhooks against a real receiver on this machine: signed, tried again, given up, sent anew; told with the change."""

import base64
import hashlib
import hmac
import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction

from accounts.context import acting
from accounts.enums import MessageKind, Role
from accounts.models import Message
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.enums import DeliveryFault, DeliveryState, WebhookKind
from ledger.models import Outbox, WebhookDelivery, WebhookEndpoint, WebhookEvent
from ledger.services.cleaning import forget_old_webhooks
from ledger.services.execution import perform
from ledger.services.outbox import NotAKey
from ledger.services.webhook_endpoints import (
    add_endpoint,
    change_endpoint,
    renew_endpoint_secret,
    resume_endpoint,
    send_again,
    send_dead_again,
    stop_endpoint,
    try_endpoint,
)
from ledger.services.webhooks import WAITS, announce, deliver
from ledger.webhook_hosts import host_is_allowed
from tests.factories.accounts import HOME_AREA, OTHER_AREA, member
from tests.factories.ledger import SECRET, WebhookEndpointFactory

WILLING = WebhookKind.EMPLOYER_WILLING
ABOUT = {"employer": uuid.UUID(int=7)}
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Undone(Exception):
    """What was being done is not to be kept."""


class Receiver:
    """Another system: answers with the status it was told to and keeps what it was sent."""

    def __init__(self) -> None:
        self.status, self.taken = 204, []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.taken.append((dict(self.headers), body))
                self.send_response(outer.status)
                if outer.status == 302:
                    self.send_header("location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setattr(settings, "WEBHOOK_HOSTS", ["localhost", "hooks.example"])
    one = Receiver()
    yield one
    one.server.shutdown()
    one.server.server_close()


def told(endpoint: WebhookEndpoint) -> WebhookDelivery:
    announce(area_id=endpoint.area_id, kind=WILLING, about=ABOUT)
    return WebhookDelivery.objects.get(endpoint=endpoint)


def asked_for(delivery: WebhookDelivery) -> list[Outbox]:
    return list(Outbox.objects.filter(key__startswith=f"webhook:{delivery.pk}:").order_by("available_at"))


@pytest.mark.django_db
def test_an_event_is_posted_with_keys_alone_and_a_signature_that_a_receiver_can_check(receiver):
    delivery = told(WebhookEndpointFactory(url=receiver.url))

    assert deliver(delivery.pk) == DeliveryState.DELIVERED
    assert deliver(delivery.pk) is None

    ((headers, body),) = receiver.taken
    told_of = json.loads(body)
    assert (told_of["type"], told_of["data"]) == (
        "employer.willing",
        {"area": HOME_AREA, "employer": str(ABOUT["employer"])},
    )
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(SECRET, said, hashlib.sha256).digest()).decode()
    assert (headers["webhook-signature"], headers["webhook-id"]) == (f"v1,{wanted}", str(delivery.event_id))


@pytest.mark.django_db
def test_only_listening_endpoints_of_the_area_are_told_and_only_with_what_cannot_be_of_a_person(receiver):
    listening = WebhookEndpointFactory(url=receiver.url)
    WebhookEndpointFactory(url=receiver.url, kinds=["vacancy.opened"])
    WebhookEndpointFactory(url=receiver.url, is_active=False)
    with acting(areas=[OTHER_AREA]):
        WebhookEndpointFactory(url=receiver.url, area_id=OTHER_AREA)

    announce(area_id=HOME_AREA, kind=WILLING, about=ABOUT)

    assert list(WebhookDelivery.objects.values_list("endpoint_id", flat=True)) == [listening.pk]
    with pytest.raises(NotAKey):
        announce(area_id=HOME_AREA, kind=WILLING, about={"name": "Maija Meikäläinen"})
    assert WebhookEvent.objects.count() == 1


@pytest.mark.django_db
def test_without_an_endpoint_nothing_is_kept():
    announce(area_id=HOME_AREA, kind=WILLING, about=ABOUT)

    assert WebhookEvent.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "fault"),
    [(500, DeliveryFault.REFUSED), (404, DeliveryFault.REFUSED), (302, DeliveryFault.REFUSED)],
)
def test_an_error_or_a_redirect_is_tried_again_later(receiver, status, fault):
    receiver.status = status
    delivery = told(WebhookEndpointFactory(url=receiver.url))

    with time_machine.travel(START, tick=False):
        assert deliver(delivery.pk) == DeliveryState.WAITING

    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.last_status, delivery.last_fault) == (1, status, fault)
    assert (delivery.next_at, len(receiver.taken)) == (START + WAITS[0], 1)
    assert asked_for(delivery)[0].available_at == delivery.next_at


@pytest.mark.django_db
def test_a_receiver_down_for_a_day_gets_the_event_once_with_the_same_id(receiver):
    receiver.status = 503
    delivery = told(WebhookEndpointFactory(url=receiver.url))
    moment = START
    while moment < START + timedelta(hours=24):
        with time_machine.travel(moment, tick=False):
            deliver(delivery.pk)
        delivery.refresh_from_db()
        moment = delivery.next_at
    receiver.status = 200

    with time_machine.travel(moment, tick=False):
        assert deliver(delivery.pk) == DeliveryState.DELIVERED

    assert {headers["webhook-id"] for headers, _body in receiver.taken} == {str(delivery.event_id)}
    assert moment < START + timedelta(hours=34)


@pytest.mark.django_db
def test_after_the_last_attempt_it_is_given_up_listed_and_can_be_sent_anew(receiver):
    administrator = member(role=Role.ADMINISTRATOR)
    receiver.status = 500
    delivery = told(WebhookEndpointFactory(url=receiver.url, created_by=administrator))

    states = [deliver(delivery.pk) for _attempt in range(len(WAITS) + 1)]

    assert states == [DeliveryState.WAITING] * len(WAITS) + [DeliveryState.DEAD]
    assert list(Message.objects.filter(user=administrator).values_list("kind", flat=True)) == [MessageKind.WEBHOOK_DEAD]
    receiver.status = 204
    assert send_dead_again(actor=administrator, endpoint_id=delivery.endpoint_id) == 1
    with pytest.raises(OutOfOrder):
        send_again(actor=administrator, delivery_id=delivery.pk)
    assert deliver(delivery.pk) == DeliveryState.DELIVERED
    send_again(actor=administrator, delivery_id=delivery.pk)
    assert deliver(delivery.pk) == DeliveryState.DELIVERED
    assert {headers["webhook-id"] for headers, _body in receiver.taken} == {str(delivery.event_id)}


@pytest.mark.django_db
def test_a_receiver_that_is_gone_for_good_is_told_no_more(receiver):
    receiver.status = 410
    delivery = told(WebhookEndpointFactory(url=receiver.url))

    assert deliver(delivery.pk) == DeliveryState.DEAD

    delivery.refresh_from_db()
    assert (delivery.last_fault, delivery.endpoint.is_active) == (DeliveryFault.GONE, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://localhost:9/hook", DeliveryFault.UNREACHABLE),
        ("https://elsewhere.example/hook", DeliveryFault.NOT_ALLOWED),
    ],
)
def test_nobody_there_or_a_host_no_longer_listed_is_an_attempt_that_failed(receiver, url, fault):
    delivery = told(WebhookEndpointFactory(url=url))

    assert deliver(delivery.pk) == DeliveryState.WAITING

    delivery.refresh_from_db()
    assert (delivery.last_fault, delivery.last_status) == (fault, None)


@pytest.mark.django_db
def test_what_is_on_its_way_to_a_stopped_endpoint_is_given_up(receiver):
    administrator = member(role=Role.ADMINISTRATOR)
    delivery = told(WebhookEndpointFactory(url=receiver.url))
    stop_endpoint(actor=administrator, endpoint_id=delivery.endpoint_id, version=1)

    assert deliver(delivery.pk) == DeliveryState.DEAD

    assert receiver.taken == []
    with pytest.raises(OutOfOrder):
        send_dead_again(actor=administrator, endpoint_id=delivery.endpoint_id)
    resume_endpoint(actor=administrator, endpoint_id=delivery.endpoint_id, version=2)
    assert send_dead_again(actor=administrator, endpoint_id=delivery.endpoint_id) == 1


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        ("https://hooks.example/in", True),
        ("https://hooks.example:8443/in", True),
        ("http://localhost:8000/in", True),
        ("http://hooks.example/in", False),
        ("https://other.example/in", False),
        ("https://hooks.example.other.example/", False),
        ("https://user@hooks.example/", False),
        ("https://hooks.example/#part", False),
        ("https://127.0.0.1/in", False),
        ("https://[::1/in", False),
        ("https://hooks.example:port/", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_the_operators_hosts_are_ever_called(monkeypatch, url, is_allowed):
    monkeypatch.setattr(settings, "WEBHOOK_HOSTS", ["hooks.example", "localhost"])

    assert host_is_allowed(url) == is_allowed


@pytest.mark.django_db
def test_administrators_of_the_area_keep_its_webhooks_and_see_each_secret_once(receiver):
    administrator, supervisor = member(role=Role.ADMINISTRATOR), member()
    values = {"name": "Data warehouse", "url": receiver.url, "kinds": ["vacancy.opened"]}

    made, secret = add_endpoint(actor=administrator, area_id=HOME_AREA, values=values)

    assert base64.b64decode(secret.removeprefix("whsec_")) == made.secret
    for actor in (supervisor, member(role=Role.ADMINISTRATOR, area=OTHER_AREA)):
        with pytest.raises(NotAllowed):
            add_endpoint(actor=actor, area_id=HOME_AREA, values=values)
        with pytest.raises(NotFound):
            stop_endpoint(actor=actor, endpoint_id=made.pk, version=1)
    with pytest.raises(Refusal) as refused:
        change_endpoint(
            actor=administrator, endpoint_id=made.pk, version=1, values=values | {"url": "https://127.0.0.1/"}
        )
    assert refused.value.field == "url"
    _made, another = renew_endpoint_secret(actor=administrator, endpoint_id=made.pk, version=1)
    with pytest.raises(Conflict):
        renew_endpoint_secret(actor=administrator, endpoint_id=made.pk, version=1)
    assert another != secret
    try_endpoint(actor=administrator, endpoint_id=made.pk)
    trial = WebhookDelivery.objects.get(endpoint=made)
    assert (deliver(trial.pk), json.loads(receiver.taken[0][1])["type"]) == (DeliveryState.DELIVERED, "webhook.test")


@pytest.mark.usefixtures("live_database")
def test_the_event_is_told_with_the_change_or_not_at_all_and_delivered_by_the_worker(receiver):
    with acting(areas=[HOME_AREA]):
        endpoint = WebhookEndpointFactory(url=receiver.url)
    with acting(areas=[HOME_AREA]), suppress(Undone), transaction.atomic():
        announce(area_id=HOME_AREA, kind=WILLING, about=ABOUT)
        raise Undone
    assert Outbox.objects.filter(task="ledger.deliver_webhook").count() == 0
    with acting(areas=[HOME_AREA]):
        delivery = told(endpoint)

    perform(outbox_id=Outbox.objects.get(task="ledger.deliver_webhook").pk)

    with acting(areas=[HOME_AREA]):
        delivery.refresh_from_db()
    assert (delivery.state, len(receiver.taken)) == (DeliveryState.DELIVERED, 1)


@pytest.mark.django_db
def test_settled_deliveries_are_forgotten_after_three_months(receiver):
    endpoint = WebhookEndpointFactory(url=receiver.url)
    old, new = told(endpoint), None
    deliver(old.pk)
    announce(area_id=HOME_AREA, kind=WILLING, about=ABOUT)
    new = WebhookDelivery.objects.exclude(pk=old.pk).get()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_webhookdelivery SET settled_at = now() - interval '91 days' WHERE id = %s", [old.pk]
        )

    assert forget_old_webhooks() == 1

    assert list(WebhookDelivery.objects.values_list("pk", flat=True)) == [new.pk]
