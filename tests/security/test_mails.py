"""An address cannot smuggle a header or a second recipient into a mail."""

import pytest
from django.core.mail import BadHeaderError, EmailMessage

from accounts.forms.administration import InviteForm
from accounts.forms.feedback import FeedbackForm
from accounts.forms.signin import ResetForm
from accounts.models import Area, Unit

SMUGGLED = [
    "a@test.invalid\nBcc: b@test.invalid",
    "a@test.invalid\r\nSubject: other",
    "a@test.invalid, b@test.invalid",
    "A <a@test.invalid>",
    "a@test.invalid\x00",
    '"\nBcc: b@test.invalid\n"@test.invalid',
]


@pytest.mark.parametrize("address", SMUGGLED)
def test_an_address_with_more_in_it_is_refused_where_it_is_typed(db, address):
    forms = [
        InviteForm({"email": address}, areas=Area.objects.none(), units=Unit.objects.none()),
        FeedbackForm({"email": address}),
        ResetForm({"email": address}),
    ]

    assert [type(form).__name__ for form in forms if "email" not in form.errors] == []


@pytest.mark.parametrize("address", SMUGGLED[:2])
def test_a_mail_with_a_broken_address_is_not_built(address):
    with pytest.raises(BadHeaderError):
        EmailMessage(subject="Täsmä", body="A sentence.", to=[address]).message()
