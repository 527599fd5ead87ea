"""What a person has been told."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import MessageKind
from accounts.models import Message, Notice, User
from config.kernel.errors import NotFound
from config.kernel.tables import Cell, Column, Row, Table

# Where a kind of message leads: a route that takes what the message is about, or one that takes nothing.
ABOUT: dict[str, str] = {
    MessageKind.CLIENT_RECEIVED: "clients:client",
    MessageKind.CLIENTS_MERGED: "clients:client",
    MessageKind.CONSULTATION_OPENED: "clients:client",
    MessageKind.GLASS_OPENED: "clients:client",
    MessageKind.GLASS_TO_REVIEW: "clients:glass_review",
    MessageKind.READING_TO_REVIEW: "accounts:anomaly",
    MessageKind.APPOINTMENT_SHARED: "clients:appointment",
    MessageKind.APPOINTMENT_CHANGED: "clients:appointment",
    MessageKind.REFERRAL_ARRIVED: "clients:incoming_referral",
    MessageKind.REFERRAL_DECIDED: "clients:incoming_referral",
    MessageKind.TASK_GIVEN: "clients:task",
    MessageKind.HANDOVER_OFFERED: "clients:handover",
    MessageKind.HANDOVER_DECLINED: "clients:handover",
    MessageKind.TRANSFER_ARRIVED: "clients:transfer",
    MessageKind.TRANSFER_ANSWERED: "clients:transfer",
    MessageKind.TRANSFER_LATE: "clients:transfer",
    MessageKind.TRANSFER_EXPIRED: "clients:transfer",
    MessageKind.SERVICE_REFERRAL_ANSWERED: "clients:service_referral",
    MessageKind.JOB_REFERRAL_EXPIRED: "employers:job_referral",
    MessageKind.SERVICE_REFERRAL_EXPIRED: "clients:service_referral",
    MessageKind.SERVICE_REFERRAL_LATE: "clients:service_referral",
}
LEADS_TO: dict[str, str] = {
    MessageKind.NEW_DEVICE: "accounts:devices",
    MessageKind.TASK_DUE: "clients:tasks",
    MessageKind.CHASE_DIGEST: "clients:chase",
    MessageKind.WILLING_TO_CONFIRM: "employers:to_confirm",
    MessageKind.FACTOR_ADDED: "accounts:security",
    MessageKind.FACTOR_REMOVED: "accounts:security",
    MessageKind.CODES_MADE: "accounts:security",
    MessageKind.SIGN_IN_RESET: "accounts:security",
    MessageKind.RIGHTS_CHANGED: "accounts:profile",
}


def messages_of(user: User) -> QuerySet[Message]:
    """The person's own messages, the newest first."""
    return Message.objects.filter(user=user).order_by("-created_at", "pk")


def unread_count(user: User) -> int:
    """How many messages are new."""
    return Message.objects.filter(user=user).unread().count()


def notices_now() -> list[Notice]:
    """The texts everybody is shown at this moment."""
    return list(Notice.objects.in_force(timezone.now()).order_by("valid_from", "key"))


def messages_table(found: Iterable[Message]) -> Table:
    """Messages as a list for a page: when, what, and whether it was new."""
    columns = (Column(label=_("When")), Column(label=_("Message")), Column(label=_("State")))
    rows = tuple(
        Row(
            cells=(
                Cell(text=date_format(timezone.localtime(one.created_at), "SHORT_DATETIME_FORMAT"), tight=True),
                Cell(
                    text=one.get_kind_display(),
                    url=reverse("accounts:message", args=[one.pk]) if opens(one) else "",
                    header=True,
                ),
                _state(one),
            )
        )
        for one in found
    )
    return Table(caption=_("Messages, newest first"), columns=columns, rows=rows, empty=_("No messages yet."))


def _state(message: Message) -> Cell:
    if message.read_at is None:
        return Cell(text=pgettext("message", "New"), tone="info")
    return Cell(text=pgettext("message", "Read"), tone="plain")


def opens(message: Message) -> bool:
    """Whether the message leads to a page."""
    return message.kind in LEADS_TO or (message.kind in ABOUT and message.about is not None)


def address_of(user: User, message_id: UUID) -> str:
    """The page of what one's own message is about. Kept out of the list, which would name clients unasked."""
    message = messages_of(user).filter(pk=message_id).first()
    if message is None or not opens(message):
        raise NotFound
    return (
        reverse(LEADS_TO[message.kind])
        if message.kind in LEADS_TO
        else reverse(ABOUT[message.kind], args=[message.about])
    )
