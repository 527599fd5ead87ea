"""What the client's page says of contacts, appointments and tasks."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from clients.models import Appointment, Client
from clients.selectors.appointment_list import appointments_table, with_staff
from clients.selectors.client_sections import ClientSection, registered
from clients.selectors.contact_list import contacts_of, contacts_table
from clients.selectors.task_list import tasks_of_client, tasks_table

SHOWN = 10
TAB = "contacts"


@registered(order=10, tab=TAB)
def contacts_section(user: User, client: Client) -> ClientSection:
    """The latest contacts, and the way to all of them and to a new one."""
    return ClientSection(
        key="contacts",
        title=_("Contacts and notes"),
        template="clients/_contacts_section.html",
        context={"client": client, "table": contacts_table(contacts_of(user, client).order_by("-at", "-pk")[:SHOWN])},
        field_groups=("notes",),
    )


@registered(order=20, tab=TAB)
def appointments_section(user: User, client: Client) -> ClientSection:
    """The appointments to come, then the latest that were."""
    found = with_staff(Appointment.objects.filter(area_id=client.area_id, client=client))
    now = timezone.now()
    coming = list(found.filter(ends_at__gte=now).order_by("starts_at", "pk")[:SHOWN])
    past = list(found.filter(ends_at__lt=now).order_by("-starts_at", "pk")[:SHOWN])
    return ClientSection(
        key="appointments",
        title=_("Appointments"),
        template="clients/_appointments_section.html",
        context={"client": client, "table": appointments_table(user, [*coming, *past], client=client)},
        field_groups=("appointments",),
    )


@registered(order=30, tab=TAB)
def tasks_section(user: User, client: Client) -> ClientSection:
    """The open tasks about the client, whoever has them."""
    return ClientSection(
        key="tasks",
        title=_("Tasks"),
        template="clients/_tasks_section.html",
        context={"client": client, "table": tasks_table(tasks_of_client(client)[:50], about_one=True)},
        field_groups=("tasks",),
    )
