from datetime import date

import factory

from clients.models import Client, EndForm, FollowUpForm, Participation, StartForm
from tests.factories.accounts import HOME_AREA
from tests.factories.network import ProgrammeFactory


class ClientFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Client

    area_id = HOME_AREA
    gender = "1"
    birth_date = date(1980, 6, 15)


class ParticipationFactory(factory.django.DjangoModelFactory):
    """A participation without forms; `started` and `ended` are traits that add complete ones."""

    class Meta:
        model = Participation

    unit = None
    client = factory.SubFactory(
        ClientFactory, area_id=factory.SelfAttribute("..area_id"), unit=factory.SelfAttribute("..unit")
    )
    programme = factory.SubFactory(ProgrammeFactory)
    area_id = HOME_AREA
    client_ref = factory.Sequence(lambda n: f"ref-{n}")
    first_started_on = date(2018, 1, 15)
    started_on = factory.SelfAttribute("first_started_on")


class StartFormFactory(factory.django.DjangoModelFactory):
    """A complete start form of a person unemployed for a year."""

    class Meta:
        model = StartForm

    participation = factory.SubFactory(ParticipationFactory)
    area_id = factory.SelfAttribute("participation.area_id")
    status = "11"
    unemployed_months = 12
    in_education = False
    isced = "3"
    household = "1"


class EndFormFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EndForm

    participation = factory.SubFactory(ParticipationFactory, ended_on=date(2018, 9, 30))
    area_id = factory.SelfAttribute("participation.area_id")
    observed_on = date(2018, 10, 1)
    status = "21"


class FollowUpFormFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FollowUpForm

    participation = factory.SubFactory(ParticipationFactory, ended_on=date(2018, 9, 30))
    area_id = factory.SelfAttribute("participation.area_id")
    observed_on = date(2019, 3, 31)
    status = "21"
