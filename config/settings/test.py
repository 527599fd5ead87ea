"""Tests: addresses come from the fixtures, keys are fixed for the run, the rest is as shipped."""

import os

from config import env
from config.embedded import endpoints
from config.settings.base import *
from config.settings.base import BASE_DIR, PORT, STORAGES, TEMPLATES, databases

DEMO = True
EMBEDDED = False
FAULT_POINT = env.text("TASMA_DEV_FAULT_POINT", default="")
SERVICES_DIR = BASE_DIR / "var" / "test-services"
_services = endpoints(SERVICES_DIR)

SECRET_KEY = "tests-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
FIELD_KEYS = {"t1": bytes(range(32)), "t0": bytes(range(32, 64))}
HASH_KEYS = {"1": bytes(range(64, 96))}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
BASE_URL = f"http://localhost:{PORT}"


def _login(user: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "tasma",
        "USER": user,
        "HOST": _services.pg_host,
        "OPTIONS": {},
    }


if "DATABASE_URL" in os.environ:
    DATABASES = databases(env.database("DATABASE_URL"), env.database("DATABASE_OWNER_URL"))
    CELERY_BROKER_URL = env.text("BROKER_URL")
else:
    DATABASES = databases(_login("tasma_app"), _login("tasma_owner"))
    CELERY_BROKER_URL = _services.broker_url

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "UNDEFINED(%s)"
WHITENOISE_AUTOREFRESH = True  # no collected files in tests
