from datetime import date

import factory

from accounts.enums import FeedbackKind
from accounts.models import ServiceFeedback


class ServiceFeedbackFactory(factory.django.DjangoModelFactory):
    """Feedback received on the first of March 2026, without an address."""

    class Meta:
        model = ServiceFeedback

    kind = FeedbackKind.NOTICE
    text = "The table cannot be read aloud."
    language = "fi"
    received_at = "2026-03-01T10:00:00+00:00"
    due_on = date(2026, 3, 15)
