"""Sessions for staff, attendance, feedback, qualifications, guides; empty until its first issue.

Neighbours: employers below, reporting above.
"""
