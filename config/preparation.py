"""What the demo needs before it can be opened, done in one process: tables, texts, files, people, sign-in links.

Prints what it does on stderr, and on stdout one JSON object: the sign-in link of each demo person.
"""

import hashlib
import io
import json
import os
import sys
from pathlib import Path

DEMO_PEOPLE = ("coordinator", "supervisor", "administrator")


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
    import django

    django.setup()
    from django.core.management import call_command, get_commands

    steps = (
        ("Bringing the database up to date", "migrate", {"interactive": False, "verbosity": 0}),
        ("Compiling the translations", "compile_catalogues", {"verbosity": 0}),
        ("Loading areas, municipalities and code lists", "load_reference_data", {"verbosity": 0}),
        ("Loading the demo (the first time takes some seconds)", "load_demo_data", {"verbosity": 0}),
    )
    for sentence, command, options in steps:
        if command in get_commands():
            _say(f"{sentence} …")
            call_command(command, **options, stdout=io.StringIO())
    _collect_static()
    print(json.dumps({person: _signin_link(f"{person}@demo.invalid") for person in DEMO_PEOPLE}))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _signin_link(email: str) -> str:
    from django.core.management import call_command

    said = io.StringIO()
    call_command("signin_link", email, stdout=said)
    return said.getvalue().strip().splitlines()[-1]


def _collect_static() -> None:
    """The served files are those of the project; the step is left out while none has changed."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.VAR_DIR) / "static.stamp"
    now = _static_digest()
    if stamp.exists() and stamp.read_text() == now and Path(settings.STATIC_ROOT).is_dir():
        return
    _say("Collecting styles, scripts and images …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def _static_digest() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list(None), key=lambda found: found[0]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
