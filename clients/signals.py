"""What this app tells the apps above it."""

from django.dispatch import Signal

# Sent inside the transaction of the change, with area_id and programme_id: participations of both were added or changed.
participations_changed = Signal()
