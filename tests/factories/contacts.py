"""Contacts, appointments and tasks of the home area."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from clients.enums.contacts import ContactChannel, TaskKind
from clients.models import Appointment, AppointmentStaff, Client, Contact, Task
from tests.factories.accounts import HOME_AREA, UserFactory
from tests.factories.clients import ClientFactory


class ContactFactory(factory.django.DjangoModelFactory):
    """A final contact with the client an hour ago."""

    class Meta:
        model = Contact

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    channel = ContactChannel.PHONE
    minutes = 20
    summary = "CANARY-CONTACT"
    author = factory.SubFactory(UserFactory)


class AppointmentFactory(factory.django.DjangoModelFactory):
    """A planned visit in an hour, nobody's until staff are added; `of` adds them."""

    class Meta:
        model = Appointment
        skip_postgeneration_save = True

    client = factory.SubFactory(ClientFactory)
    area_id = factory.LazyAttribute(lambda one: one.client.area_id if one.client else HOME_AREA)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + timedelta(minutes=45))
    channel = ContactChannel.VISIT
    created_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def of(self, create, people, **kwargs):
        for person in people or ():
            AppointmentStaff.objects.create(area_id=self.area_id, appointment=self, user=person)


class TaskFactory(factory.django.DjangoModelFactory):
    """An open task about a client, due today."""

    class Meta:
        model = Task

    client = factory.SubFactory(ClientFactory)
    area_id = factory.LazyAttribute(lambda one: one.client.area_id if one.client else HOME_AREA)
    owner = factory.SubFactory(UserFactory)
    created_by = factory.SelfAttribute("owner")
    kind = TaskKind.CALL
    title = "CANARY-TASK"
    due_on = factory.LazyFunction(timezone.localdate)


def contact_words(client: Client, *, user: User, text: str) -> dict[str, Any]:
    """What addresses name of a client's contacts: one of each with `text` in it, all by this person."""
    appointment = AppointmentFactory(client=client, title=text, place=text, created_by=user, of=[user])
    return {
        "contact_id": ContactFactory(client=client, author=user, summary=text, appointment=appointment).pk,
        "appointment_id": appointment.pk,
        "task_id": TaskFactory(client=client, owner=user, title=text).pk,
    }
