#!/usr/bin/env python
"""Django's commands; in the demo with the embedded services running for as long as the command does."""

import os
import sys
from argparse import ArgumentParser
from contextlib import ExitStack, suppress

# They touch neither database nor broker, so they start nothing (`check` does with --database).
WITHOUT_SERVICES = frozenset(
    {"help", "version", "check", "collectstatic", "findstatic", "diffsettings", "spectacular", "compile_catalogues"}
)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = _settings_module(sys.argv)
    from django.core.management import execute_from_command_line

    from config.catalogues import compile_if_stale

    with suppress(OSError):  # where the folder may not be written, the texts are as the image was built
        compile_if_stale()
    with ExitStack() as services:
        if _needs_services(sys.argv[1:]):
            _start_services(services)
        execute_from_command_line(sys.argv)


def _settings_module(arguments: list[str]) -> str:
    """The option --settings counts already here, where the settings are first read."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--settings", default=os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.dev"))
    return str(parser.parse_known_args(arguments[1:])[0].settings)


def _needs_services(words: list[str]) -> bool:
    if not words or words[0].startswith("-") or {"-h", "--help", "--version"} & set(words):
        return False
    return words[0] not in WITHOUT_SERVICES or any(word.startswith("--database") for word in words)


def _start_services(services: ExitStack) -> None:
    from django.conf import settings

    if not settings.EMBEDDED:
        return

    from config.embedded import ServicesUnavailable, lease

    try:
        services.enter_context(lease(settings.SERVICES_DIR))
    except ServicesUnavailable as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
