#!/bin/sh
# Make .venv from one of the lock files: exact versions, checked hashes, wheels only. Nothing happens when it is there.
set -eu
lock=$1

if cmp -s "requirements/$lock" ".venv/installed-$lock"; then
    exit 0
fi

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
.venv/bin/python -m pip install -qq --no-compile --disable-pip-version-check --no-input \
    --require-hashes --only-binary=:all: -r "requirements/$lock"
cp requirements/base.lock .venv/installed-base.lock # the other lock holds all of this one
if [ "$lock" = dev.lock ]; then
    cp requirements/dev.lock .venv/installed-dev.lock
fi
