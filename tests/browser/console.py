"""Python run by the product's own settings, piece after piece in one process: Django starts once for all of them.

A line of JSON in is the piece, a line of JSON out what it printed and how it failed.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Console:
    """The near end: runs pieces and tells what they printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, piece: str) -> str:
        """What the piece prints."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(piece), file=self.process.stdin, flush=True)
        said, fault = json.loads(self.process.stdout.readline())
        assert fault == "", fault
        return str(said).strip()

    def command(self, *arguments: str) -> str:
        """The last line a management command prints."""
        return self.run(f"from django.core.management import call_command\ncall_command(*{arguments!r})").splitlines()[
            -1
        ]


@contextlib.contextmanager
def console(environment: dict[str, str]) -> Iterator[Console]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.browser.console"],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield Console(process)
        assert process.stdin is not None
        process.stdin.close()  # the far end ends with it


def main() -> None:
    import django
    from django.db import connections

    django.setup()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    for line in sys.stdin:
        said, fault = io.StringIO(), ""
        try:
            with contextlib.redirect_stdout(said):
                exec(compile(json.loads(line), "piece", "exec"), {})
        except Exception:  # noqa: BLE001 - told at the near end, where the test fails of it
            fault = traceback.format_exc()
        connections.close_all()
        print(json.dumps([said.getvalue(), fault]), file=answers, flush=True)


if __name__ == "__main__":
    main()
