"""Clients and their participations, with start, end and follow-up forms, and the imports that bring them.

Owns Client, Participation, StartForm, EndForm, FollowUpForm, ImportBatch, ImportUpload, ImportChange and
ImportProblem; later keywords, work ability, plans, referrals and employment spells.

Neighbours: network below, employers above.
"""
