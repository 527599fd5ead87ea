"""Versioned question sets and their answers; empty until its first issue.

Will own the question path, self-assessments, feedback forms and surveys.

Neighbours: ledger below, network above.
"""
