"""What a person has been told."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Message, Notice, User
from config.kernel.tables import Cell, Column, Row, Table

# Where a kind of message leads; a route with `about` in it, or one without.
LEADS_TO: dict[str, str] = {
    "new_device": "accounts:devices",
    "factor_added": "accounts:security",
    "factor_removed": "accounts:security",
    "codes_made": "accounts:security",
    "sign_in_reset": "accounts:security",
    "rights_changed": "accounts:profile",
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
                Cell(text=one.get_kind_display(), url=address_of(one), header=True),
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


def address_of(message: Message) -> str:
    """The page of what the message is about, or nothing."""
    route = LEADS_TO.get(message.kind)
    if route is None:
        return ""
    return _reversed(route, [message.about]) or _reversed(route, [])


def _reversed(route: str, arguments: list[Any]) -> str:
    try:
        return reverse(route, args=arguments)
    except NoReverseMatch:
        return ""
