"""Employers, willingness, contacts, jobs, matching, placements, supports; empty until its first issue.

Neighbours: clients below, training above.
"""
