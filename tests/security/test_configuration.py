"""What a real installation starts with, and what none starts with."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env

ROOT = Path(__file__).resolve().parent.parent.parent
ASKED = """
import json, os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
import django
django.setup()
from django.conf import settings
names = [name for name in dir(settings) if name.isupper()]
secret = {"SECRET_KEY", "FIELD_KEYS", "HASH_KEY", "DATABASES"}
kept = {name: getattr(settings, name) for name in names if name not in secret}
print(json.dumps(kept, default=str))
"""


def key() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def real() -> dict[str, str]:
    return {
        "DATABASE_URL": "postgresql://tasma_app:a@database/tasma?sslmode=verify-full",
        "DATABASE_OWNER_URL": "postgresql://tasma_owner:b@database/tasma?sslmode=verify-full",
        "BROKER_URL": "rediss://broker",
        "TASMA_ALLOWED_HOSTS": "tasma.example.org",
        "TASMA_BASE_URL": "https://tasma.example.org",
        "TASMA_SMTP_URL": "smtps://tasma:secret@mail.example.org",
        "TASMA_MAIL_FROM": "tasma@example.org",
        "TASMA_SECRET_KEY": base64.b64encode(os.urandom(64)).decode(),
        "TASMA_FIELD_KEYS": f"k1:{key()}",
        "TASMA_HASH_KEY": key(),
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
    }


def start(environment: dict[str, str], code: str = ASKED) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def shipped() -> dict[str, object]:
    """The settings of a real installation, as it reads them."""
    done = start(real())
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF", "LANGUAGE"])
def test_every_cookie_is_of_this_host_only_and_out_of_reach_of_scripts(shipped, cookie):
    flags = {name: shipped[f"{cookie}_COOKIE_{name}"] for name in ("SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH")}

    assert shipped[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert flags == {"SECURE": True, "HTTPONLY": True, "SAMESITE": "Lax", "DOMAIN": None, "PATH": "/"}


def test_the_mark_of_a_device_is_of_this_host_only(shipped):
    assert shipped["DEVICE_COOKIE_NAME"].startswith("__Host-")


def test_messages_need_no_cookie_of_their_own(shipped):
    assert shipped["MESSAGE_STORAGE"] == "django.contrib.messages.storage.session.SessionStorage"


def test_browsers_are_told_to_use_https_only(shipped):
    assert shipped["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert shipped["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert shipped["SECURE_SSL_REDIRECT"] is True


def test_nothing_of_development_is_on(shipped):
    assert (shipped["DEBUG"], shipped["DEMO"], shipped["EMBEDDED"], shipped["FAULT_POINT"]) == (False, False, False, "")
    assert [app for app in shipped["INSTALLED_APPS"] if app in {"django.contrib.admin", "debug_toolbar"}] == []
    assert shipped["ALLOWED_HOSTS"] == ["tasma.example.org"]
    assert shipped["INTERNAL_IPS"] == []


def test_nothing_of_a_test_is_in_the_image():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()

    assert {".git", ".env", "var", "tests", "benchmarks"} <= set(ignored)


@pytest.mark.parametrize("lacking", ["TASMA_SECRET_KEY", "TASMA_FIELD_KEYS", "TASMA_HASH_KEY", "TASMA_ALLOWED_HOSTS"])
def test_a_real_installation_starts_with_nothing_by_default(lacking):
    given = {name: value for name, value in real().items() if name != lacking}

    done = start(given, "import config.settings.prod")

    assert done.returncode != 0
    assert lacking in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (env.secret_key, "change-me-" * 10),
        (env.secret_key, "a" * 80),
        (env.secret_key, "short"),
        (env.key, base64.b64encode(bytes(32)).decode()),
        (env.key, base64.b64encode(bytes(range(16))).decode()),
        (env.key, "not base64"),
        (env.keys, "k1"),
        (env.keys, f"too-long-id:{base64.b64encode(bytes(range(32))).decode()}"),
    ],
)
def test_a_weak_secret_stops_the_start_and_is_not_repeated(reader, value):
    with pytest.raises(env.BadEnvironment) as refused:
        reader("TASMA_SECRET_KEY", environ={"TASMA_SECRET_KEY": value})

    assert value not in str(refused.value)
