"""Versioned question sets and their answers (question path, self-assessment, feedback, surveys); empty until its first issue.

Neighbours: ledger below, network above.
"""
