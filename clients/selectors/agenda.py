"""What a person's day is made of: appointments of the day, tasks whose day has come, clients not met for long."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import DateField, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import User
from clients.models import Appointment, Client, Contact, Task


def day_bounds(day: date, days: int = 1) -> tuple[datetime, datetime]:
    """From midnight to the midnight that ends the last of the days, in Helsinki: 23, 24 or 25 hours a day."""
    midnights = [datetime.combine(one, time.min) for one in (day, day + timedelta(days=days))]
    since, until = (timezone.make_aware(moment) for moment in midnights)
    return since, until


def appointments_today(user: User) -> QuerySet[Appointment]:
    """The user's own appointments of this day that take time, in order; of clients the user still knows."""
    found = Appointment.objects.visible_to(user).of(user).standing()
    return found.between(*day_bounds(timezone.localdate())).select_related("client").order_by("starts_at", "pk")


def tasks_due(user: User) -> QuerySet[Task]:
    """The user's own open tasks whose day has come or passed, the oldest first; about clients the user still knows."""
    found = Task.objects.visible_to(user).filter(owner_id=user.pk).due(timezone.localdate())
    return found.select_related("client", "employment_check").order_by("due_on", "pk")


def with_last_contact(clients: QuerySet[Client]) -> QuerySet[Client]:
    """The same clients with `last_contact_on`: the Helsinki day of the latest contact that counts, None without one.

    Drafts, withdrawn contacts and those in which the client took no part do not count, whoever asks.
    """
    met = Contact.objects.final().filter(area_id=OuterRef("area_id"), client_id=OuterRef("pk"), with_client=True)
    latest = met.order_by("-at").annotate(day=TruncDate("at")).values("day")[:1]
    return clients.annotate(last_contact_on=Subquery(latest, output_field=DateField()))
