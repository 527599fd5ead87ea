"""Clients, participations with start, end and follow-up forms, imports; keywords, work ability, plans, referrals and employment spells to come.

Neighbours: network below, employers above.
"""
