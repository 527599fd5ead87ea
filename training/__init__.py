"""Sessions for staff; empty until its first issue.

Will own sessions, attendance, feedback, qualifications and guides.

Neighbours: employers below, reporting above.
"""
