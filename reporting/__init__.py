"""Facts, indicator definitions, computations, values, targets, published figures, dashboards.

Neighbours: training below, desk above; the only app that counts.
"""
