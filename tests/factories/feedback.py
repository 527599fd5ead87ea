from datetime import date

import factory
from django.utils import timezone

from accounts.enums import FeedbackKind
from accounts.models import ServiceFeedback
from clients.models import Case, CaseFeedback, Client, FeedbackRequest
from clients.selectors.feedback import version_asked
from questionnaires.services.inviting import invite
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.clients import ClientFactory


class ServiceFeedbackFactory(factory.django.DjangoModelFactory):
    """Feedback received on the first of March 2026, without an address."""

    class Meta:
        model = ServiceFeedback

    kind = FeedbackKind.NOTICE
    text = "The table cannot be read aloud."
    language = "fi"
    received_at = "2026-03-01T10:00:00+00:00"
    due_on = date(2026, 3, 15)


def closed_case(client: Client) -> Case:
    """A case of the client that ended, one that the client has already where there is one."""
    found = client.cases.first()
    return found or CaseFactory(client=client, closed=True)


class CaseFeedbackFactory(factory.django.DjangoModelFactory):
    """What a client told by name today of a case that ended."""

    class Meta:
        model = CaseFeedback

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    case = factory.LazyAttribute(lambda one: closed_case(one.client))
    question_set_version = factory.LazyAttribute(lambda one: version_asked(one.client.area_id))
    given_on = factory.LazyFunction(timezone.localdate)
    answers = factory.LazyFunction(lambda: {"heard": 5, "met": 4, "helped": None})
    recorded_by = factory.SubFactory(UserFactory)


class FeedbackRequestFactory(factory.django.DjangoModelFactory):
    """A link that a client was given today."""

    class Meta:
        model = FeedbackRequest

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    case = factory.LazyAttribute(lambda one: closed_case(one.client))
    invitation = factory.LazyAttribute(
        lambda one: invite(area_id=one.client.area_id, version=version_asked(one.client.area_id)).invitation
    )
    made_by = factory.SubFactory(UserFactory)
