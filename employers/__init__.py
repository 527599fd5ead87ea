"""Employers willing to hire, from a logged call to a lasting job.

Owns employers and their establishments, contact persons and contacts, willingness to hire, leads and vacancies, task
analysis, matching of work ability with demands, job referrals, placements, events and feedback of employers, the
public package of services and the interest it brings.

The register of employers is shared by areas; what an area does with an employer is the area's own.

Neighbours: clients below (the employment spell is the fact, a placement points to it), training above.
"""
