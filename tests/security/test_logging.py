"""Log lines: one JSON object each, with its time in UTC, on the standard output, whatever is in the values."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import resolve

from accounts.models import SigninLink
from config.logs import formatter

SECRET = "Planted Person"

HOSTILE = 'first\nsecond {"level": "info"}\r\n\x1b[31m "quoted" \u2028'


def line_of(record: logging.LogRecord) -> str:
    return formatter().format(record)


def record(message: str, *values: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("tests", logging.ERROR, __file__, 1, message, values, info)


@pytest.mark.parametrize("values", [(HOSTILE,), ({"key": HOSTILE},)])
def test_a_line_is_one_json_object(values):
    line = line_of(record("refused %s", *values))

    assert "\n" not in line
    assert "\r" not in line
    assert "\x1b" not in line
    assert json.loads(line)["event"].startswith("refused ")


def test_a_line_has_its_time_in_utc():
    told = json.loads(line_of(record("something")))

    assert datetime.fromisoformat(told["timestamp"]).utcoffset() == UTC.utcoffset(None)
    assert told["level"] == "error"


def test_a_line_carries_the_request():
    with structlog.contextvars.bound_contextvars(request_id="0123456789abcdef"):
        told = json.loads(line_of(record("something")))

    assert told["request_id"] == "0123456789abcdef"


def test_lines_go_to_the_standard_output_only():
    handlers = settings.LOGGING["handlers"]

    assert {name: handler["class"] for name, handler in handlers.items()} == {"console": "logging.StreamHandler"}
    assert settings.LOGGING["root"]["handlers"] == ["console"]


def test_an_unexpected_error_is_logged_without_its_values(db):
    try:
        try:
            SigninLink.objects.create(
                token_hash=b"x", user_id="00000000-0000-4000-8000-000000000000", expires_at=SECRET
            )
        except ValidationError as cause:
            raise RuntimeError(SECRET) from cause
    except RuntimeError as error:
        line = line_of(record("it broke", error=error))

    told = json.loads(line)
    assert SECRET not in line
    assert told["exception"][0] == "builtins.RuntimeError"
    assert "django.core.exceptions.ValidationError" in told["exception"]
    assert f"{Path(__file__)}:" in told["exception"][1]


@pytest.mark.parametrize("address", ["/sign-in/one-time-token/", "/nowhere/one-time-token/"])
def test_a_failed_request_is_logged_by_its_route(rf, address):
    request = rf.get(address)
    request.resolver_match = resolve("/sign-in/one-time-token/") if address.startswith("/sign-in") else None
    failed = record("%s: %s", "Internal Server Error", address)
    failed.request, failed.status_code = request, 500

    line = line_of(failed)

    told = json.loads(line)
    assert "one-time-token" not in line
    assert (told["event"], told["route"]) == (
        "tests: 500",
        "accounts:signin_link" if request.resolver_match else "",
    )
