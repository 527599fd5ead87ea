import factory

from network.models import Programme, ProgrammeArea
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
