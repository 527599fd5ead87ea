"""A schedule so quick that a test can see several slots."""

from datetime import timedelta

from config.schedule import Every, Scheduled

SCHEDULE = (Scheduled("tick", "tests.tick", Every(timedelta(seconds=1))),)
