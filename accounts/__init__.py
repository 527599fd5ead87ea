"""Areas and units in valid time, people with roles, and the context of row-level security.

Owns Area, Unit, Municipality, Region, WellbeingCounty, Agency, Code, User, Membership, SigninLink, ReadLog and
ApiClient; the read log; one-time sign-in links. Everything else builds on it.

Neighbours: config.kernel below, ledger above.
"""
