"""What keeps promises: work for later, done once, and seen while it runs.

Owns Outbox, Job, IdempotencyKey, ChangeMarker and BeatLease. Every app above enqueues and marks through it.

Neighbours: accounts below, questionnaires above.
"""
