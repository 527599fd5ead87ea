"""Pages that look over several apps, and the demo; no models.

Owns the page after sign-in, health addresses and the synthetic people of the demo.

Neighbours: reporting below, nothing above.
"""
