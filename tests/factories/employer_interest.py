import json
from uuid import uuid4

import factory
from django.utils import timezone

from config.kernel.encryption import encrypt, token_hash
from employers.enums.public import InterestState
from employers.models import InterestRequest
from employers.models.interest import CONTACT_PLACE
from employers.services.interest import token_of
from tests.factories.accounts import HOME_AREA
from tests.factories.employers import business_id

WRITER = {"name": "Keksitty Kirjoittaja", "email": "kirjoittaja@test.invalid", "phone": "", "message": "Hei"}


class InterestRequestFactory(factory.django.DjangoModelFactory):
    """Confirmed interest of an employer in Turku; `fresh` is not confirmed yet."""

    class Meta:
        model = InterestRequest

    class Params:
        fresh = factory.Trait(state=InterestState.UNCONFIRMED, confirmed_at=None)

    id = factory.LazyFunction(uuid4)
    area_id = HOME_AREA
    municipality_id = "853"
    business_id = factory.Sequence(lambda n: business_id(n + 50_000))
    employer_name = factory.Sequence(lambda n: f"Leipomo {n} Oy")
    state = InterestState.WAITING
    sent_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyFunction(timezone.now)
    mark_hash = factory.Sequence(lambda n: token_hash(f"mark {n}"))
    token_hash = factory.LazyAttribute(lambda one: token_hash(token_of(one.id)))

    contact_cipher = factory.LazyFunction(
        lambda: encrypt(json.dumps(WRITER).encode(), place=CONTACT_PLACE),
    )
