"""What keeps promises: work that was accepted is done once, whatever falls over in between.

Nouns: the outbox (work for later, written in the transaction that asks for it), the job (a row a person can look at:
state, progress, error, cancelling), the idempotency key (an API write and its stored answer), the change marker (what
changed since it was last counted), the turn of the beat (one beat at a time fires the schedule).

Flow: a service writes an outbox row → `manage.py relay` hands its id to Celery → a worker claims the row, runs the
task's body and settles the row in one transaction → the sweeper in the relay sends again whatever has no result.
PostgreSQL alone can rebuild the queue; the broker may vanish at any moment.

Neighbours: builds on accounts; every app above it may enqueue, start jobs and mark changes.
"""
