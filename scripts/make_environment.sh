#!/bin/sh
# Make .venv from requirements/dev.lock: exact versions, checked hashes, wheels only.
set -eu

python=""
for candidate in python3 python3.13 python3.12 python3.11 python3.14; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Täsmä needs Python 3.11 or newer, and none was found on the PATH." >&2
    exit 1
fi

echo "Making the environment in .venv with $($python --version) …"
if ! "$python" -m venv .venv; then
    echo "The environment could not be made: on Debian and Ubuntu install the package python3-venv." >&2
    exit 1
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes --only-binary=:all: -r requirements/dev.lock
cp requirements/dev.lock .venv/installed.lock
