"""Mails: each message to a person goes out once, as its sentence and a link; nothing of anybody stands in it."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import make_msgid
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.context import set_context
from accounts.models import Message, User
from accounts.services.signin import mailed_address

BATCH = 20
UNREACHABLE = (OSError, smtplib.SMTPConnectError, smtplib.SMTPServerDisconnected, smtplib.SMTPAuthenticationError)

log = structlog.get_logger(__name__)


def deliver_messages() -> int:
    """A batch of waiting messages is mailed, each to its person in the person's language; returns how many went out.

    Several workers share the messages. One whose server refuses it is tried again, each time later, and given up after
    the last attempt; while no server answers nothing counts as an attempt. When the process dies after a mail left and
    before the commit, that mail is sent twice: the lesser evil, as one never sent would leave somebody outside.
    """
    waiting = list(Message.objects.to_mail().select_for_update(of=("self",), skip_locked=True)[:BATCH])
    if not waiting:
        return 0
    with _server() as server:
        return 0 if server is None else sum(_deliver(message, server) for message in waiting)


@contextmanager
def _server() -> Iterator[BaseEmailBackend | None]:
    """An open connection to the mail server, or None while it cannot be reached."""
    server = get_connection()
    try:
        server.open()
    except UNREACHABLE as error:
        log.warning("mail_server_unreachable", error=type(error).__name__)
        yield None
        return
    try:
        yield server
    finally:
        server.close()


def _deliver(message: Message, server: BaseEmailBackend) -> int:
    set_context(user=message.user_id)
    user = User.objects.filter(pk=message.user_id).first()
    if user is None:
        return 0
    try:
        _mail(message, user, server).send()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail_refused", message_id=str(message.pk), error=type(error).__name__)
        Message.objects.filter(pk=message.pk).update(failed_at=Now(), attempts=F("attempts") + 1)
        return 0
    Message.objects.filter(pk=message.pk).update(mailed_at=Now(), attempts=F("attempts") + 1)
    return 1


def _mail(message: Message, user: User, server: BaseEmailBackend) -> EmailMessage:
    with translation.override(user.language):
        link = mailed_address(link_id=message.about) if message.about else ""
        body = render_to_string(
            "mail/message.txt",
            {"sentence": message.get_kind_display(), "link": link, "list": f"{settings.BASE_URL}{_list_path()}"},
        )
        return EmailMessage(
            subject=_("Täsmä: a message for you"),
            body=body,
            to=[user.email],
            connection=server,
            headers={"Message-ID": make_msgid(domain=urlsplit(settings.BASE_URL).hostname)},
        )


def _list_path() -> str:
    return reverse("accounts:messages")
