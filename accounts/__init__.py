"""Areas and units in valid time, reference geography and code lists, people, memberships, roles, the context of row-level security, the read log, API clients.

Neighbours: everything else builds on it; it knows only config.kernel.
"""
