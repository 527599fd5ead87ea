"""Employers willing to hire; empty until its first issue.

Will own employers, contacts, jobs, matching, job referrals, placements and supports.

Neighbours: clients below, training above.
"""
