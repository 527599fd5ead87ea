"""What this app tells the apps above it."""

from django.dispatch import Signal

# Sent with area_id and programme_id in the transaction that added or changed participations of both.
participations_changed = Signal()
# Sent with actor and consent in the transaction in which the client's consent was withdrawn.
consent_withdrawn = Signal()
