import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models.functions import Now
from django.test import override_settings
from django.utils.translation import override

from accounts.context import set_context
from accounts.enums import LinkKind, MessageKind
from accounts.models import Message
from accounts.models.messages import MAX_ATTEMPTS
from accounts.services.messages import tell
from accounts.services.signin import make_mailed_link
from ledger.services.mailing import deliver_messages
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class Refusing(EmailBackend):
    """A server that takes no mail for anybody."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({})


class Unreachable(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


def told(user, kind=MessageKind.RIGHTS_CHANGED, about=None) -> Message:
    tell(user_id=user.pk, kind=kind, about=about)
    return Message.objects.get(user=user)


def test_message_goes_out_once_in_the_persons_language():
    user = UserFactory(language="sv", name="Somebody Else")
    told(user)

    assert (deliver_messages(), deliver_messages()) == (1, 0)

    sent = mail.outbox[0]
    with override("sv"):
        assert str(MessageKind.RIGHTS_CHANGED.label) in sent.body
    assert sent.to == [user.email]
    assert "/messages/" in sent.body
    assert user.name not in sent.body + sent.subject


def test_invitation_carries_its_link_and_no_token_lies_in_the_database():
    user = UserFactory()
    link = make_mailed_link(user_id=user.pk, kind=LinkKind.INVITATION)
    told(user, MessageKind.INVITATION, link.pk)

    deliver_messages()

    assert "/account/link/" in mail.outbox[0].body


@override_settings(EMAIL_BACKEND="tests.ledger.services.test_mailing.Refusing")
def test_refused_mail_waits_longer_each_time_and_is_given_up():
    message = told(UserFactory())

    assert deliver_messages() == 0
    message.refresh_from_db()
    assert (message.attempts, message.mailed_at) == (1, None)
    assert list(Message.objects.to_mail()) == []

    for attempts, minutes in ((1, 3), (MAX_ATTEMPTS - 1, 300), (MAX_ATTEMPTS, 10_000)):
        Message.objects.update(attempts=attempts, failed_at=Now() - timedelta(minutes=minutes))
        assert Message.objects.to_mail().exists() is (attempts < MAX_ATTEMPTS)


@override_settings(EMAIL_BACKEND="tests.ledger.services.test_mailing.Unreachable")
def test_server_out_of_reach_costs_no_attempt():
    message = told(UserFactory())

    assert deliver_messages() == 0

    message.refresh_from_db()
    assert (message.attempts, message.failed_at) == (0, None)


def test_mail_does_not_depend_on_whose_context_it_is():
    told(UserFactory())
    set_context(user=None)

    assert deliver_messages() == 1
