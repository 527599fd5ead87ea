"""Print every capability of docs/capabilities.txt with the number of tests that show it and the first of them."""

import contextlib
import io
import signal
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "capabilities.txt"


class Collector:
    """Remembers, for each capability, the tests that carry its mark: @pytest.mark.capability("CL-01", …)."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for mark in item.iter_markers("capability"):
                for capability in mark.args:
                    self.tests[capability].append(item.nodeid)


def main() -> int:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `make capabilities | head` is no error
    collector = Collector()
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        outcome = pytest.main(
            ["--collect-only", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"], plugins=[collector]
        )
    if outcome not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        print(said.getvalue(), file=sys.stderr)
        return 1

    known = LIST.read_text(encoding="utf-8").split()
    for capability in known:
        tests = sorted(collector.tests.get(capability, []))
        print(f"{capability}\t{len(tests)}\t{tests[0] if tests else '-'}")
    strangers = sorted(set(collector.tests) - set(known))
    if strangers:
        print(
            f"Tests name capabilities that {LIST.relative_to(ROOT)} does not know: {', '.join(strangers)}",
            file=sys.stderr,
        )
    return 1 if strangers else 0


if __name__ == "__main__":
    sys.exit(main())
