"""The demo: embedded PostgreSQL and Valkey, secrets made on the first start, synthetic people."""

import os

from config import env
from config.embedded import endpoints
from config.secrets import local_secrets
from config.settings.base import *
from config.settings.base import PORT, VAR_DIR, databases

for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL"):
    if name in os.environ:
        raise env.BadEnvironment(
            f"{name} is set, but config.settings.dev is the demo with services of its own. "
            "For a real installation set DJANGO_SETTINGS_MODULE=config.settings.prod."
        )

DEMO = True
EMBEDDED = True
SERVICES_DIR = VAR_DIR / "services"
_services = endpoints(SERVICES_DIR)
_secrets = local_secrets(VAR_DIR / "secrets.json")

SECRET_KEY = _secrets.secret_key
FIELD_KEYS = _secrets.field_keys
HASH_KEYS = _secrets.hash_keys
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
BASE_URL = env.text("TASMA_BASE_URL", default=f"http://localhost:{PORT}")
CSRF_TRUSTED_ORIGINS = [BASE_URL]


def _login(user: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "tasma",
        "USER": user,
        "HOST": _services.pg_host,
        "OPTIONS": {},
    }


DATABASES = databases(_login("tasma_app"), _login("tasma_owner"))
CELERY_BROKER_URL = _services.broker_url
