"""Programmes and the areas that take part in them."""

from collections.abc import Iterable

from network.models import Programme, ProgrammeArea


def programmes_of_areas(areas: Iterable[int]) -> set[int]:
    """Keys of the programmes in which at least one of `areas` takes part."""
    return set(ProgrammeArea.objects.filter(area_id__in=areas).values_list("programme_id", flat=True))


def areas_of_programme(programme: Programme) -> set[int]:
    """Codes of the areas that take part in the programme."""
    return set(ProgrammeArea.objects.filter(programme=programme).values_list("area_id", flat=True))


def all_programmes() -> set[int]:
    """Keys of every programme."""
    return set(Programme.objects.values_list("pk", flat=True))
