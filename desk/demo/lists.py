"""Filters that the demo's supervisor shares with the area; one of them is a tile of everybody's day."""

from __future__ import annotations

from accounts.models import User
from clients.models import SavedFilter
from desk.demo import programme as facts

FILTERS = (
    ("Tulkkia tarvitsevat", {"whose": "all", "interpreter": "1"}, ["unit", "phase", "next_appointment"], True),
    ("Nuoret, alle 30", {"whose": "all", "age": "u30", "status": "open"}, ["birth_date", "phase", "direction"], False),
)


def give_filters() -> None:
    """The area has its shared filters; those that exist are left alone."""
    supervisor = User.objects.filter(email="supervisor@demo.invalid").first()
    if supervisor is None:
        return
    for position, (name, values, columns, as_tile) in enumerate(FILTERS):
        SavedFilter.objects.get_or_create(
            area_id=facts.HOME_AREA,
            owner=None,
            unit=None,
            name=name,
            defaults={
                "facets": values,
                "columns": columns,
                "as_tile": as_tile,
                "position": 10 + position,
                "created_by": supervisor,
            },
        )
