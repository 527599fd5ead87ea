"""Keywords, diagnosis marks and statuses of work ability."""

from datetime import date
from typing import Any

import factory

from accounts.models import User
from clients.models import Client, DiagnosisMark, Keyword, WorkAbilityStatus
from tests.factories.accounts import UserFactory
from tests.factories.clients import ClientFactory


def keyword_words(client: Client, *, user: User, text: str) -> dict[str, Any]:
    """What addresses of marks name: a keyword, a diagnosis and a status of the client, with the text in each."""
    return {
        "keyword_id": KeywordFactory(client=client, set_by=user, reason=text).pk,
        "mark_id": DiagnosisMarkFactory(client=client, source_name=text).pk,
        "status_id": WorkAbilityStatusFactory(client=client, recorded_by=user, reason=text).pk,
    }


class KeywordFactory(factory.django.DjangoModelFactory):
    """A keyword in force since the beginning of 2026."""

    class Meta:
        model = Keyword

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    kind = "tasmatyo"
    set_on = date(2026, 1, 5)
    set_by = factory.SubFactory(UserFactory)
    reason = "CANARY-KEYWORD-REASON"

    class Params:
        ended = factory.Trait(
            ended_on=date(2026, 6, 1), ended_by=factory.SelfAttribute("set_by"), end_reason="CANARY-KEYWORD-END"
        )


class DiagnosisMarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DiagnosisMark

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    chapter = "F00-F99"
    source = "client"
    stated_on = date(2026, 1, 5)


class WorkAbilityStatusFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkAbilityStatus

    client = factory.SubFactory(ClientFactory)
    area_id = factory.SelfAttribute("client.area_id")
    status = "suspected"
    since = date(2026, 1, 5)
    recorded_by = factory.SubFactory(UserFactory)
