"""The only app that counts: facts, indicator definitions, values, targets, dashboards.

Owns ParticipationFact, Computation, Cell, Target and PublishedFigure. Pages, files and the API read its values.

Neighbours: training below, desk above.
"""
