"""Jobs and outbox rows."""

import uuid

import factory

from ledger.models import Job, Outbox
from tests.factories.accounts import HOME_AREA


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
