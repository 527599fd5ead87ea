"""Jobs and outbox rows."""

import uuid

import factory

from config.kernel.encryption import encrypt
from ledger.enums import SUBSCRIBED
from ledger.models import Job, Outbox, WebhookDelivery, WebhookEndpoint, WebhookEvent
from ledger.models.webhooks import SECRET_PLACE
from tests.factories.accounts import HOME_AREA, UserFactory

SECRET = b"a secret of thirty-two bytes ...."


class OutboxFactory(factory.django.DjangoModelFactory):
    """Work that waits to be sent."""

    class Meta:
        model = Outbox

    task = "tests.count"


class JobFactory(factory.django.DjangoModelFactory):
    """A job that waits for a worker; its outbox row comes with it."""

    class Meta:
        model = Job
        skip_postgeneration_save = True

    id = factory.LazyFunction(uuid.uuid4)
    area_id = HOME_AREA
    kind = "count"

    @factory.post_generation
    def outbox(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            OutboxFactory(pk=self.pk, area_id=self.area_id, **kwargs)


class WebhookEndpointFactory(factory.django.DjangoModelFactory):
    """A listening endpoint of the home area on this machine; `url` may name another port."""

    class Meta:
        model = WebhookEndpoint

    area_id = HOME_AREA
    name = factory.Sequence(lambda n: f"Receiver {n}")
    url = "http://localhost:9/hook"
    kinds = factory.LazyFunction(lambda: [kind.value for kind in SUBSCRIBED])
    secret_cipher = factory.LazyFunction(lambda: encrypt(SECRET, place=SECRET_PLACE))
    created_by = factory.SubFactory(UserFactory)


def webhook_words(area_id: int) -> dict[str, object]:
    """A webhook of the area with a delivery, by the words of addresses."""
    endpoint = WebhookEndpointFactory(area_id=area_id)
    event = WebhookEvent.objects.create(area_id=area_id, kind=SUBSCRIBED[0])
    delivery = WebhookDelivery.objects.create(area_id=area_id, endpoint=endpoint, event=event)
    return {"endpoint_id": endpoint.pk, "delivery_id": delivery.pk}
