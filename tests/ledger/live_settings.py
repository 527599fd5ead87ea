"""The test settings with the sample tasks, and with the ledger in a hurry."""

from config.settings.test import *  # noqa: F403 - settings modules extend one another by Django's convention
from config.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.ledger.sample"]
LEDGER_POLL_SECONDS = 0.05
LEDGER_SWEEP_SECONDS = 0.3
LEDGER_RESEND_SECONDS = 1.5
LEDGER_LEASE_SECONDS = 1.5
LEDGER_HEARTBEAT_SECONDS = 0.2
LEDGER_RETRY_SECONDS = 0.1
