"""What reporting hears from the apps below it."""

from typing import Any

from django.dispatch import receiver

from clients.signals import participations_changed
from reporting.services.computing import ensure_computation


@receiver(participations_changed)
def compute_after_change(sender: Any, *, area_id: int, programme_id: int, **kwargs: Any) -> None:
    ensure_computation(area_id=area_id, programme_id=programme_id)
