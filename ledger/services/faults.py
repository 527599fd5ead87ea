"""Points where a test may kill this process; outside the test settings there are none."""

import os
import signal

from django.conf import settings


def reach(point: str) -> None:
    """Kill the process group here when the test settings name the point, or only this process for `point/child`."""
    wanted = getattr(settings, "FAULT_POINT", "")
    if not wanted:
        return
    name, _, part = wanted.partition("/")
    if name == point:
        os.kill(os.getpid() if part == "child" else 0, signal.SIGKILL)
