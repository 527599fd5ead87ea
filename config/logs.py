"""Log lines as JSON with the request's id. Messages never hold personal data."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

Event = MutableMapping[str, Any]

LONGEST_TRACE = 30


def without_values(_logger: Any, _method: str, event: Event) -> Event:
    """An error is told by its type and where it arose: its words, above all the database's, may quote a person."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        event["exception"] = trace_of(error)
    return event


def trace_of(error: BaseException) -> list[str]:
    """The types of the error and of what caused it, each with the places it passed through, the last ones only."""
    told: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(told) < LONGEST_TRACE:
        frames = traceback.extract_tb(cause.__traceback__)[-LONGEST_TRACE:]
        told += [f"{type(cause).__module__}.{type(cause).__qualname__}"]
        told += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return told


def routes_for_addresses(_logger: Any, _method: str, event: Event) -> Event:
    """Django's own lines name the address, which may hold a one-time token; here they name the route instead."""
    record = event.get("_record")
    request = getattr(record, "request", None)
    if record is None or request is None:
        return event
    match = getattr(request, "resolver_match", None)
    event["event"] = f"{record.name}: {getattr(record, 'status_code', 'refused')}"
    event["route"] = match.view_name if match else ""
    return event


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)


def formatter() -> logging.Formatter:
    """The formatter of every handler."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            routes_for_addresses,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            without_values,
            structlog.processors.JSONRenderer(),
        ],
    )
