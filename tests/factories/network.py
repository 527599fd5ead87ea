from typing import Any

import factory

from network.enums import PartnerType, ServiceCode
from network.models import Organisation, Programme, ProgrammeArea, Service
from tests.factories.accounts import HOME_AREA


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A programme in which the home area takes part."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"P{n:05}")
    name_fi = factory.LazyAttribute(lambda programme: f"Ohjelma {programme.code}")

    @factory.post_generation
    def areas(self, create, extracted, **kwargs):
        for area in extracted if extracted is not None else [HOME_AREA]:
            ProgrammeArea.objects.create(programme=self, area_id=area)


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A provider of the home area with a functional address."""

    class Meta:
        model = Organisation

    area_id = HOME_AREA
    kind = PartnerType.PROVIDER
    name = factory.Sequence(lambda n: f"Kuntoutus {n} Oy")
    email = "vastaanotto@kumppani.invalid"


class ServiceFactory(factory.django.DjangoModelFactory):
    """Procured job coaching of a provider."""

    class Meta:
        model = Service

    organisation = factory.SubFactory(OrganisationFactory)
    area_id = factory.SelfAttribute("organisation.area_id")
    code = ServiceCode.JOB_COACHING
    name = factory.Sequence(lambda n: f"Coaching {n}")
    is_procured = True


def network_words(area_id: int) -> dict[str, Any]:
    """A partner of the area with a service, by the words of addresses."""
    service = ServiceFactory(organisation=OrganisationFactory(area_id=area_id))
    return {"partner_id": service.organisation_id, "service_id": service.pk}
