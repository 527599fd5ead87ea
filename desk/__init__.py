"""Pages that look over several apps and the demo; URLs, selectors and templates, no models.

Neighbours: reporting below, nothing above.
"""
