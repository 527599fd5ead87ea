"""docker-compose.yml and its companions are held to what the project itself says; the containers are not run here."""

import base64
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

from config.env import KNOWN
from config.services import ROLES_SQL
from config.supervisor import Plan, commands

ROOT = Path(__file__).resolve().parent.parent.parent
OF_THE_DATABASE_IMAGE = {"POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD"}


def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def example():
    lines = (ROOT / "docker.env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_compose_runs_the_processes_of_the_supervisor():
    here = Plan(
        port=8000, hosts=("0.0.0.0",), address="", web_workers=2, var=ROOT / "var", services=ROOT / "var" / "services"
    )
    expected = {name: ["python", *command] for name, command in commands(here).items()}

    found = {name: service["command"] for name, service in compose().items() if name in expected}

    assert found == expected


def test_compose_has_the_two_engines_of_the_right_version():
    images = {service["image"] for service in compose().values() if "image" in service}

    assert images == {"postgres:18", "valkey/valkey:9"}


def test_every_variable_of_the_example_is_known():
    assert set(example()) <= set(KNOWN) | OF_THE_DATABASE_IMAGE


def test_example_holds_no_secret():
    filled = {name for name, value in example().items() if value}

    assert filled == {"BROKER_URL"}


def test_filled_example_is_all_that_a_real_installation_needs():
    key = base64.b64encode(os.urandom(32)).decode()
    filled = {
        **example(),
        "DATABASE_URL": "postgresql://tasma_app:a@database/tasma",
        "DATABASE_OWNER_URL": "postgresql://tasma_owner:b@database/tasma",
        "TASMA_ALLOWED_HOSTS": "tasma.example.org",
        "TASMA_BASE_URL": "https://tasma.example.org",
        "TASMA_SMTP_URL": "smtps://tasma:secret@mail.example.org",
        "TASMA_MAIL_FROM": "tasma@example.org",
        "TASMA_SECRET_KEY": base64.b64encode(os.urandom(64)).decode(),
        "TASMA_FIELD_KEYS": f"k1:{key}",
        "TASMA_HASH_KEY": key,
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "PATH": os.environ["PATH"],
    }

    outcome = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "ERROR"],
        cwd=ROOT,
        env=filled,
        capture_output=True,
        text=True,
        check=False,
    )

    assert outcome.returncode == 0, outcome.stderr


def test_roles_of_the_image_are_those_of_the_embedded_server():
    script = (ROOT / "scripts" / "make_roles.sh").read_text()
    roles = script.split("<<'SQL'\n")[1].removesuffix("SQL\n")

    assert re.sub(r" PASSWORD :'\w+'", "", roles) == ROLES_SQL


def test_dockerfile_copies_and_runs_only_what_there_is():
    text = (ROOT / "Dockerfile").read_text()

    assert (ROOT / "requirements" / "base.lock").exists()
    assert re.search(r"^USER tasma$", text, re.MULTILINE)
    assert "SECRET" not in text
